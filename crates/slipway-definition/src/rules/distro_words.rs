//! The words that `distro` has had, in this tool and in the Go tools.

use crate::read::Support;
use crate::spec::AgentPoolProfile;

/// Words of the Go tools, of any age (peer-behaviour.md 1.18; the last five are acs-engine's). Which of them still mean something is
/// for who has the catalog.
pub(super) const OLD: [&str; 20] = [
    "ubuntu",
    "ubuntu-18.04",
    "ubuntu-18.04-gen2",
    "ubuntu-20.04",
    "ubuntu-20.04-gen2",
    "ubuntu-22.04",
    "flatcar",
    "aks-ubuntu-16.04",
    "aks-ubuntu-18.04",
    "aks-ubuntu-20.04",
    "aks-ubuntu-22.04",
    "acc-16.04",
    "aks",
    "aks-1804",
    "aks-docker-engine",
    "coreos",
    "rhel",
    "centos",
    "openshift39_rhel",
    "openshift39_centos",
];

/// The words of which this version makes machines.
pub(super) fn made() -> &'static [&'static str] {
    match AgentPoolProfile::KIND.field("distro").map(|field| field.support) {
        Some(Support::Values(words)) => words,
        _ => &[],
    }
}

/// Whether anything was ever called so. Nothing written is no word.
pub(super) fn is_known(word: &str) -> bool {
    made().contains(&word) || OLD.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert!(!made().is_empty());
        assert!(is_known("ubuntu-24.04") && is_known("aks-ubuntu-18.04") && !is_known("Ubuntu") && !is_known(""));
    }
}

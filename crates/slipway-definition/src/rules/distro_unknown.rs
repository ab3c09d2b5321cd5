use super::distro_words::{OLD, is_known, made};
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::suggest::nearest;

/// Words that name no distribution.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "distro-unknown",
    why: "The distribution chooses the image and the packages of a machine; the word is spelt exactly.",
    fix: "leave `distro` off for the default, or write `ubuntu-24.04`, `ubuntu-22.04` or `azurelinux3`",
    about: &["masterProfile.distro", "agentPoolProfiles[].distro"],
    check: |spec, found| {
        // Elsewhere, the words of the older tools are retired, and no help.
        let on_hub = |word| if spec.is_azure_stack() { nearest(word, OLD) } else { None };
        for (at, machines) in spec.each_machines() {
            let word = machines.distro.unwrap_or_default();
            if word.is_empty() || is_known(word) {
                continue;
            }
            let is_windows = word.to_ascii_lowercase().contains("windows");
            let finding = found.error(at.key("distro"), format!("no distribution is called {}", tick(word)));
            if is_windows && machines.pool.is_none() {
                finding.help("remove it: masters run Linux; Windows is for pools, by `\"osType\": \"Windows\"`");
            } else if is_windows {
                finding.help("remove it; a pool of Windows machines is asked for with `\"osType\": \"Windows\"`");
            } else if let Some(known) = nearest(word, made().iter().copied()).or_else(|| on_hub(word)) {
                finding.help(format!("did you mean `{known}`?"));
            }
        }
    },
};

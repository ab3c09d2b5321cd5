//! Words of which a field knows a few only.

use crate::suggest::nearest;

/// What to write instead of a word that is none of `known`: the nearest one, or any of them.
pub(super) fn instead_of(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write {}", any_of(known)),
    }
}

/// `a`, `b` or `c`, each in backticks.
pub(super) fn any_of(known: &[&str]) -> String {
    let ticked = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match known.split_last() {
        Some((last, [])) => format!("`{last}`"),
        Some((last, others)) => format!("{} or `{last}`", ticked(others)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_corrected_and_a_stranger_told_all() {
        assert_eq!(instead_of("Azure", &["azure", "kubenet"]), "did you mean `azure`?");
        assert_eq!(instead_of("x", &["azure", "kubenet", "cilium"]), "write `azure`, `kubenet` or `cilium`");
        assert_eq!(any_of(&["azure"]), "`azure`");
    }
}

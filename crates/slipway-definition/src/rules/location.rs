use super::syntax::is_word;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The region names files and parts of host names.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "location",
    why: "The region becomes part of file names and of the host name of the API server.",
    fix: "write a region as `az account list-locations` has it, `westus2`",
    about: &["location"],
    check: |spec, found| {
        let location = spec.location.as_deref().unwrap_or_default();
        if !is_word(location, 0..=64, b" -_") {
            found.error("/location", format!("{} is no region", tick(location)));
        }
    },
};

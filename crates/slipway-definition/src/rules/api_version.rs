use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The api model has one version.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "api-version",
    why: "The version says how everything else is to be read; there is only `vlabs`.",
    fix: "write `\"apiVersion\": \"vlabs\"`",
    about: &["apiVersion"],
    check: |spec, found| match spec.api_version.as_deref() {
        Some("vlabs") => {}
        None => {
            found.error("/apiVersion", "`apiVersion` is missing");
        }
        Some(other) => {
            found.error("/apiVersion", format!("unknown `apiVersion` {}", tick(other)));
        }
    },
};

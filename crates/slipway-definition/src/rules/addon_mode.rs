use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::spec::names::ADDON_MODES;

/// How addons are kept.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "addon-mode",
    why: "An addon is either put back to what was generated or made once and then left to the user.",
    fix: "use `Reconcile` or `EnsureExists`",
    about: &["orchestratorProfile.kubernetesConfig.addons[].mode"],
    check: |spec, found| {
        let addons = Pointer::from(Spec::KUBERNETES).key("addons");
        for (index, addon) in spec.kubernetes().addons.iter().enumerate() {
            let mode = addon.mode.as_deref().unwrap_or_default();
            if !mode.is_empty() && !ADDON_MODES.contains(&mode) {
                found.error(addons.index(index).key("mode"), format!("unknown mode {}", tick(mode)));
            }
        }
    },
};

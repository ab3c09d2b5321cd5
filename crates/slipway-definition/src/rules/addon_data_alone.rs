use crate::rule::Rule;
use crate::spec::Spec;

/// A manifest of the user's own has no settings.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "addon-data-alone",
    why: "`data` replaces the whole manifest, so that settings of the one that it replaces would be dropped.",
    fix: "put the settings into the manifest, or remove `data`",
    about: &["orchestratorProfile.kubernetesConfig.addons[].data"],
    check: |spec, found| {
        for (at, addon) in spec.each_addon().filter(|(_, addon)| addon.data.as_deref().is_some_and(|data| !data.is_empty())) {
            for (key, given) in [("config", !addon.config.is_empty()), ("containers", !addon.containers.is_empty())] {
                if given {
                    let finding = found.error(at.key("data"), format!("`data` leaves no place for `{key}`"));
                    finding.say("the whole manifest").label(at.key(key), "would be dropped");
                }
            }
        }
    },
};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::rule::Rule;
use crate::spec::Spec;

/// A component's manifest of the user's own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-data",
    why: "`data` is the whole manifest in base64; settings beside it would be dropped.",
    fix: "encode the manifest with `base64 -w0`",
    about: &["orchestratorProfile.kubernetesConfig.components[].data"],
    check: |spec, found| {
        for (at, component) in spec.each_component() {
            let data: String = component.data.iter().flat_map(|data| data.chars()).filter(|c| !c.is_whitespace()).collect();
            if data.is_empty() {
                continue;
            }
            if STANDARD.decode(&data).map(String::from_utf8).is_ok_and(|text| text.is_ok()) {
                for (key, given) in
                    [("config", !component.config.is_empty()), ("containers", !component.containers.is_empty())]
                {
                    if given {
                        let finding = found.error(at.key("data"), format!("`data` leaves no place for `{key}`"));
                        finding.say("the whole manifest").label(at.key(key), "would be dropped");
                        finding.help("put the settings into the manifest, or remove `data`");
                    }
                }
            } else {
                found.error(at.key("data"), "the component's `data` is no base64 of a text");
            }
        }
    },
};

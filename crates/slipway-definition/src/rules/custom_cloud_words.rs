use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;
use crate::suggest::nearest;

const SYSTEMS: &[&str] = &["azure_ad", "adfs"];
const METHODS: &[&str] = &["client_secret", "client_certificate"];
const LOCATIONS: &[&str] = &["public", "china", "german", "usgovernment"];

/// Words that say how a custom cloud is signed in to and where its machines download from.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-cloud-words",
    why: "Each of these settings has a few words only.",
    fix: "use one of the words",
    about: &[
        "customCloudProfile.identitySystem",
        "customCloudProfile.authenticationMethod",
        "customCloudProfile.dependenciesLocation",
    ],
    check: |spec, found| {
        let Some(cloud) = &spec.properties().custom_cloud_profile else { return };
        for (key, word, known) in [
            ("identitySystem", &cloud.identity_system, SYSTEMS),
            ("authenticationMethod", &cloud.authentication_method, METHODS),
            ("dependenciesLocation", &cloud.dependencies_location, LOCATIONS),
        ] {
            let word = word.as_deref().unwrap_or_default();
            if word.is_empty() || known.contains(&word) {
                continue;
            }
            let at = Pointer::from("/properties/customCloudProfile").key(key);
            let finding = found.error(at, format!("there is no `{key}` {}", tick(word)));
            match nearest(word, known.iter().copied()) {
                Some(known) => finding.help(format!("did you mean `{known}`?")),
                None => finding.help(format!("use `{}`", known.join("` or `"))),
            };
        }
    },
};

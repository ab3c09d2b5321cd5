use crate::rule::Rule;
use crate::spec::Spec;

/// Sign-in by Entra ID needs the application that the API server is.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "aad-profile",
    why: "The API server accepts the tokens of one application only, which `serverAppID` names.",
    fix: "give the id of the application that stands for the API server, or remove `aadProfile`",
    about: &["aadProfile.serverAppID"],
    check: |spec, found| {
        let Some(aad) = &spec.properties().aad_profile else { return };
        if aad.server_app_id.as_deref().is_none_or(str::is_empty) {
            found.error("/properties/aadProfile/serverAppID", "`aadProfile` names no application for the API server");
        }
    },
};

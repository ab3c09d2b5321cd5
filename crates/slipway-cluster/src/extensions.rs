//! Extensions of the user's: linked templates, and scripts that run before provisioning.

use slipway_definition::{ExtensionProfile, KeyVaultSecretRef, Secret};

use crate::view::View;
use crate::{Extension, PreProvision};

/// Where the older tools' own extensions are; archived.
const ROOT: &str = "https://raw.githubusercontent.com/Azure/aks-engine/master/";

/// The parameter with an extension's text, as the older tools name it.
pub fn parameters_of_extension(name: &str) -> String {
    format!("{name}Parameters")
}

/// The parameter with the query of an extension's addresses.
pub fn query_of_extension(name: &str) -> String {
    format!("{name}UrlQuery")
}

/// The linked templates of a group of machines. One without a profile has been reported by the definition's own rules.
pub(crate) fn of(view: &View<'_>, written: &[slipway_definition::Extension]) -> Vec<Extension> {
    let extension = |extension: &slipway_definition::Extension| {
        let profile = Profile::of(view, extension)?;
        let template = extension.template.as_deref().filter(|text| !text.is_empty()).unwrap_or("template.json");
        Some(Extension {
            template_url: profile.url(template),
            root_url: profile.root(),
            first_only: extension.single_or_all.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("single")),
            parameters: profile.parameters(),
            query: profile.query(),
            name: profile.name,
        })
    };
    written.iter().filter_map(extension).collect()
}

/// The script that runs before provisioning.
pub(crate) fn before(view: &View<'_>, written: Option<&slipway_definition::Extension>) -> Option<PreProvision> {
    let profile = Profile::of(view, written?)?;
    let script = profile.written.script.as_deref().filter(|text| !text.is_empty())?;
    Some(PreProvision {
        url: profile.url(script),
        parameters: profile.parameters(),
        query: profile.query(),
        name: profile.name,
    })
}

/// A profile that machines name.
struct Profile<'a> {
    name: String,
    written: &'a ExtensionProfile,
}

impl<'a> Profile<'a> {
    fn of(view: &View<'a>, extension: &slipway_definition::Extension) -> Option<Self> {
        let name = extension.name.clone().filter(|name| !name.is_empty())?;
        let profiles = &view.spec.properties().extension_profiles;
        let written = profiles.iter().find(|profile| profile.name.as_deref() == Some(&name))?;
        Some(Self { name, written })
    }

    fn root(&self) -> String {
        let root = self.written.root_url.as_deref().filter(|root| !root.is_empty()).unwrap_or(ROOT);
        format!("{}/", root.trim_end_matches('/'))
    }

    fn url(&self, file: &str) -> String {
        let version = self.written.version.as_deref().unwrap_or_default();
        format!("{}extensions/{}/{version}/{file}", self.root(), self.name)
    }

    fn parameters(&self) -> Option<String> {
        let has_text = self.written.extension_parameters.as_ref().is_some_and(|text| *text != Secret::default());
        let in_vault = self.written.parameters_keyvault_secret_ref.as_ref().is_some_and(is_reference);
        (has_text || in_vault).then(|| parameters_of_extension(&self.name))
    }

    fn query(&self) -> Option<String> {
        let has_query = self.written.url_query.as_ref().is_some_and(|query| *query != Secret::default());
        has_query.then(|| query_of_extension(&self.name))
    }
}

fn is_reference(reference: &KeyVaultSecretRef) -> bool {
    [&reference.vault_id, &reference.secret_name]
        .iter()
        .all(|text| text.as_deref().is_some_and(|text| !text.is_empty()))
}

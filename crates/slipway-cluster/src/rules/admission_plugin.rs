//! `admission-plugin`

use slipway_catalog::Presence;
use slipway_definition::{Rule, nearest, quote};

use crate::Asked;
use crate::asked::GivenFlags;

/// Of more unknown plugins, the nearest name is not looked for.
const SUGGESTED: usize = 100;

pub(super) static ADMISSION_PLUGIN: Rule<Asked> = Rule {
    id: "admission-plugin",
    why: "The API server does not start with the name of an admission plugin that it does not have.",
    fix: "remove the plugin",
    about: &["orchestratorProfile.kubernetesConfig.apiServerConfig"],
    check: |asked, found| {
        // The lists are long, and most definitions name no plugins.
        let names_plugins =
            |given: &GivenFlags<'_>| given.each().any(|(name, ..)| name.ends_with("able-admission-plugins"));
        if !asked.given_flags().iter().any(names_plugins) {
            return;
        }
        let (Ok(removed), Ok(known)) = (asked.catalog.removed(), asked.catalog.admission_plugins()) else {
            return;
        };
        let minor = asked.release.minor.as_str();
        let mut unknown = 0;
        for given in asked.given_flags().into_iter().filter(|given| given.component == "kube-apiserver") {
            for (_, at, value) in given.each().filter(|(name, ..)| name.ends_with("able-admission-plugins")) {
                for plugin in value.split(',').map(str::trim).filter(|plugin| !plugin.is_empty()) {
                    let presence = known.presence(plugin, minor);
                    if matches!(presence, Presence::Here(_)) {
                        continue;
                    }
                    let tick = quote::tick(plugin);
                    if let Some(gone) = removed.plugin(minor, plugin) {
                        let since = &gone.since;
                        let message =
                            format!("Kubernetes has no admission plugin {tick} since {since}; it is left out");
                        found.warning(at.clone(), message).help(format!("remove the plugin: {}", gone.why));
                        continue;
                    }
                    unknown += 1;
                    let message = format!("Kubernetes {minor} has no admission plugin {tick}");
                    let finding = found.error(at.clone(), message);
                    if let Presence::Later(since) = presence {
                        finding.help(format!("remove the plugin, or ask for Kubernetes {since}, which has it"));
                    } else if unknown <= SUGGESTED
                        && let Some(near) = nearest(plugin, known.of_minor(minor))
                    {
                        finding.help(format!("did you mean `{near}`?"));
                    }
                }
            }
        }
    },
};

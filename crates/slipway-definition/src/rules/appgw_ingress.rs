use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{Addon, Spec, names};

/// The application gateway stands in a subnet of its own and sends to pods by their addresses.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "appgw-ingress",
    why: "The gateway gets a subnet of its own beside the machines', and reaches pods only where they have addresses of the network.",
    fix: "give `\"config\": { \"appgw-subnet\": \"10.1.0.0/24\" }`, a range that nothing else uses",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons[].enabled",
        "orchestratorProfile.kubernetesConfig.addons[].config",
    ],
    check: |spec, found| {
        for (at, addon) in spec.each_addon().filter(|(_, addon)| addon.is_on() && addon.is_named("appgw-ingress")) {
            let config = spec.kubernetes();
            let written = config.network_plugin.as_deref().unwrap_or_default();
            let (plugin, _) = names::network(written, config.network_policy.as_deref().unwrap_or_default());
            if plugin != "azure" {
                let message = format!("`appgw-ingress` needs Azure CNI, not {}", tick(plugin));
                let finding = found.error(at.key("enabled"), message);
                finding.label(Pointer::from(Spec::KUBERNETES).key("networkPlugin"), "another plugin");
                finding.help("set `networkPlugin` to `azure`, or leave the addon off");
            }
            subnet(&at.key("config").key("appgw-subnet"), addon, found);
        }
    },
};

fn subnet(at: &Pointer, addon: &Addon, found: &mut Findings<'_>) {
    let text = addon.config.get("appgw-subnet").map(String::as_str).unwrap_or_default();
    // What else is wrong with it, the part says.
    let Some(own) = range(text) else { return };
    let private = addon.config.get("appgw-private-ip").map(String::as_str).unwrap_or_default();
    if !private.is_empty() && !private.parse::<Ipv4Addr>().is_ok_and(|address| own.contains(&address)) {
        let place = at_sibling(at);
        found
            .error(place, format!("{} is no address of the gateway's subnet {}", tick(private), tick(text)))
            .help("choose an address inside the subnet, or leave it off");
    }
}

fn at_sibling(at: &Pointer) -> Pointer {
    Pointer::from(at.as_str().trim_end_matches("appgw-subnet").trim_end_matches('/')).key("appgw-private-ip")
}

fn range(text: &str) -> Option<Ipv4Net> {
    text.trim().parse::<Ipv4Net>().ok()
}

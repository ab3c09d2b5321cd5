//! What parts bring for Azure's template.

use ipnet::{IpNet, Ipv4Net};
use minijinja::value::Value;
use slipway_cluster::{Network, Owner, Role};
use slipway_definition::quote::tick;

use crate::RenderError;
use crate::expressions::Expressions;
use crate::note::{Note, Place, Weight};
use crate::part::{Part, RoleName};
use crate::rules;

/// What the parts that are on want of Azure.
#[derive(Clone, Debug, Default)]
pub struct Azure {
    /// Resources in the JSON of Azure's templates.
    pub resources: Vec<serde_json::Value>,
    /// Subnets of the network that the template makes.
    pub subnets: Vec<PartSubnet>,
    /// Roles of machines.
    pub grants: Vec<PartRole>,
}

/// A subnet that no machine stands in.
#[derive(Clone, Debug)]
pub struct PartSubnet {
    /// Its name in the network.
    pub name: String,
    /// Its range.
    pub range: String,
}

/// A role that machines have.
#[derive(Clone, Debug)]
pub struct PartRole {
    /// Says it in names of deployments: the part's name and a number.
    pub name: String,
    /// The GUID of the role's definition.
    pub role: String,
    /// What it is given on, a resource or a whole group, and where that is; the cluster's own group when there is none.
    pub scope: Option<(Owner, String)>,
    /// Whose machines have it.
    pub to: Role,
}

impl Azure {
    /// Adds what a part brings; `render` makes the text of one of its templates.
    pub(crate) fn add(
        &mut self,
        part: &Part,
        expressions: &Expressions<'_>,
        context: &Value,
        render: impl Fn(&str) -> Result<String, RenderError>,
    ) -> Result<(), RenderError> {
        let is_on = |when: &Option<String>| expressions.hold(when.as_deref(), context, &part.path);
        let text = |template: &str| expressions.text(template, context, &part.path);
        for resource in &part.resource {
            if !is_on(&resource.when)? {
                continue;
            }
            let name = || format!("{}/{}", part.path, resource.template);
            let read = serde_json::from_str(&render(&resource.template)?);
            match read.map_err(|source| RenderError::Resource { name: name(), source: Box::new(source) })? {
                serde_json::Value::Array(resources) => self.resources.extend(resources),
                resource => self.resources.push(resource),
            }
        }
        for subnet in &part.subnet {
            if is_on(&subnet.when)? {
                self.subnets.push(PartSubnet { name: text(&subnet.name)?, range: text(&subnet.range)? });
            }
        }
        for (number, role) in (1..).zip(&part.role) {
            if is_on(&role.when)? {
                let scope = text(&role.scope)?;
                let owner = owner(&scope).filter(|_| !scope.is_empty());
                if owner.is_none() && !scope.is_empty() {
                    return Err(RenderError::Scope { name: part.path.clone(), scope });
                }
                self.grants.push(PartRole {
                    name: format!("{}-{number}", part.name()),
                    role: role.role.clone(),
                    scope: owner.map(|owner| (owner, scope)),
                    to: if role.to == RoleName::Master { Role::Master } else { Role::Agent },
                });
            }
        }
        Ok(())
    }
}

/// Remarks on the subnets of a part, each a part of the network that nothing else has, and on what its roles are given on.
pub(crate) fn remarks(
    part: &Part,
    expressions: &Expressions<'_>,
    context: &Value,
    network: &Network,
    notes: &mut Vec<Note>,
) -> Result<(), RenderError> {
    for subnet in &part.subnet {
        if !expressions.hold(subnet.when.as_deref(), context, &part.path)? {
            continue;
        }
        let text = expressions.text(&subnet.range, context, &part.path)?;
        // That it is missing, another rule says.
        if text.is_empty() {
            continue;
        }
        let trouble = match text.parse::<Ipv4Net>() {
            Err(_) => Some("is no range of IPv4 addresses".to_owned()),
            Ok(range) if range != range.trunc() => Some(format!("begins at `{}`", range.trunc())),
            Ok(range) => taken(range, network),
        };
        if let Some(trouble) = trouble {
            notes.push(Note {
                rule: &rules::ADDON_SUBNET,
                weight: Weight::Error,
                also: None,
                place: Place::Addon { name: part.name().to_owned() },
                message: format!("the subnet {} of the addon `{}` {trouble}", tick(&text), part.name()),
                help: rules::ADDON_SUBNET.fix.to_owned(),
            });
        }
    }
    for role in &part.role {
        if !expressions.hold(role.when.as_deref(), context, &part.path)? {
            continue;
        }
        let scope = expressions.text(&role.scope, context, &part.path)?;
        if !scope.is_empty() && owner(&scope).is_none() {
            notes.push(Note {
                rule: &rules::ADDON_ROLE,
                weight: Weight::Error,
                also: None,
                place: Place::Addon { name: part.name().to_owned() },
                message: format!("the addon `{}` gets a role on {}, which is no id", part.name(), tick(&scope)),
                help: rules::ADDON_ROLE.fix.to_owned(),
            });
        }
    }
    Ok(())
}

/// What a range collides with.
fn taken(range: Ipv4Net, network: &Network) -> Option<String> {
    let vnet = network.vnet.cidr;
    if !vnet.contains(&range) {
        return Some(format!("is no part of the network's range `{vnet}`"));
    }
    let machines = network.subnets.iter().filter_map(|subnet| subnet.cidr).map(|cidr| ("machines", IpNet::from(cidr)));
    let pods = network.pod_cidrs.iter().map(|cidr| ("pods", *cidr));
    let services = network.service_cidrs.iter().map(|cidr| ("services", *cidr));
    let range = IpNet::from(range);
    let mut others = machines.chain(pods).chain(services);
    let (what, other) = others.find(|(_, other)| other.contains(&range) || range.contains(other))?;
    Some(format!("overlaps with the {what}' `{other}`"))
}

/// Where a resource or a group is, by its id: `/subscriptions/S/resourceGroups/G`, or that and `/providers/…`.
fn owner(id: &str) -> Option<Owner> {
    let parts: Vec<_> = id.split('/').collect();
    let [first, subscriptions, subscription, groups, group, rest @ ..] = parts.as_slice() else { return None };
    let is_id = first.is_empty()
        && subscriptions.eq_ignore_ascii_case("subscriptions")
        && groups.eq_ignore_ascii_case("resourceGroups")
        && is_name(subscription, "-")
        && is_name(group, "-_.()")
        && (rest.is_empty()
            || rest.first().is_some_and(|word| word.eq_ignore_ascii_case("providers")) && rest.len() >= 4);
    is_id.then(|| Owner { subscription: (*subscription).to_owned(), resource_group: (*group).to_owned() })
}

/// Whether it is letters, digits and these signs.
fn is_name(name: &str, signs: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || signs.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_where_a_resource_is() {
        let zone = "/subscriptions/s/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com";
        for id in [zone, "/subscriptions/s/resourceGroups/dns"] {
            assert_eq!(owner(id), Some(Owner { subscription: "s".to_owned(), resource_group: "dns".to_owned() }));
        }
        let group = "/subscriptions/s/resourceGroups/dns/providers";
        for other in [
            "",
            "x",
            "/subscriptions/s",
            "/subscriptions//resourceGroups/dns/providers/A/b/c",
            "/subscriptions/s/resourceGroups/a b",
            group,
        ] {
            assert_eq!(owner(other), None, "{other}");
        }
    }
}

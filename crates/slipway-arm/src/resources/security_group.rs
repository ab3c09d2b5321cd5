//! Who may talk to whom: the user's rules and the cluster's own.

use serde_json::{Map, Value, json};
use slipway_cluster::SecurityRule;

use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

pub(super) fn build(context: &Context<'_>) -> Resource {
    let cluster = context.cluster;
    let own = cluster.own_security_rules();
    let rules: Vec<_> = own.iter().chain(&cluster.network.security_rules).map(rule).collect();
    let properties = json!({"securityRules": rules});
    Resource::new(Kind::SecurityGroup, &cluster.network.security_group, properties).tags(Tags::of_cluster(cluster))
}

fn rule(rule: &SecurityRule) -> Value {
    let mut properties = Map::new();
    if !rule.description.is_empty() {
        properties.insert("description".into(), json!(rule.description));
    }
    properties.insert("access".into(), json!(rule.access));
    properties.insert("direction".into(), json!(rule.direction));
    properties.insert("priority".into(), json!(rule.priority));
    properties.insert("protocol".into(), json!(rule.protocol));
    for (one, several, values) in [
        ("sourceAddressPrefix", "sourceAddressPrefixes", &rule.sources),
        ("sourcePortRange", "sourcePortRanges", &rule.source_ports),
        ("destinationAddressPrefix", "destinationAddressPrefixes", &rule.destinations),
        ("destinationPortRange", "destinationPortRanges", &rule.destination_ports),
    ] {
        match values.as_slice() {
            [value] => properties.insert(one.into(), json!(value)),
            values => properties.insert(several.into(), json!(values)),
        };
    }
    json!({"name": rule.name, "properties": properties})
}

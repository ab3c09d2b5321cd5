//! What may come in from outside the VNET.

use serde_json::{Value, json};

use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

pub(super) fn build(context: &Context<'_>) -> Resource {
    let cluster = context.cluster;
    let properties = json!({
        "securityRules": [
            inbound("allow_kube_tls", 100, cluster.api.port, &cluster.api.source_address_prefix, "The API server"),
            inbound("allow_ssh", 101, 22, "*", "SSH to the masters, by the balancer's NAT rules"),
        ],
    });
    Resource::new(Kind::SecurityGroup, &cluster.network.security_group, properties).tags(Tags::of_cluster(cluster))
}

fn inbound(name: &str, priority: u32, port: u16, source: &str, description: &str) -> Value {
    json!({
        "name": name,
        "properties": {
            "description": description,
            "access": "Allow",
            "direction": "Inbound",
            "priority": priority,
            "protocol": "Tcp",
            "sourceAddressPrefix": source,
            "sourcePortRange": "*",
            "destinationAddressPrefix": "*",
            "destinationPortRange": format!("{port}-{port}"),
        },
    })
}

//! The masters' public balancer: the API server, SSH to each master, and the masters' way out where that is by balancers. In a
//! private cluster it is the way out alone.

use serde_json::{Value, json};
use slipway_cluster::Cluster;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::dual_stack;

/// SSH of the first master is at port 22 of the public address, of the next ones at 2201, 2202 …
const fn ssh_port(master: u32) -> u32 {
    if master == 0 { 22 } else { 2200 + master }
}

/// Whether there is anything for it to do.
pub(super) fn is_there(cluster: &Cluster) -> bool {
    !cluster.api.is_private || cluster.load_balancer.has_outbound_rules()
}

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    if !is_there(context.cluster) {
        return None;
    }
    let (cluster, names) = (context.cluster, &context.names);
    let frontend = json!({"id": child_id(context, "frontendIPConfigurations", &names.master_frontend)});
    let pool = json!({"id": pool_id(context)});
    let ssh_rules: Vec<Value> = (0..cluster.masters.count)
        .map(|master| {
            json!({
                "name": Slot::One(master).ssh_rule(&cluster.masters),
                "properties": fitting(context, json!({
                    "frontendIPConfiguration": frontend,
                    "protocol": "Tcp",
                    "frontendPort": ssh_port(master),
                    "backendPort": 22,
                    "enableFloatingIP": false,
                    "enableTcpReset": true,
                })),
            })
        })
        .collect();
    let mut properties = json!({
        "frontendIPConfigurations": [{
            "name": names.master_frontend,
            "properties": {"publicIPAddress": {"id": Kind::PublicIp.id(Expr::text(&names.master_ip))}},
        }],
        "backendAddressPools": [{"name": names.master_pool}],
        "loadBalancingRules": [{
            "name": "LBRuleHTTPS",
            "properties": fitting(context, json!({
                "frontendIPConfiguration": frontend,
                "backendAddressPool": pool,
                "probe": {"id": child_id(context, "probes", PROBE)},
                "protocol": "Tcp",
                "frontendPort": cluster.api.port,
                "backendPort": cluster.api.port,
                "enableFloatingIP": false,
                "idleTimeoutInMinutes": 5,
                "enableTcpReset": true,
                "loadDistribution": "Default",
                // Azure wants it where an outbound rule uses the same frontend; where none does, it is no way out unasked.
                "disableOutboundSnat": true,
            })),
        }],
        "probes": [probe(cluster.api.port)],
        "inboundNatRules": ssh_rules,
    });
    if cluster.load_balancer.has_outbound_rules() {
        properties["outboundRules"] = json!([{
            "name": "LBOutboundRule",
            "properties": {
                "frontendIPConfigurations": [frontend],
                "backendAddressPool": pool,
                "protocol": "All",
                "idleTimeoutInMinutes": cluster.load_balancer.outbound_idle_minutes,
                "enableTcpReset": true,
                "allocatedOutboundPorts": 0,
            },
        }]);
    }
    if let Some(members) = properties.as_object_mut().filter(|_| cluster.api.is_private) {
        members.retain(|part, _| !WAYS_IN.contains(&part.as_str()));
    }
    dual_stack::extend_masters(context, &mut properties);
    let resource = Resource::new(Kind::LoadBalancer, &names.master_balancer, properties)
        .sku(json!({"name": cluster.load_balancer.sku}))
        .tags(Tags::of_cluster(cluster));
    Some(resource)
}

/// What a private cluster's does not have.
const WAYS_IN: [&str; 3] = ["loadBalancingRules", "probes", "inboundNatRules"];

/// A rule without what a Basic balancer does not have.
pub(super) fn fitting(context: &Context<'_>, mut rule: Value) -> Value {
    if let Some(members) = rule.as_object_mut().filter(|_| !context.cluster.load_balancer.is_standard()) {
        members.retain(|key, _| !matches!(key.as_str(), "enableTcpReset" | "disableOutboundSnat"));
    }
    rule
}

/// Name of the API server's probe, in both balancers of the masters.
pub(super) const PROBE: &str = "tcpHTTPSProbe";

/// Two failures of five seconds take a master out.
pub(super) fn probe(port: u16) -> Value {
    json!({
        "name": PROBE,
        "properties": {"protocol": "Tcp", "port": port, "intervalInSeconds": 5, "numberOfProbes": 2, "probeThreshold": 2},
    })
}

/// The backend pool of the masters.
pub(super) fn pool_id(context: &Context<'_>) -> Expr {
    child_id(context, "backendAddressPools", &context.names.master_pool)
}

/// A master's rule for SSH.
pub(super) fn ssh_rule_id(context: &Context<'_>, slot: Slot) -> Expr {
    child_id(context, "inboundNatRules", slot.ssh_rule(&context.cluster.masters))
}

fn child_id(context: &Context<'_>, part: &str, child: impl Into<Expr>) -> Expr {
    Kind::LoadBalancer.child_id(&context.names.master_balancer, part, child)
}

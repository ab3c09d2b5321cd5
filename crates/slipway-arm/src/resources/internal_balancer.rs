//! The masters' internal balancer: where agents find the API server of a cluster with several masters.
//!
//! Its backend port is not the public balancer's: two rules of different balancers cannot share a machine's port, so the
//! machine redirects this one.

use serde_json::json;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

use super::master_balancer::{PROBE, fitting, probe};
use super::public_ip;

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    let (cluster, names) = (context.cluster, &context.names);
    if !cluster.api.internal_balancer {
        return None;
    }
    let mut properties = json!({
        "frontendIPConfigurations": [{
            "name": names.internal_frontend,
            "properties": {
                "privateIPAddress": cluster.api.internal_address,
                "privateIPAllocationMethod": "Static",
                "subnet": {"id": context.subnet_id(&cluster.masters.subnet)},
            },
        }],
        "backendAddressPools": [{"name": names.master_pool}],
        "loadBalancingRules": [{
            "name": "InternalLBRuleHTTPS",
            "properties": fitting(context, json!({
                "frontendIPConfiguration": {"id": child_id(context, "frontendIPConfigurations", &names.internal_frontend)},
                "backendAddressPool": {"id": pool_id(context)},
                "probe": {"id": child_id(context, "probes", PROBE)},
                "protocol": "Tcp",
                "frontendPort": cluster.api.port,
                "backendPort": cluster.api.internal_backend_port,
                "enableFloatingIP": false,
                "idleTimeoutInMinutes": 5,
                "enableTcpReset": true,
            })),
        }],
        "probes": [probe(cluster.api.internal_backend_port)],
    });
    let zones = public_ip::zones(cluster);
    if !zones.is_empty() {
        properties["frontendIPConfigurations"][0]["zones"] = json!(zones);
    }
    let resource = Resource::new(Kind::LoadBalancer, &names.internal_balancer, properties)
        .sku(json!({"name": cluster.load_balancer.sku}))
        .tags(Tags::of_cluster(cluster));
    Some(resource)
}

/// The backend pool of the masters.
pub(super) fn pool_id(context: &Context<'_>) -> Expr {
    child_id(context, "backendAddressPools", &context.names.master_pool)
}

fn child_id(context: &Context<'_>, part: &str, child: impl Into<Expr>) -> Expr {
    Kind::LoadBalancer.child_id(&context.names.internal_balancer, part, child)
}

//! The template's outputs: the nine that scripts around acs-engine and aks-engine read; a private cluster has no public name.

use serde_json::{Map, Value, json};
use slipway_cluster::Cluster;

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;

pub(crate) fn of(cluster: &Cluster) -> Value {
    let context = Context::new(cluster);
    let (network, provider) = (&cluster.network, &cluster.cloud_provider);
    let group = || Expr::resource_group().member("name");
    let address = Kind::PublicIp.id(Expr::text(&context.names.master_ip));
    let fqdn = Expr::reference(address, Kind::PublicIp.api_version()).member("dnsSettings").member("fqdn");
    let outputs = [
        ("resourceGroup", group()),
        (
            "vnetResourceGroup",
            network.vnet.existing.as_ref().map_or_else(group, |owner| Expr::text(&owner.resource_group)),
        ),
        ("subnetName", Expr::text(&network.subnet)),
        ("securityGroupName", Expr::text(&network.security_group)),
        ("virtualNetworkName", Expr::text(&network.vnet.name)),
        ("routeTableName", Expr::text(network.route_table.as_ref().map_or("", |table| &table.name))),
        ("primaryAvailabilitySetName", Expr::text(&provider.primary_availability_set)),
        ("primaryScaleSetName", Expr::text(&provider.primary_scale_set)),
        ("masterFQDN", fqdn),
    ];
    let is_there = |name: &str| name != "masterFQDN" || !cluster.api.is_private;
    let outputs = outputs.into_iter().filter(|(name, _)| is_there(name));
    let outputs =
        outputs.map(|(name, value)| (name.to_owned(), json!({"type": "string", "value": value.to_template()})));
    Value::Object(outputs.collect::<Map<_, _>>())
}

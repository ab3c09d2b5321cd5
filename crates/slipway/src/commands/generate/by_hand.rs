//! What the template cannot do, or shall not: commands of one line each, with the cluster's own ids.

use slipway_cluster::{Cluster, Identity};

use super::summary::shell_word;

/// Built-in role `Network Contributor`.
const NETWORK_CONTRIBUTOR: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";

/// Before the deployment: of a service principal without an object id, the template cannot tell whom to give a role.
pub(super) fn before(cluster: &Cluster) -> Vec<String> {
    let Identity::ServicePrincipal { client_id, object_id: None } = &cluster.identity else { return Vec::new() };
    let network = &cluster.network;
    let scopes = [network.vnet.id(), network.route_table.as_ref().and_then(slipway_cluster::RouteTable::id)];
    let command = |scope: String| {
        format!(
            "az role assignment create --assignee {} --role {NETWORK_CONTRIBUTOR} --scope {}",
            shell_word(client_id),
            shell_word(&scope)
        )
    };
    scopes.into_iter().flatten().map(command).collect()
}

/// After the deployment, which has made the table: subnets that the user puts it on.
pub(super) fn after(cluster: &Cluster) -> Vec<String> {
    let network = &cluster.network;
    let Some(table) = network.table_to_associate().filter(|table| !table.associates) else { return Vec::new() };
    let ids = network.subnets.iter().filter_map(|subnet| network.vnet.subnet_id(&subnet.name));
    let command = |id: String| {
        format!(
            "az network vnet subnet update --ids {} --route-table \"$(az network route-table show --resource-group <name> --name {} \
             --query id --output tsv)\"",
            shell_word(&id),
            shell_word(&table.name)
        )
    };
    ids.map(command).collect()
}

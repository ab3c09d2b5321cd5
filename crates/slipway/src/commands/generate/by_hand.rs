//! What the template cannot do, or shall not: commands of one line each, with the cluster's own ids.

use slipway_artifacts::{Assembly, shell_word};
use slipway_cluster::{Cluster, Identity};

/// Built-in role `Contributor`.
const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
/// Built-in role `Network Contributor`.
const NETWORK_CONTRIBUTOR: &str = "4d97b98b-1d4f-4787-a291-c67834d212e7";

/// Before the deployment: roles of those who are there already. Of a service principal without an object id, the template
/// cannot tell whom to give one.
pub(super) fn before(cluster: &Cluster, assembly: &Assembly) -> Vec<String> {
    let manual = assembly.roles.iter().filter(|(_, is_before)| *is_before).map(|(command, _)| command.clone());
    manual.chain(of_service_principal(cluster)).collect()
}

/// The principal is there before the cluster, and what it may do is no business of a template that anybody deploys.
fn of_service_principal(cluster: &Cluster) -> Vec<String> {
    let Identity::ServicePrincipal { client_id, object_id, .. } = &cluster.identity else { return Vec::new() };
    let command = |role: &str, scope: &str| {
        format!("az role assignment create --assignee {} --role {role} --scope {scope}", shell_word(client_id))
    };
    let network = &cluster.network;
    let scopes = [network.vnet.id(), network.route_table.as_ref().and_then(slipway_cluster::RouteTable::id)];
    let scopes = scopes.into_iter().flatten().filter(|_| object_id.is_none());
    let on_group = command(CONTRIBUTOR, "\"$(az group show --name <name> --query id --output tsv)\"");
    let on_network = scopes.map(|scope| command(NETWORK_CONTRIBUTOR, &shell_word(&scope)));
    std::iter::once(on_group).chain(on_network).collect()
}

/// After the deployment: roles of identities that it has made, and subnets that the user puts its route table on.
pub(super) fn after(cluster: &Cluster, assembly: &Assembly) -> Vec<String> {
    let manual = assembly.roles.iter().filter(|(_, is_before)| !is_before).map(|(command, _)| command.clone());
    manual.chain(subnets(cluster)).collect()
}

fn subnets(cluster: &Cluster) -> Vec<String> {
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

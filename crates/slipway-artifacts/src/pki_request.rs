//! What a decided cluster needs of its PKI.

use std::net::IpAddr;

use slipway_cluster::Cluster;
use slipway_pki::{Request, UnknownAlgorithm};

/// Names and addresses that certificates are made for.
///
/// # Errors
/// When the key algorithm is none.
pub fn pki_request(cluster: &Cluster) -> Result<Request, UnknownAlgorithm> {
    let names = cluster.endpoints.iter().map(|endpoint| endpoint.fqdn.clone());
    Ok(Request {
        dns_names: names.chain(cluster.api.subject_alt_names.iter().cloned()).collect(),
        master_addresses: cluster.masters.addresses.iter().copied().map(IpAddr::V4).collect(),
        internal_load_balancer: cluster.api.internal_balancer.then_some(IpAddr::V4(cluster.api.internal_address)),
        service_ip: IpAddr::V4(cluster.network.service_ip),
        cluster_domain: cluster.network.domain.clone(),
        peers: cluster.masters.machine_names.len(),
        algorithm: cluster.pki.key_algorithm.parse()?,
        ca_validity_days: cluster.pki.ca_days,
        leaf_validity_days: cluster.pki.leaf_days,
        rsa_service_account: cluster.oidc_issuer.is_some(),
    })
}

//! What a cluster needs of its PKI.

use std::net::{IpAddr, Ipv4Addr};

use crate::KeyAlgorithm;

/// What a cluster needs of its PKI: names, addresses and validity. Plain data, so that this crate knows no cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Names of the API server: `<dnsPrefix>.<location>.<suffix>` for each region, then the user's `subjectAltNames`.
    /// One that reads as an address becomes an address in the certificate.
    pub dns_names: Vec<String>,
    /// Addresses of the masters.
    pub master_addresses: Vec<IpAddr>,
    /// Address of the internal load balancer, when there is one.
    pub internal_load_balancer: Option<IpAddr>,
    /// First service address, that of `kubernetes.default`.
    pub service_ip: IpAddr,
    /// DNS domain of services, `cluster.local`.
    pub cluster_domain: String,
    /// How many etcd members, which is how many masters.
    pub peers: usize,
    /// Keys to make.
    pub algorithm: KeyAlgorithm,
    /// Validity of certificate authorities, days.
    pub ca_validity_days: u32,
    /// Validity of all other certificates and of the bootstrap token, days.
    pub leaf_validity_days: u32,
    /// Whether the service account key must be RSA, as Entra workload identity needs (it takes RS256 only).
    pub rsa_service_account: bool,
}

impl Request {
    /// Validity of certificate authorities unless asked otherwise: 10 years of 365 days.
    pub const CA_VALIDITY_DAYS: u32 = 3650;
    /// Validity of other certificates unless asked otherwise: 2 years of 365 days.
    pub const LEAF_VALIDITY_DAYS: u32 = 730;
}

impl Default for Request {
    /// No names and no masters, aks-engine's service address and domain, default keys and validity.
    fn default() -> Self {
        Self {
            dns_names: Vec::new(),
            master_addresses: Vec::new(),
            internal_load_balancer: None,
            service_ip: IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)),
            cluster_domain: "cluster.local".to_owned(),
            peers: 0,
            algorithm: KeyAlgorithm::default(),
            ca_validity_days: Self::CA_VALIDITY_DAYS,
            leaf_validity_days: Self::LEAF_VALIDITY_DAYS,
            rsa_service_account: false,
        }
    }
}

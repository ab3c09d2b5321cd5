//! Names and addresses that servers answer to.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use rcgen::SanType;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;

use crate::{PkiError, Request};

/// A subject alternative name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    Dns(String),
    Address(IpAddr),
}

/// The names of each kind of server.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) api_server: Vec<Name>,
    pub(crate) etcd_server: Vec<Name>,
    pub(crate) etcd_peer: Vec<Name>,
}

const LOCALHOST: &str = "localhost";
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

impl Names {
    pub(crate) fn of(request: &Request) -> Result<Self, PkiError> {
        let domain = request.cluster_domain.trim_end_matches('.');
        let mut api_server = Vec::new();
        for name in &request.dns_names {
            push(&mut api_server, Name::parse(name)?);
        }
        push(&mut api_server, Name::Dns(LOCALHOST.to_owned()));
        for service in ["kubernetes", "kubernetes.kube-system"] {
            // `kubernetes.default` is also known as `kubernetes` within its own namespace.
            let namespaced = if service == "kubernetes" { "kubernetes.default" } else { service };
            for name in [
                service.to_owned(),
                namespaced.to_owned(),
                format!("{namespaced}.svc"),
                format!("{namespaced}.svc.{domain}"),
            ] {
                push(&mut api_server, Name::parse(&name)?);
            }
        }
        let masters: Vec<Name> = request.master_addresses.iter().copied().map(Name::Address).collect();
        for name in masters.iter().cloned().chain([Name::Address(LOOPBACK)]) {
            push(&mut api_server, name);
        }
        let balancer = request.internal_load_balancer.map(Name::Address);
        for name in balancer.into_iter().chain([Name::Address(request.service_ip)]) {
            push(&mut api_server, name);
        }

        let mut etcd_peer = Vec::new();
        for name in masters.into_iter().chain([Name::Address(LOOPBACK)]) {
            push(&mut etcd_peer, name);
        }
        let mut etcd_server = etcd_peer.clone();
        push(&mut etcd_server, Name::Dns(LOCALHOST.to_owned()));
        Ok(Self { api_server, etcd_server, etcd_peer })
    }
}

/// Adds a name unless it is there.
fn push(names: &mut Vec<Name>, name: Name) {
    if !names.contains(&name) {
        names.push(name);
    }
}

impl Name {
    /// Reads an address or a DNS name; the first label may be `*`.
    fn parse(text: &str) -> Result<Self, PkiError> {
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        let labels = text.strip_prefix("*.").unwrap_or(text);
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        if text.len() <= 253 && labels.split('.').all(label) {
            Ok(Self::Dns(text.to_ascii_lowercase()))
        } else {
            Err(PkiError::Name { name: text.to_owned() })
        }
    }

    /// As rcgen wants it.
    pub(crate) fn to_san(&self) -> Result<SanType, rcgen::Error> {
        Ok(match self {
            Self::Dns(name) => SanType::DnsName(name.as_str().try_into()?),
            Self::Address(address) => SanType::IpAddress(*address),
        })
    }

    /// Whether the certificate lists exactly this name.
    fn is_in(&self, certificate: &X509Certificate<'_>) -> bool {
        let Ok(Some(names)) = certificate.subject_alternative_name() else {
            return false;
        };
        names.value.general_names.iter().any(|listed| match (self, listed) {
            (Self::Dns(name), GeneralName::DNSName(listed)) => name.eq_ignore_ascii_case(listed),
            (Self::Address(IpAddr::V4(address)), GeneralName::IPAddress(bytes)) => *bytes == address.octets(),
            (Self::Address(IpAddr::V6(address)), GeneralName::IPAddress(bytes)) => *bytes == address.octets(),
            _ => false,
        })
    }
}

/// The names that a certificate lacks. `localhost` is not among them: aks-engine's etcd certificates never had it.
pub(crate) fn missing(names: &[Name], certificate: &X509Certificate<'_>) -> Vec<String> {
    names
        .iter()
        .filter(|name| **name != Name::Dns(LOCALHOST.to_owned()) && !name.is_in(certificate))
        .map(ToString::to_string)
        .collect()
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => f.write_str(name),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

//! The address plan.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use slipway_definition::{Pointer, Report};

use crate::names::Names;
use crate::rules::SERVICE_CIDR_OVERLAP;
use crate::say::error;
use crate::view::View;
use crate::{Network, address};

const CONFIG: &str = "/properties/orchestratorProfile/kubernetesConfig";

/// Defaults of the peers for Azure CNI: VNET 10.0.0.0/8, subnet and pods 10.240.0.0/12, services 10.0.0.0/16.
pub(crate) fn decide(view: &View<'_>, names: &Names<'_>, report: &mut Report) -> Network {
    let config = view.kubernetes();
    let subnet = block(config.cluster_subnet.as_ref(), Ipv4Addr::new(10, 240, 0, 0), 12);
    let service = block(config.service_cidr.as_ref(), Ipv4Addr::new(10, 0, 0, 0), 16);
    let default_vnet = net(Ipv4Addr::new(10, 0, 0, 0), 8);
    let vnet = if default_vnet.contains(&subnet) { default_vnet } else { subnet };
    let dns = config.dns_service_ip.as_deref().and_then(|ip| ip.parse().ok());
    if overlap(subnet, service) {
        error(
            report,
            &SERVICE_CIDR_OVERLAP,
            &Pointer::from(CONFIG).key("serviceCidr"),
            format!("services {service} and machines {subnet} share addresses"),
            "choose blocks that do not overlap",
        );
    }
    Network {
        plugin: "azure".to_owned(),
        mode: "transparent".to_owned(),
        policy: String::new(),
        vnet_cidr: vnet,
        subnet_cidr: subnet,
        pod_cidr: subnet,
        service_cidr: service,
        service_ip: address::offset(service.network(), 1),
        dns_service_ip: dns.unwrap_or_else(|| address::offset(service.network(), 10)),
        domain: "cluster.local".to_owned(),
        vnet: names.vnet(),
        subnet: "k8s-subnet".to_owned(),
        security_group: names.security_group(),
        route_table: String::new(),
        proxy_mode: config
            .kube_proxy_mode
            .clone()
            .filter(|mode| !mode.is_empty())
            .unwrap_or_else(|| "iptables".to_owned()),
    }
}

/// A block of the definition; one that does not parse has been reported by the definition's own rules.
fn block(given: Option<&String>, network: Ipv4Addr, prefix: u8) -> Ipv4Net {
    given.and_then(|text| text.trim().parse::<Ipv4Net>().ok()).unwrap_or_else(|| net(network, prefix))
}

fn net(network: Ipv4Addr, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(network, prefix)
}

fn overlap(a: Ipv4Net, b: Ipv4Net) -> bool {
    a.contains(&b) || b.contains(&a)
}

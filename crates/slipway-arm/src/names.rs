//! Names and ids of the cluster's resources, as acs-engine and aks-engine gave them: scale, upgrade, the cloud provider
//! and users' scripts find resources by them.

use slipway_cluster::{Cluster, Identity, Machines};

use crate::expression::Expr;
use crate::kind::Kind;

/// Names that the cluster itself does not carry.
pub(crate) struct Names {
    pub(crate) master_ip: String,
    pub(crate) master_balancer: String,
    pub(crate) master_frontend: String,
    /// Backend pool of the masters, in both balancers.
    pub(crate) master_pool: String,
    pub(crate) internal_balancer: String,
    pub(crate) internal_frontend: String,
    /// Balancer of the agents and its backend pool. The cloud provider adds services to the ones that are called as its
    /// `--cluster-name`, which is the DNS prefix.
    pub(crate) agent_balancer: String,
    /// Backend pool of the agents' IPv6 addresses, as the cloud provider calls it
    /// (kubernetes-sigs/cloud-provider-azure, `getBackendPoolName`).
    pub(crate) agent_pool_v6: String,
    /// Public IPv6 address by which masters reach what is outside.
    pub(crate) master_ip_v6: String,
    pub(crate) master_frontend_v6: String,
    pub(crate) master_pool_v6: String,
    pub(crate) nat_gateway: String,
}

impl Names {
    fn of(cluster: &Cluster) -> Self {
        let (id, prefix) = (&cluster.id, &cluster.dns_prefix);
        Self {
            master_ip: format!("k8s-master-ip-{prefix}-{id}"),
            master_balancer: format!("k8s-master-lb-{id}"),
            master_frontend: format!("k8s-master-lbFrontEnd-{id}"),
            master_pool: format!("k8s-master-pool-{id}"),
            internal_balancer: format!("k8s-master-internal-lb-{id}"),
            internal_frontend: format!("k8s-master-internal-lbFrontEnd-{id}"),
            agent_balancer: prefix.clone(),
            nat_gateway: format!("k8s-nat-gateway-{id}"),
            agent_pool_v6: format!("{prefix}-IPv6"),
            master_ip_v6: format!("k8s-master-ipv6-{prefix}-{id}"),
            master_frontend_v6: format!("k8s-master-lbFrontEnd-{id}-IPv6"),
            master_pool_v6: format!("k8s-master-pool-{id}-IPv6"),
        }
    }

    /// The agents' outbound IPv6 address and its frontend.
    pub(crate) const OUTBOUND_V6: (&str, &str) = ("k8s-agent-ip-outbound-ipv6", "k8s-agent-outbound-ipv6");

    /// The outbound address `number`, from 1, and its frontend; the first has no number in its name.
    pub(crate) fn outbound(number: u32) -> (String, String) {
        let suffix = if number == 1 { String::new() } else { number.to_string() };
        (format!("k8s-agent-ip-outbound{suffix}"), format!("k8s-agent-outbound{suffix}"))
    }
}

/// What the builders of resources share.
pub(crate) struct Context<'a> {
    pub(crate) cluster: &'a Cluster,
    pub(crate) names: Names,
}

impl<'a> Context<'a> {
    pub(crate) fn new(cluster: &'a Cluster) -> Self {
        Self { cluster, names: Names::of(cluster) }
    }

    /// A subnet: one that this template makes, or one that exists.
    pub(crate) fn subnet_id(&self, subnet: &str) -> Expr {
        let vnet = &self.cluster.network.vnet;
        let made = || Kind::VirtualNetwork.child_id(&vnet.name, "subnets", subnet);
        vnet.subnet_id(subnet).map_or_else(made, Expr::text)
    }

    /// The security group, where it has to be on the machines' interfaces: subnets of the user's may have one already.
    pub(crate) fn interface_security_group(&self) -> Option<Expr> {
        let network = &self.cluster.network;
        network.vnet.existing.is_some().then(|| Kind::SecurityGroup.id(Expr::text(&network.security_group)))
    }

    /// The user-assigned identity: one that this template makes, or one that exists.
    pub(crate) fn identity_id(&self) -> Option<Expr> {
        match &self.cluster.identity {
            Identity::UserAssigned { name, created: true, .. } => Some(Kind::UserAssignedIdentity.id(Expr::text(name))),
            Identity::UserAssigned { name, created: false, .. } => Some(Expr::text(name)),
            Identity::SystemAssigned | Identity::ServicePrincipal { .. } => None,
        }
    }
}

/// Which machine of a group a resource belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    /// This one.
    One(u32),
    /// The one of the copy that is being made.
    Copy,
}

impl Slot {
    pub(crate) fn index(self) -> Expr {
        match self {
            Self::One(index) => Expr::text(index.to_string()),
            Self::Copy => Expr::copy_index(),
        }
    }

    fn name(self, prefix: &str, rest: &str) -> Expr {
        Expr::concat([Expr::text(prefix), self.index(), Expr::text(rest)])
    }

    pub(crate) fn machine(self, machines: &Machines) -> Expr {
        self.name(&machines.vm_prefix, "")
    }

    pub(crate) fn network_interface(self, machines: &Machines) -> Expr {
        self.name(&format!("{}nic-", machines.vm_prefix), "")
    }

    /// A data disk; `rest` is what follows the machine's name.
    pub(crate) fn disk(self, machines: &Machines, rest: &str) -> Expr {
        self.name(&machines.vm_prefix, &format!("-{rest}"))
    }

    /// Inbound NAT rule for SSH.
    pub(crate) fn ssh_rule(self, machines: &Machines) -> Expr {
        self.name(&format!("SSH-{}", machines.vm_prefix), "")
    }

    /// Extension that runs the bootstrap, with its machine's name in front as ARM wants it for a child.
    pub(crate) fn extension(self, machines: &Machines, role: &str) -> Expr {
        Expr::concat([self.machine(machines), Expr::text(format!("/cse-{role}-")), self.index()])
    }

    /// The same extension, as what waits for it names it.
    pub(crate) fn extension_id(self, machines: &Machines, role: &str) -> Expr {
        let name = Expr::concat([Expr::text(format!("cse-{role}-")), self.index()]);
        Expr::resource_id("Microsoft.Compute/virtualMachines/extensions", [self.machine(machines), name])
    }
}

//! The decided cluster: nothing optional that is needed. Its serde form (snake case) is what templates see as `cluster`.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::Serialize;
use slipway_definition::Secret;

use crate::{
    DataEncryption, DiskKind, Disks, Hardware, Hosting, HttpProxy, Image, Kms, PackageSources, Protection,
    RegistryMirror, Upgrade,
};

/// Everything that the rooms after this one need to know of a cluster.
#[derive(Clone, Debug, Serialize)]
pub struct Cluster {
    /// The DNS prefix: names the cluster, its public name and its output directory.
    pub dns_prefix: String,
    /// Eight decimal digits that end most resource names; see [`crate::id`].
    pub id: String,
    /// Azure region, lower case without spaces; `None` when the deployment's resource group decides.
    pub location: Option<String>,
    /// The cloud's name as Azure SDKs spell it, `AzurePublicCloud`.
    pub cloud: String,
    /// Public names of the API server: one a region, one only when the location is known.
    pub endpoints: Vec<Endpoint>,
    /// Tags that every resource gets.
    pub tags: BTreeMap<String, String>,
    /// Kubernetes version to run.
    pub kubernetes: Kubernetes,
    /// How the API server is reached.
    pub api: Api,
    /// Address plan and network plugin.
    pub network: Network,
    /// Outbound and service balancer.
    pub load_balancer: LoadBalancer,
    /// A machine to work from, in a private cluster.
    pub jumpbox: Option<Jumpbox>,
    /// Settings of the Azure cloud provider that are known before deployment.
    pub cloud_provider: CloudProvider,
    /// Who the machines are to Azure.
    pub identity: Identity,
    /// Whether the template gives identities their roles; else the user does.
    pub assigns_roles: bool,
    /// Sign-in of users by Entra ID.
    pub entra: Option<Entra>,
    /// Issuer of service accounts' tokens, where others shall be able to prove them.
    pub oidc_issuer: Option<OidcIssuer>,
    /// Whether pods get identities of Entra ID.
    pub workload_identity: bool,
    /// etcd's disk and limits.
    pub etcd: Etcd,
    /// Encryption of secrets in etcd with a key that the masters have.
    pub data_encryption: Option<DataEncryption>,
    /// Encryption of secrets in etcd with a key in a vault.
    pub kms: Option<Kms>,
    /// The control plane's machines.
    pub masters: Machines,
    /// Worker pools in the definition's order.
    pub pools: Vec<Machines>,
    /// Linux users and updates.
    pub linux: Linux,
    /// The way out through a proxy.
    pub http_proxy: Option<HttpProxy>,
    /// Mirrors of image registries.
    pub registry_mirrors: Vec<RegistryMirror>,
    /// Where packages come from.
    pub packages: PackageSources,
    /// Certificate authorities that machines trust besides their own, PEM.
    pub trusted_cas: Vec<String>,
    /// What makes the machines harder to attack than they are anyway.
    pub hardening: Hardening,
    /// Where containerd keeps images and containers.
    pub containerd_root: String,
    /// Slice of the kubelet and the container runtime, without `.slice`.
    pub kube_reserved_cgroup: Option<String>,
    /// Flags that the user gave, by component (`kube-apiserver`, `kubelet` …) and flag (`--v`).
    pub flags: BTreeMap<String, BTreeMap<String, String>>,
    /// What the user said of addons, by name.
    pub addons: BTreeMap<String, AddonChoice>,
    /// What the user said of components of the control plane, by name.
    pub components: BTreeMap<String, AddonChoice>,
    /// Images of the user's, by the definition's key, `customKubeProxyImage`; a part says which of its containers has which.
    pub custom_images: BTreeMap<String, String>,
    /// Keys and validity of the PKI.
    pub pki: PkiChoice,
}

impl Cluster {
    /// Whether every machine stands in an availability zone.
    pub fn is_zonal(&self) -> bool {
        self.each_machines().all(|machines| !machines.zones.is_empty())
    }

    /// The masters, then the pools.
    pub fn each_machines(&self) -> impl Iterator<Item = &Machines> {
        std::iter::once(&self.masters).chain(&self.pools)
    }
}

/// A public name of the API server.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
    /// Azure region.
    pub location: String,
    /// Fully qualified name, `mytest.westus2.cloudapp.azure.com`.
    pub fqdn: String,
}

/// The Kubernetes release.
#[derive(Clone, Debug, Serialize)]
pub struct Kubernetes {
    /// `1.36.3`.
    pub version: String,
    /// `1.36`.
    pub minor: String,
}

/// How the API server is reached.
#[derive(Clone, Debug, Serialize)]
pub struct Api {
    /// Port on the machines and in front of the balancers: 443, as the peers serve it.
    pub port: u16,
    /// Address that agents use: the internal balancer's, or the only master's.
    pub internal_address: Ipv4Addr,
    /// Whether an internal balancer stands at `internal_address` (three or five masters).
    pub internal_balancer: bool,
    /// Port behind the internal balancer; the machine redirects it to `port`.
    pub internal_backend_port: u16,
    /// Whether there is no way to it from outside the network.
    pub is_private: bool,
    /// Whether nodes have its public names in their hosts file, with its internal address.
    pub hosts_entry: bool,
    /// Source prefix that may reach the API server from outside; in a private cluster from within.
    pub source_address_prefix: String,
    /// Additional names in the API server's certificate.
    pub subject_alt_names: Vec<String>,
}

/// Address plan and network plugin.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact")]
pub struct Network {
    /// `azure`, `kubenet`, `cilium`, `flannel` or `none`.
    pub plugin: String,
    /// How pods of different nodes reach one another: `transparent` (azure), `routes` or `vxlan` (kubenet), `vxlan` or `native`
    /// (cilium), `vxlan` (flannel); empty when the plugin is the user's own.
    pub mode: String,
    /// Engine of network policies: empty, `calico` or `cilium`.
    pub policy: String,
    /// Whether pods have addresses of the machines' subnet.
    pub pods_in_subnet: bool,
    /// Whether the cloud provider writes a route for every node's pods.
    pub cloud_routes: bool,
    /// The virtual network.
    pub vnet: Vnet,
    /// Its subnets that machines stand in, without repetition, the masters' first.
    pub subnets: Vec<Subnet>,
    /// Name of the subnet of agents, where the cloud provider puts internal balancers.
    pub subnet: String,
    /// Where nodes' addresses are, as far as that is known: the subnets' ranges, or the network's own.
    pub node_cidrs: Vec<IpNet>,
    /// Where pods get addresses: with Azure CNI the subnet itself.
    pub pod_cidr: Ipv4Net,
    /// Where pods' own addresses are answered, with routes: the virtual network that the template makes, if it holds `pod_cidr`;
    /// else that alone, since subnets of an existing network may not have the cluster's routes.
    pub routed_cidr: Ipv4Net,
    /// Pods' IPv6 addresses, with dual stack.
    pub pod_cidr_v6: Option<Ipv6Net>,
    /// Both, as components take them.
    pub pod_cidrs: Vec<IpNet>,
    /// Destinations that see pods' own addresses; what pods send elsewhere is masqueraded as their node's.
    pub unmasqueraded: Vec<IpNet>,
    /// Service addresses.
    pub service_cidr: Ipv4Net,
    /// Services' IPv6 addresses, with dual stack.
    pub service_cidr_v6: Option<Ipv6Net>,
    /// Both, as components take them.
    pub service_cidrs: Vec<IpNet>,
    /// First service address, `kubernetes.default`.
    pub service_ip: Ipv4Addr,
    /// Cluster DNS.
    pub dns_service_ip: Ipv4Addr,
    /// DNS domain of services.
    pub domain: String,
    /// Network security group name.
    pub security_group: String,
    /// Rules of the user's, before the cluster's own.
    pub security_rules: Vec<SecurityRule>,
    /// Whether machines are cut off from the internet by the security group.
    pub blocks_internet: bool,
    /// Table of the nodes' routes, where the plugin needs one.
    pub route_table: Option<RouteTable>,
    /// Whether pods on agents reach Azure's instance metadata service; on masters none do.
    pub pods_reach_imds: bool,
    /// Whether kube-proxy makes services reachable, or else the plugin.
    pub kube_proxy: bool,
    /// `iptables`, `nftables` or `ipvs`.
    pub proxy_mode: String,
}

/// The virtual network.
#[derive(Clone, Debug, Serialize)]
pub struct Vnet {
    /// Its name.
    pub name: String,
    /// Its resource group and subscription, when it exists already.
    pub existing: Option<Owner>,
    /// Its address space; of an existing one, what the definition says of it, or the default.
    pub cidr: Ipv4Net,
    /// Its IPv6 address space, with dual stack.
    pub cidr_v6: Option<Ipv6Net>,
    /// Name servers that its machines are told; empty is Azure's own.
    pub dns_servers: Vec<IpAddr>,
}

/// Where a resource of the user's is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// Subscription id.
    pub subscription: String,
    /// Resource group.
    pub resource_group: String,
}

impl Owner {
    /// Full id of a resource there; `kind` is its namespace and type, `Microsoft.Network/virtualNetworks`.
    pub fn id(&self, kind: &str, name: &str) -> String {
        let Self { subscription, resource_group } = self;
        format!("/subscriptions/{subscription}/resourceGroups/{resource_group}/providers/{kind}/{name}")
    }
}

impl Vnet {
    /// Full id, when it exists already.
    pub fn id(&self) -> Option<String> {
        Some(self.existing.as_ref()?.id("Microsoft.Network/virtualNetworks", &self.name))
    }

    /// Full id of one of its subnets, when it exists already.
    pub fn subnet_id(&self, subnet: &str) -> Option<String> {
        Some(format!("{}/subnets/{subnet}", self.id()?))
    }
}

impl RouteTable {
    /// Full id, when it exists already.
    pub fn id(&self) -> Option<String> {
        Some(self.existing.as_ref()?.id("Microsoft.Network/routeTables", &self.name))
    }
}

impl Network {
    /// Whether machines, pods and services have IPv6 addresses beside the others.
    pub const fn is_dual_stack(&self) -> bool {
        self.pod_cidr_v6.is_some()
    }

    /// The table that has to get to existing subnets: one that the template makes, where the network is the user's.
    pub fn table_to_associate(&self) -> Option<&RouteTable> {
        self.route_table.as_ref().filter(|table| table.existing.is_none() && self.vnet.existing.is_some())
    }
}

/// A subnet that machines stand in.
#[derive(Clone, Debug, Serialize)]
pub struct Subnet {
    /// Its name in the virtual network.
    pub name: String,
    /// Its range, where the template makes it.
    pub cidr: Option<Ipv4Net>,
    /// Its IPv6 range, with dual stack, where the template makes it.
    pub cidr_v6: Option<Ipv6Net>,
}

/// A route table.
#[derive(Clone, Debug, Serialize)]
pub struct RouteTable {
    /// Its name.
    pub name: String,
    /// Where it is, when it exists already: then nothing is made, nor associated with any subnet.
    pub existing: Option<Owner>,
    /// Whether the template associates it with existing subnets; else the user does.
    pub associates: bool,
}

/// A rule of the network security group, in Azure's words.
#[derive(Clone, Debug, Serialize)]
pub struct SecurityRule {
    /// Name, unique in the group.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// 100 to 4096; the lowest that fits a packet decides.
    pub priority: u32,
    /// `Inbound` or `Outbound`.
    pub direction: String,
    /// `Allow` or `Deny`.
    pub access: String,
    /// `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah` or `*`.
    pub protocol: String,
    /// Address ranges, service tags or `*`.
    pub sources: Vec<String>,
    /// Ports, ranges or `*`.
    pub source_ports: Vec<String>,
    /// Address ranges, service tags or `*`.
    pub destinations: Vec<String>,
    /// Ports, ranges or `*`.
    pub destination_ports: Vec<String>,
}

/// Outbound and service balancer of the agents.
#[derive(Clone, Debug, Serialize)]
pub struct LoadBalancer {
    /// `Standard`, or `Basic` on an Azure Stack Hub.
    pub sku: String,
    /// How machines reach what is outside.
    pub outbound: Outbound,
    /// Number of outbound public addresses of the balancer or the NAT gateway, 1 to 16.
    pub outbound_ips: u32,
    /// Idle timeout of outbound rules or the NAT gateway, minutes, 4 to 120.
    pub outbound_idle_minutes: u32,
    /// Service rules per balancer that the cloud provider allows.
    pub maximum_rules: u32,
}

/// How machines reach what is outside, under the names that AKS gave them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Outbound {
    /// By outbound rules of the balancers.
    #[serde(rename = "loadBalancer")]
    LoadBalancer,
    /// By a NAT gateway that the template makes.
    #[serde(rename = "managedNATGateway")]
    ManagedNatGateway,
    /// By a NAT gateway that the existing subnets have.
    #[serde(rename = "userAssignedNATGateway")]
    UserAssignedNatGateway,
    /// By routes that the existing subnets have.
    #[serde(rename = "userDefinedRouting")]
    UserDefinedRouting,
    /// Not at all.
    #[serde(rename = "none")]
    None,
}

/// A machine in the cluster's network to work from.
#[derive(Clone, Debug, Serialize)]
pub struct Jumpbox {
    /// Name of the machine, and what the names of its other resources begin with.
    pub name: String,
    /// Its address in the masters' subnet.
    pub address: Ipv4Addr,
    /// Azure size name.
    pub vm_size: String,
    /// Operating system disk, GB.
    pub os_disk_gb: u32,
    /// `Premium_LRS` where the size can, else `Standard_LRS`.
    pub storage_tier: String,
    /// Whether the host encrypts its disks.
    pub encryption_at_host: bool,
    /// Id of the disk encryption set whose key encrypts its disk: the masters'.
    pub encryption_set: Option<String>,
    /// Image of the operating system.
    pub image: Image,
    /// Login name.
    pub username: String,
    /// OpenSSH public key.
    pub public_key: String,
}

/// The part of azure.json that is known at generate time.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of azure.json")]
pub struct CloudProvider {
    /// `vmss` or `standard`.
    pub vm_type: String,
    /// Whether nodes are looked for in scale sets of orchestration mode Flexible too.
    pub flexible_nodes: bool,
    /// Scale set that services prefer, empty with availability sets.
    pub primary_scale_set: String,
    /// Availability set that services prefer, empty with scale sets.
    pub primary_availability_set: String,
    /// Whether nodes are read from the instance metadata service.
    pub use_instance_metadata: bool,
    /// Retry with backoff.
    pub backoff: bool,
    /// Retries.
    pub backoff_retries: u32,
    /// Seconds of the first pause.
    pub backoff_duration: u32,
    /// By what each pause is longer than the one before.
    pub backoff_exponent: f64,
    /// Random share of each pause.
    pub backoff_jitter: f64,
    /// Client-side rate limit.
    pub rate_limit: bool,
    /// Reads a second.
    pub rate_limit_qps: f64,
    /// Burst of reads.
    pub rate_limit_bucket: u32,
    /// Writes a second.
    pub rate_limit_qps_write: f64,
    /// Burst of writes.
    pub rate_limit_bucket_write: u32,
    /// Services' outbound SNAT off.
    pub disable_outbound_snat: bool,
    /// File on machines with the certificate and key of a service principal that signs in by them.
    pub certificate_path: Option<String>,
    /// Tags of what the cloud provider makes.
    pub tags: BTreeMap<String, String>,
}

/// Who the machines are to Azure.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Identity {
    /// Each machine or scale set has its own identity.
    SystemAssigned,
    /// One identity for all.
    UserAssigned {
        /// Name that the template creates, or the full id of an existing one.
        name: String,
        /// True when the template creates it.
        created: bool,
        /// Where it is, when it exists already.
        existing: Option<Owner>,
    },
    /// A service principal with a secret.
    ServicePrincipal {
        /// Its client id.
        client_id: String,
        /// Id of the principal itself, which role assignments need.
        object_id: Option<String>,
    },
}

/// Sign-in of users by Entra ID.
#[derive(Clone, Debug, Serialize)]
pub struct Entra {
    /// Application that stands for the API server.
    pub server_app_id: String,
    /// Tenant of the users.
    pub tenant_id: String,
    /// Group whose members administrate the cluster.
    pub admin_group_id: Option<String>,
    /// Issuer of their access tokens, of version 2.
    pub issuer: String,
    /// What stands before a user's object id in the name that the cluster knows him by: the issuer of tokens of version 1 and `#`, as
    /// in the peers' clusters.
    pub user_prefix: String,
}

/// Issuer of service accounts' tokens.
#[derive(Clone, Debug, Serialize)]
pub struct OidcIssuer {
    /// As it stands in tokens.
    pub url: String,
    /// Where its keys are.
    pub jwks_uri: String,
}

/// What makes the machines harder to attack than they are anyway.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Hardening {
    /// What the DISA STIGs of the operating system ask for.
    pub system: bool,
    /// What the DISA STIG of Kubernetes asks for.
    pub kubernetes: bool,
}

/// etcd's disk and limits.
#[derive(Clone, Debug, Serialize)]
pub struct Etcd {
    /// Data disk, GB.
    pub disk_gb: u32,
    /// What kind of disk that is.
    pub disk: DiskKind,
    /// `--quota-backend-bytes`.
    pub quota_bytes: u64,
    /// `name=https://address:2380` of every member, joined by comma.
    pub initial_cluster: String,
}

/// Linux users and updates.
#[derive(Clone, Debug, Serialize)]
pub struct Linux {
    /// Administrator's login name.
    pub admin_username: String,
    /// OpenSSH public keys, one line each.
    pub ssh_public_keys: Vec<String>,
    /// Whether the distribution's unattended upgrades stay on.
    pub unattended_upgrades: bool,
    /// Whether all packages are upgraded at first boot.
    pub upgrade_on_bootstrap: bool,
    /// Lines of the hosts file.
    pub host_entries: Vec<HostEntry>,
    /// Domain in which short names are looked up.
    pub search_domain: Option<SearchDomain>,
    /// Certificates that Azure puts on every machine, by vault.
    pub vault_certificates: Vec<VaultCertificates>,
}

/// Certificates of one vault.
#[derive(Clone, Debug, Serialize)]
pub struct VaultCertificates {
    /// Id of the vault.
    pub vault: String,
    /// Addresses of the secrets that hold them.
    pub urls: Vec<String>,
}

/// A line of the hosts file.
#[derive(Clone, Debug, Serialize)]
pub struct HostEntry {
    /// Address.
    pub address: IpAddr,
    /// Names that stand for it.
    pub names: Vec<String>,
}

/// A domain in which short names are looked up.
#[derive(Clone, Debug, Serialize)]
pub struct SearchDomain {
    /// Its name.
    pub name: String,
    /// The account with which machines join it; `None` when they do not. Its password is no part of a decided cluster.
    pub join_user: Option<String>,
}

/// Machines of one role and kind: the masters, or one pool.
#[derive(Clone, Debug, Serialize)]
pub struct Machines {
    /// `master`, or the pool's name.
    pub name: String,
    /// `master` or `agent`.
    pub role: Role,
    /// How many.
    pub count: u32,
    /// Azure size name.
    pub vm_size: String,
    /// Names of machines are `<vm_prefix><index>` (availability sets), or the scale set's name.
    pub vm_prefix: String,
    /// Availability set or scale set.
    pub availability: Availability,
    /// Primary addresses, masters only; else assigned by Azure.
    pub addresses: Vec<Ipv4Addr>,
    /// Whether the addresses after a machine's primary one are static too, one after the other: where the subnet begins with the
    /// masters' addresses, Azure would give the next master's to the pods of the one before.
    pub static_pod_addresses: bool,
    /// Names of machines that have a name each: not those of pools on scale sets.
    pub machine_names: Vec<String>,
    /// Name of the subnet.
    pub subnet: String,
    /// Availability zones that machines are spread over, each once; empty where the region decides. Named machine `n` stands in
    /// zone `n` modulo their number.
    pub zones: Vec<String>,
    /// Where they stand beyond that, and on what terms.
    pub hosting: Hosting,
    /// What they are made for.
    pub hardware: Hardware,
    /// How they are protected from what runs beneath them.
    pub protection: Protection,
    /// Image of the operating system.
    pub image: Image,
    /// Disks.
    pub disks: Disks,
    /// What disks of volumes these machines can have: `Premium_LRS`, or `Standard_LRS` alone.
    pub storage_tier: String,
    /// NIC offload.
    pub accelerated_networking: bool,
    /// Address configurations on the NIC, pods' included.
    pub ip_address_count: u32,
    /// Pods a node.
    pub max_pods: u32,
    /// Labels that the kubelet may set by itself.
    pub labels: BTreeMap<String, String>,
    /// Taints, `key=value:effect`.
    pub taints: Vec<String>,
    /// Kubelet flags of the user: the cluster's, then this pool's.
    pub kubelet_flags: BTreeMap<String, String>,
    /// Kernel settings.
    pub sysctl: BTreeMap<String, String>,
    /// Whether the audit daemon runs.
    pub audit: bool,
    /// Linked templates, in their order.
    pub extensions: Vec<Extension>,
    /// A script of the user's that runs before all else that needs the network.
    pub pre_provision: Option<PreProvision>,
    /// Files of the user's.
    pub custom_files: Vec<CustomFile>,
    /// Ids of the backend pools that these machines stand in instead of the agents'.
    pub backend_pools: Vec<String>,
    /// Tags of the user on these machines.
    pub tags: BTreeMap<String, String>,
}

/// A linked template, deployed for machines when they are nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// Name of its profile.
    pub name: String,
    /// What its templates call `artifactsLocation`; ends in a slash.
    pub root_url: String,
    /// Address of the template.
    pub template_url: String,
    /// Only for the first machine.
    pub first_only: bool,
    /// Parameter with the text that the template gets.
    pub parameters: Option<String>,
    /// Parameter with the query of the address.
    pub query: Option<String>,
}

/// A script that runs before all else that needs the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreProvision {
    /// Name of its profile.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Parameter with the text that the script gets.
    pub parameters: Option<String>,
    /// Parameter with the query of the address.
    pub query: Option<String>,
}

/// A file of the user's on a machine. Its bytes are a secret, since nobody knows what is in them: a parameter holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CustomFile {
    /// Absolute path.
    pub path: String,
    /// Four octal digits.
    pub mode: String,
    /// Parameter with the base64 of the bytes.
    pub parameter: String,
}

/// What a machine is in the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the control plane.
    Master,
    /// Runs workloads.
    Agent,
}

/// How Azure places machines.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Availability {
    /// Named machines in an availability set.
    AvailabilitySet {
        /// Name of the set.
        name: String,
        /// Fault domains; `None` leaves Azure's default for the region.
        fault_domains: Option<u32>,
        /// Update domains.
        update_domains: u32,
    },
    /// Named machines, each in an availability zone and in no set: masters.
    Zonal,
    /// Named machines in a scale set of orchestration mode Flexible: masters, each of which has its own address, disk and settings.
    FlexibleScaleSet {
        /// Name of the scale set.
        name: String,
        /// Fault domains.
        fault_domains: u32,
    },
    /// A scale set of orchestration mode Uniform.
    ScaleSet {
        /// One placement group only (at most 100 machines).
        single_placement_group: bool,
        /// Creates more than asked, then deletes.
        overprovision: bool,
        /// Fault domains; `None` leaves Azure's default.
        fault_domains: Option<u32>,
        /// How machines come to have its newest model.
        upgrade: Upgrade,
    },
}

/// What the user said of an addon or a component.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AddonChoice {
    /// On, off, or the part's own default.
    pub enabled: Option<bool>,
    /// `Reconcile` or `EnsureExists`.
    pub mode: Option<String>,
    /// Settings of the part. Only the part knows which are secret: none shows itself, and no template sees them here.
    #[serde(skip)]
    pub config: BTreeMap<String, Secret>,
    /// Settings for single pools, by the pool's name.
    #[serde(skip)]
    pub pools: BTreeMap<String, BTreeMap<String, Secret>>,
    /// Containers by name.
    pub containers: BTreeMap<String, ContainerChoice>,
    /// A manifest that replaces the part's, decoded. It may hold Secrets.
    #[serde(skip)]
    pub data: Option<Secret>,
}

/// What the user said of an addon's container.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContainerChoice {
    /// Full image reference.
    pub image: Option<String>,
    /// `cpu` and `memory` requested.
    pub requests: BTreeMap<String, String>,
    /// `cpu` and `memory` at most.
    pub limits: BTreeMap<String, String>,
}

/// Keys and validity of the PKI.
#[derive(Clone, Debug, Serialize)]
pub struct PkiChoice {
    /// `ecdsa-p256`, `rsa-2048` or `rsa-4096`.
    pub key_algorithm: String,
    /// Validity of certificate authorities.
    pub ca_days: u32,
    /// Validity of the others.
    pub leaf_days: u32,
}

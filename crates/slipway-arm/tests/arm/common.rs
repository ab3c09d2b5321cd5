//! Clusters made by hand, without the rooms before this one.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde_json::json;
use slipway_arm::{Bootstrap, Content, Input, MachineFile, Parameter, ParameterKind, SecretFile};
use slipway_cluster::{
    Api, Availability, CloudProvider, Cluster, DiskKind, Disks, Etcd, Hardening, Hardware, Hosting, Identity, Image,
    Kubernetes, Linux, LoadBalancer, Machines, Network, OsDisk, Outbound, Owner, PackageSources, PkiChoice, Protection,
    Role, Subnet, Upgrade, Vnet,
};

const ID: &str = "16226736";

/// What a test varies.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) masters: u32,
    pub(crate) identity: Identity,
    pub(crate) pools: Vec<Machines>,
}

pub(crate) fn system() -> Identity {
    Identity::SystemAssigned
}

pub(crate) fn user(created: bool) -> Identity {
    let id = "/subscriptions/0/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";
    let owner = Owner { subscription: "0".into(), resource_group: "g".into() };
    let existing = (!created).then_some(owner);
    Identity::UserAssigned { name: if created { "kube" } else { id }.to_owned(), created, existing }
}

pub(crate) fn service_principal() -> Identity {
    Identity::ServicePrincipal { client_id: "3f2f6f0e-0000-4000-8000-000000000000".to_owned(), object_id: None }
}

pub(crate) fn image() -> Image {
    Image {
        distro: "ubuntu-24.04".into(),
        packages: "deb".into(),
        publisher: "Canonical".into(),
        offer: "ubuntu-24_04-lts".into(),
        sku: "server".into(),
        version: "latest".into(),
        ..Image::default()
    }
}

fn disk_kind(caching: &str) -> DiskKind {
    DiskKind { sku: "Premium_LRS".into(), caching: caching.into(), iops: None, mbps: None }
}

fn disks() -> Disks {
    Disks {
        os: OsDisk { gb: 0, caching: "ReadWrite".into(), sku: "Premium_LRS".into(), ephemeral: false, placement: None },
        data_gb: vec![],
        data: disk_kind("ReadOnly"),
        ultra: false,
        encryption_set: None,
    }
}

pub(crate) fn machines(name: &str, role: Role, count: u32, vm_prefix: String, availability: Availability) -> Machines {
    Machines {
        audit: false,
        extensions: Vec::new(),
        pre_provision: None,
        custom_files: Vec::new(),
        hosting: Hosting::default(),
        hardware: Hardware::default(),
        protection: Protection::default(),
        name: name.into(),
        role,
        count,
        vm_size: "Standard_D2s_v5".into(),
        vm_prefix,
        availability,
        addresses: vec![],
        static_pod_addresses: false,
        machine_names: vec![],
        subnet: "k8s-subnet".into(),
        zones: vec![],
        image: image(),
        disks: disks(),
        storage_tier: "Premium_LRS".into(),
        accelerated_networking: true,
        ip_address_count: 31,
        max_pods: 30,
        labels: BTreeMap::new(),
        taints: vec![],
        kubelet_flags: BTreeMap::new(),
        sysctl: BTreeMap::new(),
        backend_pools: vec![],
        tags: BTreeMap::new(),
    }
}

pub(crate) fn scale_set(name: &str, count: u32) -> Machines {
    let availability = Availability::ScaleSet {
        single_placement_group: false,
        overprovision: true,
        fault_domains: Some(1),
        upgrade: Upgrade::Manual,
    };
    let mut pool = machines(name, Role::Agent, count, format!("k8s-{name}-{ID}-vmss"), availability);
    pool.disks.data_gb = vec![128, 256];
    pool.disks.os.gb = 200;
    pool
}

pub(crate) fn availability_set(name: &str, count: u32) -> Machines {
    let availability = Availability::AvailabilitySet {
        name: format!("{name}-availabilitySet-{ID}"),
        fault_domains: None,
        update_domains: 3,
    };
    let mut pool = machines(name, Role::Agent, count, format!("k8s-{name}-{ID}-"), availability);
    pool.machine_names = (0..count).map(|number| format!("k8s-{name}-{ID}-{number}")).collect();
    pool.disks.data_gb = vec![64];
    pool.tags.insert("poolname".into(), "mine".into());
    pool.tags.insert("team".into(), "[blue]".into());
    pool
}

fn masters(count: u32) -> Machines {
    let availability = Availability::AvailabilitySet {
        name: format!("master-availabilityset-{ID}"),
        fault_domains: Some(3),
        update_domains: 3,
    };
    let mut masters = machines("master", Role::Master, count, format!("k8s-master-{ID}-"), availability);
    masters.addresses = (5..).take(count as usize).map(|last| Ipv4Addr::new(10, 255, 255, last)).collect();
    masters.machine_names = (0..count).map(|number| format!("k8s-master-{ID}-{number}")).collect();
    masters
}

fn linux() -> Linux {
    Linux {
        admin_username: "azureuser".into(),
        ssh_public_keys: vec!["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me\n".into()],
        unattended_upgrades: true,
        upgrade_on_bootstrap: true,
        host_entries: Vec::new(),
        search_domain: None,
        vault_certificates: vec![],
    }
}

fn network() -> Network {
    Network {
        plugin: "azure".into(),
        mode: "transparent".into(),
        policy: String::new(),
        pods_in_subnet: true,
        cloud_routes: false,
        vnet: Vnet {
            name: format!("k8s-vnet-{ID}"),
            existing: None,
            cidr: "10.0.0.0/8".parse().expect("a network"),
            cidr_v6: None,
            dns_servers: vec![],
        },
        subnets: vec![Subnet {
            name: "k8s-subnet".into(),
            cidr: Some("10.240.0.0/12".parse().expect("a network")),
            cidr_v6: None,
        }],
        node_cidrs: vec!["10.240.0.0/12".parse().expect("a network")],
        pod_cidr: "10.240.0.0/12".parse().expect("a network"),
        routed_cidr: "10.240.0.0/12".parse().expect("a network"),
        pod_cidr_v6: None,
        pod_cidrs: vec!["10.240.0.0/12".parse().expect("a network")],
        unmasqueraded: vec!["10.0.0.0/8".parse().expect("a network")],
        service_cidr_v6: None,
        service_cidrs: vec!["10.0.0.0/16".parse().expect("a network")],
        service_cidr: "10.0.0.0/16".parse().expect("a network"),
        service_ip: Ipv4Addr::new(10, 0, 0, 1),
        dns_service_ip: Ipv4Addr::new(10, 0, 0, 10),
        domain: "cluster.local".into(),
        subnet: "k8s-subnet".into(),
        security_group: format!("k8s-master-{ID}-nsg"),
        security_rules: vec![],
        blocks_internet: false,
        route_table: None,
        kube_proxy: true,
        pods_reach_imds: true,
        proxy_mode: "iptables".into(),
    }
}

pub(crate) fn cluster(shape: &Shape) -> Cluster {
    Cluster {
        hardening: Hardening { system: false, kubernetes: false },
        containerd_root: "/var/lib/containerd".into(),
        kube_reserved_cgroup: None,
        dns_prefix: "MyTest".into(),
        id: ID.into(),
        location: Some("westus2".into()),
        cloud: "AzurePublicCloud".into(),
        endpoints: vec![],
        tags: BTreeMap::from([
            ("team".to_owned(), "red".to_owned()),
            ("note".to_owned(), "[parameters('x')]".to_owned()),
        ]),
        kubernetes: Kubernetes { version: "1.36.3".into(), minor: "1.36".into() },
        api: Api {
            port: 443,
            internal_address: Ipv4Addr::new(10, 255, 255, if shape.masters > 1 { 15 } else { 5 }),
            internal_balancer: shape.masters > 1,
            internal_backend_port: 4443,
            is_private: false,
            hosts_entry: false,
            source_address_prefix: "*".into(),
            subject_alt_names: vec![],
        },
        network: network(),
        load_balancer: LoadBalancer {
            sku: "Standard".into(),
            outbound: Outbound::LoadBalancer,
            outbound_ips: 2,
            outbound_idle_minutes: 30,
            maximum_rules: 250,
        },
        cloud_provider: CloudProvider {
            vm_type: "vmss".into(),
            flexible_nodes: false,
            primary_scale_set: shape.pools.first().map(|pool| pool.vm_prefix.clone()).unwrap_or_default(),
            primary_availability_set: String::new(),
            use_instance_metadata: true,
            backoff: true,
            backoff_retries: 6,
            backoff_duration: 5,
            backoff_exponent: 1.5,
            backoff_jitter: 1.0,
            rate_limit: true,
            rate_limit_qps: 100.0,
            rate_limit_bucket: 1000,
            rate_limit_qps_write: 100.0,
            rate_limit_bucket_write: 1000,
            disable_outbound_snat: false,
            certificate_path: None,
            tags: BTreeMap::new(),
        },
        jumpbox: None,
        identity: shape.identity.clone(),
        assigns_roles: true,
        data_encryption: None,
        kms: None,
        entra: None,
        oidc_issuer: None,
        workload_identity: false,
        etcd: Etcd { disk_gb: 256, disk: disk_kind("None"), quota_bytes: 2 << 30, initial_cluster: String::new() },
        masters: masters(shape.masters),
        pools: shape.pools.clone(),
        http_proxy: None,
        registry_mirrors: Vec::new(),
        packages: PackageSources::default(),
        trusted_cas: Vec::new(),
        linux: linux(),
        flags: BTreeMap::new(),
        addons: BTreeMap::new(),
        components: BTreeMap::new(),
        custom_images: BTreeMap::new(),
        pki: PkiChoice { key_algorithm: "ecdsa-p256".into(), ca_days: 3650, leaf_days: 730 },
    }
}

fn secret(name: &str) -> Parameter {
    Parameter {
        name: name.into(),
        kind: ParameterKind::SecureString,
        value: json!("c2VjcmV0".repeat(200)),
        description: format!("{name}, base64."),
    }
}

fn secret_file(path: &str, parameter: &str) -> SecretFile {
    SecretFile { path: path.into(), parameter: parameter.into(), mode: "0600".into(), plain: false }
}

/// What the rooms before this one would give for a cluster.
pub(crate) fn input(cluster: &Cluster) -> Input<'_> {
    let token = || secret_file("/var/lib/kubelet/bootstrap-token", "bootstrapToken");
    let shared = ["caPrivateKey", "apiServerPrivateKey", "serviceAccountPrivateKey", "etcdServerPrivateKey"];
    let certs = |name: &&str| secret_file(&format!("/etc/kubernetes/certs/{name}.key"), name);
    let mut parameters: Vec<_> = shared.iter().copied().chain(["bootstrapToken"]).map(secret).collect();
    let masters = 0..cluster.masters.count;
    parameters.extend(masters.clone().map(|number| secret(&format!("etcdPeerPrivateKey{number}"))));
    if cluster.jumpbox.is_some() {
        parameters.push(secret("jumpboxKubeconfig"));
    }
    if let Identity::ServicePrincipal { .. } = cluster.identity {
        parameters.push(secret(slipway_arm::SERVICE_PRINCIPAL_SECRET));
    }
    let peer = |number: u32| {
        let file = |end: &str, content| MachineFile {
            path: format!("/etc/kubernetes/certs/etcdpeer.{end}"),
            mode: "0600".into(),
            content,
        };
        let key = Content::Parameter { name: format!("etcdPeerPrivateKey{number}"), plain: false };
        vec![file("crt", Content::Literal("cHVibGlj".repeat(150))), file("key", key)]
    };
    Input {
        cluster,
        brought: slipway_arm::Brought::default(),
        masters: Bootstrap {
            custom_data: "H4sI".repeat(6000),
            secret_files: shared.iter().map(certs).chain([token()]).collect(),
            ..Bootstrap::default()
        },
        master_files: masters.map(peer).collect(),
        pools: cluster
            .pools
            .iter()
            .map(|_| Bootstrap {
                custom_data: "H4sI".repeat(2000),
                secret_files: vec![token()],
                ..Bootstrap::default()
            })
            .collect(),
        jumpbox: cluster.jumpbox.as_ref().map(|_| Bootstrap {
            custom_data: "H4sI".repeat(2000),
            secret_files: vec![secret_file("/home/azureuser/.kube/config", "jumpboxKubeconfig")],
            ..Bootstrap::default()
        }),
        parameters,
    }
}

/// Every shape that is worth a look.
pub(crate) fn shapes() -> Vec<Shape> {
    let pools = [
        vec![],
        vec![scale_set("agentpool1", 3)],
        vec![availability_set("linux1", 4)],
        vec![scale_set("a", 0), availability_set("b", 2), availability_set("none", 0), scale_set("d", 1000)],
    ];
    let identities = [system(), user(true), user(false), service_principal()];
    let mut shapes = Vec::new();
    for masters in [1, 3, 5] {
        for identity in &identities {
            shapes.extend(pools.iter().map(|pools| Shape {
                masters,
                identity: identity.clone(),
                pools: pools.clone(),
            }));
        }
    }
    shapes
}

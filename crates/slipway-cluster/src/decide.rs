//! Decides everything, in the order in which one thing needs another.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use slipway_catalog::{Catalog, CatalogError, Release, Size};
use slipway_definition::{FeatureFlags, Report, Spec, TableId};

use crate::bound::bounded;
use crate::machines::{self, Machinery};
use crate::names::Names;
use crate::view::View;
use crate::{
    Api, Asked, Cluster, Etcd, Hardening, HostEntry, Identity, Jumpbox, Kubernetes, Linux, Machines, Owner, PkiChoice,
    Plan, SearchDomain, VaultCertificates, addons, address, cloud_provider, components, disks, encryption, entra,
    http_proxy, load_balancer, mirrors, network, place, rules, version,
};

/// A cluster and the facts of its release.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The decided cluster.
    pub cluster: Cluster,
    /// Its release, at the patch that was asked for.
    pub release: Release,
}

impl Decision {
    /// Decides a cluster from what the user wrote. What is wrong goes to the report; then the cluster is only good to look at.
    ///
    /// The definition's own rules have to run as well: this falls back to a default where they report an error.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub fn of(spec: &Spec, catalog: &Catalog, report: &mut Report) -> Result<Self, CatalogError> {
        // Numbers that cannot be are no part of any sum: the plan knows them by what is written.
        let plan = Plan::of(spec);
        let spec = bounded(spec, report);
        let view = View::of(&spec);
        let release = version::choose(&view, catalog, report)?;
        let dns_prefix = view.master().dns_prefix.clone().unwrap_or_default();
        let id = crate::id(&dns_prefix);
        let names = Names { id: &id };
        let place = place::decide(&view, catalog)?;
        let asked = Asked {
            spec: spec.clone(),
            plan,
            catalog: catalog.clone(),
            release: release.clone(),
            cloud: place.cloud.clone(),
            location: place.location.clone(),
            sizes: sizes(&spec, catalog)?,
            default_distro: machines::distribution(catalog, None)?.map(|(name, _)| name),
        };
        rules::check_asked(&asked, report);
        let network = network::decide(&view, &asked.plan, &names);
        let machinery = Machinery {
            view: &view,
            catalog,
            release: &release,
            names,
            place: &place,
            network: &network,
            sizes: &asked.sizes,
            plan: &asked.plan,
        };
        let masters = machinery.masters(view.master(), report)?;
        let mut pools = Vec::new();
        for (index, profile) in view.pools().iter().enumerate() {
            pools.push(machinery.pool(index, profile, report)?);
        }
        let balancer = balancer(&asked.plan, &masters);
        let api = api(&view, &masters, balancer);
        let cluster = Cluster {
            http_proxy: http_proxy::decide(&view, &network, &api),
            registry_mirrors: mirrors::of_registries(&view),
            packages: mirrors::of_packages(&view),
            trusted_cas: mirrors::trusted(&view),
            api,
            jumpbox: jumpbox(&view, &machinery, balancer, report)?,
            cloud_provider: cloud_provider::decide(&view, &masters, &pools),
            load_balancer: load_balancer::decide(&spec),
            identity: identity(&view, report),
            assigns_roles: view.kubernetes().role_assignments.as_deref() != Some("Manual"),
            entra: entra::decide(&view, &place.cloud),
            oidc_issuer: entra::issuer(&view),
            workload_identity: spec.has_workload_identity(),
            etcd: etcd(&view, &masters, &pools),
            data_encryption: encryption::data_encryption(&view),
            kms: encryption::kms(&view),
            linux: linux(&view),
            hardening: hardening(&view),
            containerd_root: containerd_root(&view),
            kube_reserved_cgroup: view.kubernetes().kube_reserved_cgroup.clone().filter(|name| !name.is_empty()),
            flags: flags(&view),
            addons: addons::choices(&view, catalog, report)?,
            components: components::choices(&view),
            custom_images: components::images(&view),
            pki: pki(&view),
            tags: spec.tags.clone(),
            kubernetes: Kubernetes { version: release.version.to_string(), minor: release.minor.clone() },
            cloud: place.cloud.name.clone(),
            endpoints: place.endpoints(&dns_prefix),
            location: place.location,
            network,
            masters,
            pools,
            id,
            dns_prefix,
        };
        rules::check_decided(&cluster, report);
        let release = mirrors::with_digests(&view, catalog, release)?;
        Ok(Self { release: mirrors::with_archives(&view, release), cluster })
    }
}

/// What the catalog knows of the sizes that the definition names.
fn sizes(spec: &Spec, catalog: &Catalog) -> Result<BTreeMap<String, Size>, CatalogError> {
    let table = catalog.sizes()?;
    let mut sizes = BTreeMap::new();
    let of_machines = spec.each_machines().filter_map(|(_, machines)| machines.vm_size);
    let of_jumpbox = spec.jumpbox().and_then(|jumpbox| jumpbox.vm_size.as_deref());
    for name in of_machines.chain(of_jumpbox) {
        if !sizes.contains_key(name)
            && let Some(size) = table.get(name)?
        {
            sizes.insert(name.to_owned(), size);
        }
    }
    Ok(sizes)
}

/// Where the internal balancer stands, or would.
fn balancer(plan: &Plan, masters: &Machines) -> Ipv4Addr {
    let first = first_master(masters);
    match (plan.scale_set_masters, plan.master_subnet()) {
        (false, _) => address::internal_balancer(first).unwrap_or(first),
        (true, Some(subnet)) => address::scale_set_balancer(subnet),
        // Of an existing subnet only its beginning is known: ten after the last address of the masters and their pods.
        (true, None) => {
            let each = if masters.static_pod_addresses { masters.ip_address_count } else { 1 };
            address::offset(first, masters.count.saturating_mul(each).saturating_add(9))
        }
    }
}

fn first_master(masters: &Machines) -> Ipv4Addr {
    masters.addresses.first().copied().unwrap_or(Ipv4Addr::UNSPECIFIED)
}

fn api(view: &View<'_>, masters: &Machines, balancer: Ipv4Addr) -> Api {
    let has_balancer = masters.count > 1;
    let is_private = view.spec.is_private();
    let hosts_entry = view.kubernetes().private_cluster.as_ref().and_then(|private| private.enable_hosts_config_agent);
    let source = view.master().http_source_address_prefix.clone().filter(|prefix| !prefix.is_empty());
    Api {
        port: 443,
        internal_address: if has_balancer { balancer } else { first_master(masters) },
        internal_balancer: has_balancer,
        internal_backend_port: if has_balancer { 4443 } else { 443 },
        is_private,
        hosts_entry: hosts_entry.unwrap_or(is_private),
        source_address_prefix: source.unwrap_or_else(|| if is_private { "VirtualNetwork" } else { "*" }.to_owned()),
        subject_alt_names: view.master().subject_alt_names.clone(),
    }
}

/// The machine to work from: the default distribution, since it carries nothing but kubectl. Its address is the one after the
/// internal balancer's: one that Azure chose could be a master's.
fn jumpbox(
    view: &View<'_>,
    machinery: &Machinery<'_>,
    balancer: Ipv4Addr,
    report: &mut Report,
) -> Result<Option<Jumpbox>, CatalogError> {
    let Some(profile) = view.spec.jumpbox() else { return Ok(None) };
    let text = |given: &Option<String>| given.clone().filter(|text| !text.is_empty());
    let vm_size = text(&profile.vm_size).unwrap_or_default();
    let size = machinery.size(&vm_size);
    let at = slipway_definition::Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile");
    Ok(Some(Jumpbox {
        name: text(&profile.name).unwrap_or_default(),
        address: address::offset(balancer, 1),
        os_disk_gb: profile.os_disk_size_gb.and_then(|gb| u32::try_from(gb).ok()).filter(|gb| *gb > 0).unwrap_or(30),
        storage_tier: disks::tier(&size).to_owned(),
        encryption_at_host: view.spec.jumpbox_encrypts_at_host(),
        encryption_set: view.spec.master().and_then(|master| text(&master.disk_encryption_set_id)),
        image: machinery.image(None, &size, false, None, &at, report)?,
        username: text(&profile.username).unwrap_or_else(|| "azureuser".to_owned()),
        public_key: text(&profile.public_key).unwrap_or_default(),
        vm_size,
    }))
}

fn identity(view: &View<'_>, report: &mut Report) -> Identity {
    let config = view.kubernetes();
    let client_id = view.service_principal().and_then(|profile| profile.client_id.clone()).unwrap_or_default();
    if !view.spec.uses_managed_identity() {
        let object_id = view.service_principal().and_then(|profile| profile.object_id.clone());
        return Identity::ServicePrincipal { client_id, object_id: object_id.filter(|id| !id.is_empty()) };
    }
    if !client_id.is_empty() {
        crate::say::warning(
            report,
            &rules::SERVICE_PRINCIPAL_UNUSED,
            &"/properties/servicePrincipalProfile".into(),
            "the service principal is not used: machines have managed identities".to_owned(),
            "set `useManagedIdentity` to false to use it, or remove `servicePrincipalProfile`",
        );
    }
    match config.user_assigned_id.clone().filter(|name| !name.is_empty()) {
        Some(name) => {
            let id = TableId::parse_of(&name, ["Microsoft.ManagedIdentity", "userAssignedIdentities"]).ok();
            let existing =
                id.map(|id| Owner { subscription: id.subscription.to_owned(), resource_group: id.group.to_owned() });
            Identity::UserAssigned { created: !name.starts_with('/'), existing, name }
        }
        None => Identity::SystemAssigned,
    }
}

/// The peers' disk by number of machines, and 2 GB of data unless asked otherwise.
fn etcd(view: &View<'_>, masters: &Machines, pools: &[Machines]) -> Etcd {
    let config = view.kubernetes();
    let machines = pools.iter().fold(masters.count, |sum, pool| sum.saturating_add(pool.count));
    let default_disk = match machines {
        0..=3 => 256,
        4..=10 => 512,
        11..=20 => 1024,
        _ => 2048,
    };
    // An Azure Stack Hub has no larger disk.
    let default_disk = if view.spec.is_azure_stack() { default_disk.min(1023) } else { default_disk };
    let limit_gb = config.etcd_storage_limit_gb.and_then(|gb| u64::try_from(gb).ok()).filter(|gb| *gb > 0).unwrap_or(2);
    let members = masters.machine_names.iter().zip(&masters.addresses);
    Etcd {
        disk_gb: config.etcd_disk_size_gb.as_deref().and_then(|gb| gb.parse().ok()).unwrap_or(default_disk),
        disk: disks::of_etcd(config, &masters.disks),
        quota_bytes: limit_gb.saturating_mul(1 << 30),
        initial_cluster: members.map(|(name, ip)| format!("{name}=https://{ip}:2380")).collect::<Vec<_>>().join(","),
    }
}

fn linux(view: &View<'_>) -> Linux {
    let profile = view.linux();
    Linux {
        admin_username: profile.admin_username.clone().unwrap_or_default(),
        ssh_public_keys: view.ssh_keys(),
        unattended_upgrades: profile.enable_unattended_upgrades.unwrap_or(true),
        upgrade_on_bootstrap: profile.run_unattended_upgrades_on_bootstrap.unwrap_or(true),
        host_entries: host_entries(view),
        search_domain: search_domain(view),
        vault_certificates: vault_certificates(view),
    }
}

fn vault_certificates(view: &View<'_>) -> Vec<VaultCertificates> {
    let of_vault = |secrets: &slipway_definition::KeyVaultSecrets| {
        let vault = secrets.source_vault.as_ref()?.id.clone()?;
        let urls = secrets.vault_certificates.iter().filter_map(|certificate| certificate.certificate_url.clone());
        Some(VaultCertificates { vault, urls: urls.collect() })
    };
    view.linux().secrets.iter().filter_map(of_vault).collect()
}

/// The peers have one switch for both releases of Ubuntu, and write both back.
fn hardening(view: &View<'_>) -> Hardening {
    let flags = view.spec.properties().feature_flags.as_ref();
    let is_on = |flag: fn(&FeatureFlags) -> Option<bool>| flags.and_then(flag) == Some(true);
    Hardening {
        system: is_on(|flags| flags.enforce_ubuntu2004_disa_stig) || is_on(|flags| flags.enforce_ubuntu2204_disa_stig),
        kubernetes: is_on(|flags| flags.enforce_kubernetes_disa_stig),
    }
}

fn containerd_root(view: &View<'_>) -> String {
    let given = view.kubernetes().container_runtime_config.get("dataDir").filter(|path| !path.is_empty());
    given.cloned().unwrap_or_else(|| "/var/lib/containerd".to_owned())
}

fn host_entries(view: &View<'_>) -> Vec<HostEntry> {
    let entry = |entry: &slipway_definition::HostEntry| {
        let address = entry.address.as_deref()?.parse().ok()?;
        (!entry.names.is_empty()).then(|| HostEntry { address, names: entry.names.clone() })
    };
    view.linux().host_entries.iter().filter_map(entry).collect()
}

fn search_domain(view: &View<'_>) -> Option<SearchDomain> {
    let domain = view.linux().custom_search_domain.as_ref()?;
    let name = domain.name.clone().filter(|name| !name.is_empty())?;
    Some(SearchDomain { name, join_user: domain.realm_user.clone().filter(|user| !user.is_empty()) })
}

fn flags(view: &View<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
    let config = view.kubernetes();
    [
        ("kube-apiserver", &config.api_server_config),
        ("kube-controller-manager", &config.controller_manager_config),
        ("kube-scheduler", &config.scheduler_config),
        ("cloud-controller-manager", &config.cloud_controller_manager_config),
        ("kubelet", &config.kubelet_config),
    ]
    .into_iter()
    .map(|(component, flags)| (component.to_owned(), flags.iter().map(as_component_says).collect()))
    .collect()
}

/// A flag as the component names it itself: Kubernetes takes `_` for `-`.
pub(crate) fn as_component_says((flag, value): (&String, &String)) -> (String, String) {
    (flag.replace('_', "-"), value.clone())
}

fn pki(view: &View<'_>) -> PkiChoice {
    let config = view.kubernetes();
    let days = |given: Option<i64>, default: u32| {
        given.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(default)
    };
    PkiChoice {
        key_algorithm: config
            .key_algorithm
            .clone()
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "ecdsa-p256".to_owned()),
        ca_days: days(config.ca_validity_days, 3650),
        leaf_days: days(config.leaf_validity_days, 730),
    }
}

//! Masters and pools.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use slipway_catalog::{Catalog, CatalogError, MachineImage, Release, Size};
use slipway_definition::{AgentPoolProfile, ImageReference, MasterProfile, Pointer, Report};

use crate::decide::as_component_says;
use crate::hosting::{SPOT_LABEL, SPOT_TAINT};
use crate::names::Names;
use crate::place::Place;
use crate::rules::{ARM_IMAGE, CONFIDENTIAL_IMAGE, CONTAINERD_TOO_OLD};
use crate::say::error;
use crate::view::View;
use crate::{
    Addressed, Availability, Hardware, Hosting, Image, Machines, Network, Plan, Protection, Role, Upgrade, address,
    disks, images, network,
};
use crate::{custom_files, extensions};

/// Pods a node where nothing is written of the machines.
const MAX_PODS: u32 = 30;
const MASTER: &str = "/properties/masterProfile";
const POOLS: &str = "/properties/agentPoolProfiles";

/// What deciding machines needs of the rest.
pub(crate) struct Machinery<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) catalog: &'a Catalog,
    pub(crate) release: &'a Release,
    pub(crate) names: Names<'a>,
    pub(crate) place: &'a Place,
    pub(crate) network: &'a Network,
    pub(crate) sizes: &'a BTreeMap<String, Size>,
    pub(crate) plan: &'a Plan,
}

impl Machinery<'_> {
    /// The control plane's machines.
    pub(crate) fn masters(&self, profile: &MasterProfile, report: &mut Report) -> Result<Machines, CatalogError> {
        let at = Pointer::from(MASTER);
        let vm_size = profile.vm_size.clone().unwrap_or_default();
        let size = self.size(&vm_size);
        let kubelet_flags = self.kubelet_flags(profile.kubernetes_config.as_ref().map(|config| &config.kubelet_config));
        let (count, max_pods, ip_address_count) = addresses(self.plan.masters());
        let prefix = self.names.master_prefix();
        let first = profile
            .first_consecutive_static_ip
            .as_deref()
            .and_then(|ip| ip.parse().ok())
            .unwrap_or_else(|| self.first_master());
        let is_scale_set = self.plan.scale_set_masters;
        let zones = zones(&profile.availability_zones);
        let static_pod_addresses = is_scale_set && self.network.pods_in_subnet;
        let step = if static_pod_addresses { ip_address_count } else { 1 };
        let has_workers = !self.view.pools().is_empty();
        let taint = "node-role.kubernetes.io/control-plane=true:NoSchedule".to_owned();
        let protection = Protection::decide(profile.encryption_at_host, profile.security_profile.as_ref());
        Ok(Machines {
            name: "master".to_owned(),
            role: Role::Master,
            count,
            image: self.image(
                profile.distro.as_deref(),
                &size,
                protection.is_confidential(),
                profile.image_reference.as_ref(),
                &at,
                report,
            )?,
            hosting: Hosting::of_masters(profile),
            hardware: Hardware { arm64: size.arm, ..Hardware::default() },
            protection,
            disks: disks::of_masters(profile, self.view.kubernetes(), &size),
            storage_tier: disks::tier(&size).to_owned(),
            accelerated_networking: size.accelerated,
            ip_address_count,
            max_pods,
            labels: labels(&[
                ("kubernetes.azure.com/role", "master"),
                ("node.kubernetes.io/exclude-from-external-load-balancers", "true"),
                ("node.kubernetes.io/exclude-disruption", "true"),
            ]),
            taints: if has_workers { vec![taint] } else { Vec::new() },
            kubelet_flags,
            sysctl: profile.sysctld_config.clone(),
            audit: profile.audit_d_enabled == Some(true),
            extensions: extensions::of(self.view, &profile.extensions),
            pre_provision: extensions::before(self.view, profile.pre_provision_extension.as_ref()),
            custom_files: custom_files::of("master", &profile.custom_files),
            backend_pools: Vec::new(),
            tags: profile.custom_vm_tags.clone(),
            availability: if is_scale_set {
                Availability::FlexibleScaleSet {
                    name: self.names.master_scale_set(),
                    // One means as many as Azure has, best effort. With zones there is no other (learn.microsoft.com, "Choosing
                    // the right number of fault domains for Virtual Machine Scale Set").
                    fault_domains: number(profile.platform_fault_domain_count)
                        .filter(|_| zones.is_empty())
                        .unwrap_or(1),
                }
            } else if !zones.is_empty() {
                Availability::Zonal
            } else {
                Availability::AvailabilitySet {
                    name: self.names.master_set(),
                    fault_domains: number(profile.platform_fault_domain_count).or(self.place.fault_domains()),
                    update_domains: update_domains(
                        profile.platform_fault_domain_count,
                        profile.platform_update_domain_count,
                    ),
                }
            },
            addresses: (0..count).map(|n| address::offset(first, n.saturating_mul(step))).collect::<Vec<Ipv4Addr>>(),
            static_pod_addresses,
            subnet: network::subnet_of(self.network, true, profile.vnet_subnet_id.as_deref()),
            zones,
            machine_names: (0..count).map(|n| format!("{prefix}{n}")).collect(),
            vm_prefix: prefix,
            vm_size,
        })
    }

    /// One pool.
    pub(crate) fn pool(
        &self,
        index: usize,
        profile: &AgentPoolProfile,
        report: &mut Report,
    ) -> Result<Machines, CatalogError> {
        let at = Pointer::from(POOLS).index(index);
        let name = profile.name.clone().unwrap_or_default();
        let vm_size = profile.vm_size.clone().unwrap_or_default();
        let size = self.size(&vm_size);
        let kubelet_flags = self.kubelet_flags(profile.kubernetes_config.as_ref().map(|config| &config.kubelet_config));
        let (count, max_pods, ip_address_count) = addresses(self.plan.pool(index));
        let fault_domains = number(profile.platform_fault_domain_count);
        let is_set = profile.availability_profile.as_deref() == Some("AvailabilitySet");
        let prefix = if is_set { self.names.pool_prefix(&name) } else { self.names.pool_scale_set(&name) };
        let disks = disks::of_pool(profile, &size, self.image_gb(profile)?);
        let storage_tier = disks::tier(&size).to_owned();
        let storage_profile = if disks.os.ephemeral { "ephemeral" } else { "managed" };
        let mut labels = labels(&[
            ("kubernetes.azure.com/role", "agent"),
            ("agentpool", &name),
            ("storageprofile", storage_profile),
            ("kubernetes.azure.com/storageprofile", storage_profile),
            ("storagetier", &storage_tier),
            ("kubernetes.azure.com/storagetier", &storage_tier),
        ]);
        let protection = Protection::decide(profile.encryption_at_host, profile.security_profile.as_ref());
        let hosting = Hosting::of_pool(profile, !is_set);
        let upgrade = Upgrade::of_pool(profile, &kubelet_flags);
        let hardware = Hardware::of_pool(profile, &size, &self.catalog.series()?);
        labels.extend(hardware.labels().map(|(key, value)| (key.to_owned(), value.to_owned())));
        let mut taints = Vec::new();
        if hosting.spot.is_some() {
            labels.insert(SPOT_LABEL.0.to_owned(), SPOT_LABEL.1.to_owned());
            taints.push(SPOT_TAINT.to_owned());
        }
        labels.extend(profile.custom_node_labels.clone());
        Ok(Machines {
            role: Role::Agent,
            count,
            image: self.image(
                profile.distro.as_deref(),
                &size,
                protection.is_confidential(),
                profile.image_reference.as_ref(),
                &at,
                report,
            )?,
            hosting,
            hardware,
            protection,
            disks,
            accelerated_networking: profile.accelerated_networking_enabled.unwrap_or(size.accelerated),
            storage_tier,
            ip_address_count,
            max_pods,
            labels,
            taints,
            kubelet_flags,
            sysctl: profile.sysctld_config.clone(),
            audit: profile.audit_d_enabled == Some(true),
            extensions: extensions::of(self.view, &profile.extensions),
            pre_provision: extensions::before(self.view, profile.pre_provision_extension.as_ref()),
            custom_files: custom_files::of(&name, &profile.custom_files),
            backend_pools: profile.load_balancer_backend_address_pool_ids.clone(),
            tags: profile.custom_vm_tags.clone(),
            availability: if is_set {
                Availability::AvailabilitySet {
                    name: self.names.pool_set(&name),
                    fault_domains: fault_domains.or(self.place.fault_domains()),
                    update_domains: update_domains(
                        profile.platform_fault_domain_count,
                        profile.platform_update_domain_count,
                    ),
                }
            } else {
                Availability::ScaleSet {
                    single_placement_group: profile.single_placement_group.unwrap_or(false),
                    overprovision: profile.vmss_over_provisioning_enabled.unwrap_or(false),
                    fault_domains,
                    upgrade,
                }
            },
            addresses: Vec::new(),
            static_pod_addresses: false,
            subnet: network::subnet_of(self.network, false, profile.vnet_subnet_id.as_deref()),
            zones: zones(&profile.availability_zones),
            machine_names: if is_set { (0..count).map(|n| format!("{prefix}{n}")).collect() } else { Vec::new() },
            vm_prefix: prefix,
            vm_size,
            name,
        })
    }

    /// Where the masters' addresses begin when the definition does not say so.
    fn first_master(&self) -> Ipv4Addr {
        let network = self.network;
        let subnet = self.plan.master_subnet();
        match (self.plan.scale_set_masters, subnet) {
            (true, subnet) => address::first_scale_set_master(subnet.unwrap_or(network.vnet.cidr)),
            (false, subnet) => address::first_master(subnet.unwrap_or(network.pod_cidr)),
        }
    }

    /// What the size can do. One that the catalog does not know is taken at its name's word.
    pub(crate) fn size(&self, name: &str) -> Size {
        self.sizes.get(name).cloned().unwrap_or_else(|| Size::by_convention(name))
    }

    pub(crate) fn image(
        &self,
        distro: Option<&str>,
        size: &Size,
        is_confidential: bool,
        own: Option<&ImageReference>,
        at: &Pointer,
        report: &mut Report,
    ) -> Result<Image, CatalogError> {
        let own = own.filter(|own| own.kind().is_some());
        let security_type = at.key("securityProfile").key("securityType");
        let at = at.key("distro");
        let Some((name, image)) = distribution(self.catalog, distro)? else {
            // Retired, not made yet or no distribution at all: said where the word is looked at.
            return Ok(Image::default());
        };
        if !self.release.works_with_containerd(image.containerd_major) {
            error(
                report,
                &CONTAINERD_TOO_OLD,
                &at,
                format!(
                    "{name} has containerd {}; Kubernetes {} needs {}",
                    image.containerd_major, self.release.minor, self.release.containerd
                ),
                "use a newer distribution, or an older Kubernetes",
            );
        }
        if is_confidential && image.sku.confidential.is_none() && own.is_none() {
            let message = format!("{name} has no image for confidential machines");
            error(report, &CONFIDENTIAL_IMAGE, &security_type, message, "use another distribution");
        }
        let confidential = image.sku.confidential.filter(|_| is_confidential);
        let offer = image.confidential_offer.filter(|_| confidential.is_some()).unwrap_or(image.offer);
        let sku = confidential.unwrap_or(match (size.arm, !size.second_generation, &image.sku.arm64) {
            (true, _, Some(arm64)) => arm64.clone(),
            (true, _, None) if own.is_some() => String::new(),
            (true, _, None) => {
                error(
                    report,
                    &ARM_IMAGE,
                    &at,
                    format!("{name} has no image for Arm machines"),
                    "use another size or distribution",
                );
                String::new()
            }
            (false, true, _) => image.sku.gen1,
            (false, false, _) => image.sku.gen2,
        });
        let image = Image {
            distro: name,
            packages: image.packages,
            publisher: image.publisher,
            offer,
            sku,
            version: image.version,
            containerd_major: image.containerd_major,
            ..Image::default()
        };
        Ok(images::replaced(image, own))
    }

    /// The size of a pool's image, GB, where that is known.
    fn image_gb(&self, profile: &AgentPoolProfile) -> Result<Option<u32>, CatalogError> {
        if profile.image_reference.as_ref().is_some_and(|own| own.kind().is_some()) {
            return Ok(None);
        }
        let found = distribution(self.catalog, profile.distro.as_deref())?;
        Ok(found.and_then(|(_, image)| image.disk_gb))
    }

    /// The cluster's kubelet flags with the pool's over them.
    fn kubelet_flags(&self, own: Option<&BTreeMap<String, String>>) -> BTreeMap<String, String> {
        let config = self.view.kubernetes();
        let mut flags = BTreeMap::new();
        for (flag, given) in [
            ("--image-gc-high-threshold", config.gc_high_threshold),
            ("--image-gc-low-threshold", config.gc_low_threshold),
        ] {
            if let Some(percent) = given.filter(|percent| *percent != 0) {
                flags.insert(flag.to_owned(), percent.to_string());
            }
        }
        flags.extend(config.kubelet_config.iter().map(as_component_says));
        flags.extend(own.into_iter().flatten().map(as_component_says));
        flags
    }
}

/// The distribution of this name, or the default one where none is asked for; with its image of the marketplace.
pub(crate) fn distribution(
    catalog: &Catalog,
    asked: Option<&str>,
) -> Result<Option<(String, MachineImage)>, CatalogError> {
    let asked = asked.filter(|distro| !distro.is_empty());
    for name in catalog.distros() {
        if let Some(image) = catalog.machine_image(name)?
            && asked.map_or(image.default, |asked| asked == name)
        {
            return Ok(Some((name.to_owned(), image)));
        }
    }
    Ok(None)
}

/// Machines, pods a node and addresses a machine, by the plan.
fn addresses(machines: Option<&Addressed>) -> (u32, u32, u32) {
    let of = |machines: &Addressed| (machines.count, machines.max_pods, machines.addresses);
    machines.map_or((1, MAX_PODS, MAX_PODS + 1), of)
}

fn number(given: Option<i64>) -> Option<u32> {
    given.and_then(|n| u32::try_from(n).ok())
}

/// Azure has one update domain where there is one fault domain, else the peers ask for three.
fn update_domains(fault: Option<i64>, given: Option<i64>) -> u32 {
    number(given).unwrap_or(if fault == Some(1) { 1 } else { 3 })
}

/// Zones as Azure names them, each once; what is none has a finding of its own.
fn zones(written: &[String]) -> Vec<String> {
    let mut zones = Vec::new();
    for zone in written.iter().filter(|zone| matches!(zone.as_str(), "1" | "2" | "3")) {
        if !zones.contains(zone) {
            zones.push(zone.clone());
        }
    }
    zones
}

fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

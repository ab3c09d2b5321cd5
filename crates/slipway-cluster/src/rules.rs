//! Rules that need the catalog or the decided cluster. One file a rule; the tables run them all.

mod accelerated_networking_size;
mod admission_plugin;
mod containerd_version;
mod data_disk_number;
mod deciding;
mod disk_region;
mod dynamic_addresses;
mod encryption_at_host_size;
mod ephemeral_disk_size;
mod etcd_version;
mod feature_gate_unknown;
mod flag_insecure;
mod flag_type;
mod flag_unknown;
mod gpu;
mod jumpbox_names;
mod kata;
mod kube_proxy_ipvs;
mod location_unknown;
mod location_zones;
mod master_addresses;
mod master_size;
mod os_disk_too_small;
mod own_image_size;
mod pod_addresses;
mod pod_range_too_small;
mod premium_disk_size;
mod range_overlap;
mod reserved_range;
mod security_flow;
mod security_type_size;
mod service_range_size;
mod spot_size;
mod subnet_too_small;
mod tls;
mod version_unknown;
mod vm_size_retired;
mod vm_size_unknown;

use slipway_definition::{Report, Rule, RuleText};

use crate::{Asked, Cluster};

pub use deciding::ADDON_SETTINGS;
pub(crate) use deciding::*;

/// Where flags of components are.
pub const FLAGS: &[&str] = &[
    "orchestratorProfile.kubernetesConfig.apiServerConfig",
    "orchestratorProfile.kubernetesConfig.controllerManagerConfig",
    "orchestratorProfile.kubernetesConfig.schedulerConfig",
    "orchestratorProfile.kubernetesConfig.cloudControllerManagerConfig",
    "orchestratorProfile.kubernetesConfig.kubeletConfig",
    "masterProfile.kubernetesConfig.kubeletConfig",
    "agentPoolProfiles[].kubernetesConfig.kubeletConfig",
];

/// Every rule on what was asked for, beside the catalog's facts.
pub static ASKED: &[&Rule<Asked>] = &[
    &range_overlap::RANGE_OVERLAP,
    &reserved_range::RESERVED_RANGE,
    &service_range_size::SERVICE_RANGE_SIZE,
    &subnet_too_small::SUBNET_TOO_SMALL,
    &pod_range_too_small::POD_RANGE_TOO_SMALL,
    &pod_addresses::POD_ADDRESSES,
    &master_addresses::MASTER_ADDRESSES,
    &dynamic_addresses::DYNAMIC_ADDRESSES,
    &version_unknown::VERSION_UNKNOWN,
    &containerd_version::CONTAINERD_VERSION,
    &etcd_version::ETCD_VERSION,
    &kube_proxy_ipvs::KUBE_PROXY_IPVS,
    &flag_unknown::FLAG_UNKNOWN,
    &flag_type::FLAG_TYPE,
    &tls::TLS,
    &flag_insecure::FLAG_INSECURE,
    &feature_gate_unknown::FEATURE_GATE_UNKNOWN,
    &admission_plugin::ADMISSION_PLUGIN,
    &accelerated_networking_size::ACCELERATED_NETWORKING_SIZE,
    &data_disk_number::DATA_DISK_NUMBER,
    &location_unknown::LOCATION_UNKNOWN,
    &location_zones::LOCATION_ZONES,
    &disk_region::DISK_REGION,
    &vm_size_unknown::VM_SIZE_UNKNOWN,
    &vm_size_retired::VM_SIZE_RETIRED,
    &master_size::MASTER_SIZE,
    &os_disk_too_small::OS_DISK_TOO_SMALL,
    &own_image_size::OWN_IMAGE_SIZE,
    &ephemeral_disk_size::EPHEMERAL_DISK_SIZE,
    &premium_disk_size::PREMIUM_DISK_SIZE,
    &encryption_at_host_size::ENCRYPTION_AT_HOST_SIZE,
    &security_type_size::SECURITY_TYPE_SIZE,
    &spot_size::SPOT_SIZE,
    &gpu::GPU,
    &kata::KATA,
];

/// Every rule on the decided cluster.
pub static DECIDED: &[&Rule<Cluster>] = &[&security_flow::SECURITY_FLOW, &jumpbox_names::JUMPBOX_NAMES];

/// Every rule of this room, for `explain`.
pub fn texts() -> impl Iterator<Item = RuleText> {
    let asked = ASKED.iter().map(|rule| rule.text());
    asked.chain(DECIDED.iter().map(|rule| rule.text())).chain(DECIDING.iter().map(|text| **text))
}

/// Runs the rules on what was asked for.
pub(crate) fn check_asked(asked: &Asked, report: &mut Report) {
    for rule in ASKED {
        rule.run(asked, report);
    }
}

/// Runs the rules on the decided cluster.
pub(crate) fn check_decided(cluster: &Cluster, report: &mut Report) {
    for rule in DECIDED {
        rule.run(cluster, report);
    }
}

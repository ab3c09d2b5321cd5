use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{Spec, names};

/// Largest managed disk of an Azure Stack Hub in GB.
const LARGEST_DISK: u32 = 1023;

/// What an Azure Stack Hub does not have.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "azure-stack-features",
    why: "An Azure Stack Hub has only a part of what public Azure has; a cluster that asks for more is refused there, or does not work.",
    fix: "remove the setting",
    about: &[
        "orchestratorProfile.kubernetesConfig.networkPlugin",
        "orchestratorProfile.kubernetesConfig.etcdDiskSizeGB",
        "orchestratorProfile.kubernetesConfig.useInstanceMetadata",
        "orchestratorProfile.kubernetesConfig.loadBalancerSku",
        "agentPoolProfiles[].acceleratedNetworkingEnabled",
        "agentPoolProfiles[].acceleratedNetworkingEnabledWindows",
    ],
    check: |spec, found| {
        if !spec.is_azure_stack() {
            return;
        }
        kubernetes(spec, found);
        for (at, pool) in spec.each_pool() {
            for (key, asked) in [
                ("acceleratedNetworkingEnabled", pool.accelerated_networking_enabled),
                ("acceleratedNetworkingEnabledWindows", pool.accelerated_networking_enabled_windows),
            ] {
                if asked == Some(true) {
                    let message = "an Azure Stack Hub has no accelerated networking";
                    found.error(at.key(key), message).help("set it to false, or remove it");
                }
            }
        }
    },
};

fn kubernetes(spec: &Spec, found: &mut Findings<'_>) {
    let config = spec.kubernetes();
    let at = |key: &str| Pointer::from(Spec::KUBERNETES).key(key);
    let plugin = config.network_plugin.as_deref().unwrap_or_default();
    // Words that no cloud takes are another rule's.
    if plugin == "cilium" {
        let message = format!("the network plugin {} does not run on an Azure Stack Hub", tick(plugin));
        found.error(at("networkPlugin"), message).help("use `azure` or `kubenet`");
    }
    let disk = config.etcd_disk_size_gb.as_deref().and_then(|size| size.parse::<u32>().ok());
    if let Some(disk) = disk.filter(|disk| (LARGEST_DISK + 1..=32767).contains(disk)) {
        let message = format!("etcd's disk of {disk} GB is larger than any on an Azure Stack Hub: {LARGEST_DISK} GB");
        found.error(at("etcdDiskSizeGB"), message).help("write 1023 or less, or leave it off");
    }
    if config.use_instance_metadata == Some(true) {
        let message = "an Azure Stack Hub has no metadata service for the cloud provider";
        found.error(at("useInstanceMetadata"), message).help("set it to false, or remove it");
    }
    if names::load_balancer_sku(config.load_balancer_sku.as_deref().unwrap_or_default()) == Some("Standard") {
        let message = "an Azure Stack Hub has Basic load balancers only, and `Standard` is taken for that";
        found.warning(at("loadBalancerSku"), message).help("set it to `Basic`, or remove it");
    }
}

//! The closed lists of the model, and one spelling for what users may spell in several ways.

/// How Azure places machines.
pub const AVAILABILITY_PROFILES: &[&str] = &["AvailabilitySet", "VirtualMachineScaleSets"];
/// Host caching of disks.
pub const DISK_CACHINGS: &[&str] = &["None", "ReadOnly", "ReadWrite"];
/// Where an ephemeral operating system disk lies.
pub const DIFF_DISK_PLACEMENTS: &[&str] = &["CacheDisk", "ResourceDisk", "NvmeDisk"];
/// Kinds of managed disks for operating systems.
pub const OS_DISK_KINDS: &[&str] =
    &["Premium_LRS", "StandardSSD_LRS", "Standard_LRS", "Premium_ZRS", "StandardSSD_ZRS"];
/// Kinds of managed disks for data.
pub const DATA_DISK_KINDS: &[&str] =
    &["Premium_LRS", "StandardSSD_LRS", "Standard_LRS", "Premium_ZRS", "StandardSSD_ZRS", PREMIUM_V2_DISK, ULTRA_DISK];
/// Premium SSD v2.
pub const PREMIUM_V2_DISK: &str = "PremiumV2_LRS";
/// Ultra.
pub const ULTRA_DISK: &str = "UltraSSD_LRS";
/// How addons are kept.
pub const ADDON_MODES: &[&str] = &["Reconcile", "EnsureExists"];
/// Keys of the PKI.
pub const KEY_ALGORITHMS: &[&str] = &["ecdsa-p256", "rsa-2048", "rsa-4096"];
/// Kinds of disks; pools know `Ephemeral` too.
pub const STORAGE_PROFILES: &[&str] = &["ManagedDisks", "Ephemeral", "StorageAccount"];
/// Operating systems of pools.
pub const OS_TYPES: &[&str] = &["Linux", "Windows"];
/// Priorities of scale sets.
pub const SCALE_SET_PRIORITIES: &[&str] = &["Regular", "Low", "Spot"];
/// Ways in which pods may run.
pub const WORKLOAD_RUNTIMES: &[&str] = &["OCIContainer", "KataVmIsolation"];
/// Who installs the driver of graphics processors.
pub const GPU_DRIVERS: &[&str] = &["Install", "None"];
/// Security types of machines.
pub const SECURITY_TYPES: &[&str] = &["Standard", "TrustedLaunch", "ConfidentialVM"];
/// What of a confidential machine's disk is encrypted.
pub const SECURITY_ENCRYPTION_TYPES: &[&str] = &["VMGuestStateOnly", "DiskWithVMGuestState"];
/// What becomes of Spot machines that Azure takes back.
pub const EVICTION_POLICIES: &[&str] = &["Delete", "Deallocate"];
/// How machines of a scale set come to have its newest model.
pub const UPGRADE_MODES: &[&str] = &["Manual", "Automatic", "Rolling"];
/// Load balancer SKUs.
pub const LOAD_BALANCER_SKUS: &[&str] = &["Basic", "Standard"];
/// SKUs of key vaults.
pub const KEY_VAULT_SKUS: &[&str] = &["Standard", "Premium"];
/// Ciphers of a local key that the API server knows (`EncryptionConfiguration`).
pub const ENCRYPTION_PROVIDERS: &[&str] = &["secretbox", "aesgcm", "aescbc"];
/// Ways out, as AKS calls them.
pub const OUTBOUND_TYPES: &[&str] =
    &["loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting", "none"];
/// Directions of a security rule, seen from the machines.
pub const DIRECTIONS: &[&str] = &["Inbound", "Outbound"];
/// What a security rule does.
pub const ACCESSES: &[&str] = &["Allow", "Deny"];
/// Protocols of a security rule.
pub const PROTOCOLS: &[&str] = &["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"];
/// Which of Azure's link-local services pods reach.
pub const POD_LINK_LOCAL_ACCESSES: &[&str] = &["IMDS", "None"];
/// Who gives identities their roles.
pub const ROLE_ASSIGNMENTS: &[&str] = &["Template", "Manual"];
/// Who associates a route table with subnets.
pub const ROUTE_TABLE_ASSOCIATIONS: &[&str] = &["Template", "Manual"];
/// Network plugins; `none` is one of the user's own.
pub const NETWORK_PLUGINS: &[&str] = &["azure", "kubenet", "cilium", "flannel", "none"];
/// Engines of network policies, then old words for a plugin.
pub const NETWORK_POLICIES: &[&str] = &["calico", "cilium", "azure", "none"];
/// What carries pods' traffic between nodes.
pub const NETWORK_MODES: &[&str] = &["transparent", "routes", "vxlan", "native"];
/// Modes of kube-proxy.
pub const KUBE_PROXY_MODES: &[&str] = &["iptables", "nftables", "ipvs"];
/// Who signs users in on an Azure Stack Hub.
pub const IDENTITY_SYSTEMS: &[&str] = &["azure_ad", "adfs"];

/// `Kubernetes` when the orchestrator type says so in any case, or says nothing.
pub fn orchestrator_type(written: &str) -> Option<&'static str> {
    (written.is_empty() || written.eq_ignore_ascii_case("Kubernetes")).then_some("Kubernetes")
}

/// `Basic` or `Standard`, in any case.
pub fn load_balancer_sku(written: &str) -> Option<&'static str> {
    LOAD_BALANCER_SKUS.iter().copied().find(|sku| sku.eq_ignore_ascii_case(written))
}

/// Whether a kind of disk has neither host caching nor a speed that follows from its size.
pub fn is_uncached(disk: &str) -> bool {
    matches!(disk, PREMIUM_V2_DISK | ULTRA_DISK)
}

/// A region without spaces in lower case: `West US 2` is `westus2`.
pub fn location(written: &str) -> String {
    written.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A version without the leading `v` that the peers tolerate.
pub fn version(written: &str) -> &str {
    written.strip_prefix('v').unwrap_or(written)
}

/// Whether the environment's name is that of an Azure Stack Hub.
pub fn is_azure_stack(environment: &str) -> bool {
    environment.eq_ignore_ascii_case("AzureStackCloud")
}

/// Network plugin and policy as the peers translate them before any default (peer-behaviour.md 2.5).
///
/// The policy `azure` without a plugin is the old spelling of the Azure CNI plugin, `none` that of kubenet; a policy that
/// brings its own plugin names it.
pub fn network<'w>(plugin: &'w str, policy: &'w str) -> (&'w str, &'w str) {
    match (plugin, policy) {
        ("", "" | "azure") => ("azure", ""),
        ("", "calico" | "antrea") => ("azure", policy),
        ("", "cilium") => ("cilium", policy),
        (_, "none") => ("kubenet", ""),
        ("", _) => ("kubenet", policy),
        _ => (plugin, policy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        assert_eq!(orchestrator_type("KUBERNETES"), Some("Kubernetes"));
        assert_eq!(orchestrator_type("DCOS"), None);
        assert_eq!(load_balancer_sku("STANDARD"), Some("Standard"));
        assert_eq!(location("West US 2"), "westus2");
        assert_eq!(version("v1.35.1"), "1.35.1");
        assert!(is_azure_stack("azurestackcloud"));
    }

    #[test]
    fn old_policies_are_plugins() {
        assert_eq!(network("", ""), ("azure", ""));
        assert_eq!(network("", "azure"), ("azure", ""));
        assert_eq!(network("azure", "azure"), ("azure", "azure"));
        assert_eq!(network("", "none"), ("kubenet", ""));
        assert_eq!(network("kubenet", "calico"), ("kubenet", "calico"));
    }
}

//! Short ways to what rules and later rooms read most.

use std::collections::BTreeMap;

use super::{
    Addon, AgentPoolProfile, Component, CustomFile, Extension, ImageReference, JumpboxProfile, KubernetesConfig,
    LinuxProfile, MasterProfile, OrchestratorProfile, Placement, Properties, SecurityProfile, SecurityRule, Spec,
};
use crate::pointer::Pointer;
use crate::quote::tick;

static NO_PROPERTIES: Properties = Properties::EMPTY;
static NO_ORCHESTRATOR: OrchestratorProfile = OrchestratorProfile::EMPTY;
static NO_KUBERNETES: KubernetesConfig = KubernetesConfig::EMPTY;
static NO_LINUX: LinuxProfile = LinuxProfile::EMPTY;

impl Spec {
    /// Where `properties.orchestratorProfile.kubernetesConfig` is.
    pub const KUBERNETES: &'static str = "/properties/orchestratorProfile/kubernetesConfig";
    /// Where `properties.masterProfile` is.
    pub const MASTER: &'static str = "/properties/masterProfile";
    /// Where `properties.agentPoolProfiles` is.
    pub const POOLS: &'static str = "/properties/agentPoolProfiles";
    /// Where `properties.linuxProfile` is.
    pub const LINUX: &'static str = "/properties/linuxProfile";

    /// The cluster; an empty one when nothing is written.
    pub fn properties(&self) -> &Properties {
        self.properties.as_ref().unwrap_or(&NO_PROPERTIES)
    }

    /// Kubernetes version and settings; empty when nothing is written.
    pub fn orchestrator(&self) -> &OrchestratorProfile {
        self.properties().orchestrator_profile.as_ref().unwrap_or(&NO_ORCHESTRATOR)
    }

    /// Settings of Kubernetes; empty when nothing is written.
    pub fn kubernetes(&self) -> &KubernetesConfig {
        self.orchestrator().kubernetes_config.as_ref().unwrap_or(&NO_KUBERNETES)
    }

    /// Linux users, keys and updates; empty when nothing is written.
    pub fn linux(&self) -> &LinuxProfile {
        self.properties().linux_profile.as_ref().unwrap_or(&NO_LINUX)
    }

    /// Whether the cluster stands in a cloud with endpoints of its own: an Azure Stack Hub, or an Azure cut off from the others.
    pub fn is_custom_cloud(&self) -> bool {
        self.properties().custom_cloud_profile.is_some()
    }

    /// Whether that cloud is an Azure Stack Hub, which still needs much that public Azure has retired. As the peers have it,
    /// an environment without a name is one.
    pub fn is_azure_stack(&self) -> bool {
        self.properties().custom_cloud_profile.as_ref().is_some_and(|cloud| {
            let name =
                cloud.environment.as_ref().and_then(|environment| environment.name.as_deref()).unwrap_or_default();
            name.is_empty() || super::names::is_azure_stack(name)
        })
    }

    /// Whether machines have managed identities: never on an Azure Stack Hub; unless the definition says so, not in another custom
    /// cloud, nor beside masters in a scale set that bring a service principal (peer-behaviour.md 2.3).
    pub fn uses_managed_identity(&self) -> bool {
        let scale_set =
            self.master().and_then(|master| master.availability_profile.as_deref()) == Some("VirtualMachineScaleSets");
        let principal = self.properties().service_principal_profile.as_ref();
        let has_principal =
            principal.is_some_and(|principal| principal.client_id.as_deref().is_some_and(|id| !id.is_empty()));
        let default = !(self.is_custom_cloud() || scale_set && has_principal);
        !self.is_azure_stack() && self.kubernetes().use_managed_identity.unwrap_or(default)
    }

    /// Whether the host encrypts the jumpbox's disks: as it says, or else as the masters' hosts do.
    pub fn jumpbox_encrypts_at_host(&self) -> bool {
        let own = self.jumpbox().and_then(|jumpbox| jumpbox.encryption_at_host);
        own.or_else(|| self.master()?.encryption_at_host).unwrap_or(false)
    }

    /// The issuer of service accounts' tokens, where others shall be able to prove them.
    pub fn oidc_issuer(&self) -> Option<&str> {
        let profile = self.properties().oidc_issuer_profile.as_ref().filter(|profile| profile.enabled == Some(true))?;
        profile.issuer_url.as_deref().filter(|url| !url.is_empty())
    }

    /// Whether pods get identities of Entra ID.
    pub fn has_workload_identity(&self) -> bool {
        let security = self.properties().security_profile.as_ref();
        let workload = security.and_then(|security| security.workload_identity.as_ref());
        workload.is_some_and(|workload| workload.enabled == Some(true))
    }

    /// Network plugin and policy, with what the older spellings of `networkPolicy` mean and what is taken when nothing is written.
    pub fn network(&self) -> (&str, &str) {
        let config = self.kubernetes();
        super::names::network(
            config.network_plugin.as_deref().unwrap_or_default(),
            config.network_policy.as_deref().unwrap_or_default(),
        )
    }

    /// Whether Cilium serves services, and kube-proxy is not installed: a setting of the addon `cilium`.
    pub fn replaces_kube_proxy(&self) -> bool {
        let addon = self.addon("cilium").and_then(|(_, addon)| addon.config.get("kube-proxy-replacement"));
        self.network().0 == "cilium" && addon.is_some_and(|value| value == "true")
    }

    /// An entry of the list of addons, with its index.
    pub fn addon(&self, name: &str) -> Option<(usize, &Addon)> {
        self.kubernetes().addons.iter().enumerate().find(|(_, addon)| addon.name.as_deref() == Some(name))
    }

    /// Whether the machines stand in a network that exists already: the masters' or any pool's subnet is given.
    pub fn has_custom_vnet(&self) -> bool {
        let of_masters = self.master().and_then(|master| master.vnet_subnet_id.as_deref());
        let of_pools = self.pools().iter().filter_map(|pool| pool.vnet_subnet_id.as_deref());
        of_masters.into_iter().chain(of_pools).any(|id| !id.is_empty())
    }

    /// Whether the masters stand in a scale set.
    pub fn has_scale_set_masters(&self) -> bool {
        self.master().is_some_and(|master| master.availability_profile.as_deref() == Some("VirtualMachineScaleSets"))
    }

    /// Whether the API server is reached from within the network only.
    pub fn is_private(&self) -> bool {
        self.kubernetes().private_cluster.as_ref().is_some_and(|private| private.enabled == Some(true))
    }

    /// Whether the security group keeps machines from the internet.
    pub fn blocks_internet(&self) -> bool {
        self.properties().feature_flags.as_ref().is_some_and(|flags| flags.block_outbound_internet == Some(true))
    }

    /// How machines reach what is outside: as written, or by the load balancer unless the internet is shut out.
    pub fn outbound(&self) -> &str {
        let written = self.kubernetes().outbound_type.as_deref().filter(|word| !word.is_empty());
        written.unwrap_or(if self.blocks_internet() { "none" } else { "loadBalancer" })
    }

    /// The machine to work from, which only a private cluster has.
    pub fn jumpbox(&self) -> Option<&JumpboxProfile> {
        let private = self.kubernetes().private_cluster.as_ref().filter(|_| self.is_private())?;
        private.jumpbox_profile.as_ref()
    }

    /// Whether a pool is made of Windows machines.
    pub fn has_windows(&self) -> bool {
        self.pools().iter().any(AgentPoolProfile::is_windows)
    }

    /// The masters, if they are written.
    pub fn master(&self) -> Option<&MasterProfile> {
        self.properties().master_profile.as_ref()
    }

    /// The pools in the written order.
    pub fn pools(&self) -> &[AgentPoolProfile] {
        &self.properties().agent_pool_profiles
    }

    /// How a pool's machines are placed; `None` when its profile is a word that is neither.
    pub fn placement(&self, pool: &AgentPoolProfile) -> Option<Placement> {
        Placement::of_pool(pool, self.is_azure_stack())
    }

    /// Each pool with its place.
    pub fn each_pool(&self) -> impl Iterator<Item = (Pointer, &AgentPoolProfile)> {
        let pools = Pointer::from(Self::POOLS);
        self.pools().iter().enumerate().map(move |(index, pool)| (pools.index(index), pool))
    }

    /// Each security rule with its place.
    pub fn each_security_rule(&self) -> impl Iterator<Item = (Pointer, &SecurityRule)> {
        let rules = Pointer::from(Self::KUBERNETES).key("securityRules");
        self.kubernetes().security_rules.iter().enumerate().map(move |(index, rule)| (rules.index(index), rule))
    }

    /// Each addon with its place.
    pub fn each_addon(&self) -> impl Iterator<Item = (Pointer, &Addon)> {
        let addons = Pointer::from(Self::KUBERNETES).key("addons");
        self.kubernetes().addons.iter().enumerate().map(move |(index, addon)| (addons.index(index), addon))
    }

    /// Each component with its place.
    pub fn each_component(&self) -> impl Iterator<Item = (Pointer, &Component)> {
        let components = Pointer::from(Self::KUBERNETES).key("components");
        self.kubernetes()
            .components
            .iter()
            .enumerate()
            .map(move |(index, component)| (components.index(index), component))
    }

    /// The masters, if they are written, then each pool: what they have in common.
    pub fn each_machines(&self) -> impl Iterator<Item = (Pointer, Machines<'_>)> {
        let masters = self.master().map(|master| (Pointer::from(Self::MASTER), Machines::of_master(master)));
        let on_hub = self.is_azure_stack();
        masters.into_iter().chain(self.each_pool().map(move |(at, pool)| (at, Machines::of_pool(pool, on_hub))))
    }
}

impl Addon {
    /// Whether the user asks for it.
    pub fn is_on(&self) -> bool {
        self.enabled == Some(true)
    }
}

impl AgentPoolProfile {
    /// Whether its machines run Windows.
    pub fn is_windows(&self) -> bool {
        self.os_type.as_deref() == Some("Windows")
    }

    /// Whether pods may run in virtual machines of their own.
    pub fn is_kata(&self) -> bool {
        self.workload_runtime.as_deref() == Some("KataVmIsolation")
    }

    /// Whether graphics processors get their driver by the user.
    pub fn brings_gpu_driver(&self) -> bool {
        self.gpu_profile.as_ref().is_some_and(|profile| profile.driver.as_deref() == Some("None"))
    }

    /// Whether its machines are upgraded batch by batch.
    pub fn is_rolling(&self) -> bool {
        self.upgrade_policy.as_ref().is_some_and(|policy| policy.mode() == "Rolling")
    }

    /// Whether Azure may take its machines away: `Spot`, and `Low`, as Azure called it before.
    pub fn is_spot(&self) -> bool {
        matches!(self.scale_set_priority.as_deref(), Some("Spot" | "Low"))
    }
}

/// What masters and pools have in common, as written.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is documented where it is written")]
pub struct Machines<'s> {
    /// Name of the pool; `None` is the masters.
    pub pool: Option<&'s str>,
    /// `None` when the profile is a word that is neither.
    pub placement: Option<Placement>,
    pub is_windows: bool,
    pub count: Option<i64>,
    pub storage_profile: Option<&'s str>,
    pub availability_zones: &'s [String],
    pub single_placement_group: Option<bool>,
    pub image_reference: Option<&'s ImageReference>,
    pub ultra_ssd_enabled: Option<bool>,
    pub encryption_at_host: Option<bool>,
    pub audit_d_enabled: Option<bool>,
    pub security_profile: Option<&'s SecurityProfile>,
    pub proximity_placement_group_id: Option<&'s str>,
    pub host_group_id: Option<&'s str>,
    pub capacity_reservation_group_id: Option<&'s str>,
    pub vm_size: Option<&'s str>,
    pub os_disk_size_gb: Option<i64>,
    pub os_disk_caching_type: Option<&'s str>,
    pub os_disk_storage_account_type: Option<&'s str>,
    pub disk_encryption_set_id: Option<&'s str>,
    /// Of pools; etcd's disk is the cluster's.
    pub data_disk_storage_account_type: Option<&'s str>,
    pub ip_address_count: Option<i64>,
    pub distro: Option<&'s str>,
    pub availability_profile: Option<&'s str>,
    pub platform_fault_domain_count: Option<i64>,
    pub platform_update_domain_count: Option<i64>,
    pub custom_vm_tags: &'s BTreeMap<String, String>,
    pub sysctld_config: &'s BTreeMap<String, String>,
    pub kubernetes_config: Option<&'s KubernetesConfig>,
    pub custom_files: &'s [CustomFile],
    pub extensions: &'s [Extension],
    pub pre_provision_extension: Option<&'s Extension>,
}

/// Both objects spell these fields alike.
macro_rules! machines_of {
    ($profile:expr, $pool:expr, $placement:expr, $is_windows:expr) => {
        Machines {
            pool: $pool,
            placement: $placement,
            is_windows: $is_windows,
            count: $profile.count,
            storage_profile: $profile.storage_profile.as_deref(),
            availability_zones: &$profile.availability_zones,
            single_placement_group: $profile.single_placement_group,
            image_reference: $profile.image_reference.as_ref(),
            ultra_ssd_enabled: $profile.ultra_ssd_enabled,
            encryption_at_host: $profile.encryption_at_host,
            audit_d_enabled: $profile.audit_d_enabled,
            security_profile: $profile.security_profile.as_ref(),
            host_group_id: $profile.host_group_id.as_deref(),
            capacity_reservation_group_id: $profile.capacity_reservation_group_id.as_deref(),
            proximity_placement_group_id: $profile.proximity_placement_group_id.as_deref(),
            vm_size: $profile.vm_size.as_deref(),
            os_disk_size_gb: $profile.os_disk_size_gb,
            os_disk_caching_type: $profile.os_disk_caching_type.as_deref(),
            os_disk_storage_account_type: $profile.os_disk_storage_account_type.as_deref(),
            disk_encryption_set_id: $profile.disk_encryption_set_id.as_deref(),
            data_disk_storage_account_type: None,
            ip_address_count: $profile.ip_address_count,
            distro: $profile.distro.as_deref(),
            availability_profile: $profile.availability_profile.as_deref(),
            platform_fault_domain_count: $profile.platform_fault_domain_count,
            platform_update_domain_count: $profile.platform_update_domain_count,
            custom_vm_tags: &$profile.custom_vm_tags,
            sysctld_config: &$profile.sysctld_config,
            kubernetes_config: $profile.kubernetes_config.as_deref(),
            custom_files: &$profile.custom_files,
            extensions: &$profile.extensions,
            pre_provision_extension: $profile.pre_provision_extension.as_ref(),
        }
    };
}

impl<'s> Machines<'s> {
    fn of_master(master: &'s MasterProfile) -> Self {
        machines_of!(master, None, Placement::of_master(master), false)
    }

    fn of_pool(pool: &'s AgentPoolProfile, on_hub: bool) -> Self {
        let name = Some(pool.name.as_deref().unwrap_or_default());
        let machines = machines_of!(pool, name, Placement::of_pool(pool, on_hub), pool.is_windows());
        Self { data_disk_storage_account_type: pool.data_disk_storage_account_type.as_deref(), ..machines }
    }

    /// `the masters` or the pool's name, as messages speak of them.
    pub fn who(&self) -> String {
        match self.pool {
            None => "the masters".to_owned(),
            Some("") => "the pool".to_owned(),
            Some(name) => format!("pool {}", tick(name)),
        }
    }
}

//! Short ways into what the user wrote, with empty objects where nothing is written.

use slipway_definition::{
    AgentPoolProfile, KubernetesConfig, LinuxProfile, MasterProfile, OrchestratorProfile, Properties,
    ServicePrincipalProfile, Spec,
};

/// A definition, looked at with defaults for missing objects.
pub(crate) struct View<'a> {
    pub(crate) spec: &'a Spec,
    properties: &'a Properties,
}

impl<'a> View<'a> {
    pub(crate) fn of(spec: &'a Spec) -> Self {
        Self { spec, properties: spec.properties.as_ref().unwrap_or(const { &Properties::EMPTY }) }
    }

    pub(crate) fn orchestrator(&self) -> &'a OrchestratorProfile {
        self.properties.orchestrator_profile.as_ref().unwrap_or(const { &OrchestratorProfile::EMPTY })
    }

    pub(crate) fn kubernetes(&self) -> &'a KubernetesConfig {
        self.orchestrator().kubernetes_config.as_ref().unwrap_or(const { &KubernetesConfig::EMPTY })
    }

    pub(crate) fn master(&self) -> &'a MasterProfile {
        self.properties.master_profile.as_ref().unwrap_or(const { &MasterProfile::EMPTY })
    }

    pub(crate) fn pools(&self) -> &'a [AgentPoolProfile] {
        &self.properties.agent_pool_profiles
    }

    pub(crate) fn linux(&self) -> &'a LinuxProfile {
        self.properties.linux_profile.as_ref().unwrap_or(const { &LinuxProfile::EMPTY })
    }

    pub(crate) fn service_principal(&self) -> Option<&'a ServicePrincipalProfile> {
        self.properties.service_principal_profile.as_ref()
    }

    /// OpenSSH public keys that say something.
    pub(crate) fn ssh_keys(&self) -> Vec<String> {
        let keys = self.linux().ssh.iter().flat_map(|ssh| &ssh.public_keys);
        let text = keys.filter_map(|key| key.key_data.as_deref()).map(str::trim);
        text.filter(|key| !key.is_empty()).map(str::to_owned).collect()
    }
}

//! Kubernetes version and settings.

use super::KubernetesConfig;
use crate::read::object;

object! {
    /// Kubernetes version and settings.
    pub struct OrchestratorProfile {
        /// `Kubernetes`, in any case, which is also the default.
        orchestrator_type: Option<String> = "orchestratorType" => Full;
        /// Minor release, `1.35`: the newest patch known is taken.
        orchestrator_release: Option<String> = "orchestratorRelease" => Full;
        /// Exact version, `1.35.6`; a leading `v` is tolerated.
        orchestrator_version: Option<String> = "orchestratorVersion" => Full;
        /// Settings of Kubernetes.
        kubernetes_config: Option<KubernetesConfig> = "kubernetesConfig" => Full;
    }
}

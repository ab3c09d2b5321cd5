//! Switches of optional behaviour.

use crate::read::object;

object! {
    /// Switches of optional behaviour.
    pub struct FeatureFlags {
        /// Whether deployments end before the machines are provisioned.
        enable_cse_run_in_background: Option<bool> = "enableCSERunInBackground" => Later;
        /// Whether machines are cut off from the internet.
        block_outbound_internet: Option<bool> = "blockOutboundInternet" => Full;
        /// IPv4 and IPv6.
        enable_ipv6_dual_stack: Option<bool> = "enableIPv6DualStack" => Full;
        /// IPv6 alone.
        enable_ipv6_only: Option<bool> = "enableIPv6Only" => Later;
        /// Telemetry of the peers.
        enable_telemetry: Option<bool> = "enableTelemetry" => NoEffect("slipway sends no telemetry");
        /// Direct server return on Windows.
        enable_win_dsr: Option<bool> = "enableWinDSR" => Later;
        /// DISA STIG settings of Ubuntu 20.04.
        enforce_ubuntu2004_disa_stig: Option<bool> = "enforceUbuntu2004DisaStig" => Later;
        /// DISA STIG settings of Ubuntu 22.04.
        enforce_ubuntu2204_disa_stig: Option<bool> = "enforceUbuntu2204DisaStig" => Later;
        /// DISA STIG settings of Kubernetes.
        enforce_kubernetes_disa_stig: Option<bool> = "enforceKubernetesDisaStig" => Later;
    }
}

object! {
    /// Telemetry of the peers.
    pub struct TelemetryProfile {
        /// Application Insights key.
        application_insights_key: Option<String> = "applicationInsightsKey" => Carried;
    }
}

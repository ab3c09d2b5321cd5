//! Switches of optional behaviour.

use crate::read::object;

object! {
    /// Switches of optional behaviour.
    pub struct FeatureFlags {
        /// Whether deployments end before the machines are provisioned.
        enable_cse_run_in_background: Option<bool> = "enableCSERunInBackground" =>
            NoEffect("a deployment that ends before its machines are nodes tells nobody what failed");
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
        /// The same as `enforceUbuntu2204DisaStig`, as the older tools have it.
        enforce_ubuntu2004_disa_stig: Option<bool> = "enforceUbuntu2004DisaStig" => Full;
        /// Settings that the DISA STIGs of Ubuntu ask for, on every Linux distribution: sshd, kernel, modules, audit rules.
        enforce_ubuntu2204_disa_stig: Option<bool> = "enforceUbuntu2204DisaStig" => Full;
        /// What the DISA STIG of Kubernetes asks for beyond the defaults: no sshd and no static pods on workers.
        enforce_kubernetes_disa_stig: Option<bool> = "enforceKubernetesDisaStig" => Full;
    }
}

object! {
    /// Telemetry of the peers.
    pub struct TelemetryProfile {
        /// Application Insights key.
        application_insights_key: Option<String> = "applicationInsightsKey" => Carried;
    }
}

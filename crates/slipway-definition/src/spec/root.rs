//! The definition's outermost objects.

use std::collections::BTreeMap;

use super::{
    AadProfile, AgentPoolProfile, BootstrapProfile, CertificateProfile, ClusterSecurityProfile, CustomCloudProfile,
    ExtensionProfile, FeatureFlags, LinuxProfile, MasterProfile, OidcIssuerProfile, OrchestratorProfile,
    ServicePrincipalProfile, TelemetryProfile, WindowsProfile,
};
use crate::document::Document;
use crate::pointer::Pointer;
use crate::read::{Cx, Item, object};
use crate::report::Report;

object! {
    /// A cluster definition.
    pub struct Spec {
        /// JSON Schema that editors check the file against.
        schema: Option<String> = "$schema" => Carried;
        /// Version of the api model: `vlabs`.
        api_version: Option<String> = "apiVersion" => Full;
        /// Resource id, informational.
        id: Option<String> = "id" => Carried;
        /// Azure region. Without it `generate` writes a kubeconfig for every region.
        location: Option<String> = "location" => Full;
        /// Name of the cluster, informational.
        name: Option<String> = "name" => Carried;
        /// Purchase plan, informational.
        plan: Option<Plan> = "plan" => Carried;
        /// Tags of every resource.
        tags: BTreeMap<String, String> = "tags" => Full;
        /// Resource type, informational.
        resource_type: Option<String> = "type" => Carried;
        /// The cluster.
        properties: Option<Properties> = "properties" => Full;
    }
}

object! {
    /// A purchase plan, informational.
    pub struct Plan {
        /// Name of the plan.
        name: Option<String> = "name" => Carried;
        /// Product.
        product: Option<String> = "product" => Carried;
        /// Promotion code.
        promotion_code: Option<String> = "promotionCode" => Carried;
        /// Publisher.
        publisher: Option<String> = "publisher" => Carried;
    }
}

object! {
    /// The cluster.
    pub struct Properties {
        /// State of the last operation, informational: `Creating`, `Succeeded` and so on.
        provisioning_state: Option<String> = "provisioningState" => Carried;
        /// Kubernetes version and settings.
        orchestrator_profile: Option<OrchestratorProfile> = "orchestratorProfile" => Full;
        /// The control plane's machines.
        master_profile: Option<MasterProfile> = "masterProfile" => Full;
        /// The worker pools.
        agent_pool_profiles: Vec<AgentPoolProfile> = "agentPoolProfiles" => Full;
        /// Linux users, keys and updates.
        linux_profile: Option<LinuxProfile> = "linuxProfile" => Full;
        /// Windows users, image and updates.
        windows_profile: Option<WindowsProfile> = "windowsProfile" => Later;
        /// Extensions that machines may name.
        extension_profiles: Vec<ExtensionProfile> = "extensionProfiles" => Full;
        /// Service principal of the cloud provider, when it has no managed identity.
        service_principal_profile: Option<ServicePrincipalProfile> = "servicePrincipalProfile" => Full;
        /// Certificates and keys; what is missing is made.
        certificate_profile: Option<CertificateProfile> = "certificateProfile" => Full;
        /// The bootstrap token; made when missing.
        bootstrap_profile: Option<BootstrapProfile> = "bootstrapProfile" => Full;
        /// Sign-in of users by Entra ID.
        aad_profile: Option<AadProfile> = "aadProfile" => Full;
        /// Where service accounts' tokens are proven to others.
        oidc_issuer_profile: Option<OidcIssuerProfile> = "oidcIssuerProfile" => Full;
        /// Security of the cluster as a whole.
        security_profile: Option<ClusterSecurityProfile> = "securityProfile" => Full;
        /// Switches of optional behaviour.
        feature_flags: Option<FeatureFlags> = "featureFlags" => Full;
        /// A cloud that is not one of the public ones, such as an Azure Stack Hub.
        custom_cloud_profile: Option<CustomCloudProfile> = "customCloudProfile" => Later;
        /// Telemetry of the peers.
        telemetry_profile: Option<TelemetryProfile> = "telemetryProfile" => NoEffect("slipway sends no telemetry");
    }
}

impl Spec {
    /// Reads the document and reports every unknown and duplicate key and every wrong type.
    pub fn read(document: &Document, report: &mut Report) -> Self {
        Self::read_item(document.root(), &mut Cx { pointer: Pointer::ROOT, report }).unwrap_or_default()
    }
}

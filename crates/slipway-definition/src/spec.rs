//! The `vlabs` api model as the user wrote it: every field optional, nothing defaulted.
//!
//! Enumerations stay strings: the peers compare some of them loosely, and a rule can then say what is wrong with the
//! user's own spelling. [`names`] normalises them.

mod access;
mod addon;
mod certificate;
mod custom_cloud;
mod custom_file;
mod environment;
mod extension;
mod fast_disk;
mod feature_flags;
mod hardware;
mod http_proxy;
mod identity;
mod image;
mod kubernetes;
mod linux;
mod master;
mod mirrors;
pub mod names;
mod orchestrator;
mod placement;
mod pool;
mod private_cluster;
mod root;
mod secret;
mod security_rule;
mod service_tags;
mod upgrade;
mod vault;
mod windows;

pub use access::Machines;
pub use addon::{Addon, AddonPool, Component, Container};
pub use certificate::{BootstrapProfile, CertificateProfile};
pub use custom_cloud::{CloudSpecConfig, CustomCloudProfile, EndpointConfig, KubernetesSpecConfig, OsImageConfig};
pub use custom_file::CustomFile;
pub use environment::{Environment, ResourceIdentifiers};
pub use extension::{Extension, ExtensionProfile};
pub use fast_disk::FastDisk;
pub use feature_flags::{FeatureFlags, TelemetryProfile};
pub use hardware::{GpuProfile, SecurityProfile};
pub use http_proxy::HttpProxyConfig;
pub use identity::{AadProfile, ClusterSecurityProfile, OidcIssuerProfile, ServicePrincipalProfile, WorkloadIdentity};
pub use image::{ImageKind, ImagePlan, ImageReference};
pub use kubernetes::{KubernetesConfig, MAX_FLAGS, flags_fit};
pub use linux::{CustomNodesDns, CustomSearchDomain, HostEntry, LinuxProfile, PublicKey, Ssh};
pub use master::MasterProfile;
pub use mirrors::{PackageMirror, RegistryMirror};
pub use orchestrator::OrchestratorProfile;
pub use placement::Placement;
pub use pool::AgentPoolProfile;
pub use private_cluster::{JumpboxProfile, PrivateCluster};
pub use root::{Plan, Properties, Spec};
pub use secret::Secret;
pub use security_rule::{MOST_RANGES, SecurityRule, SecurityRuleLists, security_rule_lists};
pub use service_tags::{LONE_TAGS, SERVICE_TAGS, is_service_tag};
pub use upgrade::{AutomaticOsUpgradePolicy, RollingUpgradePolicy, UpgradePolicy};
pub use vault::{KeyVaultCertificate, KeyVaultId, KeyVaultSecretRef, KeyVaultSecrets};
pub use windows::{HypervRuntime, WindowsProfile, WindowsRuntimes};

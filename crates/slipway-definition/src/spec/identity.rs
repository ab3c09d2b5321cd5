//! Who the cluster is to Azure, and who its users are.

use super::{KeyVaultSecretRef, Secret};
use crate::read::object;

object! {
    /// Service principal of the cloud provider.
    pub struct ServicePrincipalProfile {
        /// Its client id.
        client_id: Option<String> = "clientId" => Full;
        /// Its secret.
        secret: Option<Secret> = "secret" => Full;
        /// Its object id, by which the template gives it a role on an existing network.
        object_id: Option<String> = "objectId" => Full;
        /// Its secret in a key vault.
        keyvault_secret_ref: Option<KeyVaultSecretRef> = "keyvaultSecretRef" => Full;
        /// A certificate with its private key instead of a secret: PEM, or base64 of PEM.
        certificate: Option<Secret> = "certificate" => Full;
    }
}

object! {
    /// Sign-in of users by Entra ID.
    pub struct AadProfile {
        /// Application id of the client.
        client_app_id: Option<String> = "clientAppID" => Later;
        /// Application id of the API server.
        server_app_id: Option<String> = "serverAppID" => Full;
        /// Tenant of the users.
        tenant_id: Option<String> = "tenantID" => Full;
        /// Group whose members administrate the cluster.
        admin_group_id: Option<String> = "adminGroupID" => Full;
    }
}

object! {
    /// Where service accounts' tokens are proven to others.
    pub struct OidcIssuerProfile {
        /// Whether tokens name an issuer whose documents anybody can read.
        enabled: Option<bool> = "enabled" => Full;
        /// The issuer: the address of a static site of yours.
        issuer_url: Option<String> = "issuerURL" => Full;
    }
}

object! {
    /// Security of the cluster as a whole.
    pub struct ClusterSecurityProfile {
        /// Identities of Entra ID for pods.
        workload_identity: Option<WorkloadIdentity> = "workloadIdentity" => Full;
        /// Certificate authorities that machines trust besides their own, each base64 of PEM; at most 10.
        custom_ca_trust_certificates: Vec<String> = "customCATrustCertificates" => Full;
    }
}

object! {
    /// Identities of Entra ID for pods.
    pub struct WorkloadIdentity {
        /// Whether the webhook that hands tokens to pods is installed.
        enabled: Option<bool> = "enabled" => Full;
    }
}

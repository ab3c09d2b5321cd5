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
        server_app_id: Option<String> = "serverAppID" => Later;
        /// Tenant; else that of the deployment.
        tenant_id: Option<String> = "tenantID" => Later;
        /// Group whose members administrate the cluster.
        admin_group_id: Option<String> = "adminGroupID" => Later;
    }
}

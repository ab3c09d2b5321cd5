//! Certificates, keys and the bootstrap token. Each is PEM, or the id of a secret in a key vault.

use super::Secret;
use crate::read::object;

object! {
    /// Certificates and keys, each PEM or the id of a secret in a key vault; what is missing is made.
    pub struct CertificateProfile {
        /// Cluster's certificate authority.
        ca_certificate: Option<String> = "caCertificate" => Full;
        /// Its key.
        ca_private_key: Option<Secret> = "caPrivateKey" => Full;
        /// Serving certificate of the API server.
        api_server_certificate: Option<String> = "apiServerCertificate" => Full;
        /// Its key.
        api_server_private_key: Option<Secret> = "apiServerPrivateKey" => Full;
        /// Certificate of the API server to kubelets; of the kubelets to the API server in the peers' clusters.
        client_certificate: Option<String> = "clientCertificate" => Full;
        /// Its key.
        client_private_key: Option<Secret> = "clientPrivateKey" => Full;
        /// Certificate of the administrator in the peers' models.
        kube_config_certificate: Option<String> = "kubeConfigCertificate" => Full;
        /// Its key.
        kube_config_private_key: Option<Secret> = "kubeConfigPrivateKey" => Full;
        /// Serving certificate of etcd.
        etcd_server_certificate: Option<String> = "etcdServerCertificate" => Full;
        /// Its key.
        etcd_server_private_key: Option<Secret> = "etcdServerPrivateKey" => Full;
        /// Certificate of the API server to etcd.
        etcd_client_certificate: Option<String> = "etcdClientCertificate" => Full;
        /// Its key.
        etcd_client_private_key: Option<Secret> = "etcdClientPrivateKey" => Full;
        /// Certificates of etcd's members, one a master.
        etcd_peer_certificates: Vec<String> = "etcdPeerCertificates" => Full;
        /// Their keys.
        etcd_peer_private_keys: Vec<Secret> = "etcdPeerPrivateKeys" => Full;
        /// etcd's certificate authority.
        etcd_ca_certificate: Option<String> = "etcdCaCertificate" => Full;
        /// Its key.
        etcd_ca_private_key: Option<Secret> = "etcdCaPrivateKey" => Full;
        /// Certificate authority of the aggregation layer.
        proxy_ca_certificate: Option<String> = "proxyCaCertificate" => Full;
        /// Its key.
        proxy_ca_private_key: Option<Secret> = "proxyCaPrivateKey" => Full;
        /// Certificate of the API server to aggregated API servers.
        proxy_client_certificate: Option<String> = "proxyClientCertificate" => Full;
        /// Its key.
        proxy_client_private_key: Option<Secret> = "proxyClientPrivateKey" => Full;
        /// Certificate of the controller manager.
        controller_manager_certificate: Option<String> = "controllerManagerCertificate" => Full;
        /// Its key.
        controller_manager_private_key: Option<Secret> = "controllerManagerPrivateKey" => Full;
        /// Certificate of the scheduler.
        scheduler_certificate: Option<String> = "schedulerCertificate" => Full;
        /// Its key.
        scheduler_private_key: Option<Secret> = "schedulerPrivateKey" => Full;
        /// Certificate of the cloud controller manager.
        cloud_controller_manager_certificate: Option<String> = "cloudControllerManagerCertificate" => Full;
        /// Its key.
        cloud_controller_manager_private_key: Option<Secret> = "cloudControllerManagerPrivateKey" => Full;
        /// Certificate of the administrator.
        admin_certificate: Option<String> = "adminCertificate" => Full;
        /// Its key.
        admin_private_key: Option<Secret> = "adminPrivateKey" => Full;
        /// Key that verifies service account tokens.
        service_account_public_key: Option<String> = "serviceAccountPublicKey" => Full;
        /// Key that signs service account tokens.
        service_account_private_key: Option<Secret> = "serviceAccountPrivateKey" => Full;
    }
}

object! {
    /// The token that nodes join with.
    pub struct BootstrapProfile {
        /// Public half: six lower-case letters and digits.
        token_id: Option<String> = "tokenId" => Full;
        /// Secret half: sixteen lower-case letters and digits.
        token_secret: Option<Secret> = "tokenSecret" => Full;
        /// When it ends, RFC 3339 in UTC.
        token_expires: Option<String> = "tokenExpires" => Full;
    }
}

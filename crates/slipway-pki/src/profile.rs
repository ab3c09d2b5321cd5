//! `certificateProfile` of the api model.

use serde::{Deserialize, Serialize};

use crate::{Pki, Secret};

/// `certificateProfile` of the api model: aks-engine's keys, and those that slipway adds.
///
/// Every value is PEM, or base64 of PEM as the peers' template parameters carry it, or the path of a secret in a key vault, which
/// stays as it is. An empty value counts as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the api model's keys; `Pki` says what each pair is for")]
pub struct CertificateProfile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_server_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_server_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kube_config_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kube_config_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_ca_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_ca_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_server_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_server_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_client_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_client_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_peer_certificates: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd_peer_private_keys: Option<Vec<Secret>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_ca_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_ca_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_client_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_client_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller_manager_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller_manager_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduler_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduler_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_controller_manager_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_controller_manager_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_private_key: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account_public_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account_private_key: Option<Secret>,
}

impl Pki {
    /// The profile that, given back to [`Pki::for_cluster`], makes nothing and yields this again. It holds private keys.
    pub fn profile(&self) -> CertificateProfile {
        let certificate = |pair: &crate::Pair| Some(pair.certificate.clone());
        let key = |pair: &crate::Pair| Some(pair.private_key.clone());
        CertificateProfile {
            ca_certificate: certificate(&self.ca),
            ca_private_key: key(&self.ca),
            api_server_certificate: certificate(&self.api_server),
            api_server_private_key: key(&self.api_server),
            client_certificate: certificate(&self.client),
            client_private_key: key(&self.client),
            kube_config_certificate: certificate(&self.kubeconfig),
            kube_config_private_key: key(&self.kubeconfig),
            etcd_ca_certificate: self.etcd_ca.as_ref().and_then(certificate),
            etcd_ca_private_key: self.etcd_ca.as_ref().and_then(key),
            etcd_server_certificate: certificate(&self.etcd_server),
            etcd_server_private_key: key(&self.etcd_server),
            etcd_client_certificate: certificate(&self.etcd_client),
            etcd_client_private_key: key(&self.etcd_client),
            etcd_peer_certificates: Some(self.etcd_peers.iter().filter_map(certificate).collect()),
            etcd_peer_private_keys: Some(self.etcd_peers.iter().filter_map(key).collect()),
            proxy_ca_certificate: certificate(&self.proxy_ca),
            proxy_ca_private_key: key(&self.proxy_ca),
            proxy_client_certificate: certificate(&self.proxy),
            proxy_client_private_key: key(&self.proxy),
            controller_manager_certificate: certificate(&self.controller_manager),
            controller_manager_private_key: key(&self.controller_manager),
            scheduler_certificate: certificate(&self.scheduler),
            scheduler_private_key: key(&self.scheduler),
            cloud_controller_manager_certificate: certificate(&self.cloud_controller_manager),
            cloud_controller_manager_private_key: key(&self.cloud_controller_manager),
            admin_certificate: certificate(&self.admin),
            admin_private_key: key(&self.admin),
            service_account_public_key: Some(self.service_account.public_key.clone()),
            service_account_private_key: Some(self.service_account.private_key.clone()),
        }
    }
}

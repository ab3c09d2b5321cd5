//! Where images and packages come from instead of their home.

use crate::read::object;

object! {
    /// Mirrors of an image registry.
    pub struct RegistryMirror {
        /// The registry as images name it, `mcr.microsoft.com`; `_default` for every registry without mirrors of its own.
        registry: Option<String> = "registry" => Full;
        /// Addresses of the mirrors, tried in this order.
        endpoints: Vec<String> = "endpoints" => Full;
        /// What the mirrors can: `pull`, `resolve`, `push`.
        capabilities: Vec<String> = "capabilities" => Full;
        /// Certificate authorities of the mirrors, base64 of PEM.
        ca_certificate: Option<String> = "caCertificate" => Full;
        /// Whether the addresses hold the whole path of the API, `/v2` included.
        override_path: Option<bool> = "overridePath" => Full;
    }
}

object! {
    /// Mirrors of package sources.
    pub struct PackageMirror {
        /// In place of `http://azure.archive.ubuntu.com/ubuntu` and its like; `{arch}` stands for `amd64` or `arm64`.
        distribution_url: Option<String> = "distributionURL" => Full;
        /// In place of `https://pkgs.k8s.io`.
        kubernetes_url: Option<String> = "kubernetesURL" => Full;
        /// In place of `https://nvidia.github.io/libnvidia-container`, for machines with GPUs.
        nvidia_url: Option<String> = "nvidiaURL" => Full;
        /// Certificate authorities of the mirrors, base64 of PEM.
        ca_certificate: Option<String> = "caCertificate" => Full;
    }
}

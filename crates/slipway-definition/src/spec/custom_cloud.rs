//! A cloud that is not one of the public ones.

use std::collections::BTreeMap;

use super::Environment;
use crate::read::object;

object! {
    /// A cloud that is not one of the public ones, such as an Azure Stack Hub.
    pub struct CustomCloudProfile {
        /// Endpoints; read from the cloud's metadata when missing.
        environment: Option<Environment> = "environment" => Later;
        /// What machines download and which images they use.
        azure_environment_spec_config: Option<CloudSpecConfig> = "azureEnvironmentSpecConfig" => Later;
        /// `azure_ad`, the default, or `adfs`.
        identity_system: Option<String> = "identitySystem" => Later;
        /// `client_secret`, the default, or `client_certificate`.
        authentication_method: Option<String> = "authenticationMethod" => Later;
        /// Cloud whose downloads are used: `public`, the default, `china`, `german`, `usgovernment`.
        dependencies_location: Option<String> = "dependenciesLocation" => Later;
        /// Address of the portal, `https://portal.<location>.<domain>`.
        portal_url: Option<String> = "portalURL" => Later;
        /// Certificates that machines trust: base64 of PEM, separated by commas.
        custom_cloud_root_certificates: Option<String> = "customCloudRootCertificates" => Later;
        /// Base64 of a sources.list for apt.
        custom_cloud_sources_list: Option<String> = "customCloudSourcesList" => Later;
    }
}

object! {
    /// What machines in a cloud download and which images they use.
    pub struct CloudSpecConfig {
        /// Name of the cloud.
        cloud_name: Option<String> = "cloudName" => Later;
        /// Downloads.
        kubernetes_spec_config: Option<KubernetesSpecConfig> = "kubernetesSpecConfig" => Later;
        /// Domains.
        endpoint_config: Option<EndpointConfig> = "endpointConfig" => Later;
        /// Images by distro.
        os_image_config: BTreeMap<String, OsImageConfig> = "osImageConfig" => Later;
    }
}

object! {
    /// Domains of a cloud.
    pub struct EndpointConfig {
        /// Domain of public addresses.
        resource_manager_vm_dns_suffix: Option<String> = "resourceManagerVMDNSSuffix" => Later;
    }
}

object! {
    /// A marketplace image.
    pub struct OsImageConfig {
        /// Offer.
        image_offer: Option<String> = "imageOffer" => Later;
        /// SKU.
        image_sku: Option<String> = "imageSku" => Later;
        /// Publisher.
        image_publisher: Option<String> = "imagePublisher" => Later;
        /// Version.
        image_version: Option<String> = "imageVersion" => Later;
    }
}

object! {
    /// Where machines in a cloud download from.
    pub struct KubernetesSpecConfig {
        /// Id that marks deployments.
        azure_telemetry_pid: Option<String> = "azureTelemetryPID" => Later;
        /// Registry prefix of core images.
        kubernetes_image_base: Option<String> = "kubernetesImageBase" => Later;
        /// Registry prefix of images from MCR.
        mcr_kubernetes_image_base: Option<String> = "mcrKubernetesImageBase" => Later;
        /// Registry prefix of Tiller.
        tiller_image_base: Option<String> = "tillerImageBase" => Later;
        /// Registry prefix of the ACI connector.
        aci_connector_image_base: Option<String> = "aciConnectorImageBase" => Later;
        /// Registry prefix of the NVIDIA plugin.
        nvidia_image_base: Option<String> = "nvidiaImageBase" => Later;
        /// Registry prefix of Azure CNI.
        azure_cni_image_base: Option<String> = "azureCNIImageBase" => Later;
        /// Registry prefix of Calico.
        calico_image_base: Option<String> = "calicoImageBase" => Later;
        /// Where etcd is downloaded from.
        etcd_download_url_base: Option<String> = "etcdDownloadURLBase" => Later;
        /// Where Windows binaries are downloaded from.
        kube_binaries_sas_url_base: Option<String> = "kubeBinariesSASURLBase" => Later;
        /// Id of Windows telemetry.
        windows_telemetry_guid: Option<String> = "windowsTelemetryGUID" => Later;
        /// Archive of the CNI plugins.
        cni_plugins_download_url: Option<String> = "cniPluginsDownloadURL" => Later;
        /// Archive of Azure CNI for Linux.
        vnet_cni_linux_plugins_download_url: Option<String> = "vnetCNILinuxPluginsDownloadURL" => Later;
        /// Archive of Azure CNI for Windows.
        vnet_cni_windows_plugins_download_url: Option<String> = "vnetCNIWindowsPluginsDownloadURL" => Later;
        /// Where containerd is downloaded from.
        containerd_download_url_base: Option<String> = "containerdDownloadURLBase" => Later;
        /// Archive of the CSI proxy.
        csi_proxy_download_url: Option<String> = "csiProxyDownloadURL" => Later;
        /// Archive of Windows scripts.
        windows_provisioning_scripts_package_url: Option<String> = "windowsProvisioningScriptsPackageURL" => Later;
        /// Image of the Windows pause container.
        windows_pause_image_url: Option<String> = "windowsPauseImageURL" => Later;
        /// Whether the Windows pause image is pulled each time.
        always_pull_windows_pause_image: Option<bool> = "alwaysPullWindowsPauseImage" => Later;
    }
}

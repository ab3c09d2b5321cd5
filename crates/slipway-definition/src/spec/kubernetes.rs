//! Settings of Kubernetes.

use std::collections::BTreeMap;

use super::{Addon, Component, HttpProxyConfig, PackageMirror, PrivateCluster, RegistryMirror, Secret, SecurityRule};
use crate::read::object;

object! {
    /// Settings of Kubernetes.
    pub struct KubernetesConfig {
        /// Registry prefix of the core images.
        kubernetes_image_base: Option<String> = "kubernetesImageBase" => Later;
        /// Naming style of the core images: `gcr` or `mcr`.
        kubernetes_image_base_type: Option<String> = "kubernetesImageBaseType" => NoEffect("images have the names of their own registries");
        /// Registry prefix of images that always come from MCR.
        mcr_kubernetes_image_base: Option<String> = "mcrKubernetesImageBase" => Later;
        /// Pod addresses, or nodes' and pods' with Azure CNI; two, separated by a comma, for dual stack.
        cluster_subnet: Option<String> = "clusterSubnet" => Full;
        /// Service address of the cluster DNS, inside `serviceCidr`.
        dns_service_ip: Option<String> = "dnsServiceIP" => Full;
        /// Service addresses.
        service_cidr: Option<String> = "serviceCidr" => Full;
        /// Resource id of an existing route table for the pods of nodes, which is on the machines' subnets already.
        route_table_id: Option<String> = "routeTableID" => Full;
        /// Who associates the route table with existing subnets: `Template` or `Manual`.
        route_table_association: Option<String> = "routeTableAssociation" => Full;
        /// Engine of network policies: `calico` or `cilium`; `azure` and `none` are old words for the plugins Azure CNI and kubenet.
        network_policy: Option<String> = "networkPolicy" => Full;
        /// Network plugin: `azure`, `kubenet`, `cilium`, `flannel`, or `none` for one of your own.
        network_plugin: Option<String> = "networkPlugin" => Full;
        /// How the plugin carries pods' traffic between nodes: `transparent` (Azure CNI), `routes` or, with Calico, `vxlan`
        /// (kubenet), `vxlan` or `native` (Cilium), `vxlan` (flannel).
        network_mode: Option<String> = "networkMode" => Full;
        /// Whether pods on agents reach Azure's instance metadata service: `IMDS`, or `None`; on masters none do.
        pod_link_local_access: Option<String> = "podLinkLocalAccess" => Full;
        /// Container runtime: `containerd`; `docker` is gone.
        container_runtime: Option<String> = "containerRuntime" => Values(&["containerd"]);
        /// Pods a node, at least 5.
        max_pods: Option<i64> = "maxPods" => Full;
        /// Docker's bridge.
        docker_bridge_subnet: Option<String> = "dockerBridgeSubnet" => NoEffect("there is no Docker");
        /// Whether machines have a managed identity, instead of a service principal.
        use_managed_identity: Option<bool> = "useManagedIdentity" => Full;
        /// Name of a user-assigned identity that the template makes, or the id of an existing one.
        user_assigned_id: Option<String> = "userAssignedID" => Full;
        /// Who gives identities their roles: `Template`, or `Manual`, by commands that `generate` prints and writes down.
        role_assignments: Option<String> = "roleAssignments" => Full;
        /// Client id of the user-assigned identity; output of the peers.
        user_assigned_client_id: Option<String> = "userAssignedClientID" => Later;
        /// One image of all components, before Kubernetes 1.17.
        custom_hyperkube_image: Option<String> = "customHyperkubeImage" => Later;
        /// Image of the API server.
        custom_kube_apiserver_image: Option<String> = "customKubeAPIServerImage" => Full;
        /// Image of the controller manager.
        custom_kube_controller_manager_image: Option<String> = "customKubeControllerManagerImage" => Full;
        /// Image of kube-proxy.
        custom_kube_proxy_image: Option<String> = "customKubeProxyImage" => Full;
        /// Image of the scheduler.
        custom_kube_scheduler_image: Option<String> = "customKubeSchedulerImage" => Full;
        /// Archive of kubelet and kubectl.
        custom_kube_binary_url: Option<String> = "customKubeBinaryURL" => Later;
        /// Image of the cloud controller manager.
        custom_ccm_image: Option<String> = "customCcmImage" => Full;
        /// Version of Docker Engine.
        docker_engine_version: Option<String> = "dockerEngineVersion" => NoEffect("there is no Docker");
        /// Version of Moby.
        moby_version: Option<String> = "mobyVersion" => NoEffect("there is no Docker");
        /// Package of Moby.
        linux_moby_url: Option<String> = "linuxMobyURL" => NoEffect("there is no Docker");
        /// Package of containerd, installed over the distribution's.
        linux_containerd_url: Option<String> = "linuxContainerdURL" => Later;
        /// Package of runc, installed over the distribution's.
        linux_runc_url: Option<String> = "linuxRuncURL" => Later;
        /// Version of containerd.
        containerd_version: Option<String> = "containerdVersion" => Full;
        /// Whether the cloud provider runs as a component of its own; since 1.31 there is no other way.
        use_cloud_controller_manager: Option<bool> = "useCloudControllerManager" => Values(&["true"]);
        /// Archive of Kubernetes for Windows.
        custom_windows_package_url: Option<String> = "customWindowsPackageURL" => Later;
        /// Archive of node binaries laid over the Windows package.
        windows_node_binaries_url: Option<String> = "windowsNodeBinariesURL" => Later;
        /// Archive of containerd for Windows.
        windows_containerd_url: Option<String> = "windowsContainerdURL" => Later;
        /// Archive of the Windows SDN plugins.
        windows_sdn_plugin_url: Option<String> = "windowsSdnPluginURL" => Later;
        /// Whether the cloud provider asks the machine's metadata service.
        use_instance_metadata: Option<bool> = "useInstanceMetadata" => Values(&["true"]);
        /// Role-based access control, always on.
        enable_rbac: Option<bool> = "enableRbac" => Values(&["true"]);
        /// Authentication of those who call the kubelet, always on.
        enable_secure_kubelet: Option<bool> = "enableSecureKubelet" => Values(&["true"]);
        /// The aggregation layer, always on.
        enable_aggregated_apis: Option<bool> = "enableAggregatedAPIs" => Values(&["true"]);
        /// An API server without a public address.
        private_cluster: Option<PrivateCluster> = "privateCluster" => Full;
        /// Disk usage in percent at which the kubelet begins to delete images.
        gc_high_threshold: Option<i64> = "gchighthreshold" => Full;
        /// Disk usage in percent at which the kubelet stops to delete images.
        gc_low_threshold: Option<i64> = "gclowthreshold" => Full;
        /// Version of etcd: the Kubernetes release's own, or its minor.
        etcd_version: Option<String> = "etcdVersion" => Full;
        /// Size of etcd's data disk in GB, a text of digits.
        etcd_disk_size_gb: Option<String> = "etcdDiskSizeGB" => Full;
        /// Kind of the data disk of etcd: as that of pools.
        etcd_disk_storage_account_type: Option<String> = "etcdDiskStorageAccountType" => Full;
        /// Operations a second of etcd's data disk, `PremiumV2_LRS` and `UltraSSD_LRS` only.
        etcd_disk_iops_read_write: Option<i64> = "etcdDiskIOPSReadWrite" => Full;
        /// Megabytes a second of etcd's data disk, `PremiumV2_LRS` and `UltraSSD_LRS` only.
        etcd_disk_mbps_read_write: Option<i64> = "etcdDiskMBpsReadWrite" => Full;
        /// etcd's quota in GB, at least 2.
        etcd_storage_limit_gb: Option<i64> = "etcdStorageLimitGB" => Full;
        /// Key of the encryption at rest, base64 of 32 bytes.
        etcd_encryption_key: Option<Secret> = "etcdEncryptionKey" => Full;
        /// Encryption of secrets in etcd with a local key.
        enable_data_encryption_at_rest: Option<bool> = "enableDataEncryptionAtRest" => Full;
        /// Ciphers of the local key, in the API server's words: `secretbox`, `aesgcm`, `aescbc`. The first writes, all read.
        data_encryption_providers: Vec<String> = "dataEncryptionProviders" => Full;
        /// Encryption of secrets in etcd with a key in Key Vault.
        enable_encryption_with_external_kms: Option<bool> = "enableEncryptionWithExternalKms" => Full;
        /// Pod security policies, gone since 1.25.
        enable_pod_security_policy: Option<bool> = "enablePodSecurityPolicy" => Later;
        /// Content of the pod security policy addon.
        pod_security_policy_config: BTreeMap<String, String> = "podSecurityPolicyConfig" => Later;
        /// Addons by name.
        addons: Vec<Addon> = "addons" => Full;
        /// Control plane components by name.
        components: Vec<Component> = "components" => Full;
        /// Settings of the container runtime: `dataDir`.
        container_runtime_config: BTreeMap<String, String> = "containerRuntimeConfig" => Full;
        /// Flags of the kubelet.
        kubelet_config: BTreeMap<String, String> = "kubeletConfig" => Full;
        /// Flags of the controller manager.
        controller_manager_config: BTreeMap<String, String> = "controllerManagerConfig" => Full;
        /// Flags of the cloud controller manager.
        cloud_controller_manager_config: BTreeMap<String, String> = "cloudControllerManagerConfig" => Full;
        /// Flags of the API server.
        api_server_config: BTreeMap<String, String> = "apiServerConfig" => Full;
        /// Flags of the scheduler.
        scheduler_config: BTreeMap<String, String> = "schedulerConfig" => Full;
        /// Name of the systemd slice of kubelet and container runtime.
        kube_reserved_cgroup: Option<String> = "kubeReservedCgroup" => Full;
        /// Backoff of the cloud provider, `v1` or `v2`; the cloud provider knows one way only by now.
        cloud_provider_backoff_mode: Option<String> = "cloudProviderBackoffMode" => Values(&["v1", "v2"]);
        /// Whether the cloud provider retries.
        cloud_provider_backoff: Option<bool> = "cloudProviderBackoff" => Full;
        /// Number of retries.
        cloud_provider_backoff_retries: Option<i64> = "cloudProviderBackoffRetries" => Full;
        /// Seconds of the first pause.
        cloud_provider_backoff_duration: Option<i64> = "cloudProviderBackoffDuration" => Full;
        /// Randomness of the pauses.
        cloud_provider_backoff_jitter: Option<f64> = "cloudProviderBackoffJitter" => Full;
        /// Growth of the pauses.
        cloud_provider_backoff_exponent: Option<f64> = "cloudProviderBackoffExponent" => Full;
        /// Whether the cloud provider limits its own requests.
        cloud_provider_rate_limit: Option<bool> = "cloudProviderRateLimit" => Full;
        /// Reads a second.
        cloud_provider_rate_limit_qps: Option<f64> = "cloudProviderRateLimitQPS" => Full;
        /// Writes a second.
        cloud_provider_rate_limit_qps_write: Option<f64> = "cloudProviderRateLimitQPSWrite" => Full;
        /// Burst of reads.
        cloud_provider_rate_limit_bucket: Option<i64> = "cloudProviderRateLimitBucket" => Full;
        /// Burst of writes.
        cloud_provider_rate_limit_bucket_write: Option<i64> = "cloudProviderRateLimitBucketWrite" => Full;
        /// Whether load balancer rules leave outbound SNAT off.
        cloud_provider_disable_outbound_snat: Option<bool> = "cloudProviderDisableOutboundSNAT" => Full;
        /// Load balancer SKU, in any case: `Standard`; `Basic` on Azure Stack Hub only.
        load_balancer_sku: Option<String> = "loadBalancerSku" => Names(&["Standard"]);
        /// Keeps the masters out of the services' load balancer.
        exclude_master_from_standard_lb: Option<bool> = "excludeMasterFromStandardLB" => Values(&["true"]);
        /// Number of outbound public addresses, of the load balancer or of the NAT gateway, 1 to 16.
        load_balancer_outbound_ips: Option<i64> = "loadBalancerOutboundIPs" => Full;
        /// Version of Azure CNI.
        azure_cni_version: Option<String> = "azureCNIVersion" => Full;
        /// Archive of Azure CNI for Linux; `{arch}` stands for `amd64` or `arm64`.
        azure_cni_url_linux: Option<String> = "azureCNIURLLinux" => Full;
        /// Archive of Azure CNI for Windows.
        azure_cni_url_windows: Option<String> = "azureCNIURLWindows" => Later;
        /// SKU of the vault that holds the KMS key: `Standard`, or `Premium` for a key that a hardware module keeps.
        key_vault_sku: Option<String> = "keyVaultSku" => Full;
        /// Name of the vault that holds the KMS key, 3 to 24 letters, digits and `-`; no two vaults of a cloud have the same.
        key_vault_name: Option<String> = "keyVaultName" => Full;
        /// Rules a load balancer may have before services need another.
        maximum_load_balancer_rule_count: Option<i64> = "maximumLoadBalancerRuleCount" => Full;
        /// Mode of kube-proxy: `iptables`, `nftables`, `ipvs`.
        kube_proxy_mode: Option<String> = "kubeProxyMode" => Full;
        /// Registry that machines sign in to.
        private_azure_registry_server: Option<String> = "privateAzureRegistryServer" => NoEffect("the kubelet signs in to every `*.azurecr.io` by its credential provider: give the machines' identity the role AcrPull on the registry");
        /// How machines reach what is outside, in AKS's words: `loadBalancer`, `managedNATGateway`, `userAssignedNATGateway`,
        /// `userDefinedRouting` or `none`.
        outbound_type: Option<String> = "outboundType" => Full;
        /// Idle timeout of outbound connections in minutes, 4 to 120.
        outbound_rule_idle_timeout_in_minutes: Option<i64> = "outboundRuleIdleTimeoutInMinutes" => Full;
        /// In place of `https://packages.microsoft.com`.
        microsoft_apt_repository_url: Option<String> = "microsoftAptRepositoryURL" => Full;
        /// The way out of the network through an HTTP proxy.
        http_proxy_config: Option<HttpProxyConfig> = "httpProxyConfig" => Full;
        /// Mirrors of image registries.
        registry_mirrors: Vec<RegistryMirror> = "registryMirrors" => Full;
        /// Whether images that the catalog knows the digest of are pulled by it, and not by their tag.
        pin_image_digests: Option<bool> = "pinImageDigests" => Full;
        /// Mirrors of package sources; that of Microsoft's is `microsoftAptRepositoryURL`.
        package_mirror: Option<PackageMirror> = "packageMirror" => Full;
        /// A load balancer for each pool.
        enable_multiple_standard_load_balancers: Option<bool> = "enableMultipleStandardLoadBalancers" => Later;
        /// Rules of the network security group, asked before the cluster's own of a higher priority number.
        security_rules: Vec<SecurityRule> = "securityRules" => Full;
        /// Tags that the cloud provider puts on what it makes, `k=v,k2=v2`.
        tags: Option<String> = "tags" => Full;
        /// Keys of the PKI: `ecdsa-p256`, `rsa-2048` or `rsa-4096`.
        key_algorithm: Option<String> = "keyAlgorithm" => Full;
        /// Validity of certificate authorities in days.
        ca_validity_days: Option<i64> = "caValidityDays" => Full;
        /// Validity of the other certificates in days.
        leaf_validity_days: Option<i64> = "leafValidityDays" => Full;
    }
}

/// Longest flags of one component, bytes of names and values together. All of a machine's customData is 64 kB.
pub const MAX_FLAGS: usize = 32_768;

/// Whether a component's flags are no longer than [`MAX_FLAGS`].
pub fn flags_fit(flags: &BTreeMap<String, String>) -> bool {
    flags.iter().map(|(flag, value)| flag.len() + value.len()).sum::<usize>() <= MAX_FLAGS
}

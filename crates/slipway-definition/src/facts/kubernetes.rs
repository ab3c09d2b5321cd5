//! Facts of `orchestratorProfile`.

use super::{Fact, of};
use crate::spec::names;

/// An invented authority, `CN=Example CA`.
const CERTIFICATE: &str = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJmakNDQVNXZ0F3SUJBZ0lVZGdXQVA3ZHBZOVF0bnlKTW9iOW1hUldndkp3d0NnWUlLb1pJemowRUF3SXcKRlRFVE1CRUdBMVVFQXd3S1JYaGhiWEJzWlNCRFFUQWVGdzB5TmpFeE1qRXhOVE0yTURGYUZ3MDBOakV4TVRZeApOVE0yTURGYU1CVXhFekFSQmdOVkJBTU1Da1Y0WVcxd2JHVWdRMEV3V1RBVEJnY3Foa2pPUFFJQkJnZ3Foa2pPClBRTUJCd05DQUFUK1FxNDBNUkwvWE5Nd0NaNklWby9WYTIwdHNRODVwd29NRWpRZXdyLzNWckVmZk1Mdm1vN20KQkFGK3VUSXlYNUpLelZhblhnNjdGSS93ejFYdVpMbUNvMU13VVRBZEJnTlZIUTRFRmdRVXF1VnVUb0xTZjcySwpkYlRRTzZJUk9aNmRPZ0F3SHdZRFZSMGpCQmd3Rm9BVXF1VnVUb0xTZjcyS2RiVFFPNklST1o2ZE9nQXdEd1lEClZSMFRBUUgvQkFVd0F3RUIvekFLQmdncWhrak9QUVFEQWdOSEFEQkVBaUJHN0ZEU3dzWDBSaWJuOHhHdlhLUUsKOURtT0ErandkSVFRVmQ0YzhQaUVId0lnU3dqekZrMWcrY0lrQlM4MW1SS2ozbTdMUHBqSkYzLzZ2LzBYRUJDUgplSTQ9Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K";

pub(super) static ORCHESTRATOR: &[Fact] = &[
    of("orchestratorType").names(&["Kubernetes"]).default("Kubernetes").sample("Kubernetes"),
    of("orchestratorRelease").unset("the default minor of `slipway get-versions`").sample("1.34"),
    of("orchestratorVersion").unset("the newest known patch of `orchestratorRelease`").sample("1.34.4"),
];

pub(super) static CONFIG: &[Fact] = &[
    of("kubernetesImageBase").sample("registry.example.com/oss/kubernetes/"),
    of("kubernetesImageBaseType").known(&["gcr", "mcr"]).sample("mcr"),
    of("mcrKubernetesImageBase").sample("registry.example.com/"),
    of("clusterSubnet").default("10.240.0.0/12").sample("10.200.0.0/16"),
    of("dnsServiceIP").unset("the tenth address of `serviceCidr`").sample("10.0.0.53"),
    of("serviceCidr").default("10.0.0.0/16").sample("10.0.0.0/20"),
    of("routeTableID")
        .unset("the template makes a table, where the plugin needs one")
        .sample("/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/routeTables/routes")
        .since("slipway"),
    of("routeTableAssociation").words(names::ROUTE_TABLE_ASSOCIATIONS).default("Template").sample("Manual").since("slipway"),
    of("networkPolicy").words(names::NETWORK_POLICIES).unset("no network policies").sample("cilium"),
    of("networkPlugin").words(names::NETWORK_PLUGINS).default("azure").sample("kubenet"),
    of("networkMode")
        .known(names::NETWORK_MODES)
        .unset("`transparent` with Azure CNI, `routes` with kubenet, `vxlan` with Cilium and flannel")
        .sample("native"),
    of("podLinkLocalAccess").words(names::POD_LINK_LOCAL_ACCESSES).default("IMDS").sample("None").since("slipway"),
    of("containerRuntime").known(&["containerd", "docker"]).default("containerd").sample("containerd"),
    of("maxPods").default("30").sample("50"),
    of("dockerBridgeSubnet").sample("172.17.0.1/16").until("Docker is gone since Kubernetes 1.24"),
    of("useManagedIdentity").default("true").sample("false"),
    of("userAssignedID").unset("each machine has an identity of its own").sample("my-identity"),
    of("roleAssignments").words(names::ROLE_ASSIGNMENTS).default("Template").sample("Manual").since("slipway"),
    of("userAssignedClientID").sample("6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77"),
    of("customHyperkubeImage").sample("registry.example.com/hyperkube-amd64:v1.16.3"),
    of("customKubeAPIServerImage").sample("registry.example.com/kube-apiserver:v1.35.1"),
    of("customKubeControllerManagerImage").sample("registry.example.com/kube-controller-manager:v1.35.1"),
    of("customKubeProxyImage").sample("registry.example.com/kube-proxy:v1.35.1"),
    of("customKubeSchedulerImage").sample("registry.example.com/kube-scheduler:v1.35.1"),
    of("customKubeBinaryURL").sample("https://example.com/kubernetes-node-linux-amd64.tar.gz"),
    of("customCcmImage").sample("registry.example.com/azure-cloud-controller-manager:v1.35.1"),
    of("dockerEngineVersion").sample("18.09.9").until("Docker is gone since Kubernetes 1.24"),
    of("mobyVersion").sample("20.10.14").until("Docker is gone since Kubernetes 1.24"),
    of("linuxMobyURL").sample("https://example.com/moby.deb").until("Docker is gone since Kubernetes 1.24"),
    of("linuxContainerdURL").sample("https://example.com/containerd.deb"),
    of("linuxRuncURL").sample("https://example.com/runc.deb"),
    of("containerdVersion").unset("the newest of the image's package source").sample("2.1.4"),
    of("useCloudControllerManager").default("true").sample("true"),
    of("customWindowsPackageURL").sample("https://example.com/v1.35.1.zip"),
    of("windowsNodeBinariesURL").sample("https://example.com/kubernetes-node-windows-amd64.tar.gz"),
    of("windowsContainerdURL").sample("https://example.com/containerd-windows-amd64.tar.gz"),
    of("windowsSdnPluginURL").sample("https://example.com/windows-container-networking.zip"),
    of("useInstanceMetadata").default("true").sample("true"),
    of("enableRbac").default("true").sample("true"),
    of("enableSecureKubelet").default("true").sample("true"),
    of("enableAggregatedAPIs").default("true").sample("true"),
    of("gchighthreshold").zero_or(0, 100).default("85").sample("90"),
    of("gclowthreshold").zero_or(0, 100).default("80").sample("70"),
    of("etcdVersion").unset("the version that the Kubernetes release goes with").sample("3.6"),
    of("etcdDiskSizeGB")
        .form("^([1-9][0-9]{0,4})?$", "a number of GB in quotes, 1 to 32767")
        .unset("256 up to 3 machines, 512 up to 10, 1024 up to 20, then 2048")
        .sample("128"),
    of("etcdDiskStorageAccountType")
        .since("slipway")
        .words(names::DATA_DISK_KINDS)
        .unset("`Premium_LRS` where the masters' size can, else `Standard_LRS`")
        .sample("StandardSSD_LRS"),
    of("etcdDiskIOPSReadWrite").since("slipway").zero_or(100, 400_000).unset("Azure's own by the size of the disk").sample("5000"),
    of("etcdDiskMBpsReadWrite").since("slipway").zero_or(1, 10_000).unset("Azure's own by the size of the disk").sample("200"),
    of("etcdStorageLimitGB").default("2").sample("8"),
    of("etcdEncryptionKey").unset("a key is made").sample("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
    of("enableDataEncryptionAtRest").default("false").sample("true"),
    of("dataEncryptionProviders")
        .unset("`secretbox`; with a key that is written, `aescbc` reads besides, as the older tools wrote with it")
        .sample(r#"["aesgcm"]"#)
        .since("slipway"),
    of("enableEncryptionWithExternalKms").default("false").sample("true"),
    of("enablePodSecurityPolicy").default("false").sample("true"),
    of("podSecurityPolicyConfig").sample(r#"{"data":"aGVsbG8="}"#),
    of("containerRuntimeConfig").sample(r#"{"dataDir":"/mnt/containerd"}"#),
    of("kubeletConfig").sample(r#"{"--pod-max-pids":"1000"}"#),
    of("controllerManagerConfig").sample(r#"{"--node-monitor-grace-period":"1m"}"#),
    of("cloudControllerManagerConfig").sample(r#"{"--route-reconciliation-period":"20s"}"#),
    of("apiServerConfig").sample(r#"{"--request-timeout":"2m"}"#),
    of("schedulerConfig").sample(r#"{"--v":"4"}"#),
    of("kubeReservedCgroup").sample("kubereserved"),
    of("cloudProviderBackoffMode").known(&["v1", "v2"]).default("v2").sample("v2"),
    of("cloudProviderBackoff").default("true").sample("false"),
    of("cloudProviderBackoffRetries").zero_or(0, 1_000_000).default("6").sample("3"),
    of("cloudProviderBackoffDuration").zero_or(0, 1_000_000).default("5").sample("10"),
    of("cloudProviderBackoffJitter").default("1").sample("0.5"),
    of("cloudProviderBackoffExponent").default("1.5").sample("2"),
    of("cloudProviderRateLimit").default("true").sample("false"),
    of("cloudProviderRateLimitQPS").unset("a tenth of `cloudProviderRateLimitBucket`, at least 3").sample("20"),
    of("cloudProviderRateLimitQPSWrite")
        .unset("a tenth of `cloudProviderRateLimitBucketWrite`, at least 1")
        .sample("20"),
    of("cloudProviderRateLimitBucket").zero_or(0, 1_000_000).unset("1000 for each pool").sample("400"),
    of("cloudProviderRateLimitBucketWrite").zero_or(0, 1_000_000).unset("1000 for each pool").sample("400"),
    of("cloudProviderDisableOutboundSNAT")
        .unset("false with the outbound type `loadBalancer`, true with the others")
        .sample("true"),
    of("loadBalancerSku").known(names::LOAD_BALANCER_SKUS).default("Standard").sample("Standard"),
    of("excludeMasterFromStandardLB").default("true").sample("true"),
    of("loadBalancerOutboundIPs").range(1, 16).default("1").sample("2"),
    of("azureCNIVersion")
        .form("^(v[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5})?$", "a version, `v1.6.21`")
        .unset("the version that the Kubernetes release goes with")
        .sample("v1.6.18"),
    of("azureCNIURLLinux")
        .unset("Microsoft's archive of `azureCNIVersion`")
        .sample("https://example.com/azure-vnet-cni-linux-{arch}.tgz"),
    of("azureCNIURLWindows").sample("https://example.com/azure-vnet-cni-windows-amd64.zip"),
    of("keyVaultSku").names(names::KEY_VAULT_SKUS).default("Standard").sample("Premium"),
    of("keyVaultName").unset("`kv` and 13 random letters and digits").sample("mycluster-etcd").since("slipway"),
    of("maximumLoadBalancerRuleCount").zero_or(0, i64::MAX).default("250").sample("200"),
    of("kubeProxyMode")
        .words(names::KUBE_PROXY_MODES)
        .default("iptables")
        .sample("nftables")
        .until("`ipvs`: Kubernetes has deprecated it since 1.35"),
    of("privateAzureRegistryServer").sample("myregistry.azurecr.io"),
    of("securityRules").since("slipway"),
    of("outboundType")
        .known(names::OUTBOUND_TYPES)
        .unset("`loadBalancer`; `none` with `blockOutboundInternet`")
        .sample("managedNATGateway")
        .since("slipway; the older tools know `loadBalancer` only"),
    of("outboundRuleIdleTimeoutInMinutes").zero_or(4, 120).unset("30; 4 with a NAT gateway").sample("10"),
    of("microsoftAptRepositoryURL")
        .default("https://packages.microsoft.com")
        .sample("https://packages.example.com/microsoft"),
    of("pinImageDigests").default("true").sample("false").since("slipway"),
    of("enableMultipleStandardLoadBalancers").default("false").sample("true"),
    of("tags").sample("costcenter=42"),
    of("keyAlgorithm")
        .words(names::KEY_ALGORITHMS)
        .default("ecdsa-p256")
        .sample("rsa-2048")
        .since("slipway; the older tools make RSA keys only"),
    of("caValidityDays").range(1, 36_500).default("3650").sample("7300").since("slipway"),
    of("leafValidityDays").range(1, 36_500).default("730").sample("365").since("slipway"),
];

pub(super) static HTTP_PROXY: &[Fact] = &[
    of("httpProxy").since("slipway").sample("http://proxy.example.com:3128"),
    of("httpsProxy").unset("`httpProxy`").since("slipway").sample("http://proxy.example.com:3129"),
    of("noProxy").since("slipway").sample(r#"["registry.example.com",".corp.example.com","10.200.0.0/16"]"#),
    of("trustedCa").since("slipway").sample(CERTIFICATE),
];

pub(super) static REGISTRY_MIRROR: &[Fact] = &[
    of("registry").since("slipway").sample("docker.io"),
    of("endpoints").since("slipway").sample(r#"["https://mirror.example.com"]"#),
    of("capabilities").default(r#"["pull","resolve"]"#).since("slipway").sample(r#"["pull"]"#),
    of("caCertificate").since("slipway").sample(CERTIFICATE),
    of("overridePath").default("false").since("slipway").sample("true"),
];

pub(super) static PACKAGE_MIRROR: &[Fact] = &[
    of("distributionURL").unset("what the image has").since("slipway").sample("https://mirror.example.com/ubuntu"),
    of("kubernetesURL").default("https://pkgs.k8s.io").since("slipway").sample("https://mirror.example.com/kubernetes"),
    of("nvidiaURL")
        .default("https://nvidia.github.io/libnvidia-container")
        .since("slipway")
        .sample("https://mirror.example.com/nvidia"),
    of("caCertificate").since("slipway").sample(CERTIFICATE),
];

pub(super) static PRIVATE_CLUSTER: &[Fact] = &[
    of("enabled").default("false").sample("true"),
    of("enableHostsConfigAgent").unset("true in a private cluster, else false").sample("true"),
];

pub(super) static JUMPBOX: &[Fact] = &[
    of("name").sample("jumpbox"),
    of("vmSize").sample("Standard_D2s_v5"),
    of("osDiskSizeGB").zero_or(0, 2048).default("30").sample("64"),
    of("storageProfile").known(&["ManagedDisks", "StorageAccount"]).default("ManagedDisks").sample("ManagedDisks"),
    of("encryptionAtHost").unset("as the masters").since("slipway").sample("true"),
    of("username").default("azureuser").sample("operator"),
    of("publicKey").sample("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"),
];

pub(super) static ADDON: &[Fact] = &[
    of("name").sample("metrics-server"),
    of("enabled").unset("the addon's own default").sample("false"),
    of("mode").words(names::ADDON_MODES).unset("the addon's own").sample("EnsureExists"),
    of("config").unset("the addon's own").sample(r#"{"metric-resolution":"30s"}"#),
    of("data").sample(
        "YXBpVmVyc2lvbjogdjEKa2luZDogQ29uZmlnTWFwCm1ldGFkYXRhOgogIG5hbWU6IG1pbmUKICBuYW1lc3BhY2U6IGt1YmUtc3lzdGVtCg==",
    ),
];

pub(super) static COMPONENT: &[Fact] = &[
    of("name").sample("kube-scheduler"),
    of("enabled").default("true").sample("true"),
    of("config").sample(r#"{"command":"/kube-scheduler"}"#),
    of("data").sample(
        "YXBpVmVyc2lvbjogdjEKa2luZDogUG9kCm1ldGFkYXRhOgogIG5hbWU6IGt1YmUtc2NoZWR1bGVyCiAgbmFtZXNwYWNlOiBrdWJlLXN5c3RlbQpzcGVjOgogIGhvc3ROZXR3b3JrOiB0cnVlCiAgY29udGFpbmVyczoKICAtIG5hbWU6IGt1YmUtc2NoZWR1bGVyCiAgICBpbWFnZTogcmVnaXN0cnkuZXhhbXBsZS5jb20vbXktc2NoZWR1bGVyOnYxCg==",
    ),
];

pub(super) static CONTAINER: &[Fact] = &[
    of("name").sample("metrics-server"),
    of("image").unset("that of the Kubernetes release").sample("registry.example.com/metrics-server:v0.8.0"),
    of("cpuRequests").unset("the addon's own").sample("150m"),
    of("memoryRequests").unset("the addon's own").sample("300Mi"),
    of("cpuLimits").unset("the addon's own").sample("2"),
    of("memoryLimits").unset("the addon's own").sample("1Gi"),
];

pub(super) static ADDON_POOL: &[Fact] =
    &[of("name").sample("agentpool1"), of("config").sample(r#"{"min-nodes":"1","max-nodes":"10"}"#)];

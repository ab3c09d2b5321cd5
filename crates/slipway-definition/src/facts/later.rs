//! Where what is not made yet will show.

const WINDOWS: &str = "the Windows machines of azuredeploy.json and their scripts";
const CUSTOM_CLOUD: &str = "azuredeploy.json and the machines' cloud configuration, on custom clouds";
const BINARIES: &str = "the bootstrap's steps below machines/";
const NETWORK: &str = "the network of azuredeploy.json, and the addresses of machines";
const API_SERVER: &str = "the API server's static pod";
const MACHINES: &str = "machines and disks of azuredeploy.json";
const SCALE_SETS: &str = "scale sets of azuredeploy.json";
const CLOUD_PROVIDER: &str = "/etc/kubernetes/azure.json";

/// Object, key (empty: all the others), place.
pub(super) static PLACES: &[(&str, &str, &str)] = &[
    ("Properties", "windowsProfile", WINDOWS),
    ("Properties", "customCloudProfile", CUSTOM_CLOUD),
    ("WindowsProfile", "", WINDOWS),
    ("WindowsRuntimes", "", WINDOWS),
    ("HypervRuntime", "", WINDOWS),
    ("CustomCloudProfile", "", CUSTOM_CLOUD),
    ("CloudSpecConfig", "", CUSTOM_CLOUD),
    ("EndpointConfig", "", CUSTOM_CLOUD),
    ("OsImageConfig", "", CUSTOM_CLOUD),
    ("KubernetesSpecConfig", "", CUSTOM_CLOUD),
    ("Environment", "", CUSTOM_CLOUD),
    ("ResourceIdentifiers", "", CUSTOM_CLOUD),
    ("AadProfile", "", API_SERVER),
    ("FeatureFlags", "enableIPv6Only", NETWORK),
    ("FeatureFlags", "", BINARIES),
    ("KubernetesConfig", "enableMultipleStandardLoadBalancers", CLOUD_PROVIDER),
    ("KubernetesConfig", "customWindowsPackageURL", WINDOWS),
    ("KubernetesConfig", "windowsNodeBinariesURL", WINDOWS),
    ("KubernetesConfig", "windowsContainerdURL", WINDOWS),
    ("KubernetesConfig", "windowsSdnPluginURL", WINDOWS),
    ("KubernetesConfig", "azureCNIURLWindows", WINDOWS),
    ("MasterProfile", "", MACHINES),
    ("AgentPoolProfile", "acceleratedNetworkingEnabledWindows", WINDOWS),
    ("AgentPoolProfile", "dnsPrefix", "nothing: Kubernetes pools never had one"),
    ("AgentPoolProfile", "ports", "nothing: Kubernetes pools never had any"),
    ("AgentPoolProfile", "role", "nothing: it must be empty"),
    ("AgentPoolProfile", "", SCALE_SETS),
    ("AutomaticOsUpgradePolicy", "enableAutomaticOSUpgrade", "nothing: nodes would not be drained"),
];

//! Facts of `masterProfile` and `agentPoolProfiles`.

use super::{Fact, of};
use crate::spec::names;

const SUBNET: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/masters";
const PLACEMENT: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.Compute/proximityPlacementGroups/near";
const HOSTS: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.Compute/hostGroups/hosts";
const CAPACITY: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.Compute/capacityReservationGroups/reserved";
const ENCRYPTION_SET: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.Compute/diskEncryptionSets/keys";
const TIER: &str = "`Premium_LRS` where the size can, else `Standard_LRS`";
const COMMUNITY: &str =
    "/CommunityGalleries/ClusterAPI-f72ceb4f-5159-4c26-a0fe-2ea738f0d019/Images/capi-ubun2-2404/Versions/1.35.6";
const SHARED: &str = "/SharedGalleries/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77-NODES/Images/nodes/Versions/1.0.0";
const IMAGE_SIZE: &str = "the image's own size";
const ADDRESSES: &str = "`maxPods` + 1";
const DISTRO: &str = "`ubuntu-24.04`";

pub(super) static MASTER: &[Fact] = &[
    of("count").numbers(&[1, 3, 5]).sample("5"),
    of("dnsPrefix")
        .form("^([A-Za-z][A-Za-z0-9-]{1,43}[A-Za-z0-9])?$", "3 to 45 letters, digits and hyphens, a letter first")
        .sample("mycluster"),
    of("subjectAltNames").sample(r#"["api.example.com"]"#),
    of("vmSize").sample("Standard_D4s_v5"),
    of("osDiskSizeGB").zero_or(0, 2048).unset(IMAGE_SIZE).sample("128"),
    of("vnetSubnetID").sample(SUBNET),
    of("vnetCidr").default("10.0.0.0/8").sample("10.1.0.0/16"),
    of("agentVnetSubnetID").sample(SUBNET),
    of("agentSubnet").unset("10.248.0.0/13, with masters in a scale set").sample("10.1.16.0/20"),
    of("firstConsecutiveStaticIP")
        .unset("the highest address of `clusterSubnet` that ends in .5, or the sixth where that lies outside")
        .sample("10.240.255.5"),
    of("ipAddressCount").zero_or(0, 256).unset(ADDRESSES).sample("41"),
    of("storageProfile").words(&["ManagedDisks", "StorageAccount"]).default("ManagedDisks").sample("ManagedDisks"),
    of("osDiskStorageAccountType").since("slipway").words(names::OS_DISK_KINDS).unset(TIER).sample("StandardSSD_LRS"),
    of("HTTPSourceAddressPrefix").default("*").sample("203.0.113.0/24"),
    of("oauthEnabled").sample("true").until("it was of DC/OS"),
    of("distro").known(&["ubuntu-24.04", "ubuntu-22.04", "azurelinux3"]).unset(DISTRO).sample("ubuntu-22.04"),
    of("customFiles").sample(r#"[{"source":"motd","dest":"/etc/motd"}]"#),
    of("availabilityProfile")
        .words(names::AVAILABILITY_PROFILES)
        .default("AvailabilitySet")
        .sample("VirtualMachineScaleSets"),
    of("availabilityZones").unset("the region decides").sample(r#"["1","2","3"]"#),
    of("singlePlacementGroup").sample("true"),
    of("platformFaultDomainCount")
        .range(1, 3)
        .unset("the most that the region has; in a scale set or in zones, as many as there are")
        .sample("1"),
    of("platformUpdateDomainCount").range(1, 20).unset("3, or 1 where there is one fault domain").sample("5"),
    of("auditDEnabled").default("false").sample("true"),
    of("customVMTags").sample(r#"{"tier":"control-plane"}"#),
    of("sysctldConfig").sample(r#"{"net.core.somaxconn":"32768"}"#),
    of("ultraSSDEnabled").unset("true where etcd's disk is an Ultra disk").sample("true"),
    of("diskEncryptionSetID").since("slipway").unset("Azure's own key").sample(ENCRYPTION_SET),
    of("encryptionAtHost").default("false").sample("true"),
    of("fqdn").sample("mycluster.westus2.cloudapp.azure.com"),
    of("cosmosEtcd").default("false").sample("true"),
    of("proximityPlacementGroupID").sample(PLACEMENT),
    of("hostGroupID").since("slipway").sample(HOSTS),
    of("capacityReservationGroupID").since("slipway").sample(CAPACITY),
    of("osDiskCachingType").words(names::DISK_CACHINGS).default("ReadWrite").sample("ReadOnly"),
];

pub(super) static POOL: &[Fact] = &[
    of("name").sample("workers"),
    of("count").range(1, 1000).sample("5"),
    of("vmSize").sample("Standard_D4s_v5"),
    of("osDiskSizeGB").zero_or(0, 2048).unset(IMAGE_SIZE).sample("128"),
    of("dnsPrefix").sample("web").until("it was of DC/OS"),
    of("ports").sample("[80]").until("it was of DC/OS"),
    of("osType").words(names::OS_TYPES).default("Linux").sample("Linux"),
    of("availabilityProfile")
        .words(names::AVAILABILITY_PROFILES)
        .default("VirtualMachineScaleSets")
        .sample("AvailabilitySet"),
    of("scaleSetPriority")
        .words(names::SCALE_SET_PRIORITIES)
        .default("Regular")
        .sample("Spot"),
    of("workloadRuntime")
        .words(names::WORKLOAD_RUNTIMES)
        .default("OCIContainer")
        .since("slipway")
        .sample("KataVmIsolation"),
    of("scaleSetEvictionPolicy")
        .words(names::EVICTION_POLICIES)
        .unset("`Delete` for Spot machines")
        .sample("Deallocate"),
    of("spotMaxPrice").unset("-1 for Spot machines").sample("0.1"),
    of("storageProfile")
        .words(names::STORAGE_PROFILES)
        .default("ManagedDisks")
        .sample("Ephemeral"),
    of("osDiskStorageAccountType").since("slipway").words(names::OS_DISK_KINDS).unset(TIER).sample("StandardSSD_LRS"),
    of("diffDiskPlacement")
        .since("slipway")
        .words(names::DIFF_DISK_PLACEMENTS)
        .unset("the first of the size's NVMe disks, cache and temporary disk that is known to be large enough")
        .sample("ResourceDisk"),
    of("diskSizesGB").unset("no data disks").sample("[128,256]"),
    of("vnetSubnetID").sample(SUBNET),
    of("ipAddressCount").zero_or(0, 256).unset(ADDRESSES).sample("41"),
    of("distro").known(&["ubuntu-24.04", "ubuntu-22.04", "azurelinux3"]).unset(DISTRO).sample("azurelinux3"),
    of("role").sample("master").until("nothing but an empty text was ever of use"),
    of("acceleratedNetworkingEnabled").unset("true where the size can").sample("false"),
    of("acceleratedNetworkingEnabledWindows").default("false").sample("true"),
    of("vmssOverProvisioningEnabled").default("false").sample("true"),
    of("auditDEnabled").default("false").sample("true"),
    of("fqdn").sample("web.westus2.cloudapp.azure.com"),
    of("customFiles").since("slipway").sample(r#"[{"source":"motd","dest":"/etc/motd"}]"#),
    of("customNodeLabels").sample(r#"{"example.com/tier":"web"}"#),
    of("customVMTags").sample(r#"{"tier":"web"}"#),
    of("diskEncryptionSetID").unset("Azure's own key").sample(ENCRYPTION_SET),
    of("ultraSSDEnabled").unset("true where data disks are Ultra disks").sample("true"),
    of("encryptionAtHost").default("false").sample("true"),
    of("singlePlacementGroup").default("false").sample("true"),
    of("platformFaultDomainCount")
        .range(1, 3)
        .unset("Azure's own in a scale set; the most that the region has in an availability set")
        .sample("1"),
    of("platformUpdateDomainCount").range(1, 20).unset("3, or 1 where there is one fault domain").sample("5"),
    of("availabilityZones").unset("the region decides").sample(r#"["1","2"]"#),
    of("enableVMSSNodePublicIP").default("false").sample("true"),
    of("loadBalancerBackendAddressPoolIDs").sample(r#"["/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.Network/loadBalancers/lb/backendAddressPools/pool"]"#),
    of("sysctldConfig").sample(r#"{"net.core.somaxconn":"32768"}"#),
    of("proximityPlacementGroupID").sample(PLACEMENT),
    of("hostGroupID").since("slipway").sample(HOSTS),
    of("capacityReservationGroupID").since("slipway").sample(CAPACITY),
    of("osDiskCachingType")
        .words(names::DISK_CACHINGS)
        .unset("`ReadWrite`; `ReadOnly` of ephemeral disks")
        .sample("ReadOnly"),
    of("dataDiskCachingType")
        .words(names::DISK_CACHINGS)
        .unset("`ReadOnly`; `None` of `PremiumV2_LRS` and `UltraSSD_LRS`")
        .sample("ReadWrite"),
    of("dataDiskStorageAccountType").since("slipway").words(names::DATA_DISK_KINDS).unset(TIER).sample("StandardSSD_LRS"),
    of("dataDiskIOPSReadWrite")
        .since("slipway")
        .zero_or(100, 400_000)
        .unset("Azure's own by the size of the disk")
        .sample("5000"),
    of("dataDiskMBpsReadWrite")
        .since("slipway")
        .zero_or(1, 10_000)
        .unset("Azure's own by the size of the disk")
        .sample("200"),
    of("vmssName").sample("k8s-workers-16226736-vmss"),
];

pub(super) static GPU_PROFILE: &[Fact] = &[of("driver")
    .words(names::GPU_DRIVERS)
    .unset("`Install` on sizes with NVIDIA GPUs")
    .since("slipway")
    .sample("None")];

pub(super) static UPGRADE_POLICY: &[Fact] =
    &[of("mode").words(names::UPGRADE_MODES).default("Manual").since("slipway").sample("Rolling")];

pub(super) static AUTOMATIC_OS_UPGRADE_POLICY: &[Fact] =
    &[of("enableAutomaticOSUpgrade").default("false").since("slipway").sample("true")];

pub(super) static ROLLING_UPGRADE_POLICY: &[Fact] = &[
    of("maxBatchInstancePercent").range(5, 100).default("20").since("slipway").sample("10"),
    of("maxUnhealthyInstancePercent").range(5, 100).default("20").since("slipway").sample("50"),
    of("maxUnhealthyUpgradedInstancePercent").range(0, 100).default("20").since("slipway").sample("50"),
    of("pauseTimeBetweenBatches")
        .form(
            "^(PT([0-9]{1,4}H)?([0-9]{1,4}M)?[0-9]{1,4}S|PT([0-9]{1,4}H)?[0-9]{1,4}M|PT[0-9]{1,4}H)?$",
            "hours, minutes and seconds as ISO 8601 has them, `PT5M`",
        )
        .default("PT0S")
        .since("slipway")
        .sample("PT5M"),
    of("prioritizeUnhealthyInstances").default("false").since("slipway").sample("true"),
    of("maxSurge").default("false").since("slipway").sample("true"),
];

pub(super) static SECURITY_PROFILE: &[Fact] = &[
    of("securityType")
        .words(names::SECURITY_TYPES)
        .unset("`TrustedLaunch` where secure boot or a TPM is asked for, else the subscription's own, `Standard`")
        .since("slipway")
        .sample("TrustedLaunch"),
    of("enableSecureBoot").unset("true with a security type other than `Standard`").since("slipway").sample("false"),
    of("enableVTPM").unset("true with a security type other than `Standard`").since("slipway").sample("false"),
    of("securityEncryptionType")
        .words(names::SECURITY_ENCRYPTION_TYPES)
        .unset("`VMGuestStateOnly` for confidential machines")
        .since("slipway")
        .sample("DiskWithVMGuestState"),
];

pub(super) static CUSTOM_FILE: &[Fact] = &[
    of("source").sample("motd"),
    of("content").since("slipway").unset("the bytes of `source`").sample("aGVsbG8K"),
    of("dest").sample("/etc/motd"),
    of("mode").form("^0[0-7]{3}$", "four octal digits, `0644`").since("slipway").default("0600").sample("0644"),
];

pub(super) static IMAGE_REFERENCE: &[Fact] = &[
    of("name").sample("my-image"),
    of("resourceGroup").sample("images"),
    of("subscriptionId").sample("6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77"),
    of("gallery").sample("mygallery"),
    of("version").unset("the newest of the marketplace").sample("1.0.0"),
    of("publisher").since("slipway").sample("Canonical"),
    of("offer").since("slipway").sample("ubuntu-24_04-lts"),
    of("sku").since("slipway").sample("minimal"),
    of("plan").since("slipway").unset("no plan").sample("{}"),
    of("communityGalleryImageId").since("slipway").sample(COMMUNITY),
    of("sharedGalleryImageId").since("slipway").sample(SHARED),
];

pub(super) static IMAGE_PLAN: &[Fact] = &[
    of("name").since("slipway").unset("the image's SKU").sample("my-plan"),
    of("publisher").since("slipway").unset("the image's publisher").sample("my-publisher"),
    of("product").since("slipway").unset("the image's offer").sample("my-product"),
    of("promotionCode").since("slipway").sample("HALF"),
];

pub(super) static EXTENSION: &[Fact] = &[
    of("name").sample("hello-world"),
    of("singleOrAll").known(&["single", "all"]).unset("every machine").sample("single"),
    of("template").default("template.json").sample("other.json"),
];

//! The worker pools.

use std::collections::BTreeMap;

use super::{CustomFile, Extension, GpuProfile, ImageReference, KubernetesConfig, SecurityProfile, UpgradePolicy};
use crate::read::object;

object! {
    /// A pool of workers.
    pub struct AgentPoolProfile {
        /// Name of the pool: a lower-case letter, then up to 11 lower-case letters and digits.
        name: Option<String> = "name" => Full;
        /// Number of machines, 1 to 1000.
        count: Option<i64> = "count" => Full;
        /// Azure size, `Standard_D2s_v5`.
        vm_size: Option<String> = "vmSize" => Full;
        /// Operating system disk in GB, 0 to 2048; 0 is the image's own size.
        os_disk_size_gb: Option<i64> = "osDiskSizeGB" => Full;
        /// Left over from older tools; must be empty.
        dns_prefix: Option<String> = "dnsPrefix" => Later;
        /// Left over from older tools; must be empty.
        ports: Vec<i64> = "ports" => Later;
        /// `Linux` or `Windows`.
        os_type: Option<String> = "osType" => Values(&["Linux"]);
        /// `VirtualMachineScaleSets`, the default, or `AvailabilitySet`.
        availability_profile: Option<String> = "availabilityProfile" => Full;
        /// `Regular`, `Low` or `Spot`, scale sets only.
        scale_set_priority: Option<String> = "scaleSetPriority" => Full;
        /// How pods may run: `OCIContainer`, or `KataVmIsolation` for virtual machines of their own too.
        workload_runtime: Option<String> = "workloadRuntime" => Full;
        /// The graphics processors of the machines.
        gpu_profile: Option<GpuProfile> = "gpuProfile" => Full;
        /// What becomes of an evicted machine: `Delete` or `Deallocate`.
        scale_set_eviction_policy: Option<String> = "scaleSetEvictionPolicy" => Full;
        /// Highest price of an hour in US dollars; -1 is the regular price.
        spot_max_price: Option<f64> = "spotMaxPrice" => Full;
        /// Kind of disk: `ManagedDisks` or `Ephemeral`; `StorageAccount` is gone.
        storage_profile: Option<String> = "storageProfile" => Values(&["ManagedDisks", "Ephemeral"]);
        /// Kind of the operating system disk: `Premium_LRS`, `StandardSSD_LRS`, `Standard_LRS`, `Premium_ZRS`, `StandardSSD_ZRS`.
        os_disk_storage_account_type: Option<String> = "osDiskStorageAccountType" => Full;
        /// Where an ephemeral disk lies on the host: `CacheDisk`, `ResourceDisk` or `NvmeDisk`.
        diff_disk_placement: Option<String> = "diffDiskPlacement" => Full;
        /// Data disks in GB, at most 4, each 1 to 32767.
        disk_sizes_gb: Vec<i64> = "diskSizesGB" => Full;
        /// Resource id of an existing subnet.
        vnet_subnet_id: Option<String> = "vnetSubnetID" => Full;
        /// Address configurations of each machine, 0 to 256; 0 leaves the choice to the tool.
        ip_address_count: Option<i64> = "ipAddressCount" => Full;
        /// Operating system: `ubuntu-24.04`, `ubuntu-22.04`, `azurelinux3`.
        distro: Option<String> = "distro" => Values(&["ubuntu-24.04", "ubuntu-22.04", "azurelinux3"]);
        /// Left over from older tools; must be empty.
        role: Option<String> = "role" => Later;
        /// NIC offload on Linux.
        accelerated_networking_enabled: Option<bool> = "acceleratedNetworkingEnabled" => Full;
        /// NIC offload on Windows.
        accelerated_networking_enabled_windows: Option<bool> = "acceleratedNetworkingEnabledWindows" => Later;
        /// Whether the scale set creates more machines than asked and deletes the slow ones.
        vmss_over_provisioning_enabled: Option<bool> = "vmssOverProvisioningEnabled" => Full;
        /// How the machines of the scale set come to have its newest model.
        upgrade_policy: Option<UpgradePolicy> = "upgradePolicy" => Full;
        /// The audit daemon.
        audit_d_enabled: Option<bool> = "auditDEnabled" => Full;
        /// Left over from older tools.
        fqdn: Option<String> = "fqdn" => Carried;
        /// Local files to put on the machines.
        custom_files: Vec<CustomFile> = "customFiles" => Full;
        /// Kubernetes labels of the nodes.
        custom_node_labels: BTreeMap<String, String> = "customNodeLabels" => Full;
        /// Tags of the machines and what belongs to them.
        custom_vm_tags: BTreeMap<String, String> = "customVMTags" => Full;
        /// Resource id of the disk encryption set of all disks.
        disk_encryption_set_id: Option<String> = "diskEncryptionSetID" => Full;
        /// Whether the machines can have Ultra disks.
        ultra_ssd_enabled: Option<bool> = "ultraSSDEnabled" => Full;
        /// Encryption of disks on the host.
        encryption_at_host: Option<bool> = "encryptionAtHost" => Full;
        /// How the machines are protected from what runs beneath them.
        security_profile: Option<SecurityProfile> = "securityProfile" => Full;
        /// Extension that runs before the machine is provisioned.
        pre_provision_extension: Option<Extension> = "preProvisionExtension" => Full;
        /// Extensions of the machines.
        extensions: Vec<Extension> = "extensions" => Full;
        /// Settings of Kubernetes for this pool alone: `kubeletConfig`.
        kubernetes_config: Option<Box<KubernetesConfig>> = "kubernetesConfig" => Keys(&["kubeletConfig"]);
        /// An image of the user's own.
        image_reference: Option<ImageReference> = "imageReference" => Full;
        /// At most 100 machines in one placement group, scale sets only.
        single_placement_group: Option<bool> = "singlePlacementGroup" => Full;
        /// Fault domains.
        platform_fault_domain_count: Option<i64> = "platformFaultDomainCount" => Full;
        /// Update domains of the availability set.
        platform_update_domain_count: Option<i64> = "platformUpdateDomainCount" => Full;
        /// Availability zones, scale sets only.
        availability_zones: Vec<String> = "availabilityZones" => Full;
        /// A public address for each node.
        enable_vmss_node_public_ip: Option<bool> = "enableVMSSNodePublicIP" => Full;
        /// Resource ids of load balancer pools that the machines join instead of the agents' own.
        load_balancer_backend_address_pool_ids: Vec<String> = "loadBalancerBackendAddressPoolIDs" => Full;
        /// Kernel settings.
        sysctld_config: BTreeMap<String, String> = "sysctldConfig" => Full;
        /// Resource id of a proximity placement group.
        proximity_placement_group_id: Option<String> = "proximityPlacementGroupID" => Full;
        /// Resource id of a group of dedicated hosts.
        host_group_id: Option<String> = "hostGroupID" => Full;
        /// Resource id of a capacity reservation group.
        capacity_reservation_group_id: Option<String> = "capacityReservationGroupID" => Full;
        /// Caching of the operating system disk: `None`, `ReadOnly`, `ReadWrite`.
        os_disk_caching_type: Option<String> = "osDiskCachingType" => Full;
        /// Caching of data disks: `None`, `ReadOnly`, `ReadWrite`.
        data_disk_caching_type: Option<String> = "dataDiskCachingType" => Full;
        /// Kind of the data disks: those of the operating system disk, `PremiumV2_LRS` or `UltraSSD_LRS`.
        data_disk_storage_account_type: Option<String> = "dataDiskStorageAccountType" => Full;
        /// Operations a second of each data disk, `PremiumV2_LRS` and `UltraSSD_LRS` only.
        data_disk_iops_read_write: Option<i64> = "dataDiskIOPSReadWrite" => Full;
        /// Megabytes a second of each data disk, `PremiumV2_LRS` and `UltraSSD_LRS` only.
        data_disk_mbps_read_write: Option<i64> = "dataDiskMBpsReadWrite" => Full;
        /// Name of the scale set; written by scaling an existing cluster.
        vmss_name: Option<String> = "vmssName" => Later;
    }
}

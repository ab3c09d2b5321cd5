//! The control plane's machines.

use std::collections::BTreeMap;

use super::{CustomFile, Extension, ImageReference, KubernetesConfig, SecurityProfile};
use crate::read::object;

object! {
    /// The control plane's machines.
    pub struct MasterProfile {
        /// Number of masters: 1, 3 or 5.
        count: Option<i64> = "count" => Full;
        /// Prefix of the API server's public name; names the output directory too.
        dns_prefix: Option<String> = "dnsPrefix" => Full;
        /// Additional names of the API server in its certificate.
        subject_alt_names: Vec<String> = "subjectAltNames" => Full;
        /// Azure size, `Standard_D2s_v5`.
        vm_size: Option<String> = "vmSize" => Full;
        /// Operating system disk in GB, 0 to 2048; 0 is the image's own size.
        os_disk_size_gb: Option<i64> = "osDiskSizeGB" => Full;
        /// Resource id of an existing subnet for the masters.
        vnet_subnet_id: Option<String> = "vnetSubnetID" => Full;
        /// Address space of the existing network.
        vnet_cidr: Option<String> = "vnetCidr" => Full;
        /// Resource id of an existing subnet for agents, with masters in a scale set.
        agent_vnet_subnet_id: Option<String> = "agentVnetSubnetID" => Full;
        /// Address range of agents, with masters in a scale set.
        agent_subnet: Option<String> = "agentSubnet" => Full;
        /// Address of the first master; the others follow.
        first_consecutive_static_ip: Option<String> = "firstConsecutiveStaticIP" => Full;
        /// Address configurations of each machine, 0 to 256; 0 leaves the choice to the tool.
        ip_address_count: Option<i64> = "ipAddressCount" => Full;
        /// Kind of disk: `ManagedDisks`; `StorageAccount` is gone.
        storage_profile: Option<String> = "storageProfile" => Values(&["ManagedDisks"]);
        /// Kind of the operating system disk: `Premium_LRS`, `StandardSSD_LRS`, `Standard_LRS`, `Premium_ZRS`, `StandardSSD_ZRS`.
        os_disk_storage_account_type: Option<String> = "osDiskStorageAccountType" => Full;
        /// Source addresses that may reach the API server from outside.
        http_source_address_prefix: Option<String> = "HTTPSourceAddressPrefix" => Full;
        /// Left over from older tools.
        oauth_enabled: Option<bool> = "oauthEnabled" => NoEffect("it never had one in Kubernetes clusters");
        /// Extension that runs before the machine is provisioned.
        pre_provision_extension: Option<Extension> = "preProvisionExtension" => Full;
        /// Extensions of the machines.
        extensions: Vec<Extension> = "extensions" => Full;
        /// Operating system: `ubuntu-24.04`, `ubuntu-22.04`, `azurelinux3`.
        distro: Option<String> = "distro" => Values(&["ubuntu-24.04", "ubuntu-22.04", "azurelinux3"]);
        /// Settings of Kubernetes for the masters alone: `kubeletConfig`.
        kubernetes_config: Option<Box<KubernetesConfig>> = "kubernetesConfig" => Keys(&["kubeletConfig"]);
        /// An image of the user's own.
        image_reference: Option<ImageReference> = "imageReference" => Full;
        /// Local files to put on the masters.
        custom_files: Vec<CustomFile> = "customFiles" => Full;
        /// `AvailabilitySet` or `VirtualMachineScaleSets`.
        availability_profile: Option<String> = "availabilityProfile" => Full;
        /// Availability zones: master 0 stands in the first, master 1 in the second, and so on.
        availability_zones: Vec<String> = "availabilityZones" => Full;
        /// At most 100 machines in one placement group, scale sets only.
        single_placement_group: Option<bool> =
            "singlePlacementGroup" => NoEffect("masters in a scale set are machines of their own, which have none");
        /// Fault domains of the availability set or the scale set.
        platform_fault_domain_count: Option<i64> = "platformFaultDomainCount" => Full;
        /// Update domains of the availability set.
        platform_update_domain_count: Option<i64> = "platformUpdateDomainCount" => Full;
        /// The audit daemon.
        audit_d_enabled: Option<bool> = "auditDEnabled" => Full;
        /// Tags of the machines and what belongs to them.
        custom_vm_tags: BTreeMap<String, String> = "customVMTags" => Full;
        /// Kernel settings.
        sysctld_config: BTreeMap<String, String> = "sysctldConfig" => Full;
        /// Whether the machines can have Ultra disks.
        ultra_ssd_enabled: Option<bool> = "ultraSSDEnabled" => Full;
        /// Resource id of the disk encryption set of all disks.
        disk_encryption_set_id: Option<String> = "diskEncryptionSetID" => Full;
        /// Encryption of disks on the host.
        encryption_at_host: Option<bool> = "encryptionAtHost" => Full;
        /// How the machines are protected from what runs beneath them.
        security_profile: Option<SecurityProfile> = "securityProfile" => Full;
        /// Public name of the API server; output of a deployment.
        fqdn: Option<String> = "fqdn" => Carried;
        /// etcd's data in Cosmos DB.
        cosmos_etcd: Option<bool> = "cosmosEtcd" => Later;
        /// Resource id of a proximity placement group.
        proximity_placement_group_id: Option<String> = "proximityPlacementGroupID" => Full;
        /// Resource id of a group of dedicated hosts.
        host_group_id: Option<String> = "hostGroupID" => Full;
        /// Resource id of a capacity reservation group.
        capacity_reservation_group_id: Option<String> = "capacityReservationGroupID" => Full;
        /// Caching of the operating system disk: `None`, `ReadOnly`, `ReadWrite`.
        os_disk_caching_type: Option<String> = "osDiskCachingType" => Full;
    }
}

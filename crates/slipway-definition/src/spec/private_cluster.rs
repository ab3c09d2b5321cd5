//! An API server without a public address.

use crate::read::object;

object! {
    /// An API server without a public address.
    pub struct PrivateCluster {
        /// Whether the API server is reached through the internal balancer only.
        enabled: Option<bool> = "enabled" => Later;
        /// Keeps a hosts file entry of the API server on each node, as Private Link needs it.
        enable_hosts_config_agent: Option<bool> = "enableHostsConfigAgent" => Later;
        /// A machine to work from.
        jumpbox_profile: Option<JumpboxProfile> = "jumpboxProfile" => Later;
    }
}

object! {
    /// A machine in the cluster's network to work from.
    pub struct JumpboxProfile {
        /// Name of the machine.
        name: Option<String> = "name" => Later;
        /// Size of the machine.
        vm_size: Option<String> = "vmSize" => Later;
        /// Operating system disk in GB, 0 to 2048.
        os_disk_size_gb: Option<i64> = "osDiskSizeGB" => Later;
        /// Kind of disk: `ManagedDisks` or `StorageAccount`.
        storage_profile: Option<String> = "storageProfile" => Later;
        /// Login name.
        username: Option<String> = "username" => Later;
        /// OpenSSH public key.
        public_key: Option<String> = "publicKey" => Later;
    }
}

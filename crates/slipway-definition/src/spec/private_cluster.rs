//! An API server without a public address.

use crate::read::object;

object! {
    /// An API server without a public address.
    pub struct PrivateCluster {
        /// Whether the API server is reached through the internal balancer only.
        enabled: Option<bool> = "enabled" => Full;
        /// Whether nodes have the API server's name in their hosts file, with its internal address; without a word, those of a
        /// private cluster have.
        enable_hosts_config_agent: Option<bool> = "enableHostsConfigAgent" => Full;
        /// A machine to work from.
        jumpbox_profile: Option<JumpboxProfile> = "jumpboxProfile" => Full;
    }
}

object! {
    /// A machine in the cluster's network to work from.
    pub struct JumpboxProfile {
        /// Name of the machine.
        name: Option<String> = "name" => Full;
        /// Size of the machine.
        vm_size: Option<String> = "vmSize" => Full;
        /// Operating system disk in GB, 0 to 2048.
        os_disk_size_gb: Option<i64> = "osDiskSizeGB" => Full;
        /// Kind of disk: `ManagedDisks`; `StorageAccount` is gone.
        storage_profile: Option<String> = "storageProfile" => Values(&["ManagedDisks"]);
        /// Encryption of disks on the host.
        encryption_at_host: Option<bool> = "encryptionAtHost" => Full;
        /// Login name.
        username: Option<String> = "username" => Full;
        /// OpenSSH public key.
        public_key: Option<String> = "publicKey" => Full;
    }
}

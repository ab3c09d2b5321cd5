//! Linux users, keys and updates.

use super::{KeyVaultSecrets, Secret};
use crate::read::object;

object! {
    /// Linux users, keys and updates.
    pub struct LinuxProfile {
        /// Login name of the administrator.
        admin_username: Option<String> = "adminUsername" => Full;
        /// Keys of the administrator; one is made when there is none.
        ssh: Option<Ssh> = "ssh" => Full;
        /// Certificates from key vaults to put on the machines.
        secrets: Vec<KeyVaultSecrets> = "secrets" => Later;
        /// Left over from older tools.
        script_root: Option<String> = "scriptroot" => NoEffect("scripts are part of the output");
        /// Domain to join.
        custom_search_domain: Option<CustomSearchDomain> = "customSearchDomain" => Later;
        /// DNS server of the network.
        custom_nodes_dns: Option<CustomNodesDns> = "customNodesDNS" => Full;
        /// Whether all packages are upgraded when a machine is provisioned.
        run_unattended_upgrades_on_bootstrap: Option<bool> = "runUnattendedUpgradesOnBootstrap" => Full;
        /// Whether the distribution's unattended upgrades stay on.
        enable_unattended_upgrades: Option<bool> = "enableUnattendedUpgrades" => Full;
        /// MTU of the first network interface: 1500 or 3900.
        eth0_mtu: Option<i64> = "eth0MTU" => Values(&["1500"]);
    }
}

object! {
    /// Keys of the administrator.
    pub struct Ssh {
        /// OpenSSH public keys.
        public_keys: Vec<PublicKey> = "publicKeys" => Full;
    }
}

object! {
    /// An OpenSSH public key.
    pub struct PublicKey {
        /// The key on one line, `ssh-ed25519 AAAA… comment`.
        key_data: Option<String> = "keyData" => Full;
    }
}

object! {
    /// A domain to join: all three or none.
    pub struct CustomSearchDomain {
        /// Name of the domain.
        name: Option<String> = "name" => Later;
        /// User that may join machines.
        realm_user: Option<String> = "realmUser" => Later;
        /// Password of the user.
        realm_password: Option<Secret> = "realmPassword" => Later;
    }
}

object! {
    /// A DNS server for the network.
    pub struct CustomNodesDns {
        /// Its IPv4 address.
        dns_server: Option<String> = "dnsServer" => Full;
    }
}

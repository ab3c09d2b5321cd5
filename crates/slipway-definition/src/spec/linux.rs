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
        secrets: Vec<KeyVaultSecrets> = "secrets" => Full;
        /// Left over from older tools.
        script_root: Option<String> = "scriptroot" => NoEffect("scripts are part of the output");
        /// Domain in which short names are looked up, and which machines join.
        custom_search_domain: Option<CustomSearchDomain> = "customSearchDomain" => Full;
        /// Names that every machine resolves by itself, without a DNS server.
        host_entries: Vec<HostEntry> = "hostEntries" => Full;
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
    /// A domain in which short names are looked up. With a user and a password machines join it.
    pub struct CustomSearchDomain {
        /// Name of the domain.
        name: Option<String> = "name" => Full;
        /// User that may join machines.
        realm_user: Option<String> = "realmUser" => Full;
        /// Password of the user.
        realm_password: Option<Secret> = "realmPassword" => Full;
    }
}

object! {
    /// A line of the machines' hosts file.
    pub struct HostEntry {
        /// IPv4 or IPv6 address.
        address: Option<String> = "address" => Full;
        /// Names that stand for it.
        names: Vec<String> = "names" => Full;
    }
}

object! {
    /// A DNS server for the network.
    pub struct CustomNodesDns {
        /// Its IPv4 address.
        dns_server: Option<String> = "dnsServer" => Full;
    }
}

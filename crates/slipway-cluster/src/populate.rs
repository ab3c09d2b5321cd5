//! `apimodel.json`: what the user wrote, with every decision written in that a later version might decide otherwise.

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use crate::{Availability, Cluster, Identity, Machines, Outbound, Upgrade};

impl Cluster {
    /// Fills decided values into a definition where it says nothing. What the user wrote stays to the letter.
    ///
    /// Read again, the result decides the same cluster.
    pub fn populate(&self, definition: &mut Value) {
        if let Some(location) = &self.location {
            fill(definition, "location", json!(location));
        }
        let properties = object(definition, "properties");
        let orchestrator = object(properties, "orchestratorProfile");
        fill(orchestrator, "orchestratorType", json!("Kubernetes"));
        fill(orchestrator, "orchestratorRelease", json!(self.kubernetes.minor));
        fill(orchestrator, "orchestratorVersion", json!(self.kubernetes.version));
        self.populate_kubernetes(object(orchestrator, "kubernetesConfig"));

        let master = object(properties, "masterProfile");
        machines(&self.masters, master);
        let is_chosen = !matches!(self.masters.availability, Availability::FlexibleScaleSet { .. });
        if let Some(first) = self.masters.addresses.first().filter(|_| is_chosen) {
            fill(master, "firstConsecutiveStaticIP", json!(first));
        }
        if let [_, agents] = self.network.subnets.as_slice()
            && !is_chosen
            && let Some(range) = agents.cidr
        {
            fill(master, "agentSubnet", json!(range));
        }
        fill(master, "HTTPSourceAddressPrefix", json!(self.api.source_address_prefix));
        if let Some(pools) = properties.get_mut("agentPoolProfiles").and_then(Value::as_array_mut) {
            for (pool, definition) in self.pools.iter().zip(pools) {
                self::pool(pool, definition);
            }
        }
        let linux = object(properties, "linuxProfile");
        fill(linux, "runUnattendedUpgradesOnBootstrap", json!(self.linux.upgrade_on_bootstrap));
        fill(linux, "enableUnattendedUpgrades", json!(self.linux.unattended_upgrades));
    }

    fn populate_kubernetes(&self, config: &mut Value) {
        fill(config, "networkPlugin", json!(self.network.plugin));
        if !self.network.policy.is_empty() {
            fill(config, "networkPolicy", json!(self.network.policy));
        }
        if !self.network.mode.is_empty() {
            fill(config, "networkMode", json!(self.network.mode));
        }
        let joined = |ranges: &[IpNet]| ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        // Pods with addresses of subnets that exist already, or of two, are wherever the network is.
        if !self.network.pods_in_subnet
            || self.network.subnets.iter().any(|subnet| subnet.cidr == Some(self.network.pod_cidr))
        {
            fill(config, "clusterSubnet", json!(joined(&self.network.pod_cidrs)));
        }
        if let Some(table) = self.network.table_to_associate() {
            fill(config, "routeTableAssociation", json!(if table.associates { "Template" } else { "Manual" }));
        }
        fill(config, "serviceCidr", json!(joined(&self.network.service_cidrs)));
        fill(config, "dnsServiceIP", json!(self.network.dns_service_ip));
        if self.network.kube_proxy {
            fill(config, "kubeProxyMode", json!(self.network.proxy_mode));
        }
        fill(config, "containerRuntime", json!("containerd"));
        fill(config, "useCloudControllerManager", json!(true));
        fill(config, "useManagedIdentity", json!(!matches!(self.identity, Identity::ServicePrincipal { .. })));
        fill(config, "etcdDiskSizeGB", json!(self.etcd.disk_gb.to_string()));
        fill(config, "etcdDiskStorageAccountType", json!(self.etcd.disk.sku));
        fill(config, "loadBalancerSku", json!(self.load_balancer.sku));
        fill(config, "outboundType", json!(self.load_balancer.outbound.name()));
        if matches!(self.load_balancer.outbound, Outbound::LoadBalancer | Outbound::ManagedNatGateway) {
            fill(config, "outboundRuleIdleTimeoutInMinutes", json!(self.load_balancer.outbound_idle_minutes));
        }
        fill(config, "maximumLoadBalancerRuleCount", json!(self.load_balancer.maximum_rules));
        if let Some(encryption) = &self.data_encryption {
            fill(config, "dataEncryptionProviders", json!(encryption.providers));
        }
        if let Some(kms) = &self.kms {
            fill(config, "keyVaultSku", json!(kms.sku));
            fill(config, "keyVaultName", json!(kms.vault));
        }
        fill(config, "keyAlgorithm", json!(self.pki.key_algorithm));
        fill(config, "caValidityDays", json!(self.pki.ca_days));
        fill(config, "leafValidityDays", json!(self.pki.leaf_days));
        if self.api.is_private {
            self.populate_private(object(config, "privateCluster"));
        }
    }

    fn populate_private(&self, private: &mut Value) {
        fill(private, "enableHostsConfigAgent", json!(self.api.hosts_entry));
        if let Some(jumpbox) = &self.jumpbox {
            let definition = object(private, "jumpboxProfile");
            fill(definition, "osDiskSizeGB", json!(jumpbox.os_disk_gb));
            fill(definition, "storageProfile", json!("ManagedDisks"));
            fill(definition, "username", json!(jumpbox.username));
        }
    }
}

fn machines(machines: &Machines, definition: &mut Value) {
    fill(definition, "distro", json!(machines.image.distro));
    let disks = &machines.disks;
    fill(definition, "storageProfile", json!(if disks.os.ephemeral { "Ephemeral" } else { "ManagedDisks" }));
    fill(definition, "osDiskStorageAccountType", json!(disks.os.sku));
    fill(definition, "ipAddressCount", json!(machines.ip_address_count));
    fill(definition, "osDiskCachingType", json!(disks.os.caching));
    if let Some(security_type) = &machines.protection.security_type {
        let profile = object(definition, "securityProfile");
        fill(profile, "securityType", json!(security_type));
        if security_type != "Standard" {
            fill(profile, "enableSecureBoot", json!(machines.protection.secure_boot));
            fill(profile, "enableVTPM", json!(machines.protection.vtpm));
        }
        if let Some(encryption) = &machines.protection.disk_encryption {
            fill(profile, "securityEncryptionType", json!(encryption));
        }
    }
    match &machines.availability {
        Availability::AvailabilitySet { fault_domains, update_domains, .. } => {
            fill(definition, "availabilityProfile", json!("AvailabilitySet"));
            if let Some(fault_domains) = fault_domains {
                fill(definition, "platformFaultDomainCount", json!(fault_domains));
            }
            fill(definition, "platformUpdateDomainCount", json!(update_domains));
        }
        Availability::Zonal => fill(definition, "availabilityProfile", json!("AvailabilitySet")),
        Availability::FlexibleScaleSet { fault_domains, .. } => {
            fill(definition, "availabilityProfile", json!("VirtualMachineScaleSets"));
            fill(definition, "platformFaultDomainCount", json!(fault_domains));
        }
        Availability::ScaleSet { single_placement_group, overprovision, upgrade, .. } => {
            fill(definition, "availabilityProfile", json!("VirtualMachineScaleSets"));
            fill(definition, "singlePlacementGroup", json!(single_placement_group));
            fill(definition, "vmssOverProvisioningEnabled", json!(overprovision));
            upgrade_policy(upgrade, object(definition, "upgradePolicy"));
        }
    }
}

fn upgrade_policy(upgrade: &Upgrade, definition: &mut Value) {
    fill(definition, "mode", json!(upgrade.mode()));
    if let Upgrade::Rolling(rolling) = upgrade {
        let policy = object(definition, "rollingUpgradePolicy");
        fill(policy, "maxBatchInstancePercent", json!(rolling.max_batch_percent));
        fill(policy, "maxUnhealthyInstancePercent", json!(rolling.max_unhealthy_percent));
        fill(policy, "maxUnhealthyUpgradedInstancePercent", json!(rolling.max_unhealthy_upgraded_percent));
        fill(policy, "pauseTimeBetweenBatches", json!(rolling.pause));
        fill(policy, "prioritizeUnhealthyInstances", json!(rolling.unhealthy_first));
        fill(policy, "maxSurge", json!(rolling.max_surge));
    }
}

fn pool(pool: &Machines, definition: &mut Value) {
    fill(definition, "osType", json!("Linux"));
    machines(pool, definition);
    if let Some(placement) = &pool.disks.os.placement {
        fill(definition, "diffDiskPlacement", json!(placement));
    }
    fill(definition, "acceleratedNetworkingEnabled", json!(pool.accelerated_networking));
    if let Some(spot) = &pool.hosting.spot {
        fill(definition, "scaleSetEvictionPolicy", json!(spot.eviction_policy));
        fill(definition, "spotMaxPrice", json!(spot.max_price));
    }
    if !pool.disks.data_gb.is_empty() {
        fill(definition, "dataDiskStorageAccountType", json!(pool.disks.data.sku));
        fill(definition, "dataDiskCachingType", json!(pool.disks.data.caching));
    }
}

/// The object under a key, made where there is none.
fn object<'a>(of: &'a mut Value, key: &str) -> &'a mut Value {
    if !of.is_object() {
        *of = Value::Object(Map::new());
    }
    let member = &mut of[key];
    if !member.is_object() {
        *member = Value::Object(Map::new());
    }
    member
}

/// Writes a value where nothing is said: no key, null, an empty text or list, or a zero where zero means unset.
fn fill(of: &mut Value, key: &str, value: Value) {
    let says_something = match of.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    };
    if !says_something {
        of[key] = value;
    }
}

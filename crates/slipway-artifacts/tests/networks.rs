//! Every network with every other choice that shapes it: each combination is refused by a named rule, or makes a template in
//! which every name exists, nothing collides, no address is used twice and every subnet holds what is placed in it.
//!
//! That names exist, that resources and static addresses are unique and that Azure's limits hold is found while the template
//! is built (`slipway_arm::build` fails); what is counted here is counted from the template alone.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};

use ipnet::Ipv4Net;
use serde_json::{Value, json};
use slipway_artifacts::{Request, assemble, pki_request};
use slipway_catalog::{Catalog, Removed};
use slipway_cluster::Decision;
use slipway_definition::{Document, Report, Severity, Spec, refuse_unsupported, rules};
use slipway_pki::{CertificateProfile, Pki};
use slipway_render::Parts;
use time::OffsetDateTime;

const SSH_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const VNET: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/\
                    Microsoft.Network/virtualNetworks/vnet/subnets";
/// The existing network of the test, and what it says of its subnets to nobody but the test.
const VNET_CIDR: &str = "10.239.0.0/16";
const EXISTING: [(&str, &str); 2] = [("masters", "10.239.0.0/17"), ("agents", "10.239.128.0/17")];
/// Addresses of each subnet that Azure keeps for itself: the first four and the last.
const RESERVED: u64 = 5;

/// What one definition chooses.
#[derive(Clone, Copy, Debug)]
struct Choice {
    network: (&'static str, &'static str, &'static str),
    custom_vnet: bool,
    scale_set_masters: bool,
    access: Access,
    masters: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Public,
    Private,
    Jumpbox,
}

/// Plugin, policy, mode.
const NETWORKS: [(&str, &str, &str); 9] = [
    ("azure", "", ""),
    ("azure", "calico", ""),
    ("kubenet", "", ""),
    ("kubenet", "calico", ""),
    ("kubenet", "calico", "vxlan"),
    ("cilium", "cilium", ""),
    ("cilium", "cilium", "native"),
    ("flannel", "", ""),
    ("none", "", ""),
];

fn choices() -> Vec<Choice> {
    let mut all = Vec::new();
    for network in NETWORKS {
        for custom_vnet in [false, true] {
            for scale_set_masters in [false, true] {
                for access in [Access::Public, Access::Private, Access::Jumpbox] {
                    for masters in [1, 3, 5] {
                        all.push(Choice { network, custom_vnet, scale_set_masters, access, masters });
                    }
                }
            }
        }
    }
    all
}

impl Choice {
    fn definition(&self) -> Value {
        let (plugin, policy, mode) = self.network;
        let mut config = json!({"networkPlugin": plugin, "networkPolicy": policy, "networkMode": mode});
        if self.access != Access::Public {
            config["privateCluster"] = json!({"enabled": true});
        }
        if self.access == Access::Jumpbox {
            config["privateCluster"]["jumpboxProfile"] =
                json!({"name": "jump", "vmSize": "Standard_D2s_v5", "publicKey": SSH_KEY});
        }
        let mut master = json!({"count": self.masters, "dnsPrefix": "cross", "vmSize": "Standard_D2s_v5"});
        let mut pools = [
            json!({"name": "one", "count": 3, "vmSize": "Standard_D2s_v5"}),
            json!({"name": "two", "count": 2, "vmSize": "Standard_D2s_v5",
                   "availabilityProfile": if self.scale_set_masters { "VirtualMachineScaleSets" } else { "AvailabilitySet" }}),
        ];
        if self.scale_set_masters {
            master["availabilityProfile"] = json!("VirtualMachineScaleSets");
        } else {
            // Pools are all of one kind.
            pools[0]["availabilityProfile"] = json!("AvailabilitySet");
        }
        if self.custom_vnet {
            let id = |subnet: &str| json!(format!("{VNET}/{subnet}"));
            master["vnetSubnetID"] = id("masters");
            master["vnetCidr"] = json!(VNET_CIDR);
            if self.scale_set_masters {
                master["agentVnetSubnetID"] = id("agents");
            } else {
                master["firstConsecutiveStaticIP"] = json!("10.239.100.5");
            }
            for pool in &mut pools {
                pool["vnetSubnetID"] = id("agents");
            }
        }
        json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
            "orchestratorProfile": {"kubernetesConfig": config}, "masterProfile": master, "agentPoolProfiles": pools,
            "linuxProfile": {"adminUsername": "azureuser", "ssh": {"publicKeys": [{"keyData": SSH_KEY}]}}}})
    }
}

/// What stays the same from cluster to cluster.
struct House {
    catalog: Catalog,
    removed: Removed,
    parts: Parts,
}

/// A cluster, or the rules that refuse it.
enum Outcome {
    Refused(BTreeSet<&'static str>),
    Made(Value),
}

impl House {
    fn make(&self, choice: Choice) -> Outcome {
        let definition = choice.definition();
        let document = Document::parse("cross.json", definition.to_string().as_bytes()).expect("a definition");
        let mut report = Report::new();
        let spec = Spec::read(&document, &mut report);
        rules::run(&spec, &mut report);
        refuse_unsupported(&document, Severity::Error, &mut report);
        let decision = Decision::of(&spec, &self.catalog, &mut report).expect("a catalog");
        let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
        let refused: BTreeSet<_> = errors.map(|finding| finding.rule).collect();
        if !refused.is_empty() {
            return Outcome::Refused(refused);
        }
        let request = pki_request(&decision.cluster).expect("a known algorithm");
        let clock = OffsetDateTime::UNIX_EPOCH;
        let (pki, _) = Pki::for_cluster(&request, &CertificateProfile::default(), None, clock).expect("keys");
        let assembly = assemble(Request {
            definition: &definition,
            cluster: &decision.cluster,
            release: &decision.release,
            removed: &self.removed,
            parts: &self.parts,
            pki: &pki,
            client_secret: None,
            pretty: false,
        });
        let assembly = assembly.unwrap_or_else(|error| panic!("{choice:?}: {error:?}"));
        let template = assembly.artifacts.iter().find(|(path, _)| *path == "azuredeploy.json").expect("a template");
        Outcome::Made(serde_json::from_slice(template.1.bytes.as_ref()).expect("JSON"))
    }
}

/// Addresses of one subnet: the static ones, and how many Azure chooses.
#[derive(Debug, Default)]
struct Placed {
    fixed: Vec<Ipv4Addr>,
    chosen: u64,
}

/// What the template places in each subnet, by the subnet's name.
fn placed(template: &Value) -> BTreeMap<String, Placed> {
    let mut subnets: BTreeMap<String, Placed> = BTreeMap::new();
    for resource in template["resources"].as_array().into_iter().flatten() {
        let copies = resource["copy"]["count"].as_u64().unwrap_or(1);
        let properties = &resource["properties"];
        let (times, configurations) = match resource["type"].as_str().unwrap_or_default() {
            "Microsoft.Network/networkInterfaces" => (copies, vec![&properties["ipConfigurations"]]),
            "Microsoft.Network/loadBalancers" => (1, vec![&properties["frontendIPConfigurations"]]),
            "Microsoft.Compute/virtualMachineScaleSets" => {
                let interfaces =
                    &properties["virtualMachineProfile"]["networkProfile"]["networkInterfaceConfigurations"];
                let each = interfaces.as_array().into_iter().flatten();
                let configurations = each.map(|interface| &interface["properties"]["ipConfigurations"]).collect();
                (resource["sku"]["capacity"].as_u64().unwrap_or(0), configurations)
            }
            _ => continue,
        };
        for configuration in configurations.into_iter().filter_map(Value::as_array).flatten() {
            let properties = &configuration["properties"];
            let Some(subnet) = properties["subnet"]["id"].as_str() else { continue };
            if properties["privateIPAddressVersion"] == "IPv6" {
                continue;
            }
            let placed = subnets.entry(last_name(subnet)).or_default();
            match properties["privateIPAddress"].as_str() {
                Some(address) => placed.fixed.push(address.parse().expect("an address")),
                None => placed.chosen += times,
            }
        }
    }
    subnets
}

/// The subnet's name, of a `resourceId(…)` or of an id.
fn last_name(id: &str) -> String {
    let words: Vec<_> = id.split(['/', '\'', ',', ' ', '(', ')', '[', ']']).filter(|word| !word.is_empty()).collect();
    (*words.last().expect("a name")).to_owned()
}

/// Ranges of the subnets that the template makes, or of those that the test knows.
fn ranges(template: &Value, choice: Choice) -> BTreeMap<String, Ipv4Net> {
    let of = |(name, range): (&str, &str)| (name.to_owned(), range.parse().expect("a range"));
    if choice.custom_vnet {
        return EXISTING.into_iter().map(of).collect();
    }
    let resources = template["resources"].as_array().into_iter().flatten();
    let networks = resources.filter(|resource| resource["type"] == "Microsoft.Network/virtualNetworks");
    let subnets = networks.flat_map(|network| network["properties"]["subnets"].as_array().into_iter().flatten());
    subnets
        .map(|subnet| {
            let properties = &subnet["properties"];
            let range = properties["addressPrefix"].as_str().or(properties["addressPrefixes"][0].as_str());
            of((subnet["name"].as_str().expect("a name"), range.expect("a range")))
        })
        .collect()
}

fn faults(template: &Value, choice: Choice) -> Vec<String> {
    let ranges = ranges(template, choice);
    let mut faults = Vec::new();
    let makes_network = template["resources"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|resource| resource["type"] == "Microsoft.Network/virtualNetworks");
    if makes_network == choice.custom_vnet {
        faults.push(format!("a network is made: {makes_network}"));
    }
    for (name, placed) in placed(template) {
        let Some(range) = ranges.get(&name) else {
            faults.push(format!("there is no subnet {name}"));
            continue;
        };
        let held = (1_u64 << (32 - range.prefix_len())) - RESERVED;
        let needed = placed.fixed.len() as u64 + placed.chosen;
        if needed > held {
            faults.push(format!("{name} {range} holds {held}, {needed} are placed in it"));
        }
        let mut taken = BTreeSet::new();
        let first = u32::from(range.network()) + 4;
        for address in &placed.fixed {
            if !taken.insert(address) {
                faults.push(format!("{address} is used twice"));
            }
            if !range.contains(address) || u32::from(*address) < first || *address == range.broadcast() {
                faults.push(format!("{address} cannot be had in {name} {range}"));
            }
        }
        // Azure gives out the lowest free address: a fixed one must not be among those it comes to before it is asked for.
        let lowest = placed.fixed.iter().min().map(|address| u64::from(u32::from(*address) - first));
        if lowest.is_some_and(|room| placed.chosen > room) {
            faults.push(format!(
                "{} addresses are chosen from where {:?} are fixed",
                placed.chosen,
                placed.fixed.first()
            ));
        }
    }
    let has_public = |what: &str| {
        template["resources"].as_array().into_iter().flatten().any(|resource| {
            resource["type"] == "Microsoft.Network/publicIPAddresses"
                && resource["name"].as_str().is_some_and(|name| name.contains(what))
                && !resource["properties"]["dnsSettings"].is_null()
        })
    };
    if has_public("k8s-master-ip") != (choice.access == Access::Public) {
        faults.push("the API server's public address".to_owned());
    }
    faults
}

#[test]
fn every_combination_is_refused_or_holds_together() {
    let catalog = Catalog::builtin();
    let house =
        House { removed: catalog.removed().expect("removed things"), parts: Parts::builtin().expect("parts"), catalog };
    let choices = choices();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(choice) = choices.get(next.fetch_add(1, Ordering::Relaxed)) {
            match house.make(*choice) {
                Outcome::Refused(rules) => found.push((*choice, vec![format!("refused by {rules:?}")])),
                Outcome::Made(template) => found.push((*choice, faults(&template, *choice))),
            }
        }
        found
    };
    let found: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    });
    let wrong: Vec<_> = found.iter().filter(|(_, faults)| !faults.is_empty()).collect();
    let text: Vec<_> = wrong.iter().map(|(choice, faults)| format!("{choice:?}: {faults:?}")).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), found.len(), text.join("\n"));
}

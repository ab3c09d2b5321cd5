//! Remarks of rendering, put at their place in the definition.

use std::collections::BTreeSet;

use slipway_cluster::Cluster;
use slipway_definition::{Document, Pointer, Report, Severity};
use slipway_render::{Note, Place, Weight};

const CONFIG: &str = "/properties/orchestratorProfile/kubernetesConfig";

/// Adds every remark once, however many machines it is about. Where a rule found an error already, remarks would only follow from it.
pub(crate) fn add(notes: &[Note], cluster: &Cluster, document: &Document, report: &mut Report) {
    let mut said = BTreeSet::new();
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    let wrong: BTreeSet<_> = errors.filter_map(|finding| finding.pointer().cloned()).collect();
    for note in notes {
        let pointer = pointer(&note.place, cluster, document);
        if wrong.contains(&pointer) || !said.insert((note.rule.id, pointer.clone(), note.message.clone())) {
            continue;
        }
        let finding = match note.weight {
            Weight::Error => report.error(note.rule.id, note.message.clone()),
            Weight::Warning => report.warning(note.rule.id, note.message.clone()),
        };
        finding.label(pointer, "").help(note.help.clone());
    }
}

fn pointer(place: &Place, cluster: &Cluster, document: &Document) -> Pointer {
    let config = Pointer::from(CONFIG);
    match place {
        Place::Addon { name } => {
            let addons = config.key("addons");
            let index = cluster_addons(document, &addons).position(|addon| addon == *name);
            index.map_or(addons.clone(), |index| addons.index(index))
        }
        Place::Flag { component, flag, machines } => {
            let key = match component.as_str() {
                "kubelet" => "kubeletConfig",
                "kube-apiserver" => "apiServerConfig",
                "kube-controller-manager" => "controllerManagerConfig",
                "kube-scheduler" => "schedulerConfig",
                "cloud-controller-manager" => "cloudControllerManagerConfig",
                _ => return config,
            };
            let own = match cluster.pools.iter().position(|pool| pool.name == *machines) {
                Some(index) => Pointer::from("/properties/agentPoolProfiles").index(index),
                None => Pointer::from("/properties/masterProfile"),
            };
            let own = own.key("kubernetesConfig").key(key).key(flag);
            if document.value(&own).is_some() { own } else { config.key(key).key(flag) }
        }
    }
}

fn cluster_addons<'a>(document: &'a Document, addons: &Pointer) -> impl Iterator<Item = String> + 'a {
    let addons = addons.clone();
    (0..).map_while(move |index| {
        let addon = addons.index(index);
        document.value(&addon)?;
        let name = document.value(&addon.key("name")).and_then(|node| node.value.scalar());
        Some(name.unwrap_or_default().to_owned())
    })
}

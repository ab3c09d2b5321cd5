//! Remarks of rendering, put at their place in the definition.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use slipway_cluster::Cluster;
use slipway_definition::{Document, Pointer, Report, Severity, Spec, Value};
use slipway_render::{Note, Place, Weight};

const CONFIG: &str = Spec::KUBERNETES;

/// Adds every remark once, however many machines it is about. Where a rule found an error already, remarks would only follow from it.
pub(crate) fn add(notes: &[Note], cluster: &Cluster, document: &Document, report: &mut Report) {
    let mut said = BTreeSet::new();
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    let wrong: BTreeSet<_> = errors.filter_map(|finding| finding.pointer().cloned()).collect();
    let places = Places::of(cluster, document);
    for note in notes {
        let pointer = places.pointer(&note.place);
        if wrong.contains(&pointer) || !said.insert((note.rule.id, pointer.clone(), note.message.clone())) {
            continue;
        }
        let finding = match note.weight {
            Weight::Error => report.error(note.rule.id, note.message.clone()),
            Weight::Warning => report.warning(note.rule.id, note.message.clone()),
        };
        finding.label(pointer, "").help(note.help.clone());
        if let Some((place, text)) = &note.also {
            finding.label(places.pointer(place), text.clone());
        }
    }
}

/// Where addons and pools are, by name.
struct Places<'a> {
    cluster: &'a Cluster,
    document: &'a Document,
    addons: BTreeMap<&'a str, usize>,
    components: BTreeMap<&'a str, usize>,
    pools: BTreeMap<&'a str, usize>,
    /// By the addon's index: its pools, and what is set for each, or for the addon itself. There may be many of all of them.
    settings: RefCell<BTreeMap<usize, Settings<'a>>>,
}

type Settings<'a> = (BTreeMap<&'a str, usize>, BTreeMap<Option<usize>, BTreeSet<&'a str>>);

impl<'a> Places<'a> {
    fn of(cluster: &'a Cluster, document: &'a Document) -> Self {
        let list = |key: &str| Pointer::from(CONFIG).key(key);
        let mut pools = BTreeMap::new();
        for (index, pool) in cluster.pools.iter().enumerate() {
            pools.entry(pool.name.as_str()).or_insert(index);
        }
        Self {
            cluster,
            document,
            addons: named(document, &list("addons")),
            components: named(document, &list("components")),
            pools,
            settings: RefCell::default(),
        }
    }

    fn of_machines(&self, name: &str) -> Pointer {
        match self.pools.get(name) {
            Some(index) => Pointer::from(Spec::POOLS).index(*index),
            None => Pointer::from(Spec::MASTER),
        }
    }

    fn pointer(&self, place: &Place) -> Pointer {
        let config = Pointer::from(CONFIG);
        match place {
            Place::File { path, machines } => {
                let machines = self.cluster.each_machines().find(|group| group.name == *machines);
                let mut files = machines.iter().flat_map(|group| &group.custom_files);
                let own = machines.map_or(config, |group| self.of_machines(&group.name).key("customFiles"));
                files.position(|file| file.path == *path).map_or(own.clone(), |index| own.index(index).key("dest"))
            }
            Place::Component { name } => {
                let components = config.key("components");
                self.components.get(name.as_str()).map_or(components.clone(), |index| components.index(*index))
            }
            Place::Addon { name } => {
                let addons = config.key("addons");
                self.addons.get(name.as_str()).map_or(addons.clone(), |index| addons.index(*index).key("name"))
            }
            Place::Setting { addon, pool, key } => {
                let addons = config.key("addons");
                let Some(index) = self.addons.get(addon.as_str()).copied() else { return addons };
                let own = addons.index(index);
                let mut known = self.settings.borrow_mut();
                let (pools, written) = known.entry(index).or_insert_with(|| {
                    let pools = own.key("pools");
                    (named(self.document, &pools), BTreeMap::new())
                });
                let pool = pool.as_deref().map(|pool| pools.get(pool).copied());
                let at = match pool {
                    None => Some(own.clone()),
                    Some(pool) => pool.map(|pool| own.key("pools").index(pool)),
                };
                let Some(at) = at.map(|at| at.key("config")) else { return own.key("name") };
                let written = written.entry(pool.flatten()).or_insert_with(|| keys(self.document, &at));
                if written.contains(key.as_str()) { at.key(key) } else { own.key("name") }
            }
            Place::Pool { name } => self.of_machines(name).key("availabilityProfile"),
            Place::Field { path } => Pointer::from(format!("/properties/{}", path.replace('.', "/")).as_str()),
            Place::Flag { component, flag, machines } => {
                let key = match component.as_str() {
                    "kubelet" => "kubeletConfig",
                    "kube-apiserver" => "apiServerConfig",
                    "kube-controller-manager" => "controllerManagerConfig",
                    "kube-scheduler" => "schedulerConfig",
                    "cloud-controller-manager" => "cloudControllerManagerConfig",
                    _ => return config,
                };
                let own = self.of_machines(machines).key("kubernetesConfig").key(key).key(flag);
                if self.document.value(&own).is_some() { own } else { config.key(key).key(flag) }
            }
        }
    }
}

/// The elements of a list by their names; of two with one name, the first.
fn named<'d>(document: &'d Document, list: &Pointer) -> BTreeMap<&'d str, usize> {
    let items = document.value(list).map(|node| &node.value);
    let items: &[_] = if let Some(Value::Array(items)) = items { items } else { &[] };
    let mut named = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let Value::Object(members) = &item.value else { continue };
        let name = members.iter().rfind(|member| member.key.eq_ignore_ascii_case("name"));
        if let Some(name) = name.and_then(|name| name.node.value.scalar()) {
            named.entry(name).or_insert(index);
        }
    }
    named
}

/// The keys of an object.
fn keys<'d>(document: &'d Document, object: &Pointer) -> BTreeSet<&'d str> {
    match document.value(object).map(|node| &node.value) {
        Some(Value::Object(members)) => members.iter().map(|member| member.key.as_str()).collect(),
        _ => BTreeSet::new(),
    }
}

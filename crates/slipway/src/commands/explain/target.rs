//! What the user asks about.

use std::borrow::Cow;

use slipway_catalog::Catalog;
use slipway_definition::{Field, Kind, Pointer, RuleText, Shape, Spec, Support, nearest};
use slipway_render::Parts;

use super::flag::{self, Flag};
use crate::rules;

/// What is to be explained.
pub(super) enum Target {
    /// Nothing is asked: how to ask.
    Home,
    /// All rules.
    Rules,
    /// One rule.
    Rule(RuleText),
    /// A rule, and the fields of the same name.
    Both(RuleText, Vec<Place>),
    /// A field, or all of that name.
    Fields(Vec<Place>),
    /// A flag of a component.
    Flag(Flag),
    /// An addon by name.
    Addon(String),
    /// Nothing of that name, and what is near.
    Unknown(Option<String>),
}

/// A field where it stands.
#[derive(Clone)]
pub(super) struct Place {
    /// Path from the root, `*` for elements and keys that the user chooses.
    pub(super) pointer: Pointer,
    /// The object that it is a field of.
    pub(super) shape: &'static Shape,
    /// The field.
    pub(super) field: &'static Field,
    /// What becomes of it here, with the objects around it.
    pub(super) support: Support,
    /// The object around it that decides so.
    pub(super) because: Option<String>,
}

impl Place {
    /// As rules spell it: `agentPoolProfiles[].count`.
    pub(super) fn path(&self) -> String {
        self.pointer.general()
    }

    /// The object that the field holds, or the elements of its list.
    pub(super) fn inner(&self) -> Option<&'static Shape> {
        inner(self.field.kind)
    }
}

fn inner(kind: Kind) -> Option<&'static Shape> {
    match kind {
        Kind::Object(shape) => Some(shape),
        Kind::List(kind) | Kind::Map(kind) => inner(*kind),
        _ => None,
    }
}

/// Every field, wherever it stands.
pub(super) fn places() -> Vec<Place> {
    let mut all = Vec::new();
    collect(Spec::SHAPE, &Pointer::ROOT, None, &mut all);
    all
}

fn collect(shape: &'static Shape, at: &Pointer, around: Option<(Support, &str)>, all: &mut Vec<Place>) {
    for field in shape.fields {
        let pointer = at.key(field.key);
        let (support, because) = match around {
            None => (field.support, None),
            Some((Support::Keys(keys), _)) if keys.contains(&field.key) => (field.support, None),
            Some((Support::Keys(_), object)) => (Support::Later, Some(object.to_owned())),
            Some((other, object)) => (other, Some(object.to_owned())),
        };
        let step = |kind: Kind| if matches!(kind, Kind::Object(_)) { pointer.clone() } else { pointer.key("*") };
        let below = inner(field.kind).map(|shape| (shape, step(field.kind)));
        all.push(Place { pointer: pointer.clone(), shape, field, support, because: because.clone() });
        if let Some((shape, at)) = below {
            let path = because.unwrap_or_else(|| pointer.general());
            let is_full = matches!(support, Support::Full);
            collect(shape, &at, (!is_full).then_some((support, path.as_str())), all);
        }
    }
}

/// Finds what is asked about.
pub(super) fn find(topic: &str, parts: &Parts, catalog: &Catalog) -> Target {
    if topic.is_empty() {
        return Target::Home;
    }
    if topic.eq_ignore_ascii_case("rules") {
        return Target::Rules;
    }
    let all = rules::all();
    let steps = steps(topic);
    let places = places();
    if let Some(rule) = all.iter().find(|rule| rule.id.eq_ignore_ascii_case(topic)) {
        return match by_path(&steps, &places, parts) {
            Some(Target::Fields(places)) => Target::Both(*rule, places),
            _ => Target::Rule(*rule),
        };
    }
    if let Some(target) = by_path(&steps, &places, parts) {
        return target;
    }
    if let [name] = steps.as_slice() {
        if let Some(flag) = flag::of_any(name, parts, catalog) {
            return Target::Flag(flag);
        }
        if flag::is_addon(name, parts) {
            return Target::Addon(name.clone());
        }
    }
    let near = near_field(&steps, &places);
    let near = near.or_else(|| nearest(topic, all.iter().map(|rule| rule.id)).map(str::to_owned));
    let last = steps.last().map(String::as_str).unwrap_or_default();
    let near = near.or_else(|| nearest(last, flag::names(parts)).map(str::to_owned));
    Target::Unknown(near)
}

/// The nearest field of the same object; else a field of the nearest name.
fn near_field(steps: &[String], places: &[Place]) -> Option<String> {
    let (last, object) = steps.split_last()?;
    let is_sibling = |place: &&Place| {
        let keys = keys(place);
        let around = keys.split_last().map_or(&[][..], |(_, around)| around);
        around.len() == object.len() && around.iter().zip(object).all(|(key, step)| key.eq_ignore_ascii_case(step))
    };
    let siblings: Vec<_> = places.iter().filter(is_sibling).collect();
    if let Some(key) = nearest(last, siblings.iter().map(|place| place.field.key)) {
        return siblings.iter().find(|place| place.field.key == key).map(|place| place.path());
    }
    nearest(last, places.iter().map(|place| place.field.key)).map(str::to_owned)
}

/// Keys of a path, without `properties` at its beginning and without indexes: `a.b[0].c`, `a.b[].c`, `/a/b/0/c`.
fn steps(topic: &str) -> Vec<String> {
    let pointer = topic.starts_with('/');
    let text = if pointer { topic.replace('/', ".") } else { topic.to_owned() };
    let mut steps: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let open = rest.find(['.', '[']).unwrap_or(rest.len());
        steps.push(rest[..open].to_owned());
        rest = &rest[open..];
        if let Some(inside) = rest.strip_prefix('[') {
            let close = inside.find(']').unwrap_or(inside.len());
            steps.push(inside[..close].trim_matches(['"', '\'']).to_owned());
            rest = inside.get(close + 1..).unwrap_or_default();
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
    }
    steps.retain(|step| !step.is_empty() && step != "*" && !step.bytes().all(|byte| byte.is_ascii_digit()));
    if steps.len() > 1 && steps.first().is_some_and(|first| first.eq_ignore_ascii_case("properties")) {
        steps.remove(0);
    }
    steps
}

/// The field of a path from the root, else of one that ends so. What comes after a map is a key of it.
fn by_path(steps: &[String], places: &[Place], parts: &Parts) -> Option<Target> {
    let same = |path: &[String]| -> Vec<&Place> {
        let of = |place: &&Place| {
            let keys = keys(place);
            keys.len() == path.len() && keys.iter().zip(path).all(|(key, step)| key.eq_ignore_ascii_case(step))
        };
        places.iter().filter(of).collect()
    };
    let ending = |path: &[String]| -> Vec<&Place> {
        let of = |place: &&Place| {
            let keys = keys(place);
            keys.len() >= path.len()
                && keys[keys.len() - path.len()..].iter().zip(path).all(|(key, step)| key.eq_ignore_ascii_case(step))
        };
        let found: Vec<_> = places.iter().filter(of).collect();
        // The same object in a place where it is not honoured says nothing new.
        let here: Vec<_> = found.iter().copied().filter(|place| place.because.is_none()).collect();
        if here.is_empty() { found } else { here }
    };
    for length in (1..=steps.len()).rev() {
        let (path, rest) = steps.split_at(length);
        let mut found = same(path);
        if found.is_empty() {
            found = ending(path);
        }
        if rest.is_empty() && !found.is_empty() {
            return Some(Target::Fields(found.into_iter().cloned().collect()));
        }
        let Some(place) = found.first().filter(|place| matches!(place.field.kind, Kind::Map(_))) else { continue };
        let key = rest.join(".");
        return Some(match flag::component(place.field.key) {
            Some(component) => Target::Flag(Flag::of(component, &key, place)),
            None if place.path().ends_with("addons[].config") && flag::is_addon(&key, parts) => Target::Addon(key),
            None => Target::Fields(vec![(*place).clone()]),
        });
    }
    None
}

/// The keys of the model on the way, without `properties`.
fn keys(place: &Place) -> Vec<String> {
    let keys: Vec<_> = place.pointer.segments().map(Cow::into_owned).filter(|segment| segment != "*").collect();
    let inside = usize::from(keys.len() > 1 && keys.first().is_some_and(|first| first == "properties"));
    keys[inside..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(topic: &str) -> Vec<String> {
        match find(topic, &Parts::builtin().expect("parts"), &Catalog::builtin()) {
            Target::Home => vec!["home".to_owned()],
            Target::Rules => vec!["rules".to_owned()],
            Target::Rule(rule) => vec![format!("rule {}", rule.id)],
            Target::Both(_, places) | Target::Fields(places) => places.iter().map(Place::path).collect(),
            Target::Flag(flag) => vec![format!("{} {}", flag.component, flag.name)],
            Target::Addon(name) => vec![format!("addon {name}")],
            Target::Unknown(near) => vec![format!("unknown {}", near.unwrap_or_default())],
        }
    }

    #[test]
    fn paths_in_any_form() {
        for topic in [
            "masterProfile.vnetSubnetId",
            "MASTERPROFILE.VNETSUBNETID",
            "properties.masterProfile.vnetSubnetID",
            "/properties/masterProfile/vnetSubnetID",
        ] {
            assert_eq!(found(topic), ["masterProfile.vnetSubnetID"], "{topic}");
        }
        for topic in [
            "agentPoolProfiles[0].count",
            "agentPoolProfiles.count",
            "agentPoolProfiles[].count",
            "agentPoolProfiles.3.count",
            "/properties/agentPoolProfiles/0/count",
        ] {
            assert_eq!(found(topic), ["agentPoolProfiles[].count"], "{topic}");
        }
        assert_eq!(found("properties"), ["properties"]);
        assert_eq!(found("location"), ["location"]);
        assert_eq!(found("kubernetesConfig.maxPods"), ["orchestratorProfile.kubernetesConfig.maxPods"]);
        assert_eq!(found("maxPods"), ["orchestratorProfile.kubernetesConfig.maxPods"]);
        assert_eq!(found("distro"), ["masterProfile.distro", "agentPoolProfiles[].distro"]);
        assert_eq!(found("masterProfile"), ["masterProfile"]);
    }

    #[test]
    fn keys_of_maps_rules_flags_addons_and_strangers() {
        assert_eq!(found("kubeletConfig.--max-pods"), ["kubelet --max-pods"]);
        assert_eq!(found("kubeletConfig[\"--max-pods\"]"), ["kubelet --max-pods"]);
        assert_eq!(found("--audit-log-maxage"), ["kube-apiserver --audit-log-maxage"]);
        assert_eq!(found("--cgroup-root"), ["kubelet --cgroup-root"]);
        assert_eq!(found("--maximum-startup-sequence"), ["unknown "]);
        assert_eq!(found("customNodeLabels.example.com/tier"), ["agentPoolProfiles[].customNodeLabels"]);
        assert_eq!(found("metrics-server"), ["addon metrics-server"]);
        assert_eq!(found("master-count"), ["rule master-count"]);
        assert_eq!(found("Rules"), ["rules"]);
        assert_eq!(found(""), ["home"]);
        assert_eq!(found("masterProfile.cuont"), ["unknown masterProfile.count"]);
        assert_eq!(found("master-cuont"), ["unknown master-count"]);
        assert_eq!(found("...[["), ["unknown "]);
    }
}

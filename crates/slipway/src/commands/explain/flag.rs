//! Flags of components, and addons: what the parts say of them.

use serde_json::json;
use slipway_catalog::{Catalog, CatalogError};
use slipway_definition::nearest;
use slipway_render::{Part, Parts};

use super::Said;
use super::page::Page;
use super::target::Place;
use crate::rules;

/// A flag that is asked about.
pub(super) struct Flag {
    /// `kubelet`.
    pub(super) component: &'static str,
    /// With its dashes.
    pub(super) name: String,
    /// The object that takes the user's.
    path: String,
}

/// The object of the model to the component whose flags it holds.
const COMPONENTS: [(&str, &str); 5] = [
    ("kubeletConfig", "kubelet"),
    ("apiServerConfig", "kube-apiserver"),
    ("controllerManagerConfig", "kube-controller-manager"),
    ("schedulerConfig", "kube-scheduler"),
    ("cloudControllerManagerConfig", "cloud-controller-manager"),
];

/// The component whose flags this field holds.
pub(super) fn component(key: &str) -> Option<&'static str> {
    COMPONENTS.iter().find(|(known, _)| *known == key).map(|(_, component)| *component)
}

fn part<'p>(component: &str, parts: &'p Parts) -> Option<&'p Part> {
    parts.iter().find(|part| part.addon.is_none() && part.name() == component)
}

impl Flag {
    pub(super) fn of(component: &'static str, name: &str, place: &Place) -> Self {
        Self { component, name: format!("--{}", name.trim_start_matches('-')), path: place.path() }
    }
}

/// The first component that slipway gives this flag to, else the first that knows it.
pub(super) fn of_any(name: &str, parts: &Parts, catalog: &Catalog) -> Option<Flag> {
    let plain = name.strip_prefix("--")?;
    let has = |part: &Part| part.flag.contains_key(name) || part.field.contains_key(name);
    let is_set = |(_, component): &&(&str, &str)| part(component, parts).is_some_and(has);
    let is_known =
        |(_, component): &&(&str, &str)| catalog.flags(component).is_ok_and(|known| known.minors(plain).is_some());
    let (key, component) = *COMPONENTS.iter().find(is_set).or_else(|| COMPONENTS.iter().find(is_known))?;
    Some(Flag { component, name: name.to_owned(), path: format!("orchestratorProfile.kubernetesConfig.{key}") })
}

/// All flags that some part names, and all addons.
pub(super) fn names(parts: &Parts) -> impl Iterator<Item = &str> {
    let flags = parts.iter().flat_map(|part| part.flag.keys().chain(part.field.keys())).map(String::as_str);
    flags.chain(parts.iter().filter(|part| part.addon.is_some()).map(Part::name))
}

/// Whether there is an addon of that name.
pub(super) fn is_addon(name: &str, parts: &Parts) -> bool {
    parts.iter().any(|part| part.addon.is_some() && part.name() == name)
}

/// A value of the parts: what it is, or what it follows from.
fn value(template: &str) -> String {
    if template.contains("{{") {
        let inner = template.trim().trim_start_matches("{{").trim_end_matches("}}").trim();
        format!("decided for each cluster: `{inner}`")
    } else if template.is_empty() {
        "empty".to_owned()
    } else {
        format!("`{template}`")
    }
}

/// One flag.
pub(super) fn flag(flag: &Flag, parts: &Parts, catalog: &Catalog) -> Result<Said, CatalogError> {
    let Flag { component, name, path } = flag;
    let part = part(component, parts);
    let as_flag = part.and_then(|part| part.flag.get(name));
    let as_field = part.and_then(|part| part.field.get(name));
    let set = as_flag.map(|flag| flag.value.as_str()).or(as_field.and_then(|field| field.default.as_deref()));
    let locked = as_flag.is_some_and(|flag| flag.locked) || as_field.is_some_and(|field| field.locked);
    let when = as_flag.and_then(|flag| flag.when.as_deref()).or(as_field.and_then(|field| field.when.as_deref()));
    let doc = as_flag.and_then(|flag| flag.doc.as_deref()).or(as_field.and_then(|field| field.doc.as_deref()));
    let removed = catalog.removed()?;
    let mut gone: Vec<_> = catalog
        .releases()?
        .iter()
        .filter_map(|release| removed.flag(&release.minor, component, name))
        .map(|entry| format!("gone since Kubernetes {}: {}", entry.since, entry.why))
        .collect();
    gone.dedup();
    let known = catalog.flags(component)?;
    let plain = name.trim_start_matches('-');
    let minors = known.minors(plain);
    let kind = known.kind(plain);
    let is_field_alone = as_field.is_some() && minors.is_none();

    let mut page = Page::titled(&format!("{component} {name}"));
    page.paragraph(&format!("A flag of {component}, written as a key of `{path}` with a text as its value."));
    page.gap();
    page.entry("doc", doc.unwrap_or_default());
    page.entry("type", kind.map_or("", slipway_catalog::FlagKind::says));
    match minors {
        None if is_field_alone => page.entry("known", &format!("to {component}'s configuration file, not as a flag")),
        None => {
            let near = nearest(plain, known.names());
            let near = near.map(|near| format!(": did you mean `--{near}`?")).unwrap_or_default();
            page.entry("known", &format!("to no {component} of Kubernetes 1.31 or later{near}"));
        }
        Some((since, until)) => {
            let since = if since.is_empty() { String::new() } else { format!("since Kubernetes {since}") };
            page.entry("since", &since);
            page.entry(
                "until",
                &until.map(|until| format!("Kubernetes {until}, which does not know it")).unwrap_or_default(),
            );
        }
    }
    let default = match (set, when) {
        _ if as_flag.is_none() && as_field.is_none() && minors.is_none() => String::new(),
        _ if as_flag.is_none() && as_field.is_none() => "slipway does not set it; your value is passed on".to_owned(),
        (None, _) => "slipway does not set it; yours goes into the configuration file".to_owned(),
        (Some(_), Some("false")) => "slipway never sets it, and leaves yours out of the flags".to_owned(),
        (Some(set), Some(when)) => format!("{}, set when `{when}`", value(set)),
        (Some(set), None) => value(set),
    };
    page.entry("default", &default);
    let taken =
        if locked { "no: the cluster depends on slipway's value; another one is left out with a warning" } else { "" };
    page.entry("yours", taken);
    if let Some(field) = as_field {
        page.entry("written", &format!("as `{}` in {component}'s configuration file", field.path));
    }
    page.entries("retired", gone.iter().cloned());
    let rules = rules::all().into_iter().map(|rule| rule.id).filter(|id| id.starts_with("flag-"));
    page.entry("rules", &rules.collect::<Vec<_>>().join(", "));
    page.entry("more", "kubernetes.io/docs/reference/command-line-tools-reference");
    let json = json!({
        "component": component, "flag": name, "path": path, "type": kind.map(slipway_catalog::FlagKind::says),
        "known": minors.map(|(since, until)| json!({"since": since, "until": until})), "doc": doc, "default": set, "when": when,
        "locked": locked, "field": as_field.map(|field| field.path.as_str()), "retired": gone,
    });
    Ok(Said { page, json })
}

/// The flags that slipway gives a component.
pub(super) fn all(component: &str, parts: &Parts, page: &mut Page) {
    let Some(part) = part(component, parts) else { return };
    page.verbatim(&format!("flags that slipway sets (others are passed on to {component})"));
    let locked = |locked: bool| if locked { ", locked" } else { "" };
    let set = part.flag.iter().filter(|(_, flag)| flag.when.as_deref() != Some("false"));
    let set = set.map(|(name, flag)| (name, &flag.value, flag.locked));
    let fields = part.field.iter().filter_map(|(name, field)| Some((name, field.default.as_ref()?, field.locked)));
    let mut rows: Vec<_> = set
        .chain(fields.filter(|(name, ..)| name.starts_with("--")))
        .map(|(name, value, is_locked)| {
            let value = if value.contains("{{") { "decided" } else { value.as_str() };
            (name.as_str(), format!("{value}{}", locked(is_locked)))
        })
        .collect();
    rows.sort();
    page.rows(rows.iter().map(|(name, value)| (*name, value.as_str())));
}

/// One addon.
pub(super) fn addon(name: &str, parts: &Parts) -> Said {
    let Some(part) = parts.iter().find(|part| part.addon.is_some() && part.name() == name) else {
        return Said { page: Page::titled(name), json: json!({}) };
    };
    let mut page = Page::titled(&format!("addon {name}"));
    page.paragraph(&part.doc.trim().lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" "));
    page.gap();
    if let Some(addon) = &part.addon {
        let on = match (addon.required, addon.enabled.as_str()) {
            (true, _) => part.when.as_ref().map_or_else(|| "always on".to_owned(), |when| format!("on where `{when}`")),
            (false, "true") => "on unless switched off".to_owned(),
            (false, "false") => "off unless switched on".to_owned(),
            (false, when) => format!("on when `{when}`"),
        };
        page.entry("default", &on);
        page.entry("mode", &addon.mode);
    }
    page.entries(
        "config",
        part.config.iter().map(|(key, config)| format!("{key}, default {}: {}", value(&config.default), config.doc)),
    );
    let for_pools = part.pools.iter().flat_map(|pools| &pools.config);
    page.entries(
        "per pool",
        for_pools.map(|(key, config)| format!("{key}, default {}: {}", value(&config.default), config.doc)),
    );
    page.entries("container", part.container.keys().cloned());
    page.entries("files", part.file.iter().map(|file| file.path.clone()));
    page.entry("example", &format!(r#""addons": [{{"name":"{name}","enabled":true}}]"#));
    let json = json!({
        "addon": name, "doc": part.doc.trim(),
        "enabled": part.addon.as_ref().map(|addon| addon.enabled.as_str()),
        "required": part.addon.as_ref().map(|addon| addon.required),
        "mode": part.addon.as_ref().map(|addon| addon.mode.as_str()),
        "config": part.config.iter().map(|(key, config)| (key.clone(), json!({"default": config.default, "doc": config.doc}))).collect::<serde_json::Map<_, _>>(),
        "containers": part.container.keys().collect::<Vec<_>>(),
    });
    Said { page, json }
}

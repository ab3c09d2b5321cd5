//! Components of the control plane: static pods whose images and resources, or the whole of them, the user may set.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_cluster::AddonChoice;

use crate::RenderError;
use crate::addon::{Container, containers};
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::Part;
use crate::rules;

/// The older tools' reconciler of addons, which every model that they have populated names.
const RECONCILER: &str = "kube-addon-manager";
/// Components of the older tools that no part need make. What else is no name, the definition's own rule says.
const OPTIONAL: [&str; 3] = [RECONCILER, "azure-kms-provider", "cluster-init"];

/// Folder of the static pods on a master; the user's manifest takes the place of the one in it.
pub(crate) const FOLDER: &str = "/opt/slipway/static-pods/";

/// A component as templates see it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Component {
    pub(crate) containers: BTreeMap<String, Container>,
}

/// Whether a part is one: it has containers, and is no addon.
pub(crate) fn is_one(part: &Part) -> bool {
    part.addon.is_none() && !part.container.is_empty()
}

/// The component as it will be.
pub(crate) fn decide(
    merge: &Merge<'_, '_>,
    part: &Part,
    choice: Option<&AddonChoice>,
    custom: &BTreeMap<String, String>,
    notes: &mut Vec<Note>,
) -> Result<Component, RenderError> {
    let name = part.name().to_owned();
    let place = Place::Component { name: name.clone() };
    if choice.and_then(|choice| choice.enabled) == Some(false) {
        notes.push(Note {
            rule: &rules::COMPONENT_REQUIRED,
            weight: Weight::Error,
            also: None,
            place: place.clone(),
            message: format!("the component `{name}` cannot be switched off"),
            help: rules::COMPONENT_REQUIRED.fix.to_owned(),
        });
    }
    let empty = AddonChoice::default();
    let containers = containers(merge, part, choice.unwrap_or(&empty), custom, &place, notes)?;
    Ok(Component { containers })
}

/// What is said of components that no part makes. One that is off is as if it were not there.
pub(crate) fn not_made<'p>(
    asked: &BTreeMap<String, AddonChoice>,
    parts: impl Iterator<Item = &'p Part>,
    notes: &mut Vec<Note>,
) {
    let pods: Vec<_> = parts.filter(|part| part.path.starts_with("static-pod/")).collect();
    let made: Vec<_> = pods.iter().filter(|part| is_one(part)).map(|part| part.name()).collect();
    let is_asked = |(name, choice): &(&String, &AddonChoice)| {
        OPTIONAL.contains(&name.as_str()) && choice.enabled != Some(false) && !made.contains(&name.as_str())
    };
    for (name, _) in asked.iter().filter(is_asked) {
        let (weight, why) = if name == RECONCILER {
            (Weight::Warning, "has no effect: the masters' own reconciler takes its place")
        } else if pods.iter().any(|part| part.name() == name) {
            (Weight::Warning, "has no effect: it comes with a field of its own")
        } else {
            (Weight::Error, "is not made")
        };
        notes.push(Note {
            rule: &rules::COMPONENT_NOT_MADE,
            weight,
            also: None,
            place: Place::Component { name: name.clone() },
            message: format!("the component `{name}` {why}"),
            help: rules::COMPONENT_NOT_MADE.fix.to_owned(),
        });
    }
}

//! What addons cannot work with: a cluster that is not made for them, and one another.

use std::collections::BTreeMap;

use minijinja::value::Value;
use serde::Deserialize;

use crate::RenderError;
use crate::addon::Addon;
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::Part;
use crate::rules;

/// A cluster, or a setting in a cluster, that an addon cannot work with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusePart {
    /// Expression that sees `addon`: whether the cluster is such a one.
    pub when: String,
    /// The setting that asks for too much, where it is not the addon itself.
    pub setting: Option<String>,
    /// The field of the definition with which it does not go, `orchestratorProfile.kubernetesConfig.networkPlugin`.
    pub field: Option<String>,
    /// Template of what is said of the addon or the setting: `needs Azure CNI`.
    pub says: String,
    /// What to do.
    pub fix: String,
}

/// Something of which a cluster has one. Addons that bring the same cannot be there together, and need not know each other for that.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BringPart {
    /// Its name, for people too.
    pub thing: String,
    /// The setting by which it comes, where it is not the addon itself.
    pub setting: Option<String>,
    /// Expression that sees `addon`.
    pub when: Option<String>,
}

/// What addons have brought so far: by its name, the place of what brought it and how that is called.
#[derive(Debug, Default)]
pub(crate) struct Brought<'a>(BTreeMap<&'a str, (Place, String)>);

impl<'a> Brought<'a> {
    /// Says what the addon cannot work with. With a manifest of the user's in place of the part's, only that is looked at which
    /// is the addon's whatever its manifest.
    pub(crate) fn look(
        &mut self,
        merge: &Merge<'_, '_>,
        part: &'a Part,
        addon: &Addon,
        context: &Value,
        notes: &mut Vec<Note>,
    ) -> Result<(), RenderError> {
        let is_replaced = addon.data.is_some();
        for refuse in part.refuse.iter().filter(|_| !is_replaced) {
            let name = format!("{} [[refuse]]", part.path);
            if !merge.expressions.hold(Some(&refuse.when), context, &name)? {
                continue;
            }
            let (place, whose) = of(part, refuse.setting.as_deref());
            let says = merge.expressions.text(&refuse.says, context, &name)?;
            notes.push(Note {
                rule: &rules::ADDON_CLUSTER,
                weight: Weight::Error,
                place,
                also: refuse.field.clone().map(|path| (Place::Field { path }, String::new())),
                message: format!("{whose} {says}"),
                help: refuse.fix.clone(),
            });
        }
        for bring in part.bring.iter().filter(|bring| !is_replaced || bring.setting.is_none()) {
            if !merge.expressions.hold(bring.when.as_deref(), context, &format!("{} [[bring]]", part.path))? {
                continue;
            }
            let (place, whose) = of(part, bring.setting.as_deref());
            let thing = &bring.thing;
            if let Some((first, other)) = self.0.get(thing.as_str()) {
                notes.push(Note {
                    rule: &rules::ADDON_CLASH,
                    weight: Weight::Error,
                    place,
                    also: Some((first.clone(), format!("brings {thing} too"))),
                    message: format!("{whose} and {other} both bring {thing}"),
                    help: rules::ADDON_CLASH.fix.to_owned(),
                });
            } else {
                self.0.insert(thing, (place, whose));
            }
        }
        Ok(())
    }
}

/// Where an addon or its setting is, and how it is called.
fn of(part: &Part, setting: Option<&str>) -> (Place, String) {
    let addon = part.name().to_owned();
    match setting {
        Some(key) => {
            let whose = format!("the setting `{key}` of the addon `{addon}`");
            (Place::Setting { addon, pool: None, key: key.to_owned() }, whose)
        }
        None => (Place::Addon { name: addon.clone() }, format!("the addon `{addon}`")),
    }
}

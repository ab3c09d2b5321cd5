//! What addons have for single pools: settings, and tags of the scale sets.

use std::collections::BTreeMap;

use minijinja::value::Value;
use serde::Serialize;
use slipway_cluster::AddonChoice;
use slipway_definition::quote;

use crate::RenderError;
use crate::engine::value;
use crate::flags::Merge;
use crate::note::{Note, Place, Weight};
use crate::part::Part;
use crate::rules;
use crate::setting::Settings;

/// Tags of a resource but for the five that every machine has: "Use tags to organize your Azure resources", Limitations.
const MOST_TAGS: usize = 45;

/// A pool as an addon's templates see it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Pool {
    /// The pool's name in the definition.
    pub(crate) name: String,
    /// Its scale set's name, or what its machines' names begin with.
    pub(crate) vm_prefix: String,
    pub(crate) config: BTreeMap<String, String>,
    /// Tags of its scale set that the addon asks for.
    #[serde(skip)]
    pub(crate) tags: BTreeMap<String, String>,
}

/// The pools that an addon has: none without `[pools]`.
pub(crate) fn decide(
    merge: &Merge<'_, '_>,
    part: &Part,
    choice: &AddonChoice,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Result<Vec<Pool>, RenderError> {
    let Some(of) = &part.pools else {
        if !choice.pools.is_empty() {
            notes.push(Note {
                rule: &rules::ADDON_POOLS_UNUSED,
                weight: Weight::Warning,
                place: place.clone(),
                also: None,
                message: format!("the addon `{}` has nothing for single pools", part.name()),
                help: rules::ADDON_POOLS_UNUSED.fix.to_owned(),
            });
        }
        return Ok(Vec::new());
    };
    let none = BTreeMap::new();
    let mut pools = Vec::new();
    for machines in &merge.cluster.pools {
        let context = minijinja::context! { pool => value(machines), ..merge.context.clone() };
        let merge = Merge { context: &context, ..*merge };
        let name = format!("{} [pools]", part.path);
        if !merge.expressions.hold(of.when.as_deref(), &context, &name)? {
            notes.extend(of.refuse.iter().map(|says| Note {
                rule: &rules::ADDON_CLUSTER,
                weight: Weight::Error,
                place: place.clone(),
                also: Some((Place::Pool { name: machines.name.clone() }, "another kind of pool".to_owned())),
                message: format!("the addon `{}` {says}", part.name()),
                help: "change the pool, or leave the addon off".to_owned(),
            }));
            continue;
        }
        let settings =
            Settings { part, of: &of.config, pool: Some(&machines.name), is_replaced: choice.data.is_some() };
        let user = choice.pools.get(&machines.name).unwrap_or(&none);
        let config = settings.decide(&merge, user, notes)?;
        let mut tags = BTreeMap::new();
        for tag in &of.tag {
            let items = match &tag.each {
                Some(each) => merge.expressions.list(each, &context, &name)?,
                None => vec![Value::UNDEFINED],
            };
            for item in items {
                let context = minijinja::context! { item, ..context.clone() };
                let text = |template: &str| merge.expressions.text(template, &context, &name);
                tags.insert(text(&tag.name)?, text(&tag.value)?);
            }
        }
        let most = MOST_TAGS.saturating_sub(merge.cluster.tags.len() + machines.tags.len());
        if tags.len() > most {
            notes.push(Note {
                rule: &rules::ADDON_TAGS,
                weight: Weight::Error,
                also: None,
                place: place.clone(),
                message: format!(
                    "the addon `{}` needs {} tags on the scale set of the pool {}, and {most} are left",
                    part.name(),
                    tags.len(),
                    quote::tick(&machines.name),
                ),
                help: "use fewer labels, taints and tags".to_owned(),
            });
        }
        pools.push(Pool {
            name: machines.name.clone(),
            vm_prefix: machines.vm_prefix.clone(),
            config: config.into_iter().map(|(key, value)| (key, value.expose().to_owned())).collect(),
            tags,
        });
    }
    Ok(pools)
}

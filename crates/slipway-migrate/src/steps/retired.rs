//! What the catalog's table calls retired.

use slipway_catalog::{Catalog, Retired};
use slipway_cluster::{Found, is_azure_stack, retired_values};
use slipway_definition::{Node, Pointer, Value};

use crate::MigrateError;
use crate::plan::Plan;

pub(super) fn run(plan: &mut Plan<'_>, catalog: &Catalog) -> Result<(), MigrateError> {
    let things = catalog.retired()?;
    let on_hub = is_azure_stack(plan.document);
    for Found { at, entry } in retired_values(plan.document, &things.retired) {
        if !entry.keep {
            rewrite(plan, &at, entry, on_hub);
        }
    }
    Ok(())
}

fn rewrite(plan: &mut Plan<'_>, at: &Pointer, entry: &Retired, on_hub: bool) {
    let why = entry.sentence();
    let done = match (entry.replacement(on_hub), plan.document.value(at)) {
        (Some(to), Some(node)) => plan.set(at, like(node, to), &why),
        _ => plan.remove(at, &why),
    };
    if !done {
        return;
    }
    for (key, value) in &entry.needs {
        plan.need(
            at,
            key,
            Value::Bool(*value),
            format!("goes with the change of `{}`", at.segments().last().unwrap_or_default()),
        );
    }
    let parent: Pointer = at.as_str().rsplit_once('/').map_or("", |(parent, _)| parent).into();
    for key in &entry.drops {
        let sibling = parent.key(key);
        if plan.document.value(&sibling).is_some_and(|node| !node.value.is_neutral()) {
            plan.remove(&sibling, format!("belonged to what was retired: {why}"));
        }
    }
    if let Some(lost) = &entry.lost {
        plan.attention(at, lost.as_str());
    }
}

/// The new value in the type of the old.
fn like(node: &Node, to: &str) -> Value {
    match (&node.value, to.parse()) {
        (Value::Bool(_), Ok(value)) => Value::Bool(value),
        _ => Value::String(to.to_owned()),
    }
}

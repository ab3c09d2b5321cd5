//! Fields that change nothing any more, Docker's above all.

use slipway_definition::{Support, Value, fields};

use crate::plan::{Plan, text};

pub(super) fn run(plan: &mut Plan<'_>) {
    for (pointer, field) in fields() {
        let Support::NoEffect(reason) = field.support else { continue };
        for (at, node) in plan.document.each(&pointer.general()) {
            if !node.value.is_neutral() {
                plan.remove(&at, format!("it has no effect: {reason}"));
            }
        }
    }
    for (at, pool) in plan.document.each("agentPoolProfiles[]") {
        let of = |key| plan.document.value(&at.key(key)).and_then(text).filter(|text| !text.is_empty());
        let is_windows = matches!(&pool.value, Value::Object(_)) && of("osType") == Some("Windows");
        if is_windows && of("distro").is_some() {
            plan.remove(&at.key("distro"), "the older tools ignored it on Windows machines");
        }
    }
}

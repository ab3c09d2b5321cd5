//! `accelerated-networking-size`

use slipway_catalog::Size;
use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static ACCELERATED_NETWORKING_SIZE: Rule<Asked> = Rule {
    id: "accelerated-networking-size",
    why: "Azure refuses a machine whose size has no accelerated networking and that asks for it. On confidential sizes its pages \
          and its lists differ, so that there it is a warning.",
    fix: "remove it, or use a size that has it, such as `Standard_D2s_v5`",
    about: &[
        "agentPoolProfiles[].acceleratedNetworkingEnabled",
        "agentPoolProfiles[].acceleratedNetworkingEnabledWindows",
    ],
    check: |asked, found| {
        // A Hub has it on no size, which is another rule's to say.
        if asked.spec.is_azure_stack() {
            return;
        }
        for (at, pool) in asked.spec.each_pool() {
            let (key, wanted) = if pool.is_windows() {
                ("acceleratedNetworkingEnabledWindows", pool.accelerated_networking_enabled_windows)
            } else {
                ("acceleratedNetworkingEnabled", pool.accelerated_networking_enabled)
            };
            let Some(name) = pool.vm_size.as_deref().filter(|name| wanted == Some(true) && !name.is_empty()) else {
                continue;
            };
            let size = asked.sizes.get(name);
            if size.map_or_else(|| Size::by_convention(name).accelerated, |size| size.accelerated) {
                continue;
            }
            let size = quote::tick(name);
            let finding = if is_confidential(name) {
                found.warning(at.key(key), format!("size {size} may have no accelerated networking"))
            } else {
                found.error(at.key(key), format!("size {size} has no accelerated networking"))
            };
            finding.label(at.key("vmSize"), "");
        }
    },
};

fn is_confidential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("standard_dc") || name.starts_with("standard_ec")
}

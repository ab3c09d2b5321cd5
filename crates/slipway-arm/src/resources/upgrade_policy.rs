//! How a scale set brings its machines up to its model, and what tells it that they are well.

use serde_json::{Value, json};
use slipway_cluster::{Availability, Machines, Upgrade};

pub(super) fn build(pool: &Machines) -> Value {
    let upgrade = upgrade(pool);
    let mut policy = json!({"mode": upgrade.mode()});
    if let Upgrade::Rolling(rolling) = upgrade {
        policy["rollingUpgradePolicy"] = json!({
            "maxBatchInstancePercent": rolling.max_batch_percent,
            "maxUnhealthyInstancePercent": rolling.max_unhealthy_percent,
            "maxUnhealthyUpgradedInstancePercent": rolling.max_unhealthy_upgraded_percent,
            "pauseTimeBetweenBatches": rolling.pause,
            "prioritizeUnhealthyInstances": rolling.unhealthy_first,
            "maxSurge": rolling.max_surge,
        });
    }
    policy
}

/// The extension without which Azure refuses rolling upgrades: it asks the kubelet, on the machine itself, from when the extension
/// `after` has made that a node.
///
/// Version 1 goes by the status alone. Version 2 wants an answer in JSON, which the kubelet's is not. The path has no slash before
/// it: the extension sets one, and the kubelet answers `//healthz` with a redirect, which the extension takes for an ill machine.
pub(super) fn health(pool: &Machines, after: &str) -> Option<Value> {
    let Upgrade::Rolling(rolling) = upgrade(pool) else { return None };
    Some(json!({
        "name": "health",
        "properties": {
            "publisher": "Microsoft.ManagedServices",
            "type": "ApplicationHealthLinux",
            "typeHandlerVersion": "1.0",
            "autoUpgradeMinorVersion": true,
            "provisionAfterExtensions": [after],
            "settings": {
                "protocol": "http",
                "port": rolling.health_port,
                "requestPath": "healthz",
                "intervalInSeconds": 10,
                "numberOfProbes": 3,
            },
        },
    }))
}

fn upgrade(pool: &Machines) -> &Upgrade {
    match &pool.availability {
        Availability::ScaleSet { upgrade, .. } => upgrade,
        _ => &Upgrade::Manual,
    }
}

//! How machines of a scale set come to have its newest model.

use std::collections::BTreeMap;

use serde::Serialize;
use slipway_definition::{AgentPoolProfile, RollingUpgradePolicy};

/// The kubelet's port for `/healthz`, on the loopback address.
const HEALTHZ_PORT: u16 = 10248;
/// Azure's own, of all three.
const PERCENT: u32 = 20;

/// What changes machines when their scale set's model changes.
#[derive(Clone, Debug, Serialize)]
pub enum Upgrade {
    /// Nothing but someone who asks for it.
    Manual,
    /// Azure, perhaps all of them at once.
    Automatic,
    /// Azure, batch by batch, while enough of them are healthy.
    Rolling(RollingUpgrade),
}

/// How a rolling upgrade goes from batch to batch.
#[derive(Clone, Debug, Serialize)]
pub struct RollingUpgrade {
    /// Percent of the machines in one batch, at most.
    pub max_batch_percent: u32,
    /// Percent of all machines that may be unhealthy before a batch begins.
    pub max_unhealthy_percent: u32,
    /// Percent of the upgraded machines that may be unhealthy after a batch.
    pub max_unhealthy_upgraded_percent: u32,
    /// Rest between batches, as ISO 8601 has it.
    pub pause: String,
    /// Whether unhealthy machines come first.
    pub unhealthy_first: bool,
    /// Whether new machines take the place of old ones.
    pub max_surge: bool,
    /// Port of the machine itself at which the kubelet says over HTTP that it is healthy.
    pub health_port: u16,
}

impl Upgrade {
    pub(crate) fn of_pool(profile: &AgentPoolProfile, kubelet_flags: &BTreeMap<String, String>) -> Self {
        let Some(policy) = &profile.upgrade_policy else { return Self::Manual };
        match policy.mode() {
            "Automatic" => Self::Automatic,
            "Rolling" => {
                let given = policy.rolling_upgrade_policy.clone().unwrap_or_default();
                Self::Rolling(RollingUpgrade::decide(&given, kubelet_flags))
            }
            _ => Self::Manual,
        }
    }

    /// Azure's word for it.
    pub fn mode(&self) -> &'static str {
        match self {
            Self::Manual => "Manual",
            Self::Automatic => "Automatic",
            Self::Rolling(_) => "Rolling",
        }
    }
}

impl RollingUpgrade {
    fn decide(given: &RollingUpgradePolicy, kubelet_flags: &BTreeMap<String, String>) -> Self {
        let percent = |given: Option<i64>| given.and_then(|number| u32::try_from(number).ok()).unwrap_or(PERCENT);
        let pause = given.pause_time_between_batches.as_deref().filter(|pause| !pause.is_empty());
        let port = kubelet_flags.get("--healthz-port").and_then(|port| port.parse().ok());
        Self {
            max_batch_percent: percent(given.max_batch_instance_percent),
            max_unhealthy_percent: percent(given.max_unhealthy_instance_percent),
            max_unhealthy_upgraded_percent: percent(given.max_unhealthy_upgraded_instance_percent),
            pause: pause.unwrap_or("PT0S").to_owned(),
            unhealthy_first: given.prioritize_unhealthy_instances.unwrap_or(false),
            max_surge: given.max_surge.unwrap_or(false),
            health_port: port.unwrap_or(HEALTHZ_PORT),
        }
    }
}

//! How a scale set brings its machines up to its model. The words are Azure's.

use crate::read::object;

object! {
    /// How machines of a scale set come to have its newest model.
    pub struct UpgradePolicy {
        /// `Manual`, `Automatic` or `Rolling`.
        mode: Option<String> = "mode" => Full;
        /// How many machines at a time, in mode `Rolling`.
        rolling_upgrade_policy: Option<RollingUpgradePolicy> = "rollingUpgradePolicy" => Full;
        /// Upgrades of the operating system's image by Azure alone: refused, since nodes are not drained.
        automatic_os_upgrade_policy: Option<AutomaticOsUpgradePolicy> = "automaticOSUpgradePolicy" => Full;
    }
}

object! {
    /// Upgrades of the operating system's image by Azure alone.
    pub struct AutomaticOsUpgradePolicy {
        /// Whether Azure writes machines anew when there is a newer image; only `false`.
        enable_automatic_os_upgrade: Option<bool> = "enableAutomaticOSUpgrade" => Later;
        /// Whether a machine that is not healthy in time keeps the new disk.
        disable_automatic_rollback: Option<bool> = "disableAutomaticRollback" => NoEffect("it counts where Azure upgrades images");
        /// Whether batches are those of `rollingUpgradePolicy`.
        use_rolling_upgrade_policy: Option<bool> = "useRollingUpgradePolicy" => NoEffect("it counts where Azure upgrades images");
        /// Whether each machine's upgrade waits until it is approved.
        os_rolling_upgrade_deferral: Option<bool> = "osRollingUpgradeDeferral" => NoEffect("it counts where Azure upgrades images");
    }
}

object! {
    /// How a rolling upgrade goes from batch to batch.
    pub struct RollingUpgradePolicy {
        /// Percent of the machines in one batch, at most: 5 to 100.
        max_batch_instance_percent: Option<i64> = "maxBatchInstancePercent" => Full;
        /// Percent of all machines that may be unhealthy before a batch begins: 5 to 100.
        max_unhealthy_instance_percent: Option<i64> = "maxUnhealthyInstancePercent" => Full;
        /// Percent of the upgraded machines that may be unhealthy after a batch: 0 to 100.
        max_unhealthy_upgraded_instance_percent: Option<i64> = "maxUnhealthyUpgradedInstancePercent" => Full;
        /// Rest between batches, as ISO 8601 has it: `PT5M`.
        pause_time_between_batches: Option<String> = "pauseTimeBetweenBatches" => Full;
        /// Whether unhealthy machines are upgraded before the others.
        prioritize_unhealthy_instances: Option<bool> = "prioritizeUnhealthyInstances" => Full;
        /// Whether new machines take the place of old ones, which are deleted.
        max_surge: Option<bool> = "maxSurge" => Full;
    }
}

impl UpgradePolicy {
    /// The mode: as written, or `Manual`.
    pub fn mode(&self) -> &str {
        self.mode.as_deref().filter(|word| !word.is_empty()).unwrap_or("Manual")
    }
}

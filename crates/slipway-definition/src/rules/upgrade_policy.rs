use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::names::UPGRADE_MODES;
use crate::spec::{RollingUpgradePolicy, Spec};

/// Words and numbers of an upgrade policy.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "upgrade-policy",
    why: "Azure knows three ways in which machines of a scale set come to have its newest model, and refuses a rolling one beyond \
          its bounds. New machines in the place of old ones (`maxSurge`) it makes in scale sets without overprovisioning only.",
    fix: "use `Manual`, which is the default, or `Rolling`",
    about: &["agentPoolProfiles[].upgradePolicy", "agentPoolProfiles[].vmssOverProvisioningEnabled"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let Some(policy) = &pool.upgrade_policy else { continue };
            let policy_at = at.key("upgradePolicy");
            let mode_at = policy_at.key("mode");
            if !UPGRADE_MODES.contains(&policy.mode()) {
                let finding = found.error(mode_at, format!("unknown upgrade mode {}", tick(policy.mode())));
                finding.help(instead_of(policy.mode(), UPGRADE_MODES));
                continue;
            }
            let Some(rolling) = &policy.rolling_upgrade_policy else { continue };
            let rolling_at = policy_at.key("rollingUpgradePolicy");
            if !pool.is_rolling() {
                let message = format!("`rollingUpgradePolicy` has no effect in the mode `{}`", policy.mode());
                let finding = found.warning(rolling_at.clone(), message);
                finding.help("set `mode` to `Rolling`, or remove `rollingUpgradePolicy`");
                if policy.mode.is_some() {
                    finding.label(mode_at, "");
                }
            } else if rolling.max_surge == Some(true) && pool.vmss_over_provisioning_enabled == Some(true) {
                let finding = found.error(rolling_at.key("maxSurge"), "an overprovisioned scale set has no surge");
                finding.label(at.key("vmssOverProvisioningEnabled"), "");
                finding.help("remove `maxSurge` or `vmssOverProvisioningEnabled`");
            }
            check_rolling(&rolling_at, rolling, found);
        }
    },
};

fn check_rolling(at: &Pointer, rolling: &RollingUpgradePolicy, found: &mut Findings<'_>) {
    for (key, least, given) in [
        ("maxBatchInstancePercent", 5, rolling.max_batch_instance_percent),
        ("maxUnhealthyInstancePercent", 5, rolling.max_unhealthy_instance_percent),
        ("maxUnhealthyUpgradedInstancePercent", 0, rolling.max_unhealthy_upgraded_instance_percent),
    ] {
        if let Some(percent) = given.filter(|percent| !(least..=100).contains(percent)) {
            let finding = found.error(at.key(key), format!("`{key}` cannot be {percent}"));
            finding.help(format!("use {least} to 100, or leave it off for 20"));
        }
    }
    let pause = rolling.pause_time_between_batches.as_deref().unwrap_or_default();
    if !pause.is_empty() && !is_pause(pause) {
        let finding = found.error(at.key("pauseTimeBetweenBatches"), format!("{} is no pause", tick(pause)));
        finding.help("write it as ISO 8601 has it: `PT5M` is five minutes, `PT1H30M` an hour and a half");
    }
}

/// `PT`, then hours, minutes and seconds, at least one of them, each of at most four digits.
fn is_pause(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix("PT").filter(|rest| !rest.is_empty()) else { return false };
    for unit in ['H', 'M', 'S'] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (_, after) = rest.split_at(digits);
        if let Some(after) = after.strip_prefix(unit).filter(|_| (1..=4).contains(&digits)) {
            rest = after;
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_of_iso_8601() {
        for pause in ["PT0S", "PT5M", "PT1H30M", "PT1H2M3S", "PT1H3S", "PT9999S"] {
            assert!(is_pause(pause), "{pause}");
        }
        for pause in ["", "PT", "5m", "PT5", "PT5M5M", "PT5S1M", "PTM", "P1D", "pt5m", "PT12345S", "PT5Mé", "PT-5M"] {
            assert!(!is_pause(pause), "{pause}");
        }
    }
}

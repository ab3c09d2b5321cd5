use crate::rule::Rule;
use crate::spec::Spec;

/// Machines that Azure writes anew by itself.
///
/// <https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-upgrade>
pub(super) static RULE: Rule<Spec> = Rule {
    id: "upgrade-os-image",
    why: "Azure would write a node's disk anew whenever there is a newer image, at a time of its own: it drains no node, and asks no \
          disruption budget. A machine that is not healthy within five minutes gets its old disk back, and a node's bootstrap can \
          take longer.",
    fix: "leave it off: let nodes install updates (`enableUnattendedUpgrades`) and the addon `kured` restart them; for a newer \
          image, add machines, and drain and delete old ones",
    about: &["agentPoolProfiles[].upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let policy = pool.upgrade_policy.as_ref().and_then(|policy| policy.automatic_os_upgrade_policy.as_ref());
            if policy.is_some_and(|policy| policy.enable_automatic_os_upgrade == Some(true)) {
                let at = at.key("upgradePolicy").key("automaticOSUpgradePolicy").key("enableAutomaticOSUpgrade");
                found.error(at, "Azure upgrades the operating system's image without draining nodes");
            }
        }
    },
};

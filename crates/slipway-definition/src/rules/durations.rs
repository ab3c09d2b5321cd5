use super::duration::{self, Nanoseconds};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{KubernetesConfig, Spec};

const STATUS: &str = "--node-status-update-frequency";
const GRACE: &str = "--node-monitor-grace-period";
const EVICTION: &str = "--pod-eviction-timeout";

/// A node that misses fewer of its reports than this is not given up (the peers' rule; Kubernetes' own defaults are 10 s and 50 s).
const REPORTS: Nanoseconds = 4;

/// Durations that have to do with one another. Whether a flag's value is a duration at all is the rule `flag-type`'s, but for
/// a flag that no release of today knows.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "durations",
    why: "A node whose reports come more seldom than the controller manager waits for is given up while it is well, and its \
          pods are moved.",
    fix: "write a number with its unit, `10s`, `5m` or `1h30m`",
    about: &["orchestratorProfile.kubernetesConfig.kubeletConfig", "orchestratorProfile.kubernetesConfig.controllerManagerConfig", "masterProfile.kubernetesConfig.kubeletConfig", "agentPoolProfiles[].kubernetesConfig.kubeletConfig"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at_config = Pointer::from(Spec::KUBERNETES);
        let at = at_config.key("controllerManagerConfig");
        let flags = &config.controller_manager_config;
        if let Some(written) = flags.get(EVICTION).filter(|written| read(written).is_none()) {
            found.error(at.key(EVICTION), format!("{} of `{EVICTION}` is no duration", tick(written)));
        }
        let Some(written) = flags.get(GRACE) else { return };
        let Some(period) = read(written) else { return };
        let grace = Grace { at: at.key(GRACE), written, period };
        frequency(&at_config, config, &grace, found);
        for (at, machines) in spec.each_machines() {
            if let Some(own) = machines.kubernetes_config {
                frequency(&at.key("kubernetesConfig"), own, &grace, found);
            }
        }
    },
};

/// How long the controller manager waits for a node's report.
struct Grace<'s> {
    at: Pointer,
    written: &'s str,
    period: Nanoseconds,
}

/// The kubelet's reports, against the controller manager's patience.
fn frequency(at: &Pointer, config: &KubernetesConfig, grace: &Grace<'_>, found: &mut Findings<'_>) {
    let Some(written) = config.kubelet_config.get(STATUS) else { return };
    let Some(frequency) = read(written) else { return };
    let least = frequency.saturating_mul(REPORTS);
    if least <= grace.period {
        return;
    }
    let shown = duration::shown(least);
    let message = format!(
        "nodes report every {written}, and are given up after {}: {REPORTS} × {written} = {shown} are needed",
        grace.written
    );
    let finding = found.error(at.key("kubeletConfig").key(STATUS), message).say("how often nodes report");
    finding.label(grace.at.clone(), "how long is waited for a report");
    finding.help(format!(
        "raise `{GRACE}` to {shown}, or lower `{STATUS}` to {}",
        duration::shown(grace.period / REPORTS)
    ));
}

fn read(written: &str) -> Option<Nanoseconds> {
    duration::parse(written).filter(|period| *period >= 0)
}

//! How much of a definition is decided. What goes beyond is wrong and has been reported; without bounds, a number of a few
//! digits, or one long flag times thousands of pools, would take all memory.

use slipway_definition::{KubernetesConfig, Report, Spec, flags_fit};

use crate::rules::POOL_NUMBER;
use crate::say::error;

/// Each pool takes a parameter of the template, of which Azure admits 256; masters and secrets take some.
const POOLS: usize = 200;
/// Machines of a pool, by the rule `pool-count`.
const MACHINES: i64 = 1000;
/// Rules of a security group, by the rule `security-rule-number`.
const SECURITY_RULES: usize = 1000;
/// Masters, by the rule `master-count`.
const MASTERS: i64 = 5;

/// The definition without what cannot be decided.
pub(crate) fn bounded(spec: &Spec, report: &mut Report) -> Spec {
    let mut spec = spec.clone();
    let Some(properties) = &mut spec.properties else { return spec };
    let pools = &mut properties.agent_pool_profiles;
    if pools.len() > POOLS {
        let message = format!("{} pools are more than {POOLS}", pools.len());
        error(report, &POOL_NUMBER, &Spec::POOLS.into(), message, POOL_NUMBER.fix);
        pools.truncate(POOLS);
    }
    for pool in pools {
        pool.count = pool.count.map(|count| count.min(MACHINES));
        pool.kubernetes_config.iter_mut().for_each(|config| drop_endless_flags(config));
    }
    if let Some(master) = &mut properties.master_profile {
        master.count = master.count.map(|count| count.min(MASTERS));
        master.kubernetes_config.iter_mut().for_each(|config| drop_endless_flags(config));
    }
    if let Some(orchestrator) = &mut properties.orchestrator_profile
        && let Some(config) = &mut orchestrator.kubernetes_config
    {
        drop_endless_flags(config);
        config.security_rules.truncate(SECURITY_RULES);
    }
    spec
}

fn drop_endless_flags(config: &mut KubernetesConfig) {
    for flags in [
        &mut config.kubelet_config,
        &mut config.api_server_config,
        &mut config.controller_manager_config,
        &mut config.cloud_controller_manager_config,
        &mut config.scheduler_config,
    ] {
        if !flags_fit(flags) {
            flags.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use slipway_catalog::Catalog;
    use slipway_definition::Document;

    use crate::Decision;

    #[test]
    fn what_is_beyond_all_bounds_costs_nothing() {
        let long = "9".repeat(40_000);
        let pool = r#"{"name": "p", "count": 4294967295, "availabilityProfile": "AvailabilitySet"},"#.repeat(300);
        let text = format!(
            r#"{{"properties": {{"masterProfile": {{"count": 4294967295}}, "agentPoolProfiles": [{pool}],
                "orchestratorProfile": {{"kubernetesConfig": {{"maxPods": 4294967295, "kubeletConfig": {{"--v": "{long}"}}}}}}}}}}"#
        );
        let document = Document::parse("c.json", text.as_bytes()).expect("a definition");
        let mut report = slipway_definition::Report::new();
        let spec = slipway_definition::Spec::read(&document, &mut report);
        let cluster = Decision::of(&spec, &Catalog::builtin(), &mut report).expect("a catalog").cluster;
        assert_eq!((cluster.masters.machine_names.len(), cluster.pools.len()), (5, 200));
        assert!(cluster.pools.iter().all(|pool| pool.machine_names.len() == 1000 && pool.kubelet_flags.is_empty()));
        assert!(report.findings().iter().any(|finding| finding.rule == "pool-number"));
    }
}

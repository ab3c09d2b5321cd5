use crate::rule::Rule;
use crate::spec::Spec;

/// Numbers of the load balancer.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "load-balancer",
    why: "Azure bounds the outbound addresses of a load balancer and the idle time of a connection.",
    fix: "use 1 to 16 outbound addresses, an idle timeout of 4 to 120 minutes, a rule count of at least 0",
    about: &["orchestratorProfile.kubernetesConfig.loadBalancerOutboundIPs", "orchestratorProfile.kubernetesConfig.outboundRuleIdleTimeoutInMinutes", "orchestratorProfile.kubernetesConfig.maximumLoadBalancerRuleCount"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key: &str| crate::Pointer::from(Spec::KUBERNETES).key(key);
        if let Some(count) = config.load_balancer_outbound_ips.filter(|count| !(1..=16).contains(count)) {
            found.error(at("loadBalancerOutboundIPs"), format!("there cannot be {count} outbound addresses"));
        }
        let timeout = config.outbound_rule_idle_timeout_in_minutes;
        if let Some(minutes) = timeout.filter(|minutes| *minutes != 0 && !(4..=120).contains(minutes)) {
            let message = format!("connections cannot be kept idle for {minutes} minutes");
            found.error(at("outboundRuleIdleTimeoutInMinutes"), message);
        }
        if let Some(count) = config.maximum_load_balancer_rule_count.filter(|count| *count < 0) {
            found.error(at("maximumLoadBalancerRuleCount"), format!("there cannot be {count} rules"));
        }
    },
};

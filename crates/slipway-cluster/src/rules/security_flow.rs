//! `security-flow`

use slipway_definition::{Pointer, Rule, Spec};

use crate::{Cluster, Need, Outbound};

pub(super) static SECURITY_FLOW: Rule<Cluster> = Rule {
    id: "security-flow",
    why: "The security group is asked in the order of priorities, the user's rules and the cluster's together: a rule that shuts out \
          what nodes and masters say to one another makes a cluster that does not come up.",
    fix: "narrow the rule, or write one with a lower priority number that lets this pass; `slipway network` shows every flow",
    about: &["orchestratorProfile.kubernetesConfig.securityRules", "featureFlags.blockOutboundInternet"],
    check: |cluster, findings| {
        let rules = Pointer::from(Spec::KUBERNETES).key("securityRules");
        for flow in cluster.flows() {
            let answer = &flow.answer;
            if answer.passes != Some(false) || flow.need == Need::People {
                continue;
            }
            let shut = if answer.in_part { "shuts some of this out" } else { "shuts this out" };
            let who = format!("{} ({} to {}, {} {})", flow.what, flow.from, flow.to, flow.protocol, flow.ports);
            match answer.written {
                Some(index) => {
                    let message = format!("the security rule `{}` {shut}: {who}", answer.rule);
                    if flow.need == Need::Cluster {
                        findings.error(rules.index(index), message);
                    } else {
                        findings.warning(rules.index(index), message);
                    }
                }
                // Without a way out at all, which has a finding of its own, a rule would not help.
                None if cluster.network.blocks_internet && cluster.load_balancer.outbound != Outbound::None => {
                    let message = format!("the cluster's own rule `{}` {shut}: {who}", answer.rule);
                    let finding = findings.warning("/properties/featureFlags/blockOutboundInternet", message);
                    finding.help(format!(
                        "add to `securityRules` an outbound rule with a priority below {} that allows `{}`, or do without load \
                         balancers and disks of Kubernetes",
                        answer.priority, flow.to
                    ));
                }
                None => {}
            }
        }
    },
};

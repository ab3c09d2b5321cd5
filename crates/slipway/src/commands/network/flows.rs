//! Flows by the rule that decides them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};
use slipway_cluster::{Cluster, Flow, Need, Outbound};

pub(super) fn human(cluster: &Cluster) -> String {
    let flows = cluster.flows();
    let mut text = String::new();
    for (title, passes) in [("Let through", Some(true)), ("Shut out", Some(false)), ("Not decided", None)] {
        let shown: Vec<_> = flows.iter().filter(|flow| flow.answer.passes == passes).collect();
        if shown.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{title}");
        // In the order in which they are asked; what no rule decides comes last.
        let order = |flow: &Flow| if flow.answer.rule.is_empty() { u32::MAX } else { flow.answer.priority };
        let rules: BTreeSet<_> = shown.iter().map(|flow| (order(flow), rule(flow))).collect();
        for (_, name) in rules {
            let _ = writeln!(text, "  {name}");
            for flow in shown.iter().filter(|flow| rule(flow) == name) {
                let _ = writeln!(text, "    {}", line(flow));
            }
        }
    }
    let decides = |index: usize| flows.iter().any(|flow| flow.answer.written == Some(index));
    let rules = cluster.network.security_rules.iter().enumerate();
    let idle: Vec<_> = rules.filter(|(index, _)| !decides(*index)).map(|(_, rule)| rule.name.as_str()).collect();
    if !idle.is_empty() {
        let _ = writeln!(text, "Rules of yours that decide none of these");
        for name in idle {
            let _ = writeln!(text, "  {name}");
        }
    }
    if cluster.load_balancer.outbound == Outbound::None {
        let _ = writeln!(text, "There is no way out of the network, whatever the rules let through.");
    }
    text
}

fn rule(flow: &Flow) -> String {
    let answer = &flow.answer;
    match (answer.rule.as_str(), answer.written) {
        ("", _) if answer.passes.is_none() => "the rules are too entangled".to_owned(),
        ("", _) => "no rule: Azure's platform".to_owned(),
        (name, Some(index)) => format!("{name}, priority {}, your securityRules[{index}]", answer.priority),
        (name, None) => format!("{name}, priority {}", answer.priority),
    }
}

fn line(flow: &Flow) -> String {
    let part = if flow.answer.in_part { ", in part" } else { "" };
    let needed = match (flow.answer.passes, flow.need) {
        (Some(true), _) | (_, Need::People) => "",
        (_, Need::Cluster) => " (needed)",
        (_, Need::Services) => " (needed by services)",
    };
    format!("{} {:<12}{}: {} to {}{part}{needed}", flow.protocol, flow.ports, flow.what, flow.from, flow.to)
}

pub(super) fn json(flows: &[Flow]) -> Vec<Value> {
    let each = flows.iter().map(|flow| {
        json!({
            "what": flow.what, "from": flow.from, "to": flow.to, "protocol": flow.protocol, "ports": flow.ports,
            "neededBy": flow.need, "passes": flow.answer.passes, "inPart": flow.answer.in_part,
            "rule": flow.answer.rule, "priority": flow.answer.priority, "securityRule": flow.answer.written,
        })
    });
    each.collect()
}

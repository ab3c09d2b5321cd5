//! `pod-addresses`

use std::collections::BTreeSet;

use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;
use crate::plan::MOST_ADDRESSES;

/// Addons of the peers whose pods have the machine's own address: for them the peers took off addresses (peer-behaviour.md 2.4).
const HOST_NETWORK: u32 = 12;

pub(super) static POD_ADDRESSES: Rule<Asked> = Rule {
    id: "pod-addresses",
    why: "With Azure CNI, a machine has one address for itself and one for each pod, all reserved when it is made; the scheduler \
          fills it up to `--max-pods` and does not know how many are left.",
    fix: "raise `ipAddressCount` to the pods of a node + 1, lower `--max-pods`, or leave `ipAddressCount` off",
    about: &[
        "masterProfile.ipAddressCount",
        "agentPoolProfiles[].ipAddressCount",
        "orchestratorProfile.kubernetesConfig.maxPods",
        "orchestratorProfile.kubernetesConfig.kubeletConfig",
        "masterProfile.kubernetesConfig.kubeletConfig",
        "agentPoolProfiles[].kubernetesConfig.kubeletConfig",
    ],
    check: |asked, findings| {
        let plan = &asked.plan;
        let mut told = BTreeSet::new();
        for machines in plan.machines.iter().filter(|_| plan.pods_are_in_subnet()) {
            let needed = machines.max_pods.saturating_add(1);
            if machines.addresses_given && machines.addresses < needed {
                let (addresses, pods) = (machines.addresses, machines.max_pods);
                let message = format!("{addresses} addresses are too few for 1 machine + {pods} pods = {needed}");
                let at = machines.at.key("ipAddressCount");
                // A model that an older tool has written counts its pods on the host's network.
                let is_of_a_peer = needed.saturating_sub(addresses) <= HOST_NETWORK;
                let finding = if is_of_a_peer { findings.warning(at, message) } else { findings.error(at, message) };
                if let Some(at) = &machines.max_pods_at {
                    finding.label(at.clone(), format!("{pods} pods"));
                }
                finding.help(format!(
                    "use {}, or a `--max-pods` of {}; leave `ipAddressCount` off to have it follow",
                    needed.min(MOST_ADDRESSES),
                    addresses.saturating_sub(1)
                ));
            } else if !machines.addresses_given && needed > MOST_ADDRESSES {
                // Without a place, the number would be a default, and none is so large.
                let Some(at) = machines.max_pods_at.as_ref().filter(|at| told.insert(at.as_str())) else { continue };
                let pods = machines.max_pods;
                let message = format!(
                    "{pods} pods + 1 machine = {needed} addresses; a network interface of Azure has {MOST_ADDRESSES} at most"
                );
                findings.error(at.clone(), message).help(format!("use {} pods at most", MOST_ADDRESSES - 1));
            }
        }
        let config = asked.spec.kubernetes();
        let flag = config.kubelet_config.get("--max-pods").and_then(|text| text.parse::<i64>().ok());
        if let (Some(flag), Some(pods)) = (flag, config.max_pods.filter(|pods| *pods != 0))
            && flag != pods
        {
            let at = Pointer::from(Spec::KUBERNETES);
            let message = format!("`--max-pods` is {flag} and `maxPods` {pods}: the flag counts");
            let finding = findings.warning(at.key("maxPods"), message).say("not used");
            finding.label(at.key("kubeletConfig").key("--max-pods"), "used").help("leave `maxPods` off");
        }
    },
};

use std::net::IpAddr;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{AgentPoolProfile, Spec};

/// Rolling upgrades ask the kubelet whether its machine is well.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "upgrade-health",
    why: "Azure goes on to the next batch of a rolling upgrade when the machines are healthy. An extension on each of them asks the \
          kubelet, at `http://localhost` and the kubelet's port for health; where nothing answers, every upgrade stops.",
    fix: "remove the flag: the kubelet answers at 127.0.0.1:10248",
    about: &[
        "agentPoolProfiles[].upgradePolicy.mode",
        "agentPoolProfiles[].kubernetesConfig.kubeletConfig",
        "orchestratorProfile.kubernetesConfig.kubeletConfig",
    ],
    check: |spec, found| {
        for (at, pool) in spec.each_pool().filter(|(_, pool)| pool.is_rolling()) {
            let mode = at.key("upgradePolicy").key("mode");
            if let Some((flag, port)) = given(spec, &at, pool, "--healthz-port")
                && !port.parse::<u16>().is_ok_and(|port| port != 0)
            {
                let message = format!("the kubelet cannot say at the port {} that it is healthy", tick(port));
                found.error(flag, message).label(mode.clone(), "");
            }
            if let Some((flag, address)) = given(spec, &at, pool, "--healthz-bind-address")
                && !address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
            {
                let message = format!("the kubelet does not answer at `localhost`, but at {}", tick(address));
                found.error(flag, message).label(mode, "");
            }
        }
    },
};

/// A kubelet flag that the pool has, or else all nodes, and where.
fn given<'s>(spec: &'s Spec, at: &Pointer, pool: &'s AgentPoolProfile, name: &str) -> Option<(Pointer, &'s str)> {
    let own = pool.kubernetes_config.as_deref().map(|config| (at.key("kubernetesConfig"), config));
    let all = (Pointer::from(Spec::KUBERNETES), spec.kubernetes());
    own.into_iter().chain([all]).find_map(|(at, config)| {
        let is_it = |flag: &&String| flag.replace('_', "-") == name;
        let (flag, value) = config.kubelet_config.iter().find(|(flag, _)| is_it(flag))?;
        Some((at.key("kubeletConfig").key(flag), value.as_str()))
    })
}

use ipnet::IpNet;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Docker's bridge, where there is a Docker.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "docker-bridge",
    why: "Docker takes the address and the range of its bridge from this field, `172.17.0.1/16` unless it is written.",
    fix: "write the bridge's address and its prefix length, `172.17.0.1/16`, or leave it off",
    about: &["orchestratorProfile.kubernetesConfig.dockerBridgeSubnet"],
    check: |spec, found| {
        let bridge = spec.kubernetes().docker_bridge_subnet.as_deref().unwrap_or_default();
        if !bridge.is_empty() && bridge.parse::<IpNet>().is_err() {
            let at = Pointer::from(Spec::KUBERNETES).key("dockerBridgeSubnet");
            found.error(at, format!("{} is no address range", tick(bridge)));
        }
    },
};

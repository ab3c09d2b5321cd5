use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// The way out, and what goes with it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "outbound-type",
    why: "Machines have no way out but the one that is asked for: Azure's default outbound access is retired, and slipway makes \
          nothing that relies on it.",
    fix: "leave `outboundType` off: machines go out by the outbound rules of the load balancer",
    about: &["orchestratorProfile.kubernetesConfig.outboundType", "featureFlags.blockOutboundInternet", "orchestratorProfile.kubernetesConfig.loadBalancerOutboundIPs", "orchestratorProfile.kubernetesConfig.cloudProviderDisableOutboundSNAT"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        let outbound = spec.outbound();
        if !names::OUTBOUND_TYPES.contains(&outbound) {
            let message = format!("{} is no way out of the network", tick(outbound));
            found.error(at("outboundType"), message).help(instead_of(outbound, names::OUTBOUND_TYPES));
            return;
        }
        // With a KMS it is an error, which `key-vault-kms` has.
        if outbound == "none" && config.enable_encryption_with_external_kms != Some(true) {
            let is_written = config.outbound_type.as_deref().is_some_and(|word| !word.is_empty());
            let place = if is_written { at("outboundType") } else { "/properties/featureFlags/blockOutboundInternet".into() };
            let message = "machines reach neither Azure's API nor a registry or a package source outside the network";
            found.warning(place, message).help(
                "put mirrors inside the network and do without load balancers and disks of Kubernetes, or choose a way out in \
                 `outboundType`",
            );
        }
        let says = format!("the way out is `{outbound}`");
        let has_addresses = matches!(outbound, "loadBalancer" | "managedNATGateway");
        if config.load_balancer_outbound_ips.is_some() && !has_addresses {
            let finding = found.warning(at("loadBalancerOutboundIPs"), "there are no outbound addresses to count");
            finding.label(at("outboundType"), says.clone()).help("leave `loadBalancerOutboundIPs` off");
        }
        if outbound == "none" && config.cloud_provider_disable_outbound_snat == Some(false) {
            let message = "with outbound SNAT on, the first public service opens a way out to all nodes behind it";
            let finding = found.error(at("cloudProviderDisableOutboundSNAT"), message);
            finding.label(at("outboundType"), says).help("leave `cloudProviderDisableOutboundSNAT` off: it is true then");
        }
    },
};

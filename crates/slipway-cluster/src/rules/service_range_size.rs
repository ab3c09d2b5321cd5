//! `service-range-size`

use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;

/// Host bits of the largest range while the API server keeps a bitmap of it.
const MOST_BITS: u8 = 20;
/// The first minor whose API server keeps none (kube-apiserver's `validateClusterIPFlags`, gate `DisableAllocatorDualWrite`).
const NO_BITMAP_SINCE: u64 = 34;
/// Host bits of the smallest range.
const LEAST_BITS: u8 = 3;

pub(super) static SERVICE_RANGE_SIZE: Rule<Asked> = Rule {
    id: "service-range-size",
    why: "The API server does not start with a range of services that is too large for its bookkeeping, or that has no room beside \
          its own address and that of the cluster DNS.",
    fix: "use a range such as 10.0.0.0/16",
    about: &["orchestratorProfile.kubernetesConfig.serviceCidr"],
    check: |asked, findings| {
        let at = Pointer::from(Spec::KUBERNETES).key("serviceCidr");
        let minor = asked.release.version.minor;
        for range in asked.plan.services.iter().flatten() {
            let bits = range.max_prefix_len() - range.prefix_len();
            if bits > MOST_BITS && minor < NO_BITMAP_SINCE {
                let prefix = range.max_prefix_len() - MOST_BITS;
                let message = format!(
                    "the services' range {range} is too large: Kubernetes {} takes a /{prefix} at most",
                    asked.release.minor
                );
                findings.error(at.clone(), message).help(format!("use a /{prefix} or a smaller range"));
            } else if bits < LEAST_BITS {
                let message = format!("the services' range {range} holds {} addresses; 8 are the least", 1_u32 << bits);
                findings.error(at.clone(), message);
            }
        }
    },
};

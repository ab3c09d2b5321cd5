use crate::quote::tick;
use crate::resource_id::ResourceId;
use crate::rule::Rule;
use crate::spec::Spec;

/// Load balancers of the user's that a pool stands behind.
///
/// The cloud provider leaves out nodes that are behind another balancer: cloud-provider-azure, isBackendPoolOnSameLB.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "backend-pools",
    why: "A machine can stand behind one public load balancer only. One that joins a pool of the user's is not behind the agents' \
          balancer, so its way out is the other's, and the cloud provider leaves it out of the balancers of services.",
    fix: "write `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/loadBalancers/NAME/backendAddressPools/NAME`, or \
          leave the entry off",
    about: &["agentPoolProfiles[].loadBalancerBackendAddressPoolIDs"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let at = at.key("loadBalancerBackendAddressPoolIDs");
            for (index, id) in pool.load_balancer_backend_address_pool_ids.iter().enumerate() {
                if id.trim().is_empty() {
                    found.error(at.index(index), "the id of a backend pool is empty");
                } else if ResourceId::parse(id, BACKEND_POOL).is_err() {
                    let message = format!("{} is no id of a backend pool", tick(id));
                    found.error(at.index(index), message);
                }
            }
            if !pool.load_balancer_backend_address_pool_ids.is_empty() && spec.outbound() == "loadBalancer" {
                let message = "these machines go out by the load balancer that they join, not by the agents'";
                let finding = found.warning(at, message);
                finding.help("see that it is a public one with an outbound rule for them, or choose another `outboundType`");
            }
        }
    },
};

const BACKEND_POOL: [&str; 3] = ["Microsoft.Network", "loadBalancers", "backendAddressPools"];

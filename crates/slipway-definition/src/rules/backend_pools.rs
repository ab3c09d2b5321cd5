use crate::quote::tick;
use crate::resource_id::ResourceId;
use crate::rule::Rule;
use crate::spec::Spec;

/// Further load balancers of a pool.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "backend-pools",
    why: "Each entry is the resource id of a load balancer's backend pool that the machines join.",
    fix: "write `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/loadBalancers/NAME/backendAddressPools/NAME`, or \
          leave the entry off",
    about: &["agentPoolProfiles[].loadBalancerBackendAddressPoolIDs"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let at = at.key("loadBalancerBackendAddressPoolIDs");
            for (index, id) in pool.load_balancer_backend_address_pool_ids.iter().enumerate() {
                if id.trim().is_empty() {
                    found.error(at.index(index), "the id of a backend pool is empty");
                } else if !id.starts_with('[') && ResourceId::parse(id, BACKEND_POOL).is_err() {
                    // An expression of the template starts with `[`.
                    found.warning(at.index(index), format!("{} is no id of a backend pool", tick(id)));
                }
            }
        }
    },
};

const BACKEND_POOL: [&str; 3] = ["Microsoft.Network", "loadBalancers", "backendAddressPools"];

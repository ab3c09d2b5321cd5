use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Places without a subnet that are named; of more, the number.
const NAMED: usize = 8;

/// All machines stand in the network of the user's, or none.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vnet-all",
    why: "The template makes a network for all machines or for none of them.",
    fix: "give the masters and every pool a `vnetSubnetID`, or none of them",
    about: &["masterProfile.vnetSubnetID", "agentPoolProfiles[].vnetSubnetID"],
    check: |spec, found| {
        let master = spec.master().map(|master| (Pointer::from(Spec::MASTER), master.vnet_subnet_id.as_deref()));
        let pools = spec.each_pool().map(|(at, pool)| (at, pool.vnet_subnet_id.as_deref()));
        let each = master.into_iter().chain(pools).map(|(at, id)| (at.key("vnetSubnetID"), id.unwrap_or_default()));
        let (with, without): (Vec<_>, Vec<_>) = each.partition(|(_, id)| !id.is_empty());
        let (Some((given, _)), Some((first, _))) = (with.first(), without.first()) else { return };
        let total = with.len() + without.len();
        let message = format!("`vnetSubnetID` is given for {} of {total}: the masters and the pools", with.len());
        let finding = found.error(first.clone(), message).say("not given");
        for (at, _) in without.iter().take(NAMED).skip(1) {
            finding.label(at.clone(), "not given");
        }
        finding.label(given.clone(), "given");
    },
};

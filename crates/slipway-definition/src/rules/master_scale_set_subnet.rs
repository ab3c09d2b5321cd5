use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{MasterProfile, Placement, Spec};

/// Networks of masters in a scale set, and fields that only they have.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-scale-set-subnet",
    why: "Masters in a scale set have a subnet for themselves, which begins where the network does. Their addresses are static: the \
          fifth of `vnetCidr` and those after it, with Azure CNI each followed by those of the master's pods.",
    fix: "with masters in a scale set and `vnetSubnetID`, write `agentVnetSubnetID` and `vnetCidr`, and no \
          `firstConsecutiveStaticIP`",
    about: &[
        "masterProfile.agentVnetSubnetID",
        "masterProfile.firstConsecutiveStaticIP",
        "masterProfile.vnetCidr",
        "masterProfile.agentSubnet",
    ],
    check: |spec, found| {
        let Some(master) = spec.master() else { return };
        let at = |key| Pointer::from(Spec::MASTER).key(key);
        let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        match Placement::of_master(master) {
            Some(Placement::ScaleSet) if given(&master.vnet_subnet_id) => {
                if !given(&master.agent_vnet_subnet_id) {
                    found
                        .error(at("agentVnetSubnetID"), "masters in a scale set leave agents no subnet")
                        .say("`agentVnetSubnetID` is missing")
                        .label(at("vnetSubnetID"), "this one is the masters' alone")
                        .help("add `masterProfile.agentVnetSubnetID`, the id of the agents' subnet");
                }
                if given(&master.first_consecutive_static_ip) {
                    found
                        .error(at("firstConsecutiveStaticIP"), "the address of masters in a scale set follows from `vnetCidr`")
                        .label(at("availabilityProfile"), "")
                        .help("remove `firstConsecutiveStaticIP`, and give the masters the subnet at the start of `vnetCidr`");
                }
                if !given(&master.vnet_cidr) {
                    found
                        .error(at("vnetCidr"), "the address of masters in a scale set follows from `vnetCidr`, which is missing")
                        .label(at("vnetSubnetID"), "the masters' subnet")
                        .help("add `masterProfile.vnetCidr`, the network's address space, at whose start the masters' subnet is");
                }
                if given(&master.agent_subnet) {
                    found
                        .warning(at("agentSubnet"), "`agentSubnet` has no effect")
                        .say("the subnets exist already")
                        .help("remove it: `agentVnetSubnetID` names the agents' subnet");
                }
            }
            Some(Placement::AvailabilitySet) => {
                for key in only_scale_sets(master) {
                    found
                        .warning(at(key), format!("`{key}` has no effect"))
                        .say("only masters in a scale set have it")
                        .help("remove it: agents take the `vnetSubnetID` of their pool");
                }
            }
            _ => {}
        }
    },
};

fn only_scale_sets(master: &MasterProfile) -> impl Iterator<Item = &'static str> {
    let fields = [("agentVnetSubnetID", &master.agent_vnet_subnet_id), ("agentSubnet", &master.agent_subnet)];
    fields.into_iter().filter(|(_, text)| text.as_deref().is_some_and(|text| !text.is_empty())).map(|(key, _)| key)
}

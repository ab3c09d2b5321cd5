use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{MasterProfile, Placement, Spec};

/// Networks of masters in a scale set, and fields that only they have.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-scale-set-subnet",
    why: "Masters in a scale set share their subnet with nobody, since Azure chooses their addresses in it: agents need one of \
          their own, and no first address can be asked for.",
    fix: "with masters in a scale set and `vnetSubnetID`, write `agentVnetSubnetID` and no `firstConsecutiveStaticIP`",
    about: &[
        "masterProfile.agentVnetSubnetID",
        "masterProfile.firstConsecutiveStaticIP",
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
                        .error(at("firstConsecutiveStaticIP"), "masters in a scale set have no static addresses")
                        .label(at("availabilityProfile"), "")
                        .help("remove `firstConsecutiveStaticIP`");
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

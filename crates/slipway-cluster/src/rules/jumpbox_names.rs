//! `jumpbox-names`

use slipway_definition::{Pointer, Rule, Spec, quote};

use crate::{Availability, Cluster, Machines};

pub(super) static JUMPBOX_NAMES: Rule<Cluster> = Rule {
    id: "jumpbox-names",
    why: "The jumpbox's interface, address and security group are called by its name; two resources of one kind and name in a \
          resource group are one.",
    fix: "choose another `jumpboxProfile.name`",
    about: &["orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.name"],
    check: |cluster, found| {
        let Some(jumpbox) = &cluster.jumpbox else { return };
        let at = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile").key("name");
        let name = &jumpbox.name;
        let taken = if cluster.each_machines().any(|machines| is_one_of(machines, name)) {
            "the name of a machine of the cluster"
        } else if cluster.network.security_group.eq_ignore_ascii_case(&format!("{name}-nsg")) {
            "a name of which the cluster's security group has `-nsg` more"
        } else {
            return;
        };
        found.error(at, format!("{} is {taken}", quote::tick(name)));
    },
};

/// Whether it is the prefix of the machines' names and a number. All numbers are taken: pools grow.
fn is_one_of(machines: &Machines, name: &str) -> bool {
    let is_named = !matches!(machines.availability, Availability::ScaleSet { .. });
    // Azure compares names without case. What cannot be cut here is no plain name and has a finding of its own.
    let Some((start, number)) = name.split_at_checked(machines.vm_prefix.len()) else { return false };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_named && is_number && start.eq_ignore_ascii_case(&machines.vm_prefix)
}

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Where masters stand in a network of the user's. Those in a scale set have a rule of their own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vnet-masters",
    why: "Masters in an availability set have static addresses, and which of them are free in a network that exists already is \
          nothing that the definition says.",
    fix: "write a free address of the masters' subnet; those after it are the other masters', the tenth the internal balancer's",
    about: &["masterProfile.firstConsecutiveStaticIP"],
    check: |spec, found| {
        let Some(master) = spec.master().filter(|_| !spec.has_scale_set_masters()) else { return };
        let is_empty = |text: &Option<String>| text.as_deref().unwrap_or_default().is_empty();
        if !is_empty(&master.vnet_subnet_id) && is_empty(&master.first_consecutive_static_ip) {
            let at = Pointer::from(Spec::MASTER);
            let message = "`firstConsecutiveStaticIP` is missing: the masters stand in a network that exists already";
            let finding = found.error(at.key("firstConsecutiveStaticIP"), message);
            finding.label(at.key("vnetSubnetID"), "the masters' subnet");
        }
    },
};

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

const SIZES: [i64; 2] = [1500, 3900];

/// The largest packet of the first network interface.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "eth0-mtu",
    why: "Azure's network carries packets of 1,500 or 3,900 bytes; kubenet sets the size of its own bridge and does not follow.",
    fix: "use 1500 or 3900, or leave `eth0MTU` off",
    about: &["linuxProfile.eth0MTU"],
    check: |spec, found| {
        let Some(size) = spec.linux().eth0_mtu.filter(|size| *size != 0) else { return };
        let at = Pointer::from(Spec::LINUX).key("eth0MTU");
        if !SIZES.contains(&size) {
            found.error(at, format!("packets cannot be {size} bytes long"));
        } else if spec.network().0 == "kubenet" {
            let config = Pointer::from(Spec::KUBERNETES);
            let key = if spec.kubernetes().network_plugin.is_some() { "networkPlugin" } else { "networkPolicy" };
            let finding = found.error(at, "`eth0MTU` does not go with kubenet");
            finding.label(config.key(key), "kubenet is asked for here").help("leave `eth0MTU` off");
        }
    },
};

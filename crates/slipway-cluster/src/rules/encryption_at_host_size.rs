//! `encryption-at-host-size`

use slipway_definition::{Pointer, Rule, Spec, quote};

use crate::Asked;

pub(super) static ENCRYPTION_AT_HOST_SIZE: Rule<Asked> = Rule {
    id: "encryption-at-host-size",
    why: "The hosts of older series cannot encrypt, and Azure refuses the machine. The subscription needs the feature \
          `Microsoft.Compute/EncryptionAtHost` as well, which `az feature register` gives it.",
    fix: "use a size that can, such as `Standard_D2s_v5`, or remove `encryptionAtHost`",
    about: &[
        "masterProfile.encryptionAtHost",
        "agentPoolProfiles[].encryptionAtHost",
        "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.encryptionAtHost",
    ],
    check: |asked, found| {
        let Ok(series) = asked.catalog.series() else { return };
        let machines = asked.spec.each_machines();
        let machines = machines.filter(|(_, machines)| machines.encryption_at_host == Some(true));
        let machines = machines.map(|(at, machines)| (at.key("encryptionAtHost"), at.key("vmSize"), machines.vm_size));
        let at = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile");
        let jumpbox = asked.spec.jumpbox().filter(|_| asked.spec.jumpbox_encrypts_at_host());
        let jumpbox = jumpbox.map(|jumpbox| {
            // Without a word of its own, the jumpbox is as the masters are.
            let own = jumpbox.encryption_at_host.map(|_| at.clone());
            let wanted = own.unwrap_or_else(|| Pointer::from(Spec::MASTER)).key("encryptionAtHost");
            (wanted, at.key("vmSize"), jumpbox.vm_size.as_deref())
        });
        for (wanted, at, size) in machines.chain(jumpbox) {
            let size = size.unwrap_or_default();
            if series.encryption_at_host.has(size) == Some(false) {
                let message = format!("hosts of {} encrypt nothing", quote::tick(size));
                found.error(wanted, message).label(at, "");
            }
        }
    },
};

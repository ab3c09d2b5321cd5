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
        let machines = machines.map(|(at, machines)| (at, machines.encryption_at_host, machines.vm_size));
        let at = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile");
        let jumpbox = asked.spec.jumpbox();
        let jumpbox = jumpbox.map(|jumpbox| (at, jumpbox.encryption_at_host, jumpbox.vm_size.as_deref()));
        for (at, _, size) in machines.chain(jumpbox).filter(|(_, wanted, _)| *wanted == Some(true)) {
            let size = size.unwrap_or_default();
            if series.encryption_at_host.has(size) == Some(false) {
                let message = format!("hosts of {} encrypt nothing", quote::tick(size));
                found.error(at.key("encryptionAtHost"), message).label(at.key("vmSize"), "");
            }
        }
    },
};

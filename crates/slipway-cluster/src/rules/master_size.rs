//! `master-size`

use slipway_definition::{Rule, Spec, quote};

use crate::Asked;

/// What kubeadm asks of a control plane's machine is 2 processors and 1,700 MB (kubernetes.io, "Installing kubeadm"); etcd, the
/// addons that run on masters and the system itself need as much again.
const LEAST: (u32, f64) = (2, 3.5);

pub(super) static MASTER_SIZE: Rule<Asked> = Rule {
    id: "master-size",
    why: "A master runs etcd, the API server, the controllers and the addons of the control plane. With too little of either, etcd loses \
          its leader and the API server is killed for memory.",
    fix: "use a size with at least 2 processors and 4 GiB, `Standard_D2s_v5`",
    about: &["masterProfile.vmSize"],
    check: |asked, found| {
        let name = asked.spec.master().and_then(|master| master.vm_size.as_deref()).unwrap_or_default();
        let Some(size) = asked.sizes.get(name) else { return };
        let (cores, memory) = LEAST;
        if size.vcpus < cores || size.memory_gb < memory {
            let plural = if size.vcpus == 1 { "processor" } else { "processors" };
            let message = format!(
                "{} has {} {plural} and {} GiB; a master needs {cores} and {memory} GiB",
                quote::tick(name),
                size.vcpus,
                size.memory_gb
            );
            found.warning(slipway_definition::Pointer::from(Spec::MASTER).key("vmSize"), message);
        }
    },
};

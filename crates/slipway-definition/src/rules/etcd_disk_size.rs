use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The data disk of etcd.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "etcd-disk-size",
    why: "The size is a text for historic reasons; the Go tools pass on any text, and the deployment fails.",
    fix: "write the number of GB, 1 to 32767, in quotes: `\"256\"`",
    about: &["orchestratorProfile.kubernetesConfig.etcdDiskSizeGB"],
    check: |spec, found| {
        let size = spec.kubernetes().etcd_disk_size_gb.as_deref().unwrap_or_default();
        let gigabytes = size.bytes().all(|byte| byte.is_ascii_digit()).then(|| size.parse().ok()).flatten();
        if !size.is_empty() && !gigabytes.is_some_and(|size: u32| (1..=32767).contains(&size)) {
            let at = "/properties/orchestratorProfile/kubernetesConfig/etcdDiskSizeGB";
            found.error(at, format!("{} is no size of a disk in GB", tick(size)));
        }
    },
};

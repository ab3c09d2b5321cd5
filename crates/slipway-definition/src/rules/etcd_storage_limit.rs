use crate::rule::Rule;
use crate::spec::Spec;

/// The quota of etcd.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "etcd-storage-limit",
    why: "etcd stops writing at its quota: below 2 GB that comes soon; above 8 GB recovery takes long.",
    fix: "use 2 to 8",
    about: &["orchestratorProfile.kubernetesConfig.etcdStorageLimitGB"],
    check: |spec, found| {
        let at = "/properties/orchestratorProfile/kubernetesConfig/etcdStorageLimitGB";
        match spec.kubernetes().etcd_storage_limit_gb {
            None | Some(0 | 2..=8) => {}
            Some(limit @ 9..=1024) => {
                found.warning(at, format!("{limit} GB are more than etcd advises"));
            }
            Some(limit) => {
                found.error(at, format!("etcd cannot work with {limit} GB"));
            }
        }
    },
};

use crate::rule::Rule;
use crate::spec::Spec;

/// The control plane, or the jumpbox, has this name already.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-name-reserved",
    why: "The control plane's machines are named `k8s-master-<id>-N`, and its files lie in `machines/master`; those of a jumpbox lie \
          in `machines/jumpbox`. A pool of such a name would collide with them.",
    fix: "choose another name",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            if pool.name.as_deref() == Some("master") {
                found.error(at.key("name"), "a pool cannot be named `master`");
            }
            if pool.name.as_deref() == Some("jumpbox") && spec.jumpbox().is_some() {
                let finding = found.error(at.key("name"), "a pool cannot be named `jumpbox` where there is one");
                finding.label(crate::Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile"), "");
            }
        }
    },
};

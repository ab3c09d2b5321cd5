use crate::rule::Rule;
use crate::spec::Spec;

/// etcd runs on the masters and needs an odd number of them.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "master-count",
    why: "etcd keeps its data while more than half of its members run: an even number adds a machine and no safety.",
    fix: "use 1 master, or 3, or 5",
    about: &["masterProfile.count"],
    check: |spec, found| {
        let Some(master) = spec.master() else { return };
        let at = "/properties/masterProfile/count";
        match master.count {
            Some(1 | 3 | 5) => {}
            None => {
                found.error(at, "`masterProfile.count` is missing");
            }
            Some(count) => {
                found.error(at, format!("a cluster cannot have {count} masters"));
            }
        }
    },
};

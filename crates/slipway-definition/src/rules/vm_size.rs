use crate::rule::Rule;
use crate::spec::Spec;

/// Machines have a size.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vm-size",
    why: "Processor, memory and disks follow from the size; there is no size that suits everyone.",
    fix: "write an Azure size, `Standard_D2s_v5`",
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let at = at.key("vmSize");
            if machines.vm_size.is_none_or(str::is_empty) {
                found.error(at.clone(), format!("`{at}` is missing"));
            }
        }
    },
};

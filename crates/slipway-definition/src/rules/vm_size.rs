use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Machines have a size.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "vm-size",
    why: "Processor, memory and disks follow from the size; there is no size that suits everyone.",
    fix: "write an Azure size, `Standard_D2s_v5`",
    about: &["masterProfile.vmSize", "agentPoolProfiles[].vmSize"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            let at = at.key("vmSize");
            match machines.vm_size.unwrap_or_default() {
                "" => {
                    found.error(at.clone(), format!("`{at}` is missing"));
                }
                size if !is_name(size) => {
                    found.error(at, format!("{} is no machine size", tick(size)));
                }
                _ => {}
            }
        }
    },
};

/// Whether Azure could name a size so: the name goes into the template.
fn is_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

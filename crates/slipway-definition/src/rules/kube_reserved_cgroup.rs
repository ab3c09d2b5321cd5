use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The slice of kubelet and container runtime.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "kube-reserved-cgroup",
    why: "The name becomes that of a unit, `<name>.slice`; in it, systemd reads `-` as a step into another slice.",
    fix: "write a name of letters, digits, `_` and `.`, such as `kubereserved`",
    about: &["orchestratorProfile.kubernetesConfig.kubeReservedCgroup"],
    check: |spec, found| {
        let name = spec.kubernetes().kube_reserved_cgroup.as_deref().unwrap_or_default();
        let at = Pointer::from(Spec::KUBERNETES).key("kubeReservedCgroup");
        if name.is_empty() {
            return;
        }
        let odd_dashes = name.starts_with('-') || name.ends_with('-') || name.contains("--");
        if !is_word(name, 1..=200, b"-_.:") || name.starts_with('.') || odd_dashes {
            found.error(at, format!("{} is no name of a slice", tick(name)));
        } else if let Some(stem) = name.strip_suffix(".slice") {
            let finding = found.error(at, format!("the unit would be `{name}.slice`"));
            finding.help(format!("write the name without the ending: {}", tick(stem)));
        } else if matches!(name, "system" | "user" | "machine" | "kubepods" | "kubepods-burstable" | "kubepods-besteffort") {
            let finding = found.error(at, format!("`{name}.slice` is there already"));
            finding.help("choose another name, such as `kubereserved`");
        }
    },
};

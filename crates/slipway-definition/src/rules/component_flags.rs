use std::collections::BTreeMap;

use super::syntax::{has_control, is_word};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::{Findings, Rule};
use crate::spec::{KubernetesConfig, Spec};

/// Flags of components are flags, one line each.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-flags",
    why: "Each entry becomes `<key>=<value>` on the command line of the component.",
    fix: "write `\"--name\": \"value\"`, on one line",
    about: &["orchestratorProfile.kubernetesConfig.kubeletConfig", "orchestratorProfile.kubernetesConfig.apiServerConfig", "orchestratorProfile.kubernetesConfig.controllerManagerConfig", "orchestratorProfile.kubernetesConfig.schedulerConfig", "orchestratorProfile.kubernetesConfig.cloudControllerManagerConfig", "masterProfile.kubernetesConfig", "agentPoolProfiles[].kubernetesConfig"],
    check: |spec, found| {
        maps(&Pointer::from(Spec::KUBERNETES), Some(spec.kubernetes()), found);
        for (at, machines) in spec.each_machines() {
            maps(&at.key("kubernetesConfig"), machines.kubernetes_config, found);
        }
    },
};

fn maps(at: &Pointer, config: Option<&KubernetesConfig>, found: &mut Findings<'_>) {
    let Some(config) = config else { return };
    flags(at.key("kubeletConfig"), &config.kubelet_config, found);
    flags(at.key("apiServerConfig"), &config.api_server_config, found);
    flags(at.key("controllerManagerConfig"), &config.controller_manager_config, found);
    flags(at.key("cloudControllerManagerConfig"), &config.cloud_controller_manager_config, found);
    flags(at.key("schedulerConfig"), &config.scheduler_config, found);
}

#[allow(clippy::needless_pass_by_value, reason = "callers make the pointer for this call")]
fn flags(at: Pointer, flags: &BTreeMap<String, String>, found: &mut Findings<'_>) {
    for (flag, value) in flags {
        let at = at.key(flag);
        match flag.strip_prefix("--") {
            Some(name) if is_word(name, 1..=128, b"-_.") && !name.starts_with('-') => {}
            Some(_) => {
                found.error(Place::Key(at.clone()), format!("{} is no flag", tick(flag)));
            }
            None => {
                let finding = found.error(Place::Key(at.clone()), format!("{} is no flag", tick(flag)));
                finding.help(format!("did you mean {}?", tick(&format!("--{}", flag.trim_start_matches('-')))));
            }
        }
        if has_control(value) {
            let message = format!("the value of {} holds a line break or another control character", tick(flag));
            found.error(at, message);
        }
    }
}

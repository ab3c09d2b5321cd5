use std::collections::{BTreeMap, BTreeSet};

use super::syntax::{has_control, is_word};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::{KubernetesConfig, MAX_FLAGS, Spec, flags_fit};

/// Flags of components are flags, one line each.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-flags",
    why: "Each entry becomes `<key>=<value>` on the command line of the component.",
    fix: "write `\"--name\": \"value\"`, on one line",
    about: &["orchestratorProfile.kubernetesConfig.kubeletConfig", "orchestratorProfile.kubernetesConfig.apiServerConfig", "orchestratorProfile.kubernetesConfig.controllerManagerConfig", "orchestratorProfile.kubernetesConfig.schedulerConfig", "orchestratorProfile.kubernetesConfig.cloudControllerManagerConfig", "masterProfile.kubernetesConfig", "agentPoolProfiles[].kubernetesConfig"],
    check: |spec, found| {
        each_map(spec, |at, flags| {
            if !flags_fit(flags) {
                let message = format!("the flags in `{at}` are longer than {MAX_FLAGS} bytes together");
                let finding = found.error(at, message);
                finding.help("keep those that the cluster needs: a machine is given less than 64 kB in all");
            }
        });
        let mut twice = BTreeSet::new();
        each_flag(spec, |at, flag, value| {
            let key = || Place::Key(at.clone());
            match flag.strip_prefix("--") {
                Some(name) if is_word(name, 1..=128, b"-_.") && !name.starts_with('-') => {
                    // Kubernetes takes `_` for `-`, so both are one flag.
                    if !twice.insert(at.as_str().replace('_', "-")) {
                        let finding = found.error(key(), format!("{} is given twice", tick(&flag.replace('_', "-"))));
                        finding.help("keep one of the two: `_` and `-` mean the same in a flag");
                    }
                }
                Some(_) => {
                    found.error(key(), format!("{} is no flag", tick(flag)));
                }
                None => {
                    let finding = found.error(key(), format!("{} is no flag", tick(flag)));
                    finding.help(format!("did you mean {}?", tick(&format!("--{}", flag.trim_start_matches('-')))));
                }
            }
            if has_control(value) {
                let message = format!("the value of {} holds a line break or another control character", tick(flag));
                found.error(at, message);
            }
        });
    },
};

/// Every flag that the definition gives to a component: its place, itself, and its value. Flags beyond [`MAX_FLAGS`] are
/// left out: that they are too many is all there is to say of them.
pub(super) fn each_flag(spec: &Spec, mut tell: impl FnMut(Pointer, &str, &str)) {
    each_map(spec, |at, flags| {
        if flags_fit(flags) {
            for (flag, value) in flags {
                tell(at.key(flag), flag, value);
            }
        }
    });
}

/// All flags of each component.
fn each_map(spec: &Spec, mut tell: impl FnMut(Pointer, &BTreeMap<String, String>)) {
    let mut maps = |at: &Pointer, config: &KubernetesConfig| {
        for (field, flags) in [
            ("kubeletConfig", &config.kubelet_config),
            ("apiServerConfig", &config.api_server_config),
            ("controllerManagerConfig", &config.controller_manager_config),
            ("cloudControllerManagerConfig", &config.cloud_controller_manager_config),
            ("schedulerConfig", &config.scheduler_config),
        ] {
            tell(at.key(field), flags);
        }
    };
    maps(&Pointer::from(Spec::KUBERNETES), spec.kubernetes());
    for (at, machines) in spec.each_machines() {
        if let Some(config) = machines.kubernetes_config {
            maps(&at.key("kubernetesConfig"), config);
        }
    }
}

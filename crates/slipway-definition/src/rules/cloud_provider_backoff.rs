use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// How the cloud provider pauses before it tries again.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "cloud-provider-backoff",
    why: "Mode v2, the default, pauses as long as Azure's answers say; only v1 computes pauses from an exponent and a jitter.",
    fix: "leave `cloudProviderBackoffMode`, `cloudProviderBackoffExponent` and `cloudProviderBackoffJitter` off",
    about: &["orchestratorProfile.kubernetesConfig.cloudProviderBackoffMode", "orchestratorProfile.kubernetesConfig.cloudProviderBackoffExponent", "orchestratorProfile.kubernetesConfig.cloudProviderBackoffJitter"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let mode = config.cloud_provider_backoff_mode.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        if !matches!(mode, "" | "v1" | "v2") {
            let message = format!("{} is no mode of the cloud provider's backoff", tick(mode));
            found.error(at("cloudProviderBackoffMode"), message).help("write `v2`, or `v1` for the older way");
            return;
        }
        for (key, number) in [
            ("cloudProviderBackoffExponent", config.cloud_provider_backoff_exponent),
            ("cloudProviderBackoffJitter", config.cloud_provider_backoff_jitter),
        ] {
            let Some(number) = number.filter(|number| *number != 0.0) else { continue };
            if !(0.0..=1e6).contains(&number) {
                let finding = found.error(at(key), format!("`{key}` cannot be {number}"));
                finding.help("use a small number above 0, or leave it off");
            } else if mode != "v1" {
                let finding = found.warning(at(key), format!("`{key}` says something in mode `v1` only"));
                if mode == "v2" {
                    finding.label(at("cloudProviderBackoffMode"), "the mode");
                }
                finding.help(format!("leave `{key}` off: the mode is `v2`"));
            }
        }
    },
};

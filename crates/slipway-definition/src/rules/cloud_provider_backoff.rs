use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// How the cloud provider pauses before it tries again.
///
/// The modes were the in-tree provider's; cloud-provider-azure (pkg/provider/config) reads the numbers alone.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "cloud-provider-backoff",
    why: "The cloud provider multiplies each pause by the exponent and adds a random share, the jitter. The modes v1 and v2 were \
          the older provider's, and say nothing to the one of today.",
    fix: "leave `cloudProviderBackoffMode`, `cloudProviderBackoffExponent` and `cloudProviderBackoffJitter` off",
    about: &["orchestratorProfile.kubernetesConfig.cloudProviderBackoffMode", "orchestratorProfile.kubernetesConfig.cloudProviderBackoffExponent", "orchestratorProfile.kubernetesConfig.cloudProviderBackoffJitter"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let mode = config.cloud_provider_backoff_mode.as_deref().unwrap_or_default();
        let at = |key| Pointer::from(Spec::KUBERNETES).key(key);
        if !matches!(mode, "" | "v1" | "v2") {
            let message = format!("{} is no mode of the cloud provider's backoff", tick(mode));
            found.error(at("cloudProviderBackoffMode"), message).help("leave it off: the cloud provider has one mode");
        }
        for (key, number) in [
            ("cloudProviderBackoffExponent", config.cloud_provider_backoff_exponent),
            ("cloudProviderBackoffJitter", config.cloud_provider_backoff_jitter),
        ] {
            if let Some(number) = number.filter(|number| !(0.0..=1e6).contains(number)) {
                let finding = found.error(at(key), format!("`{key}` cannot be {number}"));
                finding.help("use a small number above 0, or leave it off");
            }
        }
    },
};

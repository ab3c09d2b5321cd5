use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Counts and rates of the cloud provider.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "cloud-provider",
    why: "The settings go as they are into azure.json, where a negative count or rate has no meaning.",
    fix: "use a number from 0 to 1000000, or leave it off for the default",
    about: &["orchestratorProfile.kubernetesConfig.cloudProviderBackoffRetries", "orchestratorProfile.kubernetesConfig.cloudProviderBackoffDuration", "orchestratorProfile.kubernetesConfig.cloudProviderRateLimitQPS", "orchestratorProfile.kubernetesConfig.cloudProviderRateLimitQPSWrite", "orchestratorProfile.kubernetesConfig.cloudProviderRateLimitBucket", "orchestratorProfile.kubernetesConfig.cloudProviderRateLimitBucketWrite"],
    check: |spec, found| {
        let config = spec.kubernetes();
        #[allow(clippy::cast_precision_loss, reason = "the bound is far below where it matters")]
        let count = |count: Option<i64>| count.map(|count| count as f64);
        for (key, number) in [
            ("cloudProviderBackoffRetries", count(config.cloud_provider_backoff_retries)),
            ("cloudProviderBackoffDuration", count(config.cloud_provider_backoff_duration)),
            ("cloudProviderRateLimitQPS", config.cloud_provider_rate_limit_qps),
            ("cloudProviderRateLimitQPSWrite", config.cloud_provider_rate_limit_qps_write),
            ("cloudProviderRateLimitBucket", count(config.cloud_provider_rate_limit_bucket)),
            ("cloudProviderRateLimitBucketWrite", count(config.cloud_provider_rate_limit_bucket_write)),
        ] {
            if let Some(number) = number.filter(|number| !(0.0..=1e6).contains(number)) {
                found.error(Pointer::from(Spec::KUBERNETES).key(key), format!("`{key}` cannot be {number}"));
            }
        }
    },
};

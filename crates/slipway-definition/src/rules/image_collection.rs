use crate::rule::Rule;
use crate::spec::Spec;

/// When the kubelet deletes images.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "image-collection",
    why: "Deletion begins at the high threshold and stops at the low one, both percent of the disk.",
    fix: "use two percentages, `gclowthreshold` below `gchighthreshold`",
    about: &["orchestratorProfile.kubernetesConfig.gchighthreshold", "orchestratorProfile.kubernetesConfig.gclowthreshold"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let high_at = "/properties/orchestratorProfile/kubernetesConfig/gchighthreshold";
        let low_at = "/properties/orchestratorProfile/kubernetesConfig/gclowthreshold";
        for (at, threshold) in [(high_at, config.gc_high_threshold), (low_at, config.gc_low_threshold)] {
            if let Some(threshold) = threshold.filter(|threshold| !(0..=100).contains(threshold)) {
                found.error(at, format!("{threshold} is no percentage"));
            }
        }
        // 0 means not written, as in the peers; the defaults are 85 and 80.
        let high = config.gc_high_threshold.filter(|high| *high != 0).unwrap_or(85);
        let low = config.gc_low_threshold.filter(|low| *low != 0).unwrap_or(80);
        if low >= high && (0..=100).contains(&low) && (0..=100).contains(&high) {
            let (at, other) = if config.gc_low_threshold.is_some() { (low_at, high_at) } else { (high_at, low_at) };
            let message = format!("images are deleted from {high} % of the disk on, but only down to {low} %");
            found.error(at, message).label(other, "");
        }
    },
};

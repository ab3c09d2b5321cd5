//! What whole series of sizes can do, `catalog/series.toml`.

use serde::Deserialize;

/// Features that Azure gives or not by series.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Series {
    /// The host encrypts disks.
    pub encryption_at_host: Which,
    /// Secure boot and a virtual TPM.
    pub trusted_launch: Which,
    /// Memory that the host cannot read.
    pub confidential: Which,
    /// Spare machines.
    pub spot: Which,
    /// Virtual machines within the machine.
    pub nested_virtualization: Which,
    /// Accelerators.
    gpu: Vec<Gpu>,
}

/// The accelerators of some series.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Gpu {
    series: Vec<String>,
    /// Who makes them, `nvidia`; empty when that is not known.
    pub vendor: String,
    /// The driver's branch and kind in Ubuntu's archive, `580-server-open`, where it can be installed.
    pub driver: Option<String>,
    /// Else why not, a sentence without its end.
    pub why: Option<String>,
}

impl Series {
    /// The accelerator of a size, if it has one.
    pub fn gpu(&self, size: &str) -> Option<&Gpu> {
        let series = series_of(size);
        self.gpu.iter().find(|gpu| gpu.series.iter().any(|pattern| fits(pattern, &series)))
    }
}

/// Which series have a feature.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Which {
    /// Those that have it; they count first.
    #[serde(default)]
    has: Vec<String>,
    /// Those that have not.
    #[serde(default)]
    has_not: Vec<String>,
}

impl Which {
    /// Whether a size has the feature; `None` when that is not known.
    pub fn has(&self, size: &str) -> Option<bool> {
        let series = series_of(size);
        let is_one = |patterns: &[String]| patterns.iter().any(|pattern| fits(pattern, &series));
        if is_one(&self.has) {
            Some(true)
        } else if is_one(&self.has_not) {
            Some(false)
        } else {
            None
        }
    }
}

/// `Standard_E16-4s_v5` is of `es_v5`: lower case, without tier, number and `_Promo`.
fn series_of(size: &str) -> String {
    let size = size.to_ascii_lowercase();
    let name = size.split_once('_').map_or(size.as_str(), |(_, name)| name);
    let name = name.strip_suffix("_promo").unwrap_or(name);
    let (core, words) = name.find('_').map_or((name, ""), |at| name.split_at(at));
    core.chars().filter(char::is_ascii_alphabetic).chain(words.chars()).collect()
}

fn fits(pattern: &str, series: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_suffix('*') {
        Some(start) => series.starts_with(start),
        None => pattern == series,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    #[test]
    fn sizes_belong_to_series() {
        for (size, series) in [
            ("Standard_D2s_v3", "ds_v3"),
            ("standard_e16-4s_v5", "es_v5"),
            ("Standard_NC4as_T4_v3", "ncas_t4_v3"),
            ("Basic_A0", "a"),
            ("Standard_D13_v2_Promo", "d_v2"),
            ("nonsense", "nonsense"),
            ("", ""),
        ] {
            assert_eq!(series_of(size), series, "{size}");
        }
    }

    #[test]
    fn what_has_counts_before_what_has_not() {
        let series = Catalog::builtin().series().expect("a table");
        assert_eq!(series.confidential.has("Standard_DC4as_v5"), Some(true));
        assert_eq!(series.confidential.has("Standard_D4as_v5"), Some(false));
        assert_eq!(series.encryption_at_host.has("Standard_D2_v3"), Some(false));
        assert_eq!(series.encryption_at_host.has("Standard_D2s_v3"), None);
        let driver = |size: &str| series.gpu(size).and_then(|gpu| gpu.driver.as_deref());
        assert_eq!(driver("Standard_NC4as_T4_v3"), Some("580-server"));
        assert_eq!(driver("Standard_ND40rs_v2"), Some("580-server"));
        assert_eq!(driver("Standard_ND96asr_v4"), None);
        let vendor = |size: &str| series.gpu(size).map(|gpu| gpu.vendor.as_str());
        assert_eq!(
            (vendor("Standard_ND96isr_H100_v5"), vendor("Standard_ND96isr_MI300X_v5")),
            (Some("nvidia"), Some("amd"))
        );
        assert_eq!(driver("Standard_NV6ads_A10_v5"), None);
        assert!(
            series.gpu("Standard_NX6s_v9").is_some_and(|gpu| gpu.vendor.is_empty())
                && series.gpu("Standard_D2s_v5").is_none()
        );
    }

    /// A slip in a name would never be noticed.
    #[test]
    fn every_series_has_sizes_or_is_known_to_have_none() {
        let none = [
            "g",
            "h",
            "l",
            "nps",
            "ndasr_v4",
            "ndasr_a100_v4",
            "ndamsr_a100_v4",
            "dces_v5",
            "dceds_v5",
            "eces_v5",
            "eceds_v5",
            "dces_v6",
            "dceds_v6",
            "eces_v6",
            "eceds_v6",
            "h*",
            "nclds_xl_rtxpro6000bse_v6",
            "ncds_xl_rtxpro6000bse_v6",
            "ncads_a10_v4",
            "ndisr_mi300x_v5",
            "ndis_mi300x_v5",
            "nvads_v710_v5",
            "ng*",
            "np*",
        ];
        let catalog = Catalog::builtin();
        let sizes = catalog.sizes().expect("a table");
        let known: Vec<String> = sizes.names().iter().map(|name| series_of(name)).collect();
        let series = catalog.series().expect("a table");
        let features = [
            series.encryption_at_host,
            series.trusted_launch,
            series.confidential,
            series.spot,
            series.nested_virtualization,
        ];
        let gpus = series.gpu.into_iter().map(|gpu| Which { has: gpu.series, has_not: Vec::new() });
        for which in features.into_iter().chain(gpus) {
            for pattern in which.has.iter().chain(&which.has_not) {
                let is_known = known.iter().any(|series| fits(pattern, series));
                let is_none = none.contains(&pattern.to_ascii_lowercase().as_str());
                assert!(is_known != is_none, "{pattern}");
            }
        }
    }
}

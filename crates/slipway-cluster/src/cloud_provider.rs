//! Settings of the Azure cloud provider that are known before deployment.

use std::collections::BTreeMap;

use crate::view::View;
use crate::{Availability, CloudProvider, Machines};

/// Defaults of the peers: backoff of 6 tries from 5 s, a bucket of 1000 calls a pool, a tenth of it a second.
///
/// Masters in a scale set of orchestration mode Flexible are found by `vmss` with `enableVmssFlexNodes` only: without it, a
/// machine that names a scale set is taken for an instance of a Uniform one and, as it is none, for a node that is gone
/// (kubernetes-sigs/cloud-provider-azure, `getVMManagementTypeByNodeName` and `newNonVmssUniformNodesCache` in
/// `pkg/provider/azure_vmss_cache.go`). A scale set without a machine profile is admitted there (`getNodeVmssFlexID`,
/// `ensureVMSSFlexInPool`), as are machines that stand in a zone and in no set, which count as an availability set's.
pub(crate) fn decide(view: &View<'_>, masters: &Machines, pools: &[Machines]) -> CloudProvider {
    let config = view.kubernetes();
    let is_standard = !view.spec.is_azure_stack();
    let pool_count = u32::try_from(pools.len()).unwrap_or(u32::MAX);
    let default_bucket = if pools.is_empty() { 10 } else { pool_count.saturating_mul(1000) };
    let bucket = positive(config.cloud_provider_rate_limit_bucket).unwrap_or(default_bucket);
    let bucket_write = positive(config.cloud_provider_rate_limit_bucket_write).unwrap_or(default_bucket);
    let qps = config.cloud_provider_rate_limit_qps.filter(|qps| *qps > 0.0);
    let qps_write = config.cloud_provider_rate_limit_qps_write.filter(|qps| *qps > 0.0);
    let scale_set = pools.iter().find(|pool| matches!(pool.availability, Availability::ScaleSet { .. }));
    let set = pools.iter().find_map(|pool| match &pool.availability {
        Availability::AvailabilitySet { name, .. } => Some(name.as_str()),
        Availability::Zonal | Availability::FlexibleScaleSet { .. } | Availability::ScaleSet { .. } => None,
    });
    // Where there are no workers, services run on the masters.
    let (masters_set, masters_scale_set) = match &masters.availability {
        Availability::AvailabilitySet { name, .. } => (Some(name.as_str()), None),
        Availability::FlexibleScaleSet { name, .. } => (None, Some(name)),
        Availability::Zonal | Availability::ScaleSet { .. } => (None, None),
    };
    let set = set.or(masters_set.filter(|_| pools.is_empty()));
    let primary_scale_set = scale_set.map(|pool| &pool.vm_prefix).or(masters_scale_set.filter(|_| pools.is_empty()));
    CloudProvider {
        vm_type: if scale_set.is_some() || masters_scale_set.is_some() { "vmss" } else { "standard" }.to_owned(),
        flexible_nodes: masters_scale_set.is_some(),
        primary_scale_set: primary_scale_set.cloned().unwrap_or_default(),
        primary_availability_set: set.unwrap_or_default().to_owned(),
        use_instance_metadata: config.use_instance_metadata.unwrap_or(true),
        backoff: config.cloud_provider_backoff.unwrap_or(true),
        backoff_retries: positive(config.cloud_provider_backoff_retries).unwrap_or(6),
        backoff_duration: positive(config.cloud_provider_backoff_duration).unwrap_or(5),
        backoff_exponent: config.cloud_provider_backoff_exponent.filter(|by| *by > 0.0).unwrap_or(1.5),
        backoff_jitter: config.cloud_provider_backoff_jitter.filter(|share| *share > 0.0).unwrap_or(1.0),
        rate_limit: config.cloud_provider_rate_limit.unwrap_or(true),
        rate_limit_qps: qps.unwrap_or((0.1 * f64::from(bucket)).max(3.0)),
        rate_limit_bucket: bucket,
        rate_limit_qps_write: qps_write.unwrap_or((0.1 * f64::from(bucket_write)).max(1.0)),
        rate_limit_bucket_write: bucket_write,
        certificate_path: signs_in_by_certificate(view)
            .then(|| "/etc/kubernetes/certs/service-principal.pem".to_owned()),
        // Else the rules of the first public service would open a way out that nobody asked for.
        disable_outbound_snat: config
            .cloud_provider_disable_outbound_snat
            .unwrap_or(is_standard && view.spec.outbound() != "loadBalancer"),
        tags: tags(config.tags.as_deref().unwrap_or_default()),
    }
}

fn signs_in_by_certificate(view: &View<'_>) -> bool {
    let certificate = view.service_principal().and_then(|principal| principal.certificate.as_ref());
    !view.spec.uses_managed_identity() && certificate.is_some_and(|text| !text.expose().trim().is_empty())
}

/// `name=value` pairs, joined by commas. What is none has a finding of the definition's own rules.
fn tags(written: &str) -> BTreeMap<String, String> {
    let pairs = written.split(',').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    pairs.filter(|(name, _)| !name.is_empty()).collect()
}

/// A number that says something: zero means unset in the api model.
fn positive(given: Option<i64>) -> Option<u32> {
    given.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)
}

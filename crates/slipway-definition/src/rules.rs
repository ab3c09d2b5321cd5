//! The rules on the definition alone: one file each. Adding one is its file and its name in the table below.

mod distro_words;
mod duration;
mod id_form;
mod quantity;
mod reading;
mod syntax;
mod url;
mod word;

pub(crate) use managed_overlay::{HELP as OVERLAY_HELP, is_key as is_overlay_key};
pub(crate) use syntax::is_dns_name;
pub(crate) use url::{Url, url};

pub use reading::{DUPLICATE_KEY, NO_EFFECT, NOT_MADE_YET, UNKNOWN_KEY, WRONG_TYPE};
pub use syntax::is_guid;

use crate::report::Report;
use crate::rule::{Rule, RuleText};
use crate::spec::Spec;

/// Declares the modules and the table of their `RULE`s, in the order in which they run.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule that [`crate::check`] runs.
        pub static RULES: &[&Rule<Spec>] = &[$(&$module::RULE),+];
    };
}

rules! {
    api_version,
    required,
    location,
    orchestrator_type,
    master_count,
    dns_prefix,
    subject_alt_names,
    master_address,
    agent_subnet,
    route_table,
    no_pools,
    pool_name,
    pool_name_reserved,
    pool_name_unique,
    windows_pool_name,
    pool_leftover,
    pool_count,
    os_type,
    distro_unknown,
    distro_os,
    audit_distro,
    stig_audit,
    vm_size,
    os_disk_size,
    data_disk_sizes,
    disk_caching,
    disk_kind,
    disk_performance,
    storage_profile,
    ephemeral_disks,
    ultra_disks,
    compute_id,
    image_reference,
    custom_files,
    ip_address_count,
    availability_profile,
    availability_mixed,
    master_scale_set_pools,
    master_scale_set_subnet,
    scale_set_only,
    placement_group_size,
    placement_group_zones,
    dedicated_hosts,
    capacity_reservation,
    security_profile,
    node_public_ip,
    accelerated_networking_os,
    availability_zones,
    zones_partial,
    zones_empty,
    zones_fault_domains,
    scale_set_priority,
    eviction_policy,
    spot_max_price,
    spot_pools,
    upgrade_policy,
    upgrade_automatic,
    upgrade_os_image,
    upgrade_health,
    workload_runtime,
    gpu_driver,
    fault_domains,
    node_labels,
    node_labels_reserved,
    tags,
    sysctl,
    admin_username,
    admin_username_reserved,
    ssh_key,
    service_principal,
    guid,
    managed_identity,
    pod_link_local_access,
    key_vault_reference,
    aad_profile,
    oidc_issuer,
    vault_certificates,
    search_domain,
    host_entries,
    custom_dns,
    windows_profile,
    windows_username,
    windows_password,
    windows_runtimes,
    windows_image,
    windows_url,
    network_plugin,
    network_policy,
    network_combination,
    managed_overlay,
    network_mode,
    network_windows,
    ip_family,
    extension_profile,
    extension_unknown,
    extension_machines,
    custom_cloud,
    portal_url,
    custom_cloud_words,
    custom_cloud_endpoints,
    custom_cloud_files,
    azure_stack_placement,
    azure_stack_features,
    certificate_pair,
    certificate_form,
    etcd_peers,
    cidr,
    docker_bridge,
    dns_service_ip,
    source_address_prefix,
    max_pods,
    etcd_disk_size,
    etcd_storage_limit,
    image_collection,
    load_balancer,
    load_balancer_sku,
    outbound_type,
    outbound_network,
    outbound_public_api,
    backend_pools,
    security_rule,
    security_rule_name,
    security_rule_priority,
    security_rule_number,
    security_rule_address,
    security_rule_port,
    subnet_id,
    vnet_all,
    vnet_same,
    vnet_masters,
    jumpbox,
    eth0_mtu,
    kube_proxy_mode,
    kube_proxy_replaced,
    cloud_provider,
    cloud_provider_backoff,
    cloud_provider_tags,
    encryption,
    key_vault_kms,
    container_runtime,
    component_image,
    address_credential,
    download_url,
    azure_cni_version,
    http_proxy,
    trusted_ca,
    registry_mirror,
    package_mirror,
    kube_reserved_cgroup,
    component_flags,
    flag_characters,
    oidc_flags,
    durations,
    addon_mode,
    addon_data_alone,
    addon_pools,
    container_resources,
    container_image,
    component_name,
    component_data,
    key_algorithm,
    certificate_validity,
    certificate_vault,
    bootstrap_token,
}

/// Rules that reading and the check for unsupported fields apply; they have no pass of their own.
pub static READING: &[&RuleText] = &[&UNKNOWN_KEY, &DUPLICATE_KEY, &WRONG_TYPE, &NOT_MADE_YET, &NO_EFFECT];

/// Every rule of this room, for `explain`.
pub fn texts() -> impl Iterator<Item = RuleText> {
    RULES.iter().map(|rule| rule.text()).chain(READING.iter().map(|text| **text))
}

/// Runs every rule. What only follows from a value that could not be read is left out.
pub fn run(spec: &Spec, report: &mut Report) {
    let first = report.findings().len();
    for rule in RULES {
        rule.run(spec, report);
    }
    report.drop_consequences(first);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_texts_are_sentences() {
        let mut ids = BTreeSet::new();
        let fields: BTreeSet<_> = crate::fields().iter().map(|(pointer, _)| pointer.general()).collect();
        for rule in texts() {
            assert!(ids.insert(rule.id), "{}", rule.id);
            assert!(rule.why.ends_with('.') && !rule.fix.is_empty() && !rule.fix.ends_with('.'), "{}", rule.id);
            for field in rule.about {
                assert!(fields.contains(*field), "{} is about {field}, which is no field", rule.id);
            }
        }
    }
}

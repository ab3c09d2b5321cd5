use super::syntax::is_dns_name;
use super::url::url;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Endpoints of a custom cloud are addresses, its suffixes domains.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-cloud-endpoints",
    why: "Machines and tools reach the cloud by these addresses; the Go tools pass on any text.",
    fix: "write endpoints as `https://management.local.azurestack.external/`, suffixes as `local.azurestack.external`",
    about: &["customCloudProfile.environment"],
    check: |spec, found| {
        let Some(environment) =
            spec.properties().custom_cloud_profile.as_ref().and_then(|cloud| cloud.environment.as_ref())
        else {
            return;
        };
        let at = Pointer::from("/properties/customCloudProfile/environment");
        for (key, text) in [
            ("managementPortalURL", &environment.management_portal_url),
            ("publishSettingsURL", &environment.publish_settings_url),
            ("serviceManagementEndpoint", &environment.service_management_endpoint),
            ("resourceManagerEndpoint", &environment.resource_manager_endpoint),
            ("activeDirectoryEndpoint", &environment.active_directory_endpoint),
            ("galleryEndpoint", &environment.gallery_endpoint),
            ("keyVaultEndpoint", &environment.key_vault_endpoint),
            ("graphEndpoint", &environment.graph_endpoint),
            ("serviceBusEndpoint", &environment.service_bus_endpoint),
            ("batchManagementEndpoint", &environment.batch_management_endpoint),
        ] {
            let text = text.as_deref().unwrap_or_default();
            // go-autorest writes `N/A` for what a cloud does not have.
            if !text.is_empty() && text != "N/A" && url(text).is_none() {
                found.error(at.key(key), format!("{} is no address of an endpoint", tick(text)));
            }
        }
        for (key, text) in [
            ("storageEndpointSuffix", &environment.storage_endpoint_suffix),
            ("sqlDatabaseDNSSuffix", &environment.sql_database_dns_suffix),
            ("trafficManagerDNSSuffix", &environment.traffic_manager_dns_suffix),
            ("keyVaultDNSSuffix", &environment.key_vault_dns_suffix),
            ("serviceBusEndpointSuffix", &environment.service_bus_endpoint_suffix),
            ("serviceManagementVMDNSSuffix", &environment.service_management_vm_dns_suffix),
            ("resourceManagerVMDNSSuffix", &environment.resource_manager_vm_dns_suffix),
            ("containerRegistryDNSSuffix", &environment.container_registry_dns_suffix),
            ("cosmosDBDNSSuffix", &environment.cosmos_db_dns_suffix),
            ("apiManagementHostNameSuffix", &environment.api_management_host_name_suffix),
            ("synapseEndpointSuffix", &environment.synapse_endpoint_suffix),
        ] {
            let text = text.as_deref().unwrap_or_default();
            let is_suffix = is_dns_name(text.strip_prefix('.').unwrap_or(text));
            if !text.is_empty() && text != "N/A" && !is_suffix {
                found.error(at.key(key), format!("{} is no domain", tick(text)));
            }
        }
    },
};

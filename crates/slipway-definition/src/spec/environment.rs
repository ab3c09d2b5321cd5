//! Endpoints of a custom cloud, as go-autorest describes them.

use crate::read::object;

object! {
    /// Endpoints and domains of a cloud.
    pub struct Environment {
        /// Name; `AzureStackCloud`, in any case, is an Azure Stack Hub.
        name: Option<String> = "name" => Later;
        /// Portal of classic Azure.
        management_portal_url: Option<String> = "managementPortalURL" => Later;
        /// Publish settings of classic Azure.
        publish_settings_url: Option<String> = "publishSettingsURL" => Later;
        /// Service management endpoint.
        service_management_endpoint: Option<String> = "serviceManagementEndpoint" => Later;
        /// Resource Manager endpoint.
        resource_manager_endpoint: Option<String> = "resourceManagerEndpoint" => Later;
        /// Sign-in endpoint.
        active_directory_endpoint: Option<String> = "activeDirectoryEndpoint" => Later;
        /// Gallery endpoint.
        gallery_endpoint: Option<String> = "galleryEndpoint" => Later;
        /// Key Vault endpoint.
        key_vault_endpoint: Option<String> = "keyVaultEndpoint" => Later;
        /// Graph endpoint.
        graph_endpoint: Option<String> = "graphEndpoint" => Later;
        /// Service Bus endpoint.
        service_bus_endpoint: Option<String> = "serviceBusEndpoint" => Later;
        /// Batch endpoint.
        batch_management_endpoint: Option<String> = "batchManagementEndpoint" => Later;
        /// Domain of storage accounts.
        storage_endpoint_suffix: Option<String> = "storageEndpointSuffix" => Later;
        /// Domain of SQL databases.
        sql_database_dns_suffix: Option<String> = "sqlDatabaseDNSSuffix" => Later;
        /// Domain of Traffic Manager.
        traffic_manager_dns_suffix: Option<String> = "trafficManagerDNSSuffix" => Later;
        /// Domain of key vaults.
        key_vault_dns_suffix: Option<String> = "keyVaultDNSSuffix" => Later;
        /// Domain of Service Bus.
        service_bus_endpoint_suffix: Option<String> = "serviceBusEndpointSuffix" => Later;
        /// Domain of classic machines.
        service_management_vm_dns_suffix: Option<String> = "serviceManagementVMDNSSuffix" => Later;
        /// Domain of public addresses.
        resource_manager_vm_dns_suffix: Option<String> = "resourceManagerVMDNSSuffix" => Later;
        /// Domain of container registries.
        container_registry_dns_suffix: Option<String> = "containerRegistryDNSSuffix" => Later;
        /// Domain of Cosmos DB.
        cosmos_db_dns_suffix: Option<String> = "cosmosDBDNSSuffix" => Later;
        /// Audience of tokens for Resource Manager.
        token_audience: Option<String> = "tokenAudience" => Later;
        /// Domain of API Management.
        api_management_host_name_suffix: Option<String> = "apiManagementHostNameSuffix" => Later;
        /// Domain of Synapse.
        synapse_endpoint_suffix: Option<String> = "synapseEndpointSuffix" => Later;
        /// Audiences of tokens.
        resource_identifiers: Option<ResourceIdentifiers> = "resourceIdentifiers" => Later;
    }
}

object! {
    /// Audiences of tokens for the services of a cloud.
    pub struct ResourceIdentifiers {
        /// Of Graph.
        graph: Option<String> = "graph" => Later;
        /// Of Key Vault.
        key_vault: Option<String> = "keyVault" => Later;
        /// Of Data Lake.
        datalake: Option<String> = "datalake" => Later;
        /// Of Batch.
        batch: Option<String> = "batch" => Later;
        /// Of Log Analytics.
        operational_insights: Option<String> = "operationalInsights" => Later;
        /// Of storage.
        storage: Option<String> = "storage" => Later;
        /// Of Synapse.
        synapse: Option<String> = "synapse" => Later;
        /// Of Service Bus.
        service_bus: Option<String> = "serviceBus" => Later;
    }
}

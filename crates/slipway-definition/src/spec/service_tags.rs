//! Service tags that security rules may name (Azure documentation, "Virtual network service tags"). Azure adds to them.

/// Names without a region.
pub const SERVICE_TAGS: &[&str] = &[
    "ActionGroup",
    "ApiManagement",
    "AppConfiguration",
    "ApplicationInsightsAvailability",
    "AppService",
    "AppServiceManagement",
    "AzureActiveDirectory",
    "AzureActiveDirectoryDomainServices",
    "AzureAdvancedThreatProtection",
    "AzureArcInfrastructure",
    "AzureAttestation",
    "AzureBackup",
    "AzureBotService",
    "AzureCloud",
    "AzureCognitiveSearch",
    "AzureConnectors",
    "AzureContainerRegistry",
    "AzureCosmosDB",
    "AzureDatabricks",
    "AzureDataExplorerManagement",
    "AzureDataLake",
    "AzureDevOps",
    "AzureDevSpaces",
    "AzureDigitalTwins",
    "AzureEventGrid",
    "AzureFrontDoor.Backend",
    "AzureFrontDoor.FirstParty",
    "AzureFrontDoor.Frontend",
    "AzureInformationProtection",
    "AzureIoTHub",
    "AzureKeyVault",
    "AzureLoadBalancer",
    "AzureMachineLearning",
    "AzureMonitor",
    "AzureOpenDatasets",
    "AzurePlatformDNS",
    "AzurePlatformIMDS",
    "AzurePlatformLKM",
    "AzureResourceManager",
    "AzureSignalR",
    "AzureSiteRecovery",
    "AzureTrafficManager",
    "BatchNodeManagement",
    "CognitiveServicesManagement",
    "DataFactory",
    "DataFactoryManagement",
    "Dynamics365ForMarketingEmail",
    "EOPExternalPublishedIPs",
    "EventHub",
    "GatewayManager",
    "GuestAndHybridManagement",
    "HDInsight",
    "Internet",
    "LogicApps",
    "LogicAppsManagement",
    "MicrosoftCloudAppSecurity",
    "MicrosoftContainerRegistry",
    "PowerBI",
    "PowerQueryOnline",
    "ServiceBus",
    "ServiceFabric",
    "Sql",
    "SqlManagement",
    "Storage",
    "StorageSyncService",
    "VirtualNetwork",
    "WindowsVirtualDesktop",
];

/// Tags that stand for everything of a kind, and only alone in a rule.
pub const LONE_TAGS: &[&str] = &["*", "AzureLoadBalancer", "Internet", "VirtualNetwork"];

/// Whether this is a tag that is known, with a region behind a dot or without: `Storage`, `Storage.WestUS2`.
pub fn is_service_tag(text: &str) -> bool {
    let is_known = |name: &str| SERVICE_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    is_known(text)
        || text.rsplit_once('.').is_some_and(|(tag, region)| {
            is_known(tag) && !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_may_have_a_region() {
        for tag in ["Storage", "storage", "Storage.WestUS2", "AzureFrontDoor.FirstParty", "VirtualNetwork"] {
            assert!(is_service_tag(tag), "{tag}");
        }
        for text in ["Storrage", "Storage.", "Storage.west us", "10.0.0.0/8", ""] {
            assert!(!is_service_tag(text), "{text}");
        }
    }
}

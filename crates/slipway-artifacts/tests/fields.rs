//! Every field of the api model is honoured in the output or refused with a reason.
//!
//! A field that is honoured has a sample in the facts (`slipway_definition::fact`); with it, some file other than
//! apimodel.json must differ. What differs is written down in `fields/effects.tsv` for `explain`; `SLIPWAY_BLESS=1` renews it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use slipway_artifacts::{Request, assemble, pki_request};
use slipway_catalog::{Catalog, Removed};
use slipway_cluster::{Decision, Identity};
use slipway_definition::{
    Allowed, Document, Fact, Field, Finding, Kind, Place, Pointer, Report, Severity, Shape, Spec, Support, Unset, fact,
    json_value, refuse_unsupported, rules,
};
use slipway_pki::{BootstrapToken, CertificateProfile, Pki, Secret};
use slipway_render::Parts;
use time::OffsetDateTime;

const SSH_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const EFFECTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../slipway-definition/fields/effects.tsv");

/// Fields that change nothing although they are honoured, and why.
const NOTHING_TO_CHANGE: &[(&str, &str)] = &[
    ("masterProfile.agentVnetSubnetID", "every pool names its own subnet besides"),
    ("masterProfile.customFiles[].source", "`generate` has read the file, and put it into `content`"),
    ("agentPoolProfiles[].customFiles[].source", "`generate` has read the file, and put it into `content`"),
    ("masterProfile.preProvisionExtension.singleOrAll", "a script before provisioning is on every machine"),
    ("agentPoolProfiles[].preProvisionExtension.singleOrAll", "a script before provisioning is on every machine"),
    ("masterProfile.preProvisionExtension.template", "it has a script instead"),
    ("agentPoolProfiles[].preProvisionExtension.template", "it has a script instead"),
    ("extensionProfiles[].name", "machines name it by the one that it has"),
    ("apiVersion", "there is no other version"),
    ("orchestratorProfile.kubernetesConfig.components[].enabled", "a component is always there"),
    ("orchestratorProfile.kubernetesConfig.etcdVersion", "it can only name the version that the release brings"),
    ("orchestratorProfile.orchestratorType", "there is no other orchestrator"),
    ("orchestratorProfile.kubernetesConfig.cloudProviderBackoffMode", "the cloud provider of today knows one way only"),
];

const ADDON: &str = "/properties/orchestratorProfile/kubernetesConfig/addons/0";

const COMPONENT: &str = "/properties/orchestratorProfile/kubernetesConfig/components/0";

const SECURITY_RULE: &str = "/properties/orchestratorProfile/kubernetesConfig/securityRules/0";

const ONE_RULE: &str = r#"{"name": "one", "priority": 300, "direction": "Inbound", "access": "Allow",
    "sourceAddressPrefix": "192.0.2.7", "destinationAddressPrefix": "10.240.0.0/12", "destinationPortRange": "8080"}"#;

const RULE_OF_LISTS: &str = r#"{"name": "one", "priority": 300, "direction": "Inbound", "access": "Allow",
    "sourceAddressPrefixes": ["192.0.2.7"], "destinationAddressPrefixes": ["10.240.0.0/12"],
    "destinationPortRanges": ["8080"]}"#;

/// A file that `generate` has read.
const ONE_FILE: &str = r#"{"source": "a", "dest": "/etc/a", "content": "YQ=="}"#;

/// The STIGs ask for it.
const AUDITED: &[(&str, &str)] =
    &[("/properties/masterProfile/auditDEnabled", "true"), ("/properties/agentPoolProfiles/0/auditDEnabled", "true")];

/// Extensions that machines can name.
const PROFILE: &str = r#"{"name":"other","version":"v0","script":"a.sh"}"#;
const OTHER_PROFILE: &str = r#"{"name":"hello-world","version":"v0","script":"a.sh"}"#;
const PROFILE_IN_VAULT: &str = r#"{"name":"other","version":"v0","parametersKeyvaultSecretRef":{"vaultID":"/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/a/providers/Microsoft.KeyVault/vaults/before","secretName":"before"}}"#;

const SERVICES: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/serviceCidr", "\"10.0.0.0/16\""),
    ("/properties/orchestratorProfile/kubernetesConfig/dnsServiceIP", "\"10.0.0.10\""),
];

/// A network that exists already, and a subnet of it that no sample names.
const EXISTING: &[(&str, &str)] = &[
    (
        "/properties/masterProfile/vnetSubnetID",
        "\"/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes\"",
    ),
    ("/properties/masterProfile/vnetCidr", "\"10.239.0.0/16\""),
    ("/properties/masterProfile/firstConsecutiveStaticIP", "\"10.239.255.5\""),
    (
        "/properties/agentPoolProfiles/0/vnetSubnetID",
        "\"/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes\"",
    ),
];

/// Encryption with a key of the definition's.
const ENCRYPTED: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/enableDataEncryptionAtRest", "true"),
    (
        "/properties/orchestratorProfile/kubernetesConfig/etcdEncryptionKey",
        "\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\"",
    ),
];

/// Encryption with a key in a vault of the definition's name.
const KMS: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/enableEncryptionWithExternalKms", "true"),
    ("/properties/orchestratorProfile/kubernetesConfig/keyVaultName", "\"vault-of-fields\""),
];

/// The same, for machines that sign in with a service principal.
const EXISTING_WITH_PRINCIPAL: &[(&str, &str)] = &[
    EXISTING[0],
    EXISTING[1],
    EXISTING[2],
    EXISTING[3],
    ("/properties/orchestratorProfile/kubernetesConfig/useManagedIdentity", "false"),
];

/// The same, with routes for the pods of nodes.
const EXISTING_WITH_ROUTES: &[(&str, &str)] = &[
    EXISTING[0],
    EXISTING[1],
    EXISTING[2],
    EXISTING[3],
    ("/properties/orchestratorProfile/kubernetesConfig/networkPlugin", "\"kubenet\""),
];

/// An issuer of tokens.
const ISSUER: &[(&str, &str)] =
    &[("/properties/oidcIssuerProfile", r#"{"enabled": true, "issuerURL": "https://before.example.com"}"#)];

/// A service principal whose secret is elsewhere.
const BY_VAULT: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/useManagedIdentity", "false"),
    (
        "/properties/servicePrincipalProfile",
        r#"{"clientId": "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77", "keyvaultSecretRef": {"secretName": "before",
        "vaultID": "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/before"}}"#,
    ),
];

/// A service principal that signs in by a certificate.
const BY_CERTIFICATE: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/useManagedIdentity", "false"),
    (
        "/properties/servicePrincipalProfile",
        r#"{"clientId": "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77", "certificate":
        "-----BEGIN CERTIFICATE-----\nMAAB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMAAB\n-----END PRIVATE KEY-----\n"}"#,
    ),
];

/// Images of the user's own.
const OWN_IMAGE: &str = r#"{"name":"nodes","resourceGroup":"group","gallery":"gallery","version":"2.0.0"}"#;
const MARKETPLACE: &str = r#"{"publisher":"mine","offer":"my-offer","sku":"my-sku"}"#;
const MARKETPLACE_PLAN: &str =
    r#"{"publisher":"mine","offer":"my-offer","sku":"my-sku","plan":{"promotionCode":"ONE"}}"#;

/// A size with room for an ephemeral disk in two places.
const LOCAL_DISK: &[(&str, &str)] = &[("/properties/agentPoolProfiles/0/vmSize", "\"Standard_D8s_v3\"")];

const ZONES_OF_POOL: (&str, &str) = ("/properties/agentPoolProfiles/0/availabilityZones", r#"["1","2","3"]"#);
const ZONES_OF_MASTERS: (&str, &str) = ("/properties/masterProfile/availabilityZones", r#"["1","2","3"]"#);

/// Disks that have a speed of their own.
const FAST_DISKS: &[(&str, &str)] = &[
    ("/properties/agentPoolProfiles/0/diskSizesGB", "[1024]"),
    ("/properties/agentPoolProfiles/0/dataDiskStorageAccountType", "\"UltraSSD_LRS\""),
    ZONES_OF_POOL,
];

/// The same, for etcd.
const FAST_ETCD: &[(&str, &str)] = &[
    ("/properties/orchestratorProfile/kubernetesConfig/etcdDiskSizeGB", "\"1024\""),
    ("/properties/orchestratorProfile/kubernetesConfig/etcdDiskStorageAccountType", "\"UltraSSD_LRS\""),
    ZONES_OF_MASTERS,
    ZONES_OF_POOL,
];

/// What both definitions have besides, by the field's path or that of an object around it: fields that only count, or are
/// only right, together with others.
const BESIDES: &[(&str, &[(&str, &str)])] = &[
    (
        "featureFlags.enableIPv6DualStack",
        &[("/properties/orchestratorProfile/kubernetesConfig/networkPlugin", "\"kubenet\"")],
    ),
    (
        "agentPoolProfiles[].platformUpdateDomainCount",
        &[("/properties/agentPoolProfiles/0/availabilityProfile", "\"AvailabilitySet\"")],
    ),
    ("agentPoolProfiles[].storageProfile", LOCAL_DISK),
    (
        "agentPoolProfiles[].diffDiskPlacement",
        &[LOCAL_DISK[0], ("/properties/agentPoolProfiles/0/storageProfile", "\"Ephemeral\"")],
    ),
    (
        "agentPoolProfiles[].dataDiskStorageAccountType",
        &[("/properties/agentPoolProfiles/0/diskSizesGB", "[128]"), ZONES_OF_POOL],
    ),
    ("agentPoolProfiles[].dataDiskIOPSReadWrite", FAST_DISKS),
    ("agentPoolProfiles[].dataDiskMBpsReadWrite", FAST_DISKS),
    ("orchestratorProfile.kubernetesConfig.etcdDiskStorageAccountType", &[ZONES_OF_MASTERS, ZONES_OF_POOL]),
    ("orchestratorProfile.kubernetesConfig.etcdDiskIOPSReadWrite", FAST_ETCD),
    ("orchestratorProfile.kubernetesConfig.etcdDiskMBpsReadWrite", FAST_ETCD),
    ("masterProfile.ultraSSDEnabled", &[ZONES_OF_MASTERS, ZONES_OF_POOL]),
    ("masterProfile.imageReference.plan", &[("/properties/masterProfile/imageReference", MARKETPLACE_PLAN)]),
    (
        "agentPoolProfiles[].imageReference.plan",
        &[("/properties/agentPoolProfiles/0/imageReference", MARKETPLACE_PLAN)],
    ),
    ("masterProfile.imageReference.communityGalleryImageId", &[]),
    ("agentPoolProfiles[].imageReference.communityGalleryImageId", &[]),
    ("masterProfile.imageReference.sharedGalleryImageId", &[]),
    ("agentPoolProfiles[].imageReference.sharedGalleryImageId", &[]),
    ("masterProfile.imageReference.publisher", &[("/properties/masterProfile/imageReference", MARKETPLACE)]),
    (
        "agentPoolProfiles[].imageReference.publisher",
        &[("/properties/agentPoolProfiles/0/imageReference", MARKETPLACE)],
    ),
    ("masterProfile.imageReference.offer", &[("/properties/masterProfile/imageReference", MARKETPLACE)]),
    ("agentPoolProfiles[].imageReference.offer", &[("/properties/agentPoolProfiles/0/imageReference", MARKETPLACE)]),
    ("masterProfile.imageReference.sku", &[("/properties/masterProfile/imageReference", MARKETPLACE)]),
    ("agentPoolProfiles[].imageReference.sku", &[("/properties/agentPoolProfiles/0/imageReference", MARKETPLACE)]),
    ("masterProfile.imageReference", &[("/properties/masterProfile/imageReference", OWN_IMAGE)]),
    ("agentPoolProfiles[].imageReference", &[("/properties/agentPoolProfiles/0/imageReference", OWN_IMAGE)]),
    ("agentPoolProfiles[].dataDiskCachingType", &[("/properties/agentPoolProfiles/0/diskSizesGB", "[128]")]),
    (
        "orchestratorProfile.kubernetesConfig.components[].name",
        &[(
            COMPONENT,
            r#"{"name":"kube-apiserver","data":"YXBpVmVyc2lvbjogdjEKa2luZDogUG9kCm1ldGFkYXRhOgogIG5hbWU6IGt1YmUtc2NoZWR1bGVyCiAgbmFtZXNwYWNlOiBrdWJlLXN5c3RlbQpzcGVjOgogIGhvc3ROZXR3b3JrOiB0cnVlCiAgY29udGFpbmVyczoKICAtIG5hbWU6IGt1YmUtc2NoZWR1bGVyCiAgICBpbWFnZTogcmVnaXN0cnkuZXhhbXBsZS5jb20vbXktc2NoZWR1bGVyOnYxCg=="}"#,
        )],
    ),
    (
        "orchestratorProfile.kubernetesConfig.components[].containers[].name",
        &[(COMPONENT, r#"{"name":"kube-scheduler","containers":[{"name":"kube-scheduler","cpuRequests":"120m"}]}"#)],
    ),
    (
        "orchestratorProfile.kubernetesConfig.components[].containers",
        &[(COMPONENT, r#"{"name":"kube-scheduler","containers":[{"name":"kube-scheduler"}]}"#)],
    ),
    ("orchestratorProfile.kubernetesConfig.components", &[(COMPONENT, r#"{"name":"kube-scheduler"}"#)]),
    ("orchestratorProfile.kubernetesConfig.addons[].name", &[(ADDON, r#"{"name":"ip-masq-agent","enabled":false}"#)]),
    (
        "orchestratorProfile.kubernetesConfig.addons[].containers[].name",
        &[(ADDON, r#"{"name":"metrics-server","containers":[{"name":"","cpuRequests":"150m"}]}"#)],
    ),
    (
        "orchestratorProfile.kubernetesConfig.addons[].containers",
        &[(ADDON, r#"{"name":"metrics-server","containers":[{"name":"metrics-server"}]}"#)],
    ),
    (
        "orchestratorProfile.kubernetesConfig.networkMode",
        &[("/properties/orchestratorProfile/kubernetesConfig/networkPolicy", "\"cilium\"")],
    ),
    (
        "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile",
        &[(
            "/properties/orchestratorProfile/kubernetesConfig/privateCluster",
            r#"{"enabled":true,"jumpboxProfile":{"name":"jump","vmSize":"Standard_B2s","publicKey":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH"}}"#,
        )],
    ),
    ("featureFlags.enforceUbuntu2004DisaStig", AUDITED),
    ("featureFlags.enforceUbuntu2204DisaStig", AUDITED),
    (
        "extensionProfiles[].parametersKeyvaultSecretRef",
        &[
            ("/properties/extensionProfiles/0", PROFILE_IN_VAULT),
            ("/properties/masterProfile/extensions/0", r#"{"name":"other"}"#),
        ],
    ),
    (
        "extensionProfiles",
        &[
            ("/properties/extensionProfiles/0", PROFILE),
            ("/properties/masterProfile/extensions/0", r#"{"name":"other"}"#),
            ("/properties/agentPoolProfiles/0/preProvisionExtension", r#"{"name":"other"}"#),
        ],
    ),
    (
        "masterProfile.extensions",
        &[
            ("/properties/extensionProfiles/0", PROFILE),
            ("/properties/extensionProfiles/1", OTHER_PROFILE),
            ("/properties/masterProfile/extensions/0", r#"{"name":"other"}"#),
        ],
    ),
    (
        "masterProfile.preProvisionExtension",
        &[
            ("/properties/extensionProfiles/0", PROFILE),
            ("/properties/extensionProfiles/1", OTHER_PROFILE),
            ("/properties/masterProfile/preProvisionExtension", r#"{"name":"other"}"#),
        ],
    ),
    (
        "agentPoolProfiles[].extensions",
        &[
            ("/properties/extensionProfiles/0", PROFILE),
            ("/properties/extensionProfiles/1", OTHER_PROFILE),
            ("/properties/agentPoolProfiles/0/availabilityProfile", "\"AvailabilitySet\""),
            ("/properties/agentPoolProfiles/0/extensions/0", r#"{"name":"other"}"#),
        ],
    ),
    (
        "agentPoolProfiles[].preProvisionExtension",
        &[
            ("/properties/extensionProfiles/0", PROFILE),
            ("/properties/extensionProfiles/1", OTHER_PROFILE),
            ("/properties/agentPoolProfiles/0/preProvisionExtension", r#"{"name":"other"}"#),
        ],
    ),
    ("masterProfile.customFiles", &[("/properties/masterProfile/customFiles/0", ONE_FILE)]),
    ("agentPoolProfiles[].customFiles", &[("/properties/agentPoolProfiles/0/customFiles/0", ONE_FILE)]),
    ("orchestratorProfile.kubernetesConfig.serviceCidr", SERVICES),
    ("orchestratorProfile.kubernetesConfig.dnsServiceIP", SERVICES),
    ("orchestratorProfile.kubernetesConfig.securityRules[].sourceAddressPrefixes", &[(SECURITY_RULE, RULE_OF_LISTS)]),
    (
        "orchestratorProfile.kubernetesConfig.securityRules[].destinationAddressPrefixes",
        &[(SECURITY_RULE, RULE_OF_LISTS)],
    ),
    ("orchestratorProfile.kubernetesConfig.securityRules[].destinationPortRanges", &[(SECURITY_RULE, RULE_OF_LISTS)]),
    ("orchestratorProfile.kubernetesConfig.securityRules", &[(SECURITY_RULE, ONE_RULE)]),
    (
        "linuxProfile.secrets",
        &[(
            "/properties/linuxProfile/secrets/0",
            r#"{"sourceVault":{"id":"/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.KeyVault/vaults/before"},
                "vaultCertificates":[{"certificateUrl":"https://before.vault.azure.net/secrets/certificate/1"}]}"#,
        )],
    ),
    (
        "linuxProfile.hostEntries",
        &[("/properties/linuxProfile/hostEntries/0", r#"{"address":"10.1.0.4","names":["a"]}"#)],
    ),
    (
        "linuxProfile.customSearchDomain",
        &[(
            "/properties/linuxProfile/customSearchDomain",
            r#"{"name":"a.example.com","realmUser":"me","realmPassword":"before"}"#,
        )],
    ),
    (
        "orchestratorProfile.kubernetesConfig.httpProxyConfig",
        &[(
            "/properties/orchestratorProfile/kubernetesConfig/httpProxyConfig",
            r#"{"httpProxy":"http://proxy.example.com:80"}"#,
        )],
    ),
    (
        "orchestratorProfile.kubernetesConfig.registryMirrors",
        &[(
            "/properties/orchestratorProfile/kubernetesConfig/registryMirrors/0",
            r#"{"registry":"mcr.microsoft.com","endpoints":["https://a.example.com"]}"#,
        )],
    ),
    (
        "orchestratorProfile.kubernetesConfig.addons[].pools[].name",
        &[
            ("/properties/agentPoolProfiles/1", r#"{"name":"agentpool1","count":2,"vmSize":"Standard_D2s_v5"}"#),
            (
                ADDON,
                r#"{"name":"cluster-autoscaler","enabled":true,"pools":[{"name":"one","config":{"max-nodes":"9"}}]}"#,
            ),
        ],
    ),
    (
        "orchestratorProfile.kubernetesConfig.addons[].pools",
        &[(ADDON, r#"{"name":"cluster-autoscaler","enabled":true,"pools":[{"name":"one"}]}"#)],
    ),
    ("orchestratorProfile.kubernetesConfig.addons", &[(ADDON, r#"{"name":"metrics-server"}"#)]),
    ("orchestratorProfile.kubernetesConfig.etcdEncryptionKey", ENCRYPTED),
    ("orchestratorProfile.kubernetesConfig.dataEncryptionProviders", ENCRYPTED),
    ("orchestratorProfile.kubernetesConfig.enableDataEncryptionAtRest", &[ENCRYPTED[1]]),
    ("orchestratorProfile.kubernetesConfig.keyVaultSku", KMS),
    ("orchestratorProfile.kubernetesConfig.keyVaultName", KMS),
    ("orchestratorProfile.kubernetesConfig.enableEncryptionWithExternalKms", &[KMS[1]]),
    ("masterProfile.agentSubnet", &[("/properties/masterProfile/availabilityProfile", "\"VirtualMachineScaleSets\"")]),
    ("masterProfile.vnetSubnetID", EXISTING),
    ("orchestratorProfile.kubernetesConfig.routeTableID", EXISTING_WITH_ROUTES),
    ("orchestratorProfile.kubernetesConfig.routeTableAssociation", EXISTING_WITH_ROUTES),
    ("masterProfile.vnetCidr", EXISTING),
    ("agentPoolProfiles[].vnetSubnetID", EXISTING),
    ("servicePrincipalProfile.objectId", EXISTING_WITH_PRINCIPAL),
    (
        "aadProfile",
        &[(
            "/properties/aadProfile",
            r#"{"serverAppID": "1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b", "tenantID": "1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b",
            "adminGroupID": "1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b"}"#,
        )],
    ),
    (
        "oidcIssuerProfile.enabled",
        &[("/properties/oidcIssuerProfile", r#"{"enabled": false, "issuerURL": "https://before.example.com"}"#)],
    ),
    ("oidcIssuerProfile", ISSUER),
    ("securityProfile", ISSUER),
    ("servicePrincipalProfile.keyvaultSecretRef", BY_VAULT),
    ("servicePrincipalProfile.certificate", BY_CERTIFICATE),
    ("servicePrincipalProfile", &[("/properties/orchestratorProfile/kubernetesConfig/useManagedIdentity", "false")]),
    ("agentPoolProfiles[].scaleSetEvictionPolicy", &[("/properties/agentPoolProfiles/0/scaleSetPriority", "\"Spot\"")]),
    ("agentPoolProfiles[].workloadRuntime", &[("/properties/agentPoolProfiles/0/distro", "\"azurelinux3\"")]),
    (
        "orchestratorProfile.kubernetesConfig.packageMirror.nvidiaURL",
        &[("/properties/agentPoolProfiles/0/vmSize", "\"Standard_NC4as_T4_v3\"")],
    ),
    ("agentPoolProfiles[].gpuProfile", &[("/properties/agentPoolProfiles/0/vmSize", "\"Standard_NC4as_T4_v3\"")]),
    ("agentPoolProfiles[].upgradePolicy.mode", &[("/properties/agentPoolProfiles/0/upgradePolicy", "{}")]),
    (
        "agentPoolProfiles[].upgradePolicy",
        &[("/properties/agentPoolProfiles/0/upgradePolicy", r#"{"mode":"Rolling"}"#)],
    ),
    ("agentPoolProfiles[].spotMaxPrice", &[("/properties/agentPoolProfiles/0/scaleSetPriority", "\"Spot\"")]),
    (
        "agentPoolProfiles[].securityProfile.securityEncryptionType",
        &[
            ("/properties/agentPoolProfiles/0/vmSize", "\"Standard_DC2as_v5\""),
            ("/properties/agentPoolProfiles/0/securityProfile", r#"{"securityType":"ConfidentialVM"}"#),
        ],
    ),
    (
        "masterProfile.securityProfile.securityEncryptionType",
        &[
            ("/properties/masterProfile/vmSize", "\"Standard_DC2as_v5\""),
            ("/properties/masterProfile/securityProfile", r#"{"securityType":"ConfidentialVM"}"#),
        ],
    ),
    ("agentPoolProfiles[].securityProfile.securityType", &[("/properties/agentPoolProfiles/0/securityProfile", "{}")]),
    ("masterProfile.securityProfile.securityType", &[("/properties/masterProfile/securityProfile", "{}")]),
    (
        "agentPoolProfiles[].securityProfile",
        &[("/properties/agentPoolProfiles/0/securityProfile", r#"{"securityType":"TrustedLaunch"}"#)],
    ),
    (
        "masterProfile.securityProfile",
        &[("/properties/masterProfile/securityProfile", r#"{"securityType":"TrustedLaunch"}"#)],
    ),
    ("masterProfile.hostGroupID", &[("/properties/masterProfile/availabilityZones", r#"["1"]"#)]),
    ("masterProfile.capacityReservationGroupID", &[("/properties/masterProfile/availabilityZones", r#"["1"]"#)]),
    (
        "bootstrapProfile",
        &[(
            "/properties/bootstrapProfile",
            r#"{"tokenId":"aaaaaa","tokenSecret":"aaaaaaaaaaaaaaaa","tokenExpires":"2030-01-01T00:00:00Z"}"#,
        )],
    ),
];

/// A definition in which every field makes a difference that can.
fn base() -> Value {
    json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
        "masterProfile": {"count": 3, "dnsPrefix": "fields", "vmSize": "Standard_D2s_v5"},
        "agentPoolProfiles": [{"name": "one", "count": 2, "vmSize": "Standard_D2s_v5"}],
        "servicePrincipalProfile": {"clientId": "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77", "secret": "before"},
        "linuxProfile": {"adminUsername": "azureuser", "ssh": {"publicKeys": [{"keyData": SSH_KEY}]}}}})
}

/// A field, and what becomes of it where it stands: of its own or of an object around it.
struct Asked {
    pointer: Pointer,
    shape: &'static Shape,
    field: &'static Field,
    support: Support,
}

impl Asked {
    fn fact(&self) -> &'static Fact {
        fact(self.shape, self.field)
    }

    fn path(&self) -> String {
        self.pointer.general()
    }

    /// The pointer to the first element of lists, and to a key of maps.
    fn place(&self) -> String {
        self.pointer.as_str().replace("/*", "/0")
    }

    fn is_value(&self) -> bool {
        !matches!(self.field.kind, Kind::Object(_) | Kind::List(Kind::Object(_)))
    }

    fn is_honoured(&self) -> bool {
        matches!(self.support, Support::Full | Support::Values(_) | Support::Names(_))
    }

    fn sample(&self) -> Value {
        let (kind, sample) = (self.field.kind, self.fact().sample);
        if sample.is_empty() { anything(kind) } else { json_value(kind, sample).expect("a sample") }
    }
}

/// A value that says something.
fn anything(kind: Kind) -> Value {
    match kind {
        Kind::String | Kind::Secret => json!("x"),
        Kind::Integer | Kind::Number => json!(7),
        Kind::Boolean => json!(true),
        Kind::List(item) => json!([anything(*item)]),
        Kind::Map(value) => json!({"0": anything(*value)}),
        Kind::Object(shape) => {
            let field = shape.fields.first().expect("an object has fields");
            json!({field.key: anything(field.kind)})
        }
    }
}

fn fields() -> Vec<Asked> {
    fn collect(shape: &'static Shape, at: &Pointer, around: Option<Support>, all: &mut Vec<Asked>) {
        for field in shape.fields {
            let support = match around {
                None => field.support,
                Some(Support::Keys(keys)) if keys.contains(&field.key) => field.support,
                Some(Support::Keys(_)) => Support::Later,
                Some(other) => other,
            };
            let pointer = at.key(field.key);
            let below = if matches!(support, Support::Full) { None } else { Some(support) };
            let inner = match field.kind {
                Kind::Object(inner) => Some((inner, pointer.clone())),
                Kind::List(Kind::Object(inner)) | Kind::Map(Kind::Object(inner)) => Some((*inner, pointer.key("*"))),
                _ => None,
            };
            all.push(Asked { pointer, shape, field, support });
            if let Some((inner, at)) = inner {
                collect(inner, &at, below, all);
            }
        }
    }
    let mut all = Vec::new();
    collect(Spec::SHAPE, &Pointer::ROOT, None, &mut all);
    all
}

/// Writes a value, and what is missing on the way.
fn put(definition: &mut Value, pointer: &str, value: Value) {
    let mut now = definition;
    for step in pointer.split('/').skip(1) {
        let index = step.parse::<usize>().ok();
        if now.is_null() {
            *now = if index.is_some() { json!([]) } else { json!({}) };
        }
        now = match (now, index) {
            (Value::Array(items), Some(index)) => {
                items.resize_with(items.len().max(index + 1), || Value::Null);
                items.get_mut(index).expect("it is there now")
            }
            (Value::Object(members), _) => members.entry(step).or_insert(Value::Null),
            (other, _) => panic!("{pointer}: {other} is no object"),
        };
    }
    *now = value;
}

/// What stays the same from output to output.
struct House {
    catalog: Catalog,
    removed: Removed,
    parts: Parts,
    keys: CertificateProfile,
    token: BootstrapToken,
}

/// What comes out: the request for keys, and every file.
struct Made {
    request: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl House {
    fn new() -> Self {
        let catalog = Catalog::builtin();
        let (_, decision) = decide(&base(), &catalog);
        let request = pki_request(&decision.cluster).expect("a known algorithm");
        // Keys that fit every definition: an issuer of tokens has RSA.
        let request = slipway_pki::Request { rsa_service_account: true, ..request };
        let (pki, _) =
            Pki::for_cluster(&request, &CertificateProfile::default(), None, OffsetDateTime::UNIX_EPOCH).expect("keys");
        let removed = catalog.removed().expect("removed things");
        let parts = Parts::builtin().expect("parts");
        Self { catalog, removed, parts, keys: pki.profile(), token: pki.bootstrap_token }
    }

    fn make(&self, definition: &Value) -> Made {
        let (document, decision) = decide(definition, &self.catalog);
        let request = pki_request(&decision.cluster).expect("a known algorithm");
        let token = &definition["properties"]["bootstrapProfile"];
        let text = |key: &str, other: &str| token[key].as_str().unwrap_or(other).to_owned();
        let token = BootstrapToken {
            id: text("tokenId", &self.token.id),
            secret: Secret::from(text("tokenSecret", self.token.secret.expose())),
            expires: text("tokenExpires", &self.token.expires),
        };
        let clock = OffsetDateTime::UNIX_EPOCH;
        let (pki, _) = Pki::for_cluster(&request, &self.keys, Some(token), clock).expect("keys");
        let client_secret = definition["properties"]["servicePrincipalProfile"]["secret"].as_str();
        let is_principal = matches!(decision.cluster.identity, Identity::ServicePrincipal { .. });
        let assembly = assemble(Request {
            definition: &document.to_json(),
            cluster: &decision.cluster,
            release: &decision.release,
            removed: &self.removed,
            parts: &self.parts,
            pki: &pki,
            client_secret: client_secret.filter(|_| is_principal),
            pretty: false,
        });
        let assembly = assembly.expect("an output");
        let files = assembly.artifacts.iter().map(|(path, file)| (path.to_owned(), file.bytes.as_ref().to_vec()));
        Made { files: files.collect(), request: format!("{request:?}") }
    }
}

fn document(definition: &Value) -> Document {
    Document::parse("fields.json", definition.to_string().as_bytes()).expect("a definition")
}

/// Findings of every rule on the definition and on the cluster.
fn inspect(definition: &Value, catalog: &Catalog) -> (Document, Decision, Report) {
    let document = document(definition);
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    rules::run(&spec, &mut report);
    refuse_unsupported(&document, Severity::Error, &mut report);
    let decision = Decision::of(&spec, catalog, &mut report).expect("a catalog");
    (document, decision, report)
}

fn decide(definition: &Value, catalog: &Catalog) -> (Document, Decision) {
    let (document, decision, report) = inspect(definition, catalog);
    let errors: Vec<_> = report.findings().iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{definition:#}: {errors:?}");
    (document, decision)
}

/// The places of a finding, as far as they are values or keys.
fn places(finding: &Finding) -> impl Iterator<Item = &Pointer> {
    finding.labels.iter().filter_map(|label| match &label.place {
        Place::Value(at) | Place::Key(at) => Some(at),
        Place::Span(_) => None,
    })
}

fn with_besides(path: &str) -> Value {
    let mut definition = base();
    let is_in =
        |field: &str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    let besides = BESIDES.iter().find(|(field, _)| is_in(field));
    for (pointer, value) in besides.map_or(&[][..], |(_, besides)| besides) {
        put(&mut definition, pointer, serde_json::from_str(value).expect("JSON"));
    }
    definition
}

/// What differs, as `explain` says it.
fn difference(before: &Made, after: &Made) -> BTreeSet<String> {
    let paths: BTreeSet<_> = before.files.keys().chain(after.files.keys()).collect();
    let mut found = BTreeSet::new();
    let mut machines: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        let (one, other) = (before.files.get(path), after.files.get(path));
        if one == other || path == "apimodel.json" {
            continue;
        }
        if path == "azuredeploy.json" {
            found.extend(resources(one, other));
        } else if path.ends_with(".cloud-config.yaml") {
            // These hold the machines' files.
        } else if let Some((role, file)) = path.strip_prefix("machines/").and_then(|rest| rest.split_once('/')) {
            let role = if matches!(role, "master" | "jumpbox") { role } else { "pool" };
            machines.entry(file).or_default().insert(role);
        } else if let Some((folder, _)) = path.split_once('/') {
            found.insert(format!("{folder}/*"));
        } else {
            found.insert(path.clone());
        }
    }
    for (file, roles) in machines {
        let whose = match roles.iter().copied().collect::<Vec<_>>().as_slice() {
            ["master"] => "masters ",
            ["pool"] => "pools ",
            ["jumpbox"] => "jumpbox ",
            _ => "",
        };
        found.insert(format!("{whose}/{file}"));
    }
    found
}

/// Types of the template's resources that differ, without what they carry of the machines' files.
fn resources(one: Option<&Vec<u8>>, other: Option<&Vec<u8>>) -> BTreeSet<String> {
    let kinds_of = |bytes: Option<&Vec<u8>>| {
        let template: Value = serde_json::from_slice(bytes.expect("a template")).expect("JSON");
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for resource in template["resources"].as_array().into_iter().flatten() {
            let mut resource = resource.clone();
            forget_files(&mut resource);
            let kind = resource["type"].as_str().unwrap_or_default().to_owned();
            kinds.entry(kind).or_default().push(resource.to_string());
        }
        for section in ["parameters", "variables", "outputs"] {
            kinds.insert(format!("{section} of azuredeploy.json"), vec![template[section].to_string()]);
        }
        kinds
    };
    let (one, other) = (kinds_of(one), kinds_of(other));
    let kinds: BTreeSet<_> = one.keys().chain(other.keys()).cloned().collect();
    kinds.into_iter().filter(|kind| one.get(kind) != other.get(kind)).collect()
}

fn forget_files(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("customData");
            members.values_mut().for_each(forget_files);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_files),
        _ => {}
    }
}

/// What the sample changes; the reason when it does not change anything.
fn effect(house: &House, asked: &Asked, known: &mut BTreeMap<String, Made>) -> Result<BTreeSet<String>, String> {
    let mut definition = with_besides(&asked.path());
    let before = known.entry(definition.to_string()).or_insert_with(|| house.make(&definition));
    put(&mut definition, &asked.place(), asked.sample());
    let after = house.make(&definition);
    let mut found = difference(before, &after);
    if found.is_empty() && before.request != after.request {
        // The keys at hand are kept; new ones would differ.
        found.extend(["*.crt".to_owned(), "*.key".to_owned()]);
    }
    if found.is_empty() { Err(format!("{}: {} changes nothing", asked.path(), asked.sample())) } else { Ok(found) }
}

/// Where a key of the profile comes out.
fn effect_of_key(asked: &Asked, made: &Made, profile: &Map<String, Value>) -> Result<BTreeSet<String>, String> {
    use base64::Engine as _;
    let value = profile.get(asked.field.key).ok_or_else(|| format!("{} is not in a profile", asked.path()))?;
    let text = value.as_str().or_else(|| value[0].as_str()).expect("a text");
    let forms = [text.trim().to_owned(), base64::engine::general_purpose::STANDARD.encode(text)];
    let holds = |bytes: &[u8]| {
        let file = String::from_utf8_lossy(bytes);
        forms.iter().any(|form| file.contains(form.as_str()))
    };
    let files = made.files.iter().filter(|(path, bytes)| *path != "apimodel.json" && holds(bytes));
    let names: BTreeSet<_> = files
        .filter(|(path, _)| !path.ends_with(".cloud-config.yaml"))
        .map(|(path, _)| match path.strip_prefix("machines/").and_then(|rest| rest.split_once('/')) {
            Some((_, file)) => format!("/{file}"),
            None => path.replace("kubeconfig.westus2.json", "*"),
        })
        .collect();
    if names.is_empty() { Err(format!("{} comes out nowhere", asked.path())) } else { Ok(names) }
}

#[test]
fn every_honoured_field_changes_the_output() {
    let house = House::new();
    let made = house.make(&base());
    let profile = serde_json::to_value(&house.keys).expect("a profile");
    let profile = profile.as_object().expect("an object");
    let (mut wrong, mut table) = (Vec::new(), String::new());
    let mut changing = Vec::new();
    let fields = fields();
    for asked in fields.iter().filter(|asked| asked.is_value() && asked.is_honoured()) {
        let path = asked.path();
        if NOTHING_TO_CHANGE.iter().any(|(field, _)| *field == path) {
            continue;
        }
        match asked.support {
            // One value alone is made: it has to be what counts anyway, and any other is refused.
            Support::Values([only]) | Support::Names([only]) if asked.fact().unset == Unset::Value(only) => {}
            Support::Values([only]) | Support::Names([only]) => {
                wrong.push(format!("{path}: `{only}` alone is made, but is not the default"));
            }
            _ => changing.push(asked),
        }
    }
    let measured = |asked: &&Asked, known: &mut BTreeMap<String, Made>| {
        let is_key = asked.shape.name == "CertificateProfile";
        if is_key { effect_of_key(asked, &made, profile) } else { effect(&house, asked, known) }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let effects: Vec<_> = std::thread::scope(|scope| {
        let part = |asked: &'_ [_]| {
            let mut known = BTreeMap::new();
            asked.iter().map(|asked| measured(asked, &mut known)).collect::<Vec<_>>()
        };
        let parts: Vec<_> = changing
            .chunks(changing.len().div_ceil(threads).max(1))
            .map(|chunk| scope.spawn(move || part(chunk)))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    });
    for (asked, found) in changing.iter().zip(effects) {
        match found {
            Ok(found) => {
                let found: Vec<_> = found.into_iter().collect();
                writeln!(table, "{}\t{}", asked.path(), found.join("\t")).expect("a text grows");
            }
            Err(why) => wrong.push(why),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if std::env::var_os("SLIPWAY_BLESS").is_some() {
        std::fs::write(EFFECTS, &table).expect("the table can be written");
    }
    let should = std::fs::read_to_string(EFFECTS).expect("fields/effects.tsv");
    for (line, should) in table.lines().zip(should.lines()) {
        assert_eq!(line, should, "`make bless` renews fields/effects.tsv");
    }
    assert_eq!(table.lines().count(), should.lines().count(), "`make bless` renews fields/effects.tsv");
}

#[test]
fn a_default_that_is_written_changes_nothing() {
    let catalog = Catalog::builtin();
    for asked in fields().iter().filter(|asked| asked.is_value() && asked.is_honoured()) {
        let Unset::Value(default) = asked.fact().unset else { continue };
        let mut definition = with_besides(&asked.path());
        put(&mut definition, &asked.place(), Value::Null);
        let unset = decided(&definition, &catalog);
        put(&mut definition, &asked.place(), json_value(asked.field.kind, default).expect("a default"));
        assert_eq!(decided(&definition, &catalog), unset, "{} {default}", asked.path());
    }
}

/// The decided cluster, without flags: the parts have the same defaults for those.
fn decided(definition: &Value, catalog: &Catalog) -> Value {
    let mut cluster = serde_json::to_value(inspect(definition, catalog).1.cluster).expect("a cluster");
    for machines in ["/masters", "/pools/0"] {
        if let Some(machines) = cluster.pointer_mut(machines) {
            machines["kubelet_flags"] = json!({});
        }
    }
    cluster
}

#[test]
fn what_is_not_made_is_refused_and_what_has_no_effect_is_said() {
    let mut wrong = Vec::new();
    for asked in &fields() {
        let (rule, sample) = match asked.support {
            Support::Later if asked.is_value() => ("not-made-yet", asked.sample()),
            Support::Later => ("not-made-yet", anything(asked.field.kind)),
            Support::NoEffect(_) => ("no-effect", anything(asked.field.kind)),
            Support::Values(_) | Support::Names(_) => ("not-made-yet", stranger(asked.field.kind)),
            Support::Full | Support::Keys(_) | Support::Carried => continue,
        };
        let mut definition = base();
        put(&mut definition, &asked.place(), sample);
        let mut report = Report::new();
        refuse_unsupported(&document(&definition), Severity::Error, &mut report);
        let place = Pointer::from(asked.place().as_str());
        let is_here = |finding: &Finding| {
            finding.rule == rule && places(finding).any(|at| place.is_within(at) || at.is_within(&place))
        };
        if !report.findings().iter().any(is_here) {
            wrong.push(format!("{} is neither honoured nor refused: {:?}", asked.path(), report.findings()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A value that no list has.
fn stranger(kind: Kind) -> Value {
    match kind {
        Kind::Integer | Kind::Number => json!(1_234),
        Kind::Boolean => json!(false),
        _ => json!("nothing-of-the-kind"),
    }
}

#[test]
fn what_is_carried_comes_out() {
    let house = House::new();
    for asked in fields().iter().filter(|asked| matches!(asked.support, Support::Carried) && asked.is_value()) {
        let mut definition = base();
        put(&mut definition, &asked.place(), asked.sample());
        let made = house.make(&definition);
        let model: Value = serde_json::from_slice(&made.files["apimodel.json"]).expect("JSON");
        assert_eq!(model.pointer(&asked.place()), Some(&asked.sample()), "{}", asked.path());
    }
}

/// Values that the facts allow, and values that they do not.
fn measures(asked: &Asked) -> Option<(Vec<Value>, Vec<Value>)> {
    Some(match asked.fact().allowed {
        Allowed::Any | Allowed::Known(_) => return None,
        Allowed::Words(words) | Allowed::Names(words) => {
            (words.iter().map(|word| json!(word)).collect(), vec![stranger(asked.field.kind)])
        }
        Allowed::Numbers(numbers) => {
            let others = (-1..10).filter(|n| !numbers.contains(n)).map(|n| json!(n));
            (numbers.iter().map(|n| json!(n)).collect(), others.collect())
        }
        Allowed::Range(least, most) => (vec![asked.sample()], vec![json!(least - 1), json!(most + 1)]),
        Allowed::ZeroOr(least, most) => {
            let more = if most == i64::MAX { -1 } else { most + 1 };
            let between = (1..least).next().map(|n| json!(n));
            (vec![json!(0), asked.sample()], [json!(-1), json!(more)].into_iter().chain(between).collect())
        }
        Allowed::Form(..) => (vec![asked.sample()], vec![json!("NOT*THIS")]),
    })
}

#[test]
fn what_the_facts_do_not_allow_is_refused() {
    let catalog = Catalog::builtin();
    let mut wrong = Vec::new();
    for asked in fields().iter().filter(|asked| asked.is_value() && asked.is_honoured()) {
        let Some((good, bad)) = measures(asked) else { continue };
        let place = Pointer::from(asked.place().as_str());
        let refusing = |value: &Value| {
            let mut definition = with_besides(&asked.path());
            put(&mut definition, &asked.place(), value.clone());
            let (_, _, report) = inspect(&definition, &catalog);
            let is_refusal = |found: &&Finding| {
                found.severity == Severity::Error
                    && !["not-made-yet", "retired"].contains(&found.rule)
                    && places(found).next().is_some_and(|at| at.is_within(&place))
            };
            report.findings().iter().filter(is_refusal).map(|found| found.rule).collect::<Vec<_>>()
        };
        for value in good.iter().filter(|value| !refusing(value).is_empty()) {
            wrong.push(format!("{} {value} is allowed, but refused by {:?}", asked.path(), refusing(value)));
        }
        for value in bad.iter().filter(|value| refusing(value).is_empty()) {
            wrong.push(format!("{} {value} is not allowed, but accepted", asked.path()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reasons_are_of_fields() {
    let fields: BTreeSet<_> = fields().iter().map(Asked::path).collect();
    let named = NOTHING_TO_CHANGE.iter().map(|(field, _)| field).chain(BESIDES.iter().map(|(field, _)| field));
    for field in named {
        assert!(fields.contains(*field), "{field}");
    }
}

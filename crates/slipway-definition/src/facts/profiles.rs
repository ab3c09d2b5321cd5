//! Facts of the other objects.

use super::{Fact, of};
use crate::spec::names;

const GUID: &str = "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77";
const VAULT: &str = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/mygroup/providers/Microsoft.KeyVault/vaults/vault";

pub(super) static SPEC: &[Fact] = &[
    of("$schema").sample("https://example.com/slipway.schema.json"),
    of("apiVersion").words(&["vlabs"]).sample("vlabs"),
    of("location").unset("any region of public Azure: the deployment decides").sample("swedencentral"),
    of("tags").sample(r#"{"costcenter":"42"}"#),
];

pub(super) static LINUX: &[Fact] = &[
    of("adminUsername").sample("me"),
    of("scriptroot").sample("https://example.com/"),
    of("runUnattendedUpgradesOnBootstrap").default("true").sample("false"),
    of("enableUnattendedUpgrades").default("true").sample("false"),
    of("eth0MTU").known(&["1500", "3900"]).default("1500").sample("1500"),
];

pub(super) static PUBLIC_KEY: &[Fact] = &[of("keyData")
    .unset("a key is made, and written beside the output")
    .sample("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me")];

pub(super) static CUSTOM_SEARCH_DOMAIN: &[Fact] = &[
    of("name").sample("corp.example.com"),
    of("realmUser").unset("machines join no domain").sample("joiner"),
    of("realmPassword").unset("machines join no domain").sample("<PASSWORD>"),
];

pub(super) static HOST_ENTRY: &[Fact] = &[
    of("address").since("slipway").sample("10.1.0.20"),
    of("names").since("slipway").sample(r#"["registry.example.com","registry"]"#),
];

pub(super) static CUSTOM_NODES_DNS: &[Fact] = &[of("dnsServer").sample("10.1.0.10")];

pub(super) static WINDOWS: &[Fact] = &[
    of("adminUsername").sample("azureuser"),
    of("adminPassword").sample("<PASSWORD>"),
    of("windowsDockerVersion").sample("19.03.14").until("Docker is gone since Kubernetes 1.24"),
    of("sshEnabled").default("true").sample("true"),
    of("enableAutomaticUpdates").default("true").sample("true"),
    of("enableAHUB").default("false").sample("true"),
    of("enableCSIProxy").default("true").sample("true"),
];

pub(super) static WINDOWS_RUNTIMES: &[Fact] = &[of("default").known(&["process", "hyperv"]).sample("process")];

/// Of the form that is asked for; it is neither.
const PRINCIPAL_CERTIFICATE: &str = "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n";

pub(super) static SERVICE_PRINCIPAL: &[Fact] = &[
    of("clientId").sample("1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b"),
    of("secret").sample("<SECRET>"),
    of("objectId").sample(GUID),
    of("certificate").sample(PRINCIPAL_CERTIFICATE).since("slipway"),
];

pub(super) static AAD: &[Fact] = &[
    of("clientAppID").sample(GUID),
    of("serverAppID").sample(GUID),
    of("tenantID").sample(GUID),
    of("adminGroupID").sample(GUID),
];

pub(super) static OIDC_ISSUER: &[Fact] = &[
    of("enabled").default("false").sample("true"),
    of("issuerURL").sample("https://issuer.example.com/cluster").since("slipway"),
];

pub(super) static WORKLOAD_IDENTITY: &[Fact] = &[of("enabled").default("false").sample("true").since("slipway")];

pub(super) static BOOTSTRAP: &[Fact] = &[
    of("tokenId").form("^([a-z0-9]{6})?$", "six lower-case letters and digits").unset("one is made").sample("abc123"),
    of("tokenSecret")
        .form("^([a-z0-9]{16})?$", "sixteen lower-case letters and digits")
        .unset("one is made")
        .sample("0123456789abcdef"),
    of("tokenExpires")
        .form(
            "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$",
            "a time in UTC, RFC 3339 without fractions",
        )
        .unset("`leafValidityDays` from now")
        .sample("2031-01-31T00:00:00Z"),
];

pub(super) static CUSTOM_CLOUD: &[Fact] = &[
    of("identitySystem").known(names::IDENTITY_SYSTEMS).default("azure_ad").sample("adfs"),
    of("authenticationMethod")
        .known(&["client_secret", "client_certificate"])
        .default("client_secret")
        .sample("client_certificate"),
    of("dependenciesLocation")
        .known(&["public", "china", "german", "usgovernment"])
        .default("public")
        .sample("usgovernment"),
    of("portalURL").sample("https://portal.local.azurestack.external"),
];

pub(super) static EXTENSION_PROFILE: &[Fact] = &[
    of("name").sample("hello-world"),
    of("version").sample("v1"),
    of("extensionParameters").sample("<PARAMETERS>"),
    of("rootURL").unset("the archived repository of aks-engine").sample("https://example.com/extensions/"),
    of("script").sample("hello.sh"),
    of("urlQuery").sample("sv=2026&sig=x"),
];

pub(super) static KEY_VAULT_SECRET_REF: &[Fact] = &[
    of("vaultID").sample(VAULT),
    of("secretName").sample("principal"),
    of("version").unset("the newest").sample("0123456789abcdef0123456789abcdef"),
];

pub(super) static KEY_VAULT_ID: &[Fact] = &[of("id").sample(VAULT)];

pub(super) static KEY_VAULT_CERTIFICATE: &[Fact] = &[
    of("certificateUrl").sample("https://vault.vault.azure.net/secrets/certificate/1"),
    of("certificateStore").sample("My"),
];

pub(super) static CLUSTER_SECURITY: &[Fact] = &[of("customCATrustCertificates")
    .since("slipway")
    .sample(r#"["LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1BQUEKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo="]"#)];

pub(super) static FEATURE_FLAGS: &[Fact] = &[
    of("enforceUbuntu2004DisaStig").default("false").sample("true"),
    of("enforceUbuntu2204DisaStig").default("false").sample("true"),
    of("enforceKubernetesDisaStig").default("false").sample("true"),
    of("blockOutboundInternet").default("false").sample("true"),
    of("enableIPv6DualStack").default("false").sample("true"),
];

//! What is to be said of a field beyond its type and its doc: default, allowed values, an example, since and until.
//!
//! `explain`, the JSON Schema and the test that every field is honoured or refused read the same tables. Tests hold them
//! against deciding (a default that is written changes nothing) and against the rules (what is not allowed is refused).

mod kubernetes;
mod later;
mod machines;
mod profiles;
mod security_rule;

use crate::read::{Field, Kind, Shape};

/// Facts of one field.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The key in the model's spelling.
    pub key: &'static str,
    /// What counts when nothing is written.
    pub unset: Unset,
    /// Which values are allowed.
    pub allowed: Allowed,
    /// A good value that makes a difference: a text as it is, anything else as JSON.
    pub sample: &'static str,
    /// Since when, where that is not for ever: a fragment, `Kubernetes 1.33`.
    pub since: &'static str,
    /// Until when or why no more: a fragment.
    pub until: &'static str,
}

/// What counts when nothing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unset {
    /// There is nothing to say.
    Nothing,
    /// As if this were written.
    Value(&'static str),
    /// What it follows from, a fragment.
    Says(&'static str),
}

/// Which values a field may have. Null and the empty text are as if nothing were written.
#[derive(Clone, Copy, Debug)]
pub enum Allowed {
    /// All of its type, or what rules alone can say.
    Any,
    /// These, spelled so.
    Words(&'static [&'static str]),
    /// These, in any case.
    Names(&'static [&'static str]),
    /// These are known; others may be right too.
    Known(&'static [&'static str]),
    /// These numbers.
    Numbers(&'static [i64]),
    /// Whole numbers from one to the other.
    Range(i64, i64),
    /// As [`Allowed::Range`]; 0 is as if nothing were written.
    ZeroOr(i64, i64),
    /// Texts that fit this regular expression, and the same in words.
    Form(&'static str, &'static str),
}

/// The facts of a field of an object; those of [`Fact::NONE`] when nothing is to be said.
pub fn fact(shape: &Shape, field: &Field) -> &'static Fact {
    let table = TABLES.iter().find(|(name, _)| *name == shape.name).map_or(&[][..], |(_, table)| *table);
    table.iter().find(|fact| fact.key == field.key).unwrap_or(&Fact::NONE)
}

/// A value of a field as facts write it, as JSON: a text as it is, anything else as JSON. `None` when it does not read so.
pub fn json_value(kind: Kind, text: &str) -> Option<serde_json::Value> {
    match kind {
        Kind::String | Kind::Secret => Some(text.into()),
        _ => serde_json::from_str(text).ok(),
    }
}

/// Where a field that is not made yet will show in the output; empty when there is nothing to say.
pub fn shows_in(shape: &Shape, field: &Field) -> &'static str {
    let of = |(object, key, _): &&(&str, &str, &str)| *object == shape.name && (key.is_empty() || *key == field.key);
    later::PLACES.iter().find(of).map_or("", |(_, _, place)| place)
}

/// The object's name to its facts.
static TABLES: &[(&str, &[Fact])] = &[
    ("Spec", profiles::SPEC),
    ("OrchestratorProfile", kubernetes::ORCHESTRATOR),
    ("KubernetesConfig", kubernetes::CONFIG),
    ("HttpProxyConfig", kubernetes::HTTP_PROXY),
    ("RegistryMirror", kubernetes::REGISTRY_MIRROR),
    ("PackageMirror", kubernetes::PACKAGE_MIRROR),
    ("PrivateCluster", kubernetes::PRIVATE_CLUSTER),
    ("JumpboxProfile", kubernetes::JUMPBOX),
    ("SecurityRule", security_rule::SECURITY_RULE),
    ("Addon", kubernetes::ADDON),
    ("Component", kubernetes::COMPONENT),
    ("Container", kubernetes::CONTAINER),
    ("AddonPool", kubernetes::ADDON_POOL),
    ("MasterProfile", machines::MASTER),
    ("AgentPoolProfile", machines::POOL),
    ("SecurityProfile", machines::SECURITY_PROFILE),
    ("GpuProfile", machines::GPU_PROFILE),
    ("UpgradePolicy", machines::UPGRADE_POLICY),
    ("AutomaticOsUpgradePolicy", machines::AUTOMATIC_OS_UPGRADE_POLICY),
    ("RollingUpgradePolicy", machines::ROLLING_UPGRADE_POLICY),
    ("CustomFile", machines::CUSTOM_FILE),
    ("ImageReference", machines::IMAGE_REFERENCE),
    ("ImagePlan", machines::IMAGE_PLAN),
    ("Extension", machines::EXTENSION),
    ("LinuxProfile", profiles::LINUX),
    ("PublicKey", profiles::PUBLIC_KEY),
    ("CustomSearchDomain", profiles::CUSTOM_SEARCH_DOMAIN),
    ("HostEntry", profiles::HOST_ENTRY),
    ("CustomNodesDns", profiles::CUSTOM_NODES_DNS),
    ("WindowsProfile", profiles::WINDOWS),
    ("WindowsRuntimes", profiles::WINDOWS_RUNTIMES),
    ("ClusterSecurityProfile", profiles::CLUSTER_SECURITY),
    ("FeatureFlags", profiles::FEATURE_FLAGS),
    ("ServicePrincipalProfile", profiles::SERVICE_PRINCIPAL),
    ("AadProfile", profiles::AAD),
    ("OidcIssuerProfile", profiles::OIDC_ISSUER),
    ("WorkloadIdentity", profiles::WORKLOAD_IDENTITY),
    ("BootstrapProfile", profiles::BOOTSTRAP),
    ("CustomCloudProfile", profiles::CUSTOM_CLOUD),
    ("ExtensionProfile", profiles::EXTENSION_PROFILE),
    ("KeyVaultSecretRef", profiles::KEY_VAULT_SECRET_REF),
    ("KeyVaultId", profiles::KEY_VAULT_ID),
    ("KeyVaultCertificate", profiles::KEY_VAULT_CERTIFICATE),
];

const fn of(key: &'static str) -> Fact {
    Fact { key, ..Fact::NONE }
}

impl Fact {
    /// Of a field of which nothing is to be said.
    pub const NONE: Self =
        Self { key: "", unset: Unset::Nothing, allowed: Allowed::Any, sample: "", since: "", until: "" };

    const fn default(self, value: &'static str) -> Self {
        Self { unset: Unset::Value(value), ..self }
    }

    const fn unset(self, says: &'static str) -> Self {
        Self { unset: Unset::Says(says), ..self }
    }

    const fn words(self, words: &'static [&'static str]) -> Self {
        Self { allowed: Allowed::Words(words), ..self }
    }

    const fn names(self, names: &'static [&'static str]) -> Self {
        Self { allowed: Allowed::Names(names), ..self }
    }

    const fn known(self, words: &'static [&'static str]) -> Self {
        Self { allowed: Allowed::Known(words), ..self }
    }

    const fn numbers(self, numbers: &'static [i64]) -> Self {
        Self { allowed: Allowed::Numbers(numbers), ..self }
    }

    const fn range(self, least: i64, most: i64) -> Self {
        Self { allowed: Allowed::Range(least, most), ..self }
    }

    const fn zero_or(self, least: i64, most: i64) -> Self {
        Self { allowed: Allowed::ZeroOr(least, most), ..self }
    }

    const fn form(self, pattern: &'static str, says: &'static str) -> Self {
        Self { allowed: Allowed::Form(pattern, says), ..self }
    }

    const fn sample(self, sample: &'static str) -> Self {
        Self { sample, ..self }
    }

    const fn since(self, since: &'static str) -> Self {
        Self { since, ..self }
    }

    const fn until(self, until: &'static str) -> Self {
        Self { until, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Spec;
    use crate::read::Support;

    /// Every object of the model, once.
    fn shapes() -> Vec<&'static Shape> {
        fn inner(kind: Kind) -> Option<&'static Shape> {
            match kind {
                Kind::Object(shape) => Some(shape),
                Kind::List(kind) | Kind::Map(kind) => inner(*kind),
                _ => None,
            }
        }
        let mut all = vec![Spec::SHAPE];
        let mut next = 0;
        while let Some(shape) = all.get(next) {
            next += 1;
            for found in shape.fields.iter().filter_map(|field| inner(field.kind)) {
                if !all.iter().any(|known| known.name == found.name) {
                    all.push(found);
                }
            }
        }
        all
    }

    #[test]
    fn every_fact_is_of_a_field_and_reads_as_its_type() {
        let shapes = shapes();
        for (name, table) in TABLES {
            let shape = shapes.iter().find(|shape| shape.name == *name).expect("an object of the model");
            for fact in *table {
                let field = Kind::Object(shape).field(fact.key).filter(|field| field.key == fact.key);
                let Some(field) = field else { panic!("{name} has no field {}", fact.key) };
                assert_eq!(table.iter().filter(|other| other.key == fact.key).count(), 1, "{name} {}", fact.key);
                let defaults = if let Unset::Value(value) = fact.unset { Some(value) } else { None };
                for value in defaults.into_iter().chain((!fact.sample.is_empty()).then_some(fact.sample)) {
                    assert!(json_value(field.kind, value).is_some(), "{name} {}: {value}", fact.key);
                }
            }
        }
    }

    #[test]
    fn every_honoured_value_has_a_sample() {
        for shape in shapes() {
            for field in shape.fields {
                let is_honoured = matches!(field.support, Support::Full | Support::Values(_) | Support::Names(_));
                let is_value = !matches!(field.kind, Kind::Object(_) | Kind::List(Kind::Object(_)));
                // The profile's values are keys; the test of the output makes them.
                if is_honoured && is_value && shape.name != "CertificateProfile" {
                    assert!(!fact(shape, field).sample.is_empty(), "{} {} has no sample", shape.name, field.key);
                }
            }
        }
    }

    #[test]
    fn what_is_made_is_allowed() {
        for shape in shapes() {
            for field in shape.fields {
                let (Support::Values(made) | Support::Names(made)) = field.support else { continue };
                if let Allowed::Words(all) | Allowed::Names(all) | Allowed::Known(all) = fact(shape, field).allowed {
                    assert!(made.iter().all(|made| all.contains(made)), "{} {}", shape.name, field.key);
                }
            }
        }
    }
}

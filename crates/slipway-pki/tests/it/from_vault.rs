//! Certificates and keys that stay in a key vault.

use serde_json::{Value, json};
use slipway_pki::{CertificateProfile, Note, is_in_vault};

use crate::support::{NOW, fresh, make};

const PATH: &str = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets";

/// A whole profile in which the named values stay in a vault.
fn with_in_vault(stays: impl Fn(&str) -> bool) -> CertificateProfile {
    let mut profile = serde_json::to_value(fresh().profile()).expect("JSON");
    for (key, value) in profile.as_object_mut().expect("an object").iter_mut().filter(|(key, _)| stays(key)) {
        *value = match value {
            Value::Array(items) => (0..items.len()).map(|index| format!("{PATH}/{key}{index}")).collect(),
            _ => json!(format!("{PATH}/{key}/1")),
        };
    }
    serde_json::from_value(profile).expect("a profile")
}

#[test]
fn keys_stay_there() {
    let given = with_in_vault(|key| key.contains("PrivateKey"));
    let (pki, notes) = make(&given, NOW).expect("nothing to sign");
    assert_eq!(pki.profile(), given);
    assert_eq!(notes.made, ["bootstrapToken"]);
    assert_eq!(notes.remarks, [Note::KubeconfigInVault]);
    assert!(!pki.kubeconfig.is_here() && !is_in_vault(&pki.kubeconfig.certificate));
}

#[test]
fn pairs_stay_there() {
    let public = ["caCertificate", "etcdCaCertificate", "proxyCaCertificate", "serviceAccountPublicKey"];
    let given = with_in_vault(|key| !public.contains(&key));
    let (pki, notes) = make(&given, NOW).expect("nothing to sign");
    assert_eq!(pki.profile(), given);
    assert_eq!(notes.made, ["bootstrapToken"]);
    assert!(is_in_vault(&pki.api_server.certificate));
}

#[test]
fn what_is_missing_is_made_by_authorities_that_are_here() {
    let mut given = with_in_vault(|key| key == "apiServerPrivateKey" || key == "serviceAccountPrivateKey");
    (given.scheduler_certificate, given.scheduler_private_key) = (None, None);
    let (pki, notes) = make(&given, NOW).expect("a scheduler");
    assert_eq!(notes.made, ["scheduler", "bootstrapToken"]);
    assert!(!is_in_vault(pki.scheduler.private_key.expose()));
    assert!(notes.remarks.is_empty());
    // The public half of a key in a vault is not here, so tokens get a key of their own.
    (given.service_account_public_key, given.service_account_private_key) = (None, None);
    let (pki, _) = make(&given, NOW).expect("a new key");
    assert!(!is_in_vault(pki.service_account.private_key.expose()));
}

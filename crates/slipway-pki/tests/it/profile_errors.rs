//! Profiles that cannot be used: each error names the key and the way out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use slipway_pki::{CertificateProfile, Secret};

use crate::support::{Bench, DAY, NOW, fresh, make};

/// The error of a complete profile after a change.
fn error(change: impl FnOnce(&mut CertificateProfile)) -> String {
    error_at(NOW, change)
}

fn error_at(seconds: i64, change: impl FnOnce(&mut CertificateProfile)) -> String {
    let mut profile = fresh().profile();
    change(&mut profile);
    make(&profile, seconds).expect_err("refused").to_string()
}

fn secret(text: &str) -> Secret {
    text.to_owned().into()
}

#[test]
fn half_a_pair() {
    assert_eq!(
        error(|profile| profile.ca_private_key = None),
        "failed to read the certificate profile: `caCertificate` is given without `caPrivateKey`; give both or neither"
    );
    let text = error(|profile| profile.etcd_client_certificate = Some("  ".to_owned()));
    assert!(text.contains("`etcdClientPrivateKey` is given without `etcdClientCertificate`"), "{text}");
    let text = error(|profile| drop(profile.etcd_peer_private_keys.as_mut().map(Vec::pop)));
    assert!(text.contains("`etcdPeerCertificates[2]` is given without `etcdPeerPrivateKeys[2]`"), "{text}");
    let text = error(|profile| profile.service_account_public_key = None);
    assert!(text.contains("`serviceAccountPrivateKey` is given without `serviceAccountPublicKey`"), "{text}");
}

#[test]
fn another_certificates_key() {
    let text = error(|profile| profile.admin_private_key = profile.scheduler_private_key.clone());
    assert!(text.starts_with("failed to pair `adminCertificate` with `adminPrivateKey`"), "{text}");
    let text = error(|profile| {
        profile.service_account_private_key = profile.scheduler_private_key.clone();
    });
    assert!(text.starts_with("failed to pair `serviceAccountPublicKey` with `serviceAccountPrivateKey`"), "{text}");
}

#[test]
fn another_authoritys_certificate() {
    let other = fresh();
    let text = error(|profile| {
        profile.admin_certificate = Some(other.admin.certificate.clone());
        profile.admin_private_key = Some(other.admin.private_key.clone());
    });
    assert!(text.starts_with("failed to use `adminCertificate`: `caCertificate` did not sign it; "), "{text}");
    let text = error(|profile| {
        profile.etcd_ca_certificate = Some(other.ca.certificate.clone());
        profile.etcd_ca_private_key = Some(other.ca.private_key.clone());
    });
    assert!(text.contains("`etcdPeerCertificates[0]`: `etcdCaCertificate` did not sign it"), "{text}");
}

#[test]
fn an_authority_that_is_none() {
    let text = error(|profile| {
        profile.ca_certificate = profile.admin_certificate.clone();
        profile.ca_private_key = profile.admin_private_key.clone();
    });
    assert!(text.contains("`caCertificate` as certificate authority: its basic constraints do not say"), "{text}");
    assert!(text.contains("CA:TRUE"), "{text}");
}

#[test]
fn a_damaged_authority() {
    let text = error(|profile| {
        let pem = profile.ca_certificate.take().expect("given");
        let der: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let mut der = BASE64.decode(der).expect("base64");
        // The last byte of the signature.
        *der.last_mut().expect("bytes") ^= 1;
        profile.ca_certificate = Some(
            BASE64.encode(format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64.encode(der))),
        );
    });
    assert!(text.contains("`caCertificate` as certificate authority: it names itself its issuer, but"), "{text}");
}

#[test]
fn an_authority_out_of_its_time() {
    let text = error_at(NOW + 3651 * DAY, |_| ());
    assert!(text.contains("`caCertificate` as certificate authority: it expired on 2036-11-15 11:06:40"), "{text}");
    let text = error_at(NOW - DAY, |_| ());
    assert!(text.contains("valid only from 2026-11-18 11:01:40") && text.contains("clock"), "{text}");
}

#[test]
fn what_cannot_stay_in_a_key_vault() {
    let path = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/n";
    for key in ["caCertificate", "etcdCaCertificate", "proxyCaCertificate", "serviceAccountPublicKey"] {
        let text = error(|profile| {
            let mut value = serde_json::to_value(&*profile).expect("JSON");
            value[key] = path.into();
            *profile = serde_json::from_value(value).expect("a profile");
        });
        assert!(text.starts_with(&format!("failed to read `{key}`: it is public")), "{text}");
    }
    let text = error(|profile| {
        profile.ca_private_key = Some(secret(path));
        (profile.scheduler_certificate, profile.scheduler_private_key) = (None, None);
    });
    assert!(text.starts_with("failed to make `schedulerCertificate`: `caPrivateKey` stays in a key vault"), "{text}");
}

#[test]
fn text_that_is_no_pem() {
    let cases = [
        ("secret!", "neither PEM nor base64"),
        ("c2VjcmV0", "its base64 holds no PEM"),
        ("-----BEGIN CERTIFICATE-----\nMIIB", "no whole PEM block"),
        ("-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----\n", "its PEM is broken"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "its certificate is broken"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", "it holds no certificate"),
    ];
    for (value, reason) in cases {
        let text = error(|profile| profile.ca_certificate = Some(value.to_owned()));
        assert!(text.starts_with("failed to read `caCertificate`: ") && text.contains(reason), "{value}: {text}");
    }
    let text = error(|profile| profile.ca_private_key = profile.ca_certificate.clone().map(Secret::from));
    assert!(text.contains("`caPrivateKey`: it holds no private key"), "{text}");
    let text = error(|profile| {
        profile.ca_private_key = Some(secret("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"));
    });
    assert!(text.contains("`caPrivateKey`: no private key that can sign"), "{text}");
}

#[test]
fn an_encrypted_key() {
    let (bench, pki) = (Bench::new(), fresh());
    bench.write("plain.key", pki.ca.private_key.expose());
    for command in ["pkcs8 -topk8 -in plain.key -passout pass:x", "ec -in plain.key -aes128 -passout pass:x"] {
        let key = bench.openssl(command);
        let text = error(|profile| profile.ca_private_key = Some(secret(&key)));
        assert!(text.starts_with("failed to read `caPrivateKey`: the key is encrypted; decrypt it first"), "{text}");
    }
}

#[test]
fn an_unknown_key_of_the_profile_is_not_lost_in_silence() {
    let error = serde_json::from_str::<CertificateProfile>(r#"{"caCertifcate": "x"}"#).expect_err("typo");
    assert!(error.to_string().contains("unknown field `caCertifcate`"), "{error}");
}

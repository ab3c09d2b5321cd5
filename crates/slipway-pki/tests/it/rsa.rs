//! RSA on request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use slipway_pki::{CertificateProfile, KeyAlgorithm, Pki, PkiError, Request, jwks};

use crate::support::{Bench, NOW, at, fresh, pairs, request};

#[test]
fn a_whole_pki_of_rsa() {
    let request = Request { algorithm: KeyAlgorithm::Rsa2048, peers: 1, ..request() };
    let (pki, _) = Pki::for_cluster(&request, &CertificateProfile::default(), None, at(NOW)).expect("made");
    let bench = Bench::new();
    for (name, pair) in pairs(&pki) {
        assert!(bench.key_belongs(pair), "{name}");
        assert!(bench.text(&pair.certificate).contains("Public-Key: (2048 bit)"), "{name}");
    }
    bench.verify(&pki.ca.certificate, &pki.api_server.certificate, "sslserver", NOW).expect("valid");
    let text = bench.text(&pki.api_server.certificate);
    assert!(text.contains("Key Usage: critical Digital Signature, Key Encipherment X509v3"), "{text}");
    assert!(pki.api_server.private_key.expose().starts_with("-----BEGIN PRIVATE KEY-----\n"));
}

#[test]
fn the_service_account_key_alone() {
    let request = Request { rsa_service_account: true, ..request() };
    let (pki, notes) = Pki::for_cluster(&request, &CertificateProfile::default(), None, at(NOW)).expect("made");
    let bench = Bench::new();
    bench.write("sa.pub", &pki.service_account.public_key);
    assert!(bench.openssl("pkey -pubin -in sa.pub -noout -text").contains("Public-Key: (2048 bit)"));
    assert!(bench.text(&pki.api_server.certificate).contains("prime256v1"));
    assert_eq!(notes.remarks, []);

    let refused = Pki::for_cluster(&request, &fresh().profile(), None, at(NOW)).expect_err("a key of another kind");
    assert!(matches!(refused, PkiError::ServiceAccountNotRsa), "{refused}");
}

/// Against OpenSSL's numbers, and the key id as Kubernetes has it: the SHA-256 of the key's DER.
#[test]
fn keys_for_others_to_prove_tokens_with() {
    let request = Request { rsa_service_account: true, ..request() };
    let (pki, _) = Pki::for_cluster(&request, &CertificateProfile::default(), None, at(NOW)).expect("made");
    let other = fresh().service_account.public_key;
    let both = format!("{}{other}", pki.service_account.public_key);
    let set = jwks(&both).expect("keys");
    let [key] = set["keys"].as_array().expect("a list").as_slice() else { panic!("{set}: RSA keys alone") };
    let hex = |name: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(key[name].as_str().expect("a text")).expect("base64");
        bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat()
    };
    let bench = Bench::new();
    bench.write("sa.pub", &pki.service_account.public_key);
    let modulus = bench.openssl("rsa -pubin -in sa.pub -noout -modulus");
    assert_eq!(modulus.trim(), format!("Modulus={}", hex("n")));
    assert_eq!(hex("e"), "010001");
    bench.openssl("pkey -pubin -in sa.pub -outform DER -out sa.der");
    let digest = bench.openssl("dgst -sha256 sa.der").to_uppercase();
    assert!(digest.trim().ends_with(&hex("kid")), "{digest}");
    assert_eq!((&key["alg"], &key["use"], &key["kty"]), (&"RS256".into(), &"sig".into(), &"RSA".into()));
    assert_eq!(jwks(&other).expect("keys")["keys"].as_array().map(Vec::len), Some(0));
    jwks("-----BEGIN PUBLIC KEY-----\nMAAA\n-----END PUBLIC KEY-----\n").expect_err("broken");
}

#[test]
fn names_of_algorithms() {
    for algorithm in KeyAlgorithm::ALL {
        assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
    }
    assert_eq!(KeyAlgorithm::default().to_string(), "ecdsa-p256");
    let error = "ed25519".parse::<KeyAlgorithm>().expect_err("unknown");
    assert!(error.to_string().contains("`rsa-2048`"), "{error}");
}

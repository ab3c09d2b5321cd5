//! RSA on request.

use slipway_pki::{CertificateProfile, KeyAlgorithm, Note, Pki, Request};

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

    let (kept, notes) = Pki::for_cluster(&request, &fresh().profile(), None, at(NOW)).expect("kept");
    assert!(kept.service_account.private_key.expose().len() < 300);
    assert_eq!(notes.remarks, [Note::ServiceAccountNotRsa]);
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

//! Authorities and keys that the user brings, made with `openssl`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use slipway_pki::{CertificateProfile, Pki, PkiError, Request};

use crate::support::{Bench, NOW, at, fresh, make, real_now, request};

const EXTENSIONS: &str = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -addext subjectKeyIdentifier=hash";

/// Makes `ca.key` with a command and a self-signed `ca.crt`.
fn authority(bench: &Bench, key_command: &str, subject: &str) -> CertificateProfile {
    bench.openssl(key_command);
    // `req -x509` has basicConstraints of its own; an empty configuration leaves only ours.
    bench.write("empty.cnf", "[req]\ndistinguished_name=dn\n[dn]\n");
    bench.openssl(&format!(
        "req -config empty.cnf -x509 -new -key ca.key -out ca.crt -days 365 -subj {subject} {EXTENSIONS}"
    ));
    CertificateProfile {
        ca_certificate: Some(bench.read("ca.crt")),
        ca_private_key: Some(bench.read("ca.key").into()),
        ..CertificateProfile::default()
    }
}

fn check(bench: &Bench, profile: &CertificateProfile) -> Pki {
    let now = real_now();
    let (pki, notes) = Pki::for_cluster(&request(), profile, None, now).expect("accepted");
    assert!(!notes.made.contains(&"ca".to_owned()));
    assert_eq!(Some(&pki.ca.certificate), profile.ca_certificate.as_ref());
    for (pair, purpose) in [(&pki.api_server, "sslserver"), (&pki.kubeconfig, "sslclient")] {
        bench.verify(&pki.ca.certificate, &pair.certificate, purpose, now.unix_timestamp()).expect("valid");
    }
    // etcd must not believe what this authority signs, so it has one of its own.
    let etcd = pki.etcd_ca.as_ref().expect("an authority of etcd");
    bench.verify(&etcd.certificate, &pki.etcd_server.certificate, "sslserver", now.unix_timestamp()).expect("valid");
    pki
}

#[test]
fn an_rsa_authority_as_pkcs1() {
    let bench = Bench::new();
    let profile = authority(&bench, "genrsa -traditional -out ca.key 2048", "/CN=corp");
    assert!(bench.read("ca.key").starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    let pki = check(&bench, &profile);
    // 365 days cut the 730 short.
    let text = bench.text(&pki.api_server.certificate);
    assert!(text.contains("sha256WithRSAEncryption") && text.contains("prime256v1"), "{text}");
}

#[test]
fn an_ec_authority_as_sec1_after_its_parameters() {
    let bench = Bench::new();
    let profile = authority(&bench, "ecparam -name secp384r1 -genkey -out ca.key", "/CN=corp");
    assert!(bench.read("ca.key").starts_with("-----BEGIN EC PARAMETERS-----"));
    let pki = check(&bench, &profile);
    assert!(bench.text(&pki.api_server.certificate).contains("ecdsa-with-SHA384"));
}

#[test]
fn an_ec_authority_as_pkcs8() {
    let bench = Bench::new();
    let command = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out ca.key";
    let profile = authority(&bench, command, "/CN=corp");
    let pki = check(&bench, &profile);
    // What P-521 signed cannot be verified here, but is accepted when fed back.
    let (again, notes) =
        Pki::for_cluster(&request(), &pki.profile(), Some(pki.bootstrap_token.clone()), real_now()).expect("kept");
    assert_eq!((again, notes.made), (pki, vec![]));
}

/// Names with an attribute twice, or two attributes in one component, must be copied byte for byte.
#[test]
fn an_authority_with_a_directorys_name() {
    for subject in ["/DC=com/DC=contoso/OU=one/OU=two/CN=corp", "/O=contoso/CN=corp+OU=one"] {
        let bench = Bench::new();
        let profile = authority(&bench, "ecparam -name prime256v1 -genkey -noout -out ca.key", subject);
        let pki = check(&bench, &profile);
        bench.write("leaf.crt", &pki.api_server.certificate);
        let issuer = bench.openssl("x509 -in leaf.crt -noout -issuer").replace("issuer=", "");
        let subject = bench.openssl("x509 -in ca.crt -noout -subject").replace("subject=", "");
        assert_eq!(issuer, subject);
    }
}

#[test]
fn base64_of_pem_as_in_the_peers_parameters() {
    let pki = fresh();
    let profile = CertificateProfile {
        ca_certificate: Some(BASE64.encode(&pki.ca.certificate)),
        ca_private_key: Some(BASE64.encode(pki.ca.private_key.expose()).into()),
        ..CertificateProfile::default()
    };
    let (second, _) = make(&profile, NOW).expect("accepted");
    assert_eq!(second.ca, pki.ca);
}

/// The chain may follow the certificate in the same text, with Windows line ends and words between.
#[test]
fn an_authority_with_its_chain() {
    let (pki, other) = (fresh(), fresh());
    let text = format!("my own\r\n{}\nits root\n{}", pki.ca.certificate.replace('\n', "\r\n"), other.ca.certificate);
    let mut profile = pki.profile();
    profile.ca_certificate = Some(text.clone());
    let (second, _) = make(&profile, NOW).expect("accepted");
    assert_eq!(second.ca.certificate, text);
    assert_eq!(second.api_server, pki.api_server);
    profile.ca_certificate = Some(other.ca.certificate + &pki.ca.certificate);
    assert!(matches!(make(&profile, NOW), Err(PkiError::Mismatch { .. })));
}

#[test]
fn service_account_keys_alone() {
    let pki = fresh();
    let profile = CertificateProfile {
        service_account_public_key: Some(pki.service_account.public_key.clone()),
        service_account_private_key: Some(pki.service_account.private_key.clone()),
        ..CertificateProfile::default()
    };
    let (second, notes) = make(&profile, NOW).expect("accepted");
    assert_eq!(second.service_account, pki.service_account);
    assert_eq!(notes.remarks, []);
}

#[test]
fn names_and_days_that_cannot_be() {
    let empty = CertificateProfile::default();
    for name in ["", "my test", "-a.b", "a..b", "ö.example", "a.*.b"] {
        let request = Request { dns_names: vec![name.to_owned()], ..request() };
        let error = Pki::for_cluster(&request, &empty, None, at(NOW)).expect_err(name);
        assert!(matches!(&error, PkiError::Name { name: named } if named == name), "{error}");
    }
    for days in [0, u32::MAX] {
        let request = Request { ca_validity_days: days, ..request() };
        let error = Pki::for_cluster(&request, &empty, None, at(NOW)).expect_err("refused");
        assert!(matches!(error, PkiError::Validity { .. }), "{error}");
    }
}

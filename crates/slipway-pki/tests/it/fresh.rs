//! A PKI made from nothing.

use std::collections::BTreeSet;

use slipway_pki::{CertificateProfile, Note, Pki, Request};

use crate::support::{Bench, DAY, NOW, at, fresh, make, pairs, request};

const SERVER: &str = "sslserver";
const CLIENT: &str = "sslclient";

/// Each certificate serves its purposes under its own authority, and none other.
#[test]
fn openssl_accepts_each_certificate_for_its_purpose() {
    let (pki, bench) = (fresh(), Bench::new());
    let (ca, etcd, proxy) = (&pki.ca.certificate, pki.etcd_trust(), &pki.proxy_ca.certificate);
    for authority in [ca, etcd, proxy] {
        bench.verify(authority, authority, "any", NOW).expect("authority");
    }
    let mut table = vec![
        (&pki.api_server, ca.as_str(), vec![SERVER]),
        (&pki.client, ca, vec![CLIENT]),
        (&pki.kubeconfig, ca, vec![CLIENT]),
        (&pki.controller_manager, ca, vec![CLIENT]),
        (&pki.scheduler, ca, vec![CLIENT]),
        (&pki.cloud_controller_manager, ca, vec![CLIENT]),
        (&pki.admin, ca, vec![CLIENT]),
        (&pki.etcd_server, etcd, vec![SERVER, CLIENT]),
        (&pki.etcd_client, etcd, vec![CLIENT]),
        (&pki.proxy, proxy, vec![CLIENT]),
    ];
    table.extend(pki.etcd_peers.iter().map(|peer| (peer, etcd, vec![SERVER, CLIENT])));
    for (pair, own, purposes) in table {
        for authority in [ca, etcd, proxy] {
            for purpose in [SERVER, CLIENT] {
                let verdict = bench.verify(authority, &pair.certificate, purpose, NOW);
                let expected = authority == own && purposes.contains(&purpose);
                assert_eq!(verdict.is_ok(), expected, "{purpose} of {}: {verdict:?}", bench.text(&pair.certificate));
            }
        }
    }
}

#[test]
fn each_key_belongs_to_its_certificate_and_no_two_are_the_same() {
    let (one, two, bench) = (fresh(), fresh(), Bench::new());
    let mut seen = BTreeSet::new();
    for pki in [&one, &two] {
        for (name, pair) in pairs(pki) {
            assert!(bench.key_belongs(pair), "{name}");
            assert!(seen.insert(pair.private_key.expose().to_owned()), "{name}");
        }
        assert!(seen.insert(pki.service_account.private_key.expose().to_owned()));
        assert!(seen.insert(pki.bootstrap_token.text().expose().to_owned()));
        bench.write("sa.key", pki.service_account.private_key.expose());
        assert_eq!(bench.openssl("pkey -in sa.key -pubout"), pki.service_account.public_key);
    }
}

#[test]
fn subjects_are_the_users_that_kubernetes_sees() {
    let (pki, bench) = (fresh(), Bench::new());
    let subject = |certificate: &str| {
        bench.write("subject.pem", certificate);
        bench.openssl("x509 -in subject.pem -noout -subject -nameopt RFC2253").trim().to_owned()
    };
    let subjects: Vec<_> =
        pairs(&pki).into_iter().map(|(name, pair)| format!("{name} {}", subject(&pair.certificate))).collect();
    assert_eq!(
        subjects,
        [
            "ca subject=CN=ca",
            "api_server subject=CN=apiserver",
            "client subject=CN=kube-apiserver-kubelet-client",
            "kubeconfig subject=CN=slipway-admin,O=system:masters",
            "etcd_server subject=CN=etcdserver",
            "etcd_client subject=CN=etcdclient",
            "proxy_ca subject=CN=front-proxy-ca",
            "proxy subject=CN=front-proxy-client",
            "controller_manager subject=CN=system:kube-controller-manager",
            "scheduler subject=CN=system:kube-scheduler",
            "cloud_controller_manager subject=CN=system:cloud-controller-manager",
            "admin subject=CN=slipway-master,O=system:masters",
            "etcd_ca subject=CN=etcd-ca",
            "etcd_peer0 subject=CN=etcdpeer",
            "etcd_peer1 subject=CN=etcdpeer",
            "etcd_peer2 subject=CN=etcdpeer",
        ]
    );
}

#[test]
fn extensions_are_as_designed() {
    let (pki, bench) = (fresh(), Bench::new());
    let ca = bench.text(&pki.ca.certificate);
    assert!(ca.contains("Key Usage: critical Digital Signature, Certificate Sign, CRL Sign X509v3"), "{ca}");
    assert!(ca.contains("Basic Constraints: critical CA:TRUE, pathlen:0 Signature"), "{ca}");
    let server = bench.text(&pki.api_server.certificate);
    for expected in [
        "Public-Key: (256 bit)",
        "ASN1 OID: prime256v1",
        "ecdsa-with-SHA256",
        "Key Usage: critical Digital Signature X509v3",
        "Extended Key Usage: TLS Web Server Authentication X509v3",
        "Basic Constraints: critical CA:FALSE",
        "X509v3 Subject Key Identifier",
        "X509v3 Authority Key Identifier",
    ] {
        assert!(server.contains(expected), "{expected}: {server}");
    }
}

#[test]
fn servers_are_known_by_all_their_names() {
    let (pki, bench) = (fresh(), Bench::new());
    let names = |certificate: &str| {
        bench.write("names.pem", certificate);
        bench.openssl("x509 -in names.pem -noout -ext subjectAltName").lines().nth(1).map(|line| line.trim().to_owned())
    };
    let api_server = "DNS:mytest.westus2.cloudapp.azure.com, DNS:api.example.org, IP Address:203.0.113.9, \
        DNS:localhost, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, \
        DNS:kubernetes.default.svc.cluster.local, DNS:kubernetes.kube-system, DNS:kubernetes.kube-system.svc, \
        DNS:kubernetes.kube-system.svc.cluster.local, IP Address:10.255.255.5, IP Address:10.255.255.6, \
        IP Address:10.255.255.7, IP Address:127.0.0.1, IP Address:10.255.255.15, IP Address:10.0.0.1";
    assert_eq!(names(&pki.api_server.certificate).as_deref(), Some(api_server));
    let members = "IP Address:10.255.255.5, IP Address:10.255.255.6, IP Address:10.255.255.7, IP Address:127.0.0.1";
    assert_eq!(names(&pki.etcd_peers[2].certificate).as_deref(), Some(members));
    assert_eq!(names(&pki.etcd_server.certificate), Some(format!("{members}, DNS:localhost")));
}

#[test]
fn serial_numbers_are_positive_and_128_bits() {
    let (pki, bench) = (fresh(), Bench::new());
    for (name, pair) in pairs(&pki) {
        bench.write("serial.pem", &pair.certificate);
        let serial = bench.openssl("x509 -in serial.pem -noout -serial");
        let digits = serial.trim().trim_start_matches("serial=");
        assert_eq!(digits.len(), 32, "{name}: {serial}");
        assert!(('4'..='7').contains(&digits.chars().next().expect("digit")), "{name}: {serial}");
    }
}

#[test]
fn validity_is_ten_and_two_years() {
    let (pki, bench) = (fresh(), Bench::new());
    let dates = |certificate: &str| {
        bench.write("dates.pem", certificate);
        bench.openssl("x509 -in dates.pem -noout -dates -dateopt iso_8601")
    };
    assert_eq!(dates(&pki.ca.certificate), "notBefore=2026-11-18 11:01:40Z\nnotAfter=2036-11-15 11:06:40Z\n");
    assert_eq!(dates(&pki.admin.certificate), "notBefore=2026-11-18 11:01:40Z\nnotAfter=2028-11-17 11:06:40Z\n");
    assert_eq!(pki.bootstrap_token.expires, "2028-11-17T11:06:40Z");
    bench.verify(&pki.ca.certificate, &pki.admin.certificate, CLIENT, NOW + 730 * DAY - 1).expect("last second");
    bench.verify(&pki.ca.certificate, &pki.admin.certificate, CLIENT, NOW + 730 * DAY).expect_err("expired");
}

#[test]
fn no_leaf_outlives_its_authority() {
    let request = Request { ca_validity_days: 30, leaf_validity_days: 31, ..request() };
    let (pki, notes) = Pki::for_cluster(&request, &CertificateProfile::default(), None, at(NOW)).expect("made");
    let bench = Bench::new();
    bench.write("leaf.pem", &pki.admin.certificate);
    let end = bench.openssl("x509 -in leaf.pem -noout -enddate -dateopt iso_8601");
    assert_eq!(end, "notAfter=2026-12-18 11:06:40Z\n");
    assert_eq!(pki.bootstrap_token.expires, "2026-12-18T11:06:40Z");
    let authorities: Vec<_> = notes
        .remarks
        .iter()
        .map(|note| match note {
            Note::Shortened { authority, not_after } if *not_after == at(NOW + 30 * DAY) => authority.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(authorities, ["etcdCaCertificate", "proxyCaCertificate", "caCertificate"]);
}

#[test]
fn dates_beyond_2049_are_encoded_as_they_must_be() {
    let request = Request { ca_validity_days: 365 * 30, ..request() };
    let (pki, _) = Pki::for_cluster(&request, &CertificateProfile::default(), None, at(NOW)).expect("made");
    let bench = Bench::new();
    bench.write("ca.pem", &pki.ca.certificate);
    let dump = bench.openssl("asn1parse -in ca.pem");
    assert!(dump.contains("UTCTIME           :261118110140Z"), "{dump}");
    assert!(dump.contains("GENERALIZEDTIME   :20561110110640Z"), "{dump}");
}

#[test]
fn everything_made_is_written_down() {
    let (_, notes) = make(&CertificateProfile::default(), NOW).expect("made");
    let mut made = notes.made;
    made.sort();
    let expected = "admin apiServer bootstrapToken ca client cloudControllerManager controllerManager etcdCa etcdClient \
        etcdPeer etcdPeer etcdPeer etcdServer kubeConfig proxyCa proxyClient scheduler serviceAccount";
    assert_eq!(made, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(notes.remarks, []);
}

#[test]
fn the_token_has_kubernetes_shape() {
    let token = fresh().bootstrap_token;
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    assert!(token.id.len() == 6 && letters(&token.id), "{token:?}");
    assert!(token.secret.expose().len() == 16 && letters(token.secret.expose()));
    assert_eq!(format!("{token:?}").matches("[redacted]").count(), 1);
}

#[test]
fn debug_output_holds_no_private_key() {
    let pki = fresh();
    for text in [format!("{pki:?}"), format!("{:?}", pki.profile())] {
        assert!(text.contains("[redacted]") && !text.contains("PRIVATE KEY"));
    }
}

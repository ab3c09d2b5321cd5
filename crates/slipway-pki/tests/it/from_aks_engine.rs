//! A profile as aks-engine makes it: RSA as PKCS#1, one authority for all, no service account keys.

use slipway_pki::{CertificateProfile, Note, Pair, Pki, Request, Secret};
use time::OffsetDateTime;

use crate::support::{Bench, real_now, request};

/// Makes a pair as aks-engine does; the key file is shared to save time.
fn leaf(bench: &Bench, key: &str, subject: &str, extensions: &str) -> (Option<String>, Option<Secret>) {
    bench.write("leaf.ext", extensions);
    bench.openssl(&format!("req -new -key {key} -subj {subject} -out leaf.csr"));
    bench.openssl("x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -days 10950 -extfile leaf.ext -out leaf.crt");
    (Some(bench.read("leaf.crt")), Some(bench.read(key).into()))
}

fn profile(bench: &Bench) -> CertificateProfile {
    for key in ["ca.key", "apiserver.key", "other.key"] {
        bench.openssl(&format!("genrsa -traditional -out {key} 2048"));
    }
    bench.openssl(
        "req -x509 -new -key ca.key -out ca.crt -days 10950 -subj /CN=ca \
         -addext keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign",
    );
    let usage = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=";
    let members = "subjectAltName=IP:10.255.255.5,IP:10.255.255.6,IP:10.255.255.7,IP:127.0.0.1";
    let server = format!(
        "{usage}serverAuth\nsubjectAltName=DNS:mytest.westus2.cloudapp.azure.com,DNS:api.example.org,DNS:kubernetes,\
         DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,\
         DNS:kubernetes.kube-system,DNS:kubernetes.kube-system.svc,DNS:kubernetes.kube-system.svc.cluster.local,\
         IP:10.255.255.5,IP:10.255.255.6,IP:10.255.255.7,IP:127.0.0.1,IP:10.255.255.15,IP:10.0.0.1,IP:203.0.113.9"
    );
    let both = format!("{usage}serverAuth,clientAuth\n{members}");
    let client = format!("{usage}clientAuth");
    let (api_server_certificate, api_server_private_key) = leaf(bench, "apiserver.key", "/CN=apiserver", &server);
    let (client_certificate, client_private_key) = leaf(bench, "other.key", "/O=system:masters/CN=client", &client);
    let (etcd_server_certificate, etcd_server_private_key) = leaf(bench, "other.key", "/CN=etcdserver", &both);
    let (etcd_client_certificate, etcd_client_private_key) = leaf(bench, "other.key", "/CN=etcdclient", &both);
    let (peer, peer_key) = leaf(bench, "other.key", "/CN=etcdpeer", &both);
    CertificateProfile {
        ca_certificate: Some(bench.read("ca.crt")),
        ca_private_key: Some(bench.read("ca.key").into()),
        api_server_certificate,
        api_server_private_key,
        kube_config_certificate: client_certificate.clone(),
        kube_config_private_key: client_private_key.clone(),
        client_certificate,
        client_private_key,
        etcd_server_certificate,
        etcd_server_private_key,
        etcd_client_certificate,
        etcd_client_private_key,
        etcd_peer_certificates: peer.map(|peer| vec![peer; 3]),
        etcd_peer_private_keys: peer_key.map(|key| vec![key; 3]),
        ..CertificateProfile::default()
    }
}

#[test]
fn is_accepted_as_it_is() {
    let bench = Bench::new();
    let (given, now) = (profile(&bench), real_now());
    let request = Request { rsa_service_account: true, ..request() };
    let (pki, notes) = Pki::for_cluster(&request, &given, None, now).expect("accepted");

    let kept = |pair: &Pair| (Some(pair.certificate.clone()), Some(pair.private_key.clone()));
    assert_eq!(kept(&pki.api_server), (given.api_server_certificate.clone(), given.api_server_private_key.clone()));
    assert_eq!(kept(&pki.client), (given.client_certificate.clone(), given.client_private_key.clone()));
    assert_eq!(kept(&pki.etcd_server), (given.etcd_server_certificate.clone(), given.etcd_server_private_key.clone()));
    assert_eq!(pki.etcd_peers.len(), 3);
    assert_eq!(pki.etcd_ca, None);
    assert_eq!(pki.etcd_trust(), pki.ca.certificate);
    let made = "proxyCa proxyClient controllerManager scheduler cloudControllerManager admin bootstrapToken";
    assert_eq!(notes.made, made.split_whitespace().collect::<Vec<_>>());
    assert_eq!(notes.remarks, [Note::EtcdUnderClusterAuthority, Note::ServiceAccountFromApiServer]);
    bench.verify(&pki.ca.certificate, &pki.scheduler.certificate, "sslclient", now.unix_timestamp()).expect("valid");

    // Existing tokens stay valid: the API server's key signs on.
    assert_eq!(pki.service_account.private_key, pki.api_server.private_key);
    assert_eq!(pki.service_account.public_key, bench.openssl("pkey -in apiserver.key -pubout"));

    second_run(&request, &pki, now);
}

/// Fed back, the completed profile is kept: also etcd's place, and the service account key as one of its own.
fn second_run(request: &Request, pki: &Pki, now: OffsetDateTime) {
    let token = Some(pki.bootstrap_token.clone());
    let (again, notes) = Pki::for_cluster(request, &pki.profile(), token, now).expect("kept");
    assert_eq!(&again, pki);
    assert_eq!((notes.made, notes.remarks), (vec![], vec![Note::EtcdUnderClusterAuthority]));
}

#[test]
fn gets_new_etcd_certificates_for_more_masters_under_the_authority_that_members_trust() {
    let bench = Bench::new();
    let (given, now) = (profile(&bench), real_now());
    let request = Request { peers: 5, ..request() };
    let (pki, notes) = Pki::for_cluster(&request, &given, None, now).expect("accepted");
    assert_eq!(pki.etcd_ca, None);
    assert_eq!(pki.etcd_peers.len(), 5);
    assert!(notes.remarks.contains(&Note::EtcdReplaced { given: 3, needed: 5 }));
    for pair in pki.etcd_peers.iter().chain([&pki.etcd_server, &pki.etcd_client]) {
        bench.verify(&pki.ca.certificate, &pair.certificate, "sslclient", now.unix_timestamp()).expect("valid");
    }
}

#[test]
fn without_its_authority_becomes_a_new_pki() {
    let bench = Bench::new();
    let mut given = profile(&bench);
    (given.ca_certificate, given.ca_private_key) = (None, None);
    let (pki, notes) = Pki::for_cluster(&request(), &given, None, real_now()).expect("made");
    assert!(pki.etcd_ca.is_some());
    assert_ne!(pki.service_account.private_key, pki.api_server.private_key);
    let [Note::AuthorityMissing { dropped, .. }] = notes.remarks.as_slice() else { panic!("{notes:?}") };
    assert_eq!(dropped.len(), 8);
}

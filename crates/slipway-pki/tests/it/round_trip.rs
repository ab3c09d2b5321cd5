//! A profile fed back.

use slipway_pki::{BootstrapToken, CertificateProfile, Note, Pki, Request};

use crate::support::{DAY, NOW, at, fresh, make, pairs, request};

/// What was made before is kept as it is; nothing is drawn or made, even years later.
#[test]
fn a_complete_profile_makes_nothing() {
    let first = fresh();
    for seconds in [NOW, NOW + 400 * DAY] {
        let token = Some(first.bootstrap_token.clone());
        let (second, notes) = Pki::for_cluster(&request(), &first.profile(), token, at(seconds)).expect("kept");
        assert_eq!(second, first);
        assert_eq!(second.profile(), first.profile());
        assert_eq!((notes.made, notes.remarks), (vec![], vec![]));
    }
}

#[test]
fn the_profile_has_the_api_models_keys() {
    let profile = fresh().profile();
    let text = serde_json::to_string(&profile).expect("JSON");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let keys: Vec<&str> = value.as_object().expect("object").keys().map(String::as_str).collect();
    let expected = "caCertificate caPrivateKey apiServerCertificate apiServerPrivateKey clientCertificate \
        clientPrivateKey kubeConfigCertificate kubeConfigPrivateKey etcdCaCertificate etcdCaPrivateKey \
        etcdServerCertificate etcdServerPrivateKey etcdClientCertificate etcdClientPrivateKey etcdPeerCertificates \
        etcdPeerPrivateKeys proxyCaCertificate proxyCaPrivateKey proxyClientCertificate proxyClientPrivateKey \
        controllerManagerCertificate controllerManagerPrivateKey schedulerCertificate schedulerPrivateKey \
        cloudControllerManagerCertificate cloudControllerManagerPrivateKey adminCertificate adminPrivateKey \
        serviceAccountPublicKey serviceAccountPrivateKey";
    assert_eq!(keys, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(serde_json::from_str::<CertificateProfile>(&text).expect("profile"), profile);
    assert_eq!(serde_json::to_string(&CertificateProfile::default()).expect("JSON"), "{}");
}

#[test]
fn only_what_is_missing_is_made() {
    let first = fresh();
    let mut profile = first.profile();
    profile.scheduler_certificate = None;
    profile.scheduler_private_key = None;
    let token = Some(first.bootstrap_token.clone());
    let (second, notes) = Pki::for_cluster(&request(), &profile, token, at(NOW)).expect("made");
    assert_eq!(notes.made, ["scheduler"]);
    for ((name, old), (_, new)) in pairs(&first).into_iter().zip(pairs(&second)) {
        assert_eq!(old == new, name != "scheduler", "{name}");
    }
}

#[test]
fn more_masters_replace_all_of_etcd_under_its_authority() {
    let first = fresh();
    let request = Request { peers: 5, ..request() };
    let token = Some(first.bootstrap_token.clone());
    let (second, notes) = Pki::for_cluster(&request, &first.profile(), token, at(NOW)).expect("made");
    assert_eq!(second.etcd_peers.len(), 5);
    assert_eq!(second.etcd_ca, first.etcd_ca);
    assert_ne!(second.etcd_client, first.etcd_client);
    assert_eq!(second.api_server, first.api_server);
    assert_eq!(notes.remarks, [Note::EtcdReplaced { given: 3, needed: 5 }]);
    assert_eq!(notes.made.len(), 7);
}

#[test]
fn an_expired_leaf_and_token_are_kept_and_said() {
    let first = fresh();
    let end = at(NOW + 730 * DAY);
    let token = Some(first.bootstrap_token.clone());
    let (second, notes) = Pki::for_cluster(&request(), &first.profile(), token, at(NOW + 731 * DAY)).expect("kept");
    assert_eq!(second, first);
    let keys: Vec<_> = notes
        .remarks
        .iter()
        .map(|note| match note {
            Note::Expired { key, not_after } if *not_after == end => key.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(keys.len(), 14);
    assert!(keys.contains(&"etcdPeerCertificates[2]") && keys.contains(&"bootstrapToken"), "{keys:?}");
}

#[test]
fn a_kept_certificate_that_lacks_names_is_said() {
    let first = fresh();
    let mut request = request();
    request.dns_names.push("new.example.org".to_owned());
    request.internal_load_balancer = Some("10.1.1.1".parse().expect("IP"));
    let (second, notes) = Pki::for_cluster(&request, &first.profile(), None, at(NOW)).expect("kept");
    assert_eq!(second.api_server, first.api_server);
    let names = ["new.example.org", "10.1.1.1"].map(String::from).to_vec();
    assert_eq!(notes.remarks, [Note::NamesMissing { key: "apiServerCertificate".to_owned(), names }]);
}

#[test]
fn a_broken_token_is_refused() {
    let good = fresh().bootstrap_token;
    for (token, message) in [
        (BootstrapToken { id: "ABCDEF".to_owned(), ..good.clone() }, "id; it is 6 of"),
        (BootstrapToken { secret: "short".to_owned().into(), ..good.clone() }, "secret; it is 16 of"),
        (BootstrapToken { expires: "tomorrow".to_owned(), ..good.clone() }, "expires; it is a time as"),
    ] {
        let error =
            Pki::for_cluster(&request(), &CertificateProfile::default(), Some(token), at(NOW)).expect_err(message);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn without_its_authority_a_certificate_is_replaced_and_said() {
    let first = fresh();
    let mut profile = first.profile();
    (profile.ca_certificate, profile.ca_private_key) = (None, None);
    let (second, notes) = make(&profile, NOW).expect("made");
    assert_eq!((&second.etcd_ca, &second.etcd_peers), (&first.etcd_ca, &first.etcd_peers));
    assert_eq!((&second.proxy, &second.service_account), (&first.proxy, &first.service_account));
    assert_ne!(second.api_server, first.api_server);
    let [Note::AuthorityMissing { authority, dropped }] = notes.remarks.as_slice() else { panic!("{notes:?}") };
    assert_eq!(authority, "caCertificate");
    assert_eq!(dropped.len(), 7);
    let text = notes.remarks[0].to_string();
    assert!(
        text.starts_with("`caCertificate` is not given: new certificates replace `apiServerCertificate`, "),
        "{text}"
    );
    assert!(text.ends_with(", 3 more"), "{text}");
}

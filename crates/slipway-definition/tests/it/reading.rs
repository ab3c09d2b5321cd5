//! From text to values: what is accepted, what is reported, and where.

use slipway_definition::{Document, Report, Severity, Spec};

use crate::{changed, checked, document, shown};

#[test]
fn every_mistake_is_reported_at_once() {
    let document = document(
        r#"{
  "apiVersion": "vlabs",
  "propertys": {},
  "properties": {
    "masterProfile": { "count": "3", "vmSiz": "x", "DNSPREFIX": "a-b", "dnsPrefix": "abc", "location": "here" },
    "agentPoolProfiles": [{ "name": "p1", "count": 2.5, "vmSize": 4, "customNodeLabels": { "a": 1 } }, null],
    "linuxProfile": { "adminUsername": "azureuser" },
    "featureFlags": [true]
  }
}"#,
    );
    assert_eq!(
        shown(&document),
        [
            r#"unknown-key: "propertys": unknown key `propertys` at the top of a definition"#,
            r#"wrong-type: "3": `masterProfile.count` must be a whole number, not a string"#,
            r#"unknown-key: "vmSiz": unknown key `vmSiz` in `masterProfile`"#,
            r#"duplicate-key: "dnsPrefix": `dnsPrefix` is written more than once; the last one counts"#,
            r#"unknown-key: "location": unknown key `location` in `masterProfile`"#,
            r"wrong-type: 2.5: `agentPoolProfiles[0].count` must be a whole number, not one with a fraction or an exponent",
            r"wrong-type: 4: `agentPoolProfiles[0].vmSize` must be a string, not a number",
            r"wrong-type: 1: `agentPoolProfiles[0].customNodeLabels.a` must be a string, not a number",
            r"wrong-type: null: `agentPoolProfiles[1]` must be an object, not null",
            r#"wrong-type: "featureFlags": `featureFlags` must be an object, not a list"#,
        ]
    );
    let report = checked(&document);
    let helps: Vec<_> = report.findings().iter().filter_map(|finding| finding.help.as_deref()).collect();
    assert!(helps.contains(&"did you mean `properties`?"), "{helps:?}");
    assert!(helps.contains(&"did you mean `vmSize`?"), "{helps:?}");
    assert!(helps.contains(&"`location` belongs at the top"), "{helps:?}");
    assert!(helps.contains(&"leave the quotes off"), "{helps:?}");
}

#[test]
fn keys_match_in_any_case_and_null_is_as_if_not_written() {
    let text = r#"{"APIVERSION": "vlabs", "Properties": {"MasterProfile": {"COUNT": 5, "vmSize": null},
        "agentPoolProfiles": null, "featureFlags": null, "linuxProfile": {"SSH": {"PUBLICKEYS": [{"KEYDATA": "k"}]}}}}"#;
    let mut report = Report::new();
    let spec = Spec::read(&document(text), &mut report);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(spec.api_version.as_deref(), Some("vlabs"));
    assert_eq!(spec.master().map(|master| (master.count, master.vm_size.clone())), Some((Some(5), None)));
    assert_eq!(spec.linux().ssh.as_ref().map(|ssh| ssh.public_keys.len()), Some(1));
}

#[test]
fn a_duplicate_key_is_a_warning_and_the_last_one_counts() {
    let text = r#"{"location": "a", "Location": "b", "tags": {"x": "1", "x": "2", "X": "3"}}"#;
    let mut report = Report::new();
    let spec = Spec::read(&document(text), &mut report);
    assert_eq!(spec.location.as_deref(), Some("b"));
    assert_eq!(spec.tags.get("x").map(String::as_str), Some("2"));
    assert_eq!(report.findings().len(), 2);
    assert!(report.findings().iter().all(|finding| finding.severity == Severity::Warning));
}

#[test]
fn arguments_read_as_the_field_wants() {
    let document = changed(&[
        "orchestratorProfile.orchestratorRelease=1.36,masterProfile.count='5'",
        "orchestratorProfile.kubernetesConfig.etcdDiskSizeGB=512",
        "orchestratorProfile.kubernetesConfig.cloudProviderRateLimitQPS=3",
        "linuxProfile.enableUnattendedUpgrades=\"false\"",
        "agentPoolProfiles[0].customNodeLabels.gpu=true",
        "agentPoolProfiles[0].diskSizesGB=[32, 64]",
    ]);
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(spec.orchestrator().orchestrator_release.as_deref(), Some("1.36"));
    assert_eq!(spec.master().and_then(|master| master.count), Some(5));
    assert_eq!(spec.kubernetes().etcd_disk_size_gb.as_deref(), Some("512"));
    assert_eq!(spec.kubernetes().cloud_provider_rate_limit_qps, Some(3.0));
    assert_eq!(spec.linux().enable_unattended_upgrades, Some(false));
    assert_eq!(spec.pools()[0].custom_node_labels["gpu"], "true");
    assert_eq!(spec.pools()[0].disk_sizes_gb, [32, 64]);
}

#[test]
fn findings_of_an_argument_point_into_it() {
    let document = changed(&["masterProfile.count=3,masterProfile.cuont=four"]);
    let report = checked(&document);
    let found = report.findings()[0].located(&document);
    assert_eq!(found[0].0.source.name, "--set");
    assert_eq!(&found[0].0.source.text[found[0].0.range.clone()], "masterProfile.cuont".split_at(14).1);
}

#[test]
fn yaml_reads_like_json() {
    let text = "apiVersion: vlabs\nproperties:\n  masterProfile:\n    count: 2\n    dnsPrefix: mytest\n    vmsize: x\n";
    let document = Document::parse("cluster.yaml", text.as_bytes()).expect("a definition");
    assert_eq!(shown(&document)[0], "required: properties: `linuxProfile` is missing");
    assert!(shown(&document).contains(&"master-count: 2: a cluster cannot have 2 masters".to_owned()));
    assert_eq!(document.to_json()["properties"]["masterProfile"]["vmSize"], "x");
}

#[test]
fn secrets_do_not_show_themselves() {
    let text = r#"{"properties": {"servicePrincipalProfile": {"secret": "hunter2"}, "certificateProfile": {"caPrivateKey": "hunter2"}}}"#;
    let spec = Spec::read(&document(text), &mut Report::new());
    assert!(!format!("{spec:?}").contains("hunter2"));
    let principal = spec.properties().service_principal_profile.as_ref();
    assert_eq!(principal.and_then(|principal| principal.secret.as_ref()).map(slipway_definition::Secret::expose), {
        Some("hunter2")
    });
}

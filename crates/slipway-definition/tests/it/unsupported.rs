//! What is read but not made: refused by name, never dropped in silence.

use slipway_definition::{Kind, Report, Severity, Support, fields, refuse_unsupported};

use crate::{changed, checked, document, shown};

const CONFIG: &str = "orchestratorProfile.kubernetesConfig";

#[test]
fn the_good_definition_is_good() {
    assert_eq!(shown(&document(crate::GOOD)), [""; 0]);
}

#[test]
fn what_is_not_made_is_refused_by_name() {
    for (argument, place) in [
        ("windowsProfile.adminUsername=x", "windowsProfile"),
        ("agentPoolProfiles[1].osType=Windows", "agentPoolProfiles[1].osType"),
        ("customCloudProfile.portalURL=x", "customCloudProfile"),
        ("orchestratorProfile.kubernetesConfig.useInstanceMetadata=false", "useInstanceMetadata"),
        ("agentPoolProfiles[0].kubernetesConfig.maxPods=50", "kubernetesConfig.maxPods"),
        ("linuxProfile.eth0MTU=3900", "eth0MTU"),
    ] {
        // Rules may have something to say of it too.
        let findings = shown(&changed(&[argument]));
        let refusals: Vec<_> = findings.iter().filter(|finding| finding.starts_with("not-made-yet")).collect();
        assert!(refusals.len() == 1 && refusals[0].contains(place), "{argument}: {findings:?}");
    }
}

#[test]
fn what_says_nothing_is_no_matter() {
    for argument in [
        "windowsProfile.sshEnabled=false",
        "extensionProfiles=[]",
        "masterProfile.vnetSubnetID=''",
        "featureFlags.blockOutboundInternet=false",
        "agentPoolProfiles[0].spotMaxPrice=0",
        "agentPoolProfiles[0].kubernetesConfig.maxPods=0",
        "agentPoolProfiles[0].kubernetesConfig.kubeletConfig.--max-pods=40",
        "orchestratorProfile.kubernetesConfig.privateCluster.enabled=false",
        "orchestratorProfile.kubernetesConfig.loadBalancerSku=standard",
        "linuxProfile.eth0MTU=1500",
        "masterProfile.distro=ubuntu-24.04",
        "masterProfile.fqdn=x",
    ] {
        assert_eq!(shown(&changed(&[argument])), [""; 0], "{argument}");
    }
}

#[test]
fn what_has_no_effect_is_a_warning() {
    let document =
        changed(&["featureFlags.enableTelemetry=true", &format!("{CONFIG}.dockerBridgeSubnet=172.17.0.1/16")]);
    let report = checked(&document);
    assert!(!report.has_errors());
    assert_eq!(report.findings().len(), 2);
    assert!(report.findings().iter().all(|finding| finding.rule == "no-effect"));
}

#[test]
fn validate_takes_warnings() {
    let document = changed(&["agentPoolProfiles[1].osType=Windows"]);
    let mut report = Report::new();
    refuse_unsupported(&document, Severity::Warning, &mut report);
    assert_eq!((report.findings().len(), report.has_errors()), (1, false));
}

#[test]
fn every_field_has_a_doc_and_honoured_lists_make_sense() {
    let fields = fields();
    assert!(fields.len() > 500, "{}", fields.len());
    for (pointer, field) in &fields {
        assert!(field.doc.ends_with('.') && !field.doc.contains("  "), "{pointer}: {}", field.doc);
        match field.support {
            Support::Values(values) | Support::Names(values) => assert!(!values.is_empty(), "{pointer}"),
            Support::Keys(keys) => assert!(keys.iter().all(|key| field.kind.field(key).is_some()), "{pointer}"),
            Support::Full => {
                let plain = |kind: Kind| !matches!(kind, Kind::List(Kind::List(_)) | Kind::Map(Kind::Object(_)));
                assert!(plain(field.kind), "the walk does not look into {pointer}");
            }
            Support::Later | Support::Carried | Support::NoEffect(_) => {}
        }
    }
}

#[test]
fn keys_are_unique_in_any_case() {
    let mut seen = std::collections::BTreeSet::new();
    for (pointer, _) in fields() {
        assert!(seen.insert(pointer.as_str().to_ascii_lowercase()), "{pointer}");
    }
}

//! The crate as other rooms see it.

mod corpus;
mod reading;
mod robust;
mod rules;
mod unsupported;

use slipway_definition::{Document, Report, Spec, check};

/// A definition in which nothing is wrong and everything is made.
const GOOD: &str = r#"{
  "apiVersion": "vlabs",
  "location": "westus2",
  "properties": {
    "orchestratorProfile": {
      "orchestratorType": "Kubernetes",
      "orchestratorRelease": "1.35",
      "kubernetesConfig": {
        "networkPlugin": "azure",
        "useManagedIdentity": true,
        "addons": [{ "name": "coredns", "enabled": true }]
      }
    },
    "masterProfile": { "count": 3, "dnsPrefix": "mytest", "vmSize": "Standard_D2s_v5" },
    "agentPoolProfiles": [
      { "name": "pool1", "count": 3, "vmSize": "Standard_D2s_v5", "availabilityProfile": "VirtualMachineScaleSets" },
      { "name": "pool2", "count": 1, "vmSize": "Standard_D4s_v5" }
    ],
    "linuxProfile": {
      "adminUsername": "azureuser",
      "ssh": { "publicKeys": [{ "keyData": "" }] }
    }
  }
}
"#;

fn document(text: &str) -> Document {
    Document::parse("cluster.json", text.as_bytes()).expect("a definition")
}

/// The good definition with changes by `--set`.
fn changed(arguments: &[&str]) -> Document {
    let mut document = document(GOOD);
    for argument in arguments {
        document.set(argument).expect("a good argument");
    }
    document
}

fn checked(document: &Document) -> Report {
    let mut report = Report::new();
    let spec = Spec::read(document, &mut report);
    check(&spec, document, &mut report);
    report.sort(document);
    report
}

/// Each finding as `rule: text at its first place: message`.
fn shown(document: &Document) -> Vec<String> {
    let report = checked(document);
    let show = |finding: &slipway_definition::Finding| {
        let found = finding.located(document).into_iter().next().map(|(found, _)| found);
        let text = found.map_or("", |found| &found.source.text[found.range]);
        format!("{}: {text}: {}", finding.rule, finding.message)
    };
    report.findings().iter().map(show).collect()
}

//! The script of the extension, put together as ARM would and run by a real shell.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Map, Value, json};
use slipway_arm::expression::{Expr, expression_in};
use slipway_arm::{ParameterKind, SERVICE_PRINCIPAL_SECRET, build};

use crate::common::{Shape, cluster, input, scale_set, service_principal, user};

/// What ARM's functions come to, as far as the script has them. `base64` is left out, so that the result can be read.
fn evaluate(expression: &Expr, parameters: &HashMap<&str, &str>) -> Value {
    let one = |expression| evaluate(expression, parameters);
    match expression {
        Expr::Text(text) => json!(text),
        Expr::Member(object, name) => one(object)[name.as_ref()].clone(),
        Expr::Call(function, arguments) => {
            let values: Vec<Value> = arguments.iter().map(one).collect();
            match function.as_ref() {
                "base64" => values[0].clone(),
                "concat" => values.iter().map(|value| value.as_str().expect("a text")).collect::<String>().into(),
                "string" => values[0].to_string().into(),
                "createArray" => values.into(),
                "createObject" => {
                    let pairs = values.chunks_exact(2);
                    pairs
                        .map(|pair| (pair[0].as_str().expect("a key").to_owned(), pair[1].clone()))
                        .collect::<Map<_, _>>()
                        .into()
                }
                "parameters" => json!(parameters[values[0].as_str().expect("a name")]),
                "subscription" => json!({"tenantId": "tenant", "subscriptionId": "subscription"}),
                "resourceGroup" => json!({"name": "group"}),
                "reference" => json!({"clientId": "client"}),
                "resourceId" => json!("id"),
                other => panic!("no function {other}"),
            }
        }
        other => panic!("{other} is not in a script"),
    }
}

fn script(shape: &Shape, extension: &str, parameters: &HashMap<&str, &str>) -> String {
    let built = build(&input(&cluster(shape))).expect("a template");
    let resources = built.value()["resources"].as_array().expect("resources").clone();
    let resource = resources.into_iter().find(|resource| resource["name"] == extension).expect("an extension");
    let text = resource["properties"]["protectedSettings"]["script"].as_str().expect("a script").to_owned();
    let expression: Expr = expression_in(&text).expect("an expression").parse().expect("a script");
    evaluate(&expression, parameters).as_str().expect("a text").to_owned()
}

/// Runs a script in a directory that stands for `/run` and `/opt`, with a `cloud-init` that does as it is told.
fn run(script: &str, root: &Path, cloud_init: &str) -> Output {
    let place = root.to_str().expect("a path");
    let script =
        script.replace("/run/slipway", &format!("{place}/run")).replace("/opt/slipway", &format!("{place}/opt"));
    let script = script.replace("timeout 20m", "timeout 1s");
    let tool = root.join("cloud-init");
    fs::write(&tool, format!("#!/bin/sh\n{cloud_init}\n")).expect("a tool");
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).expect("a mode");
    let path = format!("{place}:{}", std::env::var("PATH").unwrap_or_default());
    Command::new("sh").env("PATH", path).arg("-c").arg(script).output().expect("a shell")
}

fn bootstrap(root: &Path) {
    let file = root.join("opt/bootstrap");
    fs::create_dir_all(root.join("opt")).expect("a directory");
    fs::write(&file, "#!/bin/sh\numask\n").expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a mode");
}

const NASTY: &str = "a'b\"c\\d\\n$(touch /tmp/x)`id`\nEND_OF_VALUES\n${HOME} é ]] [[ \u{1}";

fn parameters() -> HashMap<&'static str, &'static str> {
    let names =
        ["caPrivateKey", "apiServerPrivateKey", "serviceAccountPrivateKey", "etcdServerPrivateKey", "bootstrapToken"];
    let mut all: HashMap<_, _> = names.into_iter().map(|name| (name, "c2VjcmV0")).collect();
    all.insert("etcdPeerPrivateKey1", "a2V5");
    all.insert("location", "westus2");
    all.insert("servicePrincipalClientSecret", NASTY);
    all
}

fn masters(identity: slipway_cluster::Identity) -> Shape {
    Shape { masters: 3, identity, pools: vec![scale_set("set", 1)] }
}

#[test]
fn any_character_of_a_secret_reaches_the_machine() {
    let root = tempfile::tempdir().expect("a directory");
    bootstrap(root.path());
    let script = script(&masters(service_principal()), "k8s-master-16226736-1/cse-master-1", &parameters());
    let output = run(&script, root.path(), "exit 2");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0022");

    let file = root.path().join("run/values.json");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(root.path().join("run")).expect("a directory").permissions().mode() & 0o777, 0o700);
    let values: Value = serde_json::from_slice(&fs::read(file).expect("a file")).expect("JSON");
    assert_eq!(
        values["azure"],
        json!({
            "tenantId": "tenant",
            "subscriptionId": "subscription",
            "resourceGroup": "group",
            "location": "westus2",
            "aadClientId": "3f2f6f0e-0000-4000-8000-000000000000",
            "aadClientSecret": NASTY,
        })
    );
    let files = values["files"].as_array().expect("files");
    assert_eq!(files.len(), 7);
    assert_eq!(
        files[0],
        json!({"path": "/etc/kubernetes/certs/caPrivateKey.key", "mode": "0600", "content": "c2VjcmV0"})
    );
    assert_eq!(files[6], json!({"path": "/etc/kubernetes/certs/etcdpeer.key", "mode": "0600", "content": "a2V5"}));
    assert_eq!(files[5]["content"], "cHVibGlj".repeat(150));
}

/// Texts that a shell, jq, JSON or ARM could take for something of its own.
const SECRETS: [&str; 14] = [
    NASTY,
    "[leading",
    "[parameters('x')]",
    "[[x]",
    "]",
    "a\"b",
    "a\\",
    "\\n\\u0041\\(1)",
    "%41%s%%",
    "-n",
    " spaces\tand tabs ",
    "two\nlines\n",
    "END_OF_VALUES",
    "пароль 密码 🔑 \u{2028}",
];

/// From the parameter to the cloud configuration: ARM's functions, a real shell, the real step with the real jq.
#[test]
fn any_secret_is_in_the_cloud_configuration_as_it_was() {
    let parts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../parts/node/bootstrap");
    let read = |name: &str| fs::read_to_string(parts.join(name)).expect("a part");
    for secret in SECRETS {
        let root = tempfile::tempdir().expect("a directory");
        bootstrap(root.path());
        let mut parameters = parameters();
        parameters.insert("servicePrincipalClientSecret", secret);
        let script = script(&masters(service_principal()), "k8s-master-16226736-1/cse-master-1", &parameters);
        assert!(run(&script, root.path(), "exit 0").status.success());

        let place = root.path().to_str().expect("a path");
        let here = |text: String| {
            let text = text.replace("/run/slipway", &format!("{place}/run"));
            text.replace("/opt/slipway", &format!("{place}/opt")).replace("/etc/kubernetes", &format!("{place}/etc"))
        };
        let write = |name: &str, text: &str| fs::write(root.path().join("opt").join(name), text).expect("a file");
        write("lib.sh", &here(read("lib.sh")));
        write("cluster.env", "");
        write("azure.json", r#"{"cloud": "AzurePublicCloud"}"#);
        write("51-azure-json.sh", &here(read("steps/51-azure-json.sh")));
        let output = Command::new("bash").arg(root.path().join("opt/51-azure-json.sh")).output().expect("bash");
        assert!(output.status.success(), "{secret:?}: {output:?}");
        assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");

        let file = root.path().join("etc/azure.json");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
        let configuration: Value = serde_json::from_slice(&fs::read(file).expect("a file")).expect("JSON");
        assert_eq!(configuration["aadClientSecret"], secret);
        assert_eq!(configuration["cloud"], "AzurePublicCloud");
    }
}

#[test]
fn a_certificate_takes_the_place_of_the_secret() {
    let mut cluster = cluster(&masters(service_principal()));
    cluster.cloud_provider.certificate_path = Some("/etc/kubernetes/certs/service-principal.pem".into());
    let mut input = input(&cluster);
    input.parameters.retain(|parameter| parameter.name != SERVICE_PRINCIPAL_SECRET);
    let template = build(&input).expect("a template").value().to_string();
    assert!(template.contains("'aadClientId'") && !template.contains("aadClientSecret"));
}

#[test]
fn a_secret_in_a_key_vault_is_a_reference() {
    let cluster = cluster(&masters(service_principal()));
    let mut input = input(&cluster);
    let secret = input.parameters.iter_mut().find(|parameter| parameter.name == SERVICE_PRINCIPAL_SECRET);
    let secret = secret.expect("a parameter");
    secret.kind = ParameterKind::VaultSecret;
    secret.value = json!({"keyVault": {"id": "/vault"}, "secretName": "s", "secretVersion": "1"});
    let value = secret.value.clone();
    let built = build(&input).expect("a template");
    assert_eq!(built.parameters_file()["parameters"][SERVICE_PRINCIPAL_SECRET], json!({"reference": value}));
    assert_eq!(built.value()["parameters"][SERVICE_PRINCIPAL_SECRET]["type"], "securestring");
}

#[test]
fn a_user_assigned_identity_is_named_by_its_client_id() {
    for created in [true, false] {
        let script = script(&masters(user(created)), "k8s-master-16226736-1/cse-master-1", &parameters());
        assert!(script.contains(r#""userAssignedIdentityID":"client"}"#), "{script}");
    }
}

#[test]
fn a_machine_without_its_files_says_so() {
    let script = script(&masters(user(true)), "k8s-master-16226736-1/cse-master-1", &parameters());
    let root = tempfile::tempdir().expect("a directory");
    let output = run(&script, root.path(), "exit 1");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("cloud-init ended with 1 and left no "), "{output:?}");
    let output = run(&script, root.path(), "sleep 5");
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "cloud-init is not done after 20 minutes\n");
}

//! The command line as a process: what it keeps, what it refuses, what it says.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder to run in.
struct Place {
    folder: TempDir,
}

/// How a run ended.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    #[track_caller]
    fn fine(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }

    /// A mistake of the user's: one clear message that says this.
    #[track_caller]
    fn refused(self, says: &str) -> Self {
        assert_eq!(self.code, Some(2), "{}", self.err);
        assert!(self.err.contains(says), "{says:?} is not in {:?}", self.err);
        assert!(!self.err.contains("panicked") && !self.err.contains("has a fault"), "{}", self.err);
        self
    }
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_slipway"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("SLIPWAY_CLIENT_SECRET").env_remove("SOURCE_DATE_EPOCH");
        command
    }

    fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ended {
        ended(&mut self.command(arguments))
    }

    /// `slipway generate -o out cluster.json` and more.
    fn generate<const N: usize>(&self, more: [&str; N]) -> Ended {
        self.run(["generate", "-o", "out", "cluster.json"].into_iter().chain(more))
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("slipway runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A small cluster with a service principal, whose secret is `TOPSECRET`.
fn definition() -> Value {
    json!({
        "apiVersion": "vlabs",
        "location": "westus2",
        "properties": {
            "orchestratorProfile": {"kubernetesConfig": {"useManagedIdentity": false}},
            "masterProfile": {"count": 1, "dnsPrefix": "mycluster", "vmSize": "Standard_D2s_v5"},
            "agentPoolProfiles": [{"name": "pool", "count": 2, "vmSize": "Standard_D2s_v5"}],
            "linuxProfile": {"adminUsername": "me", "ssh": {"publicKeys": []}},
            "servicePrincipalProfile": {"clientId": "6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77", "secret": "TOPSECRET"}
        }
    })
}

/// A folder with that cluster's definition.
fn place() -> Place {
    let place = Place::new();
    place.write("cluster.json", format!("{:#}", definition()));
    place
}

/// Path below the folder to bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(now) = open.pop() {
        for entry in fs::read_dir(&now).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                files.insert(path.strip_prefix(folder).expect("below").to_owned(), bytes);
            }
        }
    }
    files
}

#[test]
fn a_second_run_keeps_every_key() {
    let place = place();
    place.generate([]).fine();
    let first = tree(&place.path("out"));
    let again = place.generate([]).fine();
    assert!(again.err.contains("keys and certificates are those of out/apimodel.json"), "{}", again.err);
    assert_eq!(tree(&place.path("out")), first);

    // The keys that a definition brings along need not be all.
    let mut own = definition();
    own["properties"]["certificateProfile"] = json!({"caCertificate": "", "etcdPeerPrivateKeys": []});
    place.write("cluster.json", own.to_string());
    place.generate([]).fine();
    own["properties"]["certificateProfile"] =
        json!({"caCertificate": place.text("out/ca.crt"), "caPrivateKey": place.text("out/ca.key")});
    place.write("cluster.json", own.to_string());
    place.generate([]).fine();
    for name in ["ca.key", "sa.key", "apiserver.key", "etcdserver.key", "me_rsa"] {
        assert_eq!(tree(&place.path("out"))[Path::new(name)], first[Path::new(name)], "{name}");
    }
}

#[test]
fn more_masters_keep_the_keys_and_get_certificates_that_name_them() {
    let place = place();
    place.generate([]).fine();
    let first = tree(&place.path("out"));
    let more = place.generate(["--set", "masterProfile.count=3"]).fine();
    assert!(more.err.contains("made anew, with the names that it lacked: `apiServerCertificate`"), "{}", more.err);
    for name in ["ca.key", "sa.key", "client.key", "me_rsa"] {
        assert_eq!(tree(&place.path("out"))[Path::new(name)], first[Path::new(name)], "{name}");
    }
    assert_ne!(tree(&place.path("out"))[Path::new("apiserver.crt")], first[Path::new("apiserver.crt")]);
    assert_eq!(place.text("out/apimodel.previous-1.json").as_bytes(), first[Path::new("apimodel.json")]);
    let quiet = place.generate(["--set", "masterProfile.count=3"]).fine();
    assert!(!quiet.err.contains("warning") && !quiet.err.contains("anew"), "{}", quiet.err);
}

#[test]
fn another_cluster_in_the_same_directory_loses_no_key() {
    let place = place();
    place.generate([]).fine();
    let (model, ssh) = (place.text("out/apimodel.json"), place.text("out/me_rsa"));
    let other = place.generate(["--set", "masterProfile.dnsPrefix=another"]).fine();
    assert!(other.err.contains("is of another cluster (dnsPrefix `mycluster`)"), "{}", other.err);
    assert_eq!(place.text("out/apimodel.previous-1.json"), model);
    assert_eq!(place.text("out/me_rsa.previous-1"), ssh);
    assert_ne!(place.text("out/me_rsa"), ssh);
}

#[test]
fn keys_that_no_readable_model_holds_are_not_replaced() {
    let place = place();
    place.generate([]).fine();
    let model = place.text("out/apimodel.json");
    let damages: [(&str, Option<&str>); 4] = [
        ("is not closed", Some(&model[..model.len() / 2])),
        ("does not hold that key", Some("{}")),
        ("`certificateProfile` cannot be read", Some(&model.replacen("\"caCertificate\"", "\"zzz\"", 1))),
        ("does not hold that key", None),
    ];
    for (says, damage) in damages {
        match damage {
            Some(text) => place.write("out/apimodel.json", text),
            None => fs::remove_file(place.path("out/apimodel.json")).expect("removed"),
        }
        let before = tree(&place.path("out"));
        place.generate([]).refused(says);
        place.generate(["--dry-run"]).refused(says);
        assert_eq!(tree(&place.path("out")), before, "{says}");
    }
    // A comment of the user's is no damage.
    place.write("out/apimodel.json", format!("// mine\n{model}"));
    place.generate([]).fine();
}

#[test]
fn parameters_only_never_holds_keys_that_are_nowhere_else() {
    let place = place();
    place.generate(["--parameters-only"]).refused("keys that no apimodel.json has");
    assert!(!place.path("out").exists());

    place.generate([]).fine();
    let first = tree(&place.path("out"));
    place.generate(["--parameters-only"]).fine();
    assert_eq!(tree(&place.path("out")), first);
    place.generate(["--parameters-only", "--set", "masterProfile.count=3"]).refused("keys that no apimodel.json has");
    assert_eq!(tree(&place.path("out")), first);

    place.run(["generate", "-o", "elsewhere", "--parameters-only", "out/apimodel.json"]).fine();
    let elsewhere = tree(&place.path("elsewhere"));
    let name = PathBuf::from("azuredeploy.parameters.json");
    assert_eq!(elsewhere, BTreeMap::from([(name.clone(), first[&name].clone())]));
}

#[test]
fn authorities_from_files() {
    let place = place();
    let run = |more: &[&str]| place.run(["generate", "-o", "out", "cluster.json"].iter().chain(more));
    for other in ["one", "two"] {
        place.run(["generate", "-o", other, "cluster.json"]).fine();
    }
    let flags = ["--ca-certificate-path", "one/ca.crt", "--ca-private-key-path", "one/ca.key"];
    run(&flags).fine();
    assert_eq!(place.text("out/ca.key"), place.text("one/ca.key"));
    let first = tree(&place.path("out"));
    run(&flags).fine();
    assert_eq!(tree(&place.path("out")), first, "the same authority keeps what it signed");
    run(&[]).fine();
    assert_eq!(tree(&place.path("out")), first, "and without the flags too");

    place.write("empty", "");
    place.write("der", [0x30, 0x82, 0xff]);
    for (certificate, key, says) in [
        ("one/ca.crt", "two/ca.key", "belongs to another certificate"),
        ("one/ca.key", "one/ca.crt", "holds no private key"),
        ("one/apiserver.crt", "one/apiserver.key", "as certificate authority"),
        ("empty", "one/ca.key", "empty is empty"),
        ("der", "one/ca.key", "der is not PEM text"),
        ("nowhere", "one/ca.key", "failed to read nowhere"),
        ("one", "one/ca.key", "it is a directory"),
    ] {
        run(&["--ca-certificate-path", certificate, "--ca-private-key-path", key]).refused(says);
    }
    assert_eq!(tree(&place.path("out")), first);
}

#[test]
fn no_message_repeats_a_secret() {
    let place = Place::new();
    let good = format!("{:#}", definition());
    let secret = "\"secret\": \"TOPSECRET\"";
    let texts = [
        ("a wrong neighbour", good.replace("\"clientId\": \"", "\"clientId\": 5, \"x\": \"")),
        ("a list", good.replace("\"TOPSECRET\"", "[\"TOPSECRET\"]")),
        ("an object", good.replace("\"TOPSECRET\"", "{\"a\": \"TOPSECRET\"}")),
        ("a misspelt key", good.replace("\"secret\"", "\"secert\"")),
        ("all on one line", definition().to_string().replace("\"apiVersion\"", "\"x\": 1, \"apiVersion\"")),
        ("a string not closed", good.replace("TOPSECRET\"", "TOPSECRET")),
        ("a comma missing", good.replace(secret, &format!("\"a\": 1 {secret}"))),
        ("a quote too many", good.replace("TOPSECRET", "TOP\"SECRET: TOPSECRET")),
        ("cut off", good[..good.find("TOPSECRET").expect("a secret") + 9].to_owned()),
        ("a bad escape", good.replace("TOPSECRET", "TOPSECRET\\x")),
        (
            "a wrong key",
            good.replace(secret, &format!("{secret}}}, \"certificateProfile\": {{\"caPrivateKey\": \"TOPSECRET\"")),
        ),
        (
            "a wrong token",
            good.replace(secret, &format!("{secret}}}, \"bootstrapProfile\": {{\"tokenSecret\": \"TOPSECRET\"")),
        ),
    ];
    for (what, text) in texts {
        place.write("cluster.json", text);
        let said = place.generate([]).refused("error").err;
        assert!(!said.contains("SECRET"), "{what}: {said}");
    }
    let yaml = "apiVersion: vlabs\nproperties:\n  servicePrincipalProfile:\n    secret: {TOPSECRET: TOPSECRET\n";
    place.write("cluster.yaml", yaml);
    let said = place.run(["generate", "cluster.yaml"]).refused("cluster.yaml").err;
    assert!(!said.contains("SECRET"), "{said}");

    place.write("cluster.json", &good);
    for more in [
        ["--set", "servicePrincipalProfile.secret=TOPSECRET,masterProfile.count=2"],
        ["--set", "servicePrincipalProfile.secret=[TOPSECRET"],
        ["--set", "servicePrincipalProfile.secert=TOPSECRET"],
        ["--client-secrett=TOPSECRET", "--debug"],
    ] {
        let said = place.generate(more).refused("error").err;
        assert!(!said.replace("<SECRET>", "").contains("SECRET"), "{more:?}: {said}");
    }
}

#[test]
fn a_service_principal_from_outside_fills_what_the_definition_leaves_out() {
    let place = place();
    let secret = || {
        let parameters: Value = serde_json::from_str(&place.text("out/azuredeploy.parameters.json")).expect("JSON");
        parameters["parameters"]["servicePrincipalClientSecret"]["value"].as_str().map(str::to_owned)
    };
    place.generate([]).fine();
    assert_eq!(secret().as_deref(), Some("TOPSECRET"));
    let with = |value: &str| {
        let mut command = place.command(["generate", "-o", "out", "cluster.json"]);
        ended(command.env("SLIPWAY_CLIENT_SECRET", value))
    };
    with("of the environment").fine();
    assert_eq!(secret().as_deref(), Some("TOPSECRET"), "the definition's own wins");

    let mut without = definition();
    without["properties"]["servicePrincipalProfile"]["secret"] = json!("");
    place.write("cluster.json", without.to_string());
    with("").refused("has no `secret`");
    with("of the environment").fine();
    assert_eq!(secret().as_deref(), Some("of the environment"));
    place.generate(["--client-secret", "-begins-with-a-hyphen"]).fine();
    assert_eq!(secret().as_deref(), Some("-begins-with-a-hyphen"));

    without["properties"]["orchestratorProfile"] = json!({});
    without["properties"].as_object_mut().expect("an object").remove("servicePrincipalProfile");
    place.write("cluster.json", without.to_string());
    with("of the environment").fine();
    assert!(!place.text("out/apimodel.json").contains("of the environment"), "managed identities need no secret");
}

#[test]
fn what_is_left_to_the_user_is_printed_with_its_ids() {
    let id = "/subscriptions/6a5c1c2e-52f0-4d0b-8c63-2f4f7a0d9b77/resourceGroups/net(1)/providers/Microsoft.Network/virtualNetworks/v";
    let place = place();
    let mut cluster = definition();
    let properties = &mut cluster["properties"];
    properties["masterProfile"]["vnetSubnetID"] = json!(format!("{id}/subnets/masters"));
    properties["masterProfile"]["firstConsecutiveStaticIP"] = json!("10.1.255.5");
    properties["agentPoolProfiles"][0]["vnetSubnetID"] = json!(format!("{id}/subnets/agents"));
    properties["orchestratorProfile"] = json!({"kubernetesConfig": {
        "networkPlugin": "kubenet", "routeTableAssociation": "Manual", "useManagedIdentity": false}});
    properties["servicePrincipalProfile"] = json!({"clientId": "1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b", "secret": "x"});
    fs::write(place.path("own.json"), cluster.to_string()).expect("a definition");
    let said = place.run(["generate", "own.json"]).fine().err;
    let role = format!(
        "first      az role assignment create --assignee 1f0c2b3a-4d5e-4f60-8a7b-9c0d1e2f3a4b --role 4d97b98b-1d4f-4787-a291-c67834d212e7 --scope '{id}'\n"
    );
    assert!(said.contains(&role), "{said}");
    for subnet in ["masters", "agents"] {
        let line = format!(
            "then       az network vnet subnet update --ids '{id}/subnets/{subnet}' --route-table \"$(az network route-table show --resource-group <name> --name k8s-master-"
        );
        assert!(said.contains(&line), "{said}");
    }
    let template = fs::read_to_string(place.path("_output/mycluster/azuredeploy.json")).expect("a template");
    assert!(!template.contains("k8s-routes"));
}

/// The script asks Azure who the machines are, and gives each its role: `az` here says what it was asked.
#[test]
fn roles_that_the_template_does_not_give_are_commands() {
    let place = place();
    let mut cluster = definition();
    cluster["properties"]["orchestratorProfile"] = json!({"kubernetesConfig": {"roleAssignments": "Manual"}});
    place.write("cluster.json", cluster.to_string());
    let said = place.generate([] as [&str; 0]).fine().err;
    let template = place.text("out/azuredeploy.json");
    assert!(!template.contains("roleAssignments"), "{template}");

    let az = "#!/bin/sh\necho \"$*\" >>\"$ASKED\"\ncase $1-$2 in\ngroup-show) echo '/groups/my group' ;;\nresource-show) echo \"who is ${4##*/}\" ;;\nesac\n";
    fs::create_dir(place.path("bin")).expect("a folder");
    fs::write(place.path("bin/az"), az).expect("a stand-in");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(place.path("bin/az"), mode).expect("a mode");
    let mut command = Command::new("sh");
    let path = format!("{}:{}", place.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    command.arg(place.path("out/role-assignments.sh")).env("PATH", path).env("ASKED", place.path("asked"));
    assert_eq!(ended(command.stdin(Stdio::null())).code, Some(2), "it needs a resource group");
    ended(command.arg("my group").stdin(Stdio::null())).fine();

    let asked = place.text("asked");
    let asked: Vec<&str> = asked.lines().collect();
    assert_eq!(asked[0], "group show --name my group --query id --output tsv");
    let roles: Vec<_> = asked.iter().filter(|line| line.starts_with("role ")).collect();
    let commands: Vec<_> = said.lines().filter(|line| line.contains("az role assignment create")).collect();
    assert_eq!(roles.len(), commands.len());
    assert!(commands.len() >= 2, "{said}");
    for (role, command) in roles.iter().zip(commands) {
        assert!(command.starts_with("then       az role assignment create --assignee-object-id"), "{command}");
        let name = role.split("who is ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a name");
        assert!(command.contains(&format!("/{name} --query identity.principalId")), "{command}: {name}");
        let last = role.split("--role ").nth(1).expect("a role");
        assert!(last.ends_with(" --scope /groups/my group --output none"), "{role}");
        assert!(command.contains(&last[..36]), "{command}: {last}");
    }
}

#[test]
fn a_definition_from_standard_input() {
    let place = place();
    let run = |file: &str| {
        let mut command = place.command(["generate", "-o", "out", "-m", file]);
        ended(command.stdin(File::open(place.path("cluster.json")).expect("a file")))
    };
    run("-").fine();
    run("/dev/stdin").fine();
    place.write("cluster.json", "apiVersion: vlabs\n");
    let yaml = run("-").refused("standard input:1:1");
    assert!(yaml.err.contains("the name of a YAML file ends in .yaml or .yml"), "{}", yaml.err);
}

#[test]
fn endless_lines_and_what_would_steer_a_terminal_are_not_repeated() {
    let place = place();
    let endless = "x".repeat(100_000);
    let escape = "a\\u001b[31m\\u202eb";
    for text in [
        definition().to_string().replacen('{', &format!("{{\"a\": \"{endless}\", "), 1),
        definition().to_string().replacen('{', &format!("{{\"{endless}\": 1, "), 1),
        definition()
            .to_string()
            .replace("\"count\":1", &format!("\"count\":1, \"distro\": \"{endless}\", \"count\": 4")),
        definition().to_string().replacen('{', &format!("{{\"{escape}\": 1, "), 1),
        definition().to_string().replacen('{', "{\"a\u{1b}[31mb\": 1, ", 1),
    ] {
        place.write("cluster.json", text);
        let said = place.generate([]).refused("error").err;
        assert!(said.len() < 4000, "{} bytes", said.len());
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

#[test]
fn directories_of_every_kind() {
    let place = place();
    let run = |out: &OsStr| place.run([OsStr::new("generate"), OsStr::new("-o"), out, OsStr::new("cluster.json")]);
    fs::create_dir(place.path("real")).expect("a folder");
    symlink("real", place.path("link")).expect("a link");
    symlink("nowhere", place.path("broken")).expect("a link");
    run(OsStr::new("link/")).fine();
    assert!(place.path("link").is_symlink() && place.path("real/apimodel.json").exists());
    for out in ["broken", "cluster.json", "cluster.json/out", "/"] {
        run(OsStr::new(out)).refused("failed to write to");
    }
    for out in ["with space and 'quote", "new\nline", "deep/er/out"] {
        run(OsStr::new(out)).fine();
        assert!(place.path(out).join("apimodel.json").exists(), "{out}");
    }
    let quoted = run(OsStr::new("with space and 'quote")).fine();
    assert!(quoted.err.contains(r"'with space and '\''quote/azuredeploy.json'"), "{}", quoted.err);
    run(&OsString::from_vec(b"not\xfftext".to_vec())).fine();

    place.write("real/mine.txt", "mine");
    fs::create_dir(place.path("theirs")).expect("a folder");
    fs::create_dir(place.path("theirs/machines")).expect("a folder");
    place.write("theirs/machines/mine.txt", "mine");
    let refused = run(OsStr::new("theirs")).refused("theirs/machines: something else has this name");
    assert!(refused.err.contains("help: move it away"), "{}", refused.err);
    assert_eq!(tree(&place.path("theirs")).len(), 1);

    let mut here = place.command(["generate", "-o", ".", "../cluster.json"]);
    ended(here.current_dir(place.path("real"))).fine();
    assert_eq!(place.text("real/mine.txt"), "mine");
    let hidden =
        fs::read_dir(place.path("")).expect("a folder").chain(fs::read_dir(place.path("real")).expect("a folder"));
    for entry in hidden.flatten() {
        assert!(!entry.file_name().to_string_lossy().contains("stage"), "{:?} is left", entry.file_name());
    }
}

#[test]
fn a_run_that_was_killed_leaves_nothing_that_the_next_does_not_clear() {
    let place = place();
    let ends = |place: &Place| {
        let mut run =
            place.command(["generate", "-o", "out", "cluster.json"]).stderr(Stdio::null()).spawn().expect("a run");
        // Not a test of time: whenever the kill comes, what follows must hold.
        for _ in 0..1000 {
            let stages = [".out.slipway-stage", "out/.slipway-stage"];
            if stages.iter().any(|stage| place.path(stage).exists()) || run.try_wait().expect("a child").is_some() {
                break;
            }
            std::thread::yield_now();
        }
        let _ = run.kill();
        run.wait().expect("a child");
    };
    ends(&place);
    place.generate([]).fine();
    let first = tree(&place.path("out"));
    ends(&place);
    place.generate([]).fine();
    assert_eq!(tree(&place.path("out")), first);
    assert!(!place.path(".out.slipway-stage").exists());
}

#[test]
fn usage_and_the_small_commands() {
    let place = place();
    let version = format!("slipway {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(place.run(["--version"]).fine().out, version);
    assert_eq!(place.run(["version"]).fine().out, version);
    let json: Value = serde_json::from_str(&place.run(["version", "-o", "json"]).fine().out).expect("JSON");
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));

    let one: Value = serde_json::from_str(&place.run(["get-versions", "-o", "json", "--version", "v1.35"]).fine().out)
        .expect("JSON");
    assert_eq!(one["orchestrators"].as_array().map(Vec::len), Some(1));
    place.run(["get-versions", "--version", "1.2"]).refused("help: the versions are");
    place.run(["get-versions", "--azure-env", "Nimbus"]).refused("help: the clouds are");
    place.run(["get-versions", "--windows"]).refused("not made yet");

    for verb in ["generate", "validate", "explain", "network", "migrate", "version", "get-versions", "completion"] {
        assert!(place.run([verb, "--help"]).fine().out.contains("Usage: slipway"), "{verb}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(place.run(["completion", shell]).fine().out.contains("ca-private-key-path"), "{shell}");
    }
    let mut bash = Command::new("bash").args(["--norc", "-eu"]).stdin(Stdio::piped()).spawn().expect("bash runs");
    let script = place.run(["completion"]).fine().out + "\ncomplete -p slipway >/dev/null\n";
    bash.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("written");
    assert!(bash.wait().expect("bash ends").success());

    place.run(["generate"]).refused("required");
    place.run(["generate", "cluster.json", "-m", "cluster.json"]).refused("cannot be used with");
    place.run(["generate", "nowhere.json"]).refused("help: name the definition's file");
    place.run(["generate", "cluster.json", "--ca-certificate-path", "x"]).refused("--ca-private-key-path");
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let help = ended(place.command(["--help"]).stdout(full));
    assert_eq!(help.code, Some(1), "{}", help.err);
    assert!(help.err.contains("failed to write to standard output"), "{}", help.err);
}

#[test]
fn faults_of_an_overlay_are_the_users() {
    let place = place();
    fs::create_dir_all(place.path("catalog/kubernetes")).expect("a folder");
    fs::create_dir_all(place.path("parts/addon/coredns")).expect("a folder");
    place.write("catalog/kubernetes/1.35.toml", "x = [");
    place.write("parts/addon/coredns/coredns.yaml.j2", "{{ nosuch }}");
    place.generate(["--catalog", "catalog"]).refused("help: mend the file in catalog");
    place.run(["get-versions", "--catalog", "catalog"]).refused("help: mend the file in catalog");
    place.generate(["--parts", "parts"]).refused("help: mend the file in parts");
    place.generate(["--parts", "nowhere"]).refused("failed to read nowhere");
}

#[test]
fn explain_takes_paths_names_flags_and_rules() {
    let place = Place::new();
    let explain = |topic: &str| place.run(["explain", topic]).fine().out;
    assert!(explain("masterProfile.vnetSubnetId").starts_with("masterProfile.vnetSubnetID\n"));
    assert!(explain("properties.agentPoolProfiles[0].COUNT").contains("allowed   1 to 1000"));
    assert!(explain("vnetSubnetId").contains("agentPoolProfiles[].vnetSubnetID"));
    assert!(explain("kubeletConfig.--max-pods").contains("`maxPods` in kubelet's configuration file"));
    assert!(explain("--authorization-mode").contains("kubelet --authorization-mode"));
    assert!(explain("metrics-server").contains("metric-resolution"));
    assert!(explain("master-count").contains("error[master-count]"));
    assert!(explain("rules").contains("subnet-too-small"));
    assert!(place.run(["explain"]).fine().out.contains("agentPoolProfiles"));
    let told = place.run(["explain", "-o", "json", "osDiskCachingType"]).fine().out;
    assert_eq!(
        serde_json::from_str::<Value>(&told).expect("JSON")["fields"][0]["path"],
        "masterProfile.osDiskCachingType"
    );
    place.run(["explain", "masterProfile.cuont"]).refused("did you mean `masterProfile.count`?");
    place.run(["explain", "nothing-of-the-kind"]).refused("`slipway explain` lists the objects");
}

/// A definition of the older tools, with a comment.
const OLD: &str = r#"{
  "apiVersion": "vlabs",
  "properties": {
    // as it was
    "orchestratorProfile": { "orchestratorRelease": "1.21", "kubernetesConfig": { "containerRuntime": "docker" } },
    "masterProfile": { "count": 1, "dnsPrefix": "mytest", "vmSize": "Standard_D2s_v5" },
    "agentPoolProfiles": [{ "name": "pool1", "count": 1, "vmSize": "Standard_D2s_v5" }],
    "linuxProfile": { "adminUsername": "azureuser" },
    "servicePrincipalProfile": { "secret": "hunter2" }
  }
}
"#;

#[test]
fn migrate_writes_where_it_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.write("old.json", OLD);
    let mode = |name: &str| fs::metadata(place.path(name)).expect("a file").permissions().mode() & 0o777;
    fs::set_permissions(place.path("old.json"), fs::Permissions::from_mode(0o640)).expect("a mode");

    let plain = place.run(["migrate", "old.json"]).fine();
    assert!(
        plain.out.contains("// as it was\n    \"orchestratorProfile\": { \"orchestratorRelease\": \"1.35\""),
        "{}",
        plain.out
    );
    assert!(
        plain.err.contains("old.json: 2 changes") && plain.err.contains("\"docker\" → \"containerd\""),
        "{}",
        plain.err
    );
    assert!(!plain.err.contains("hunter2"));
    assert_eq!(place.text("old.json"), OLD);
    place.run(["validate", "old.json"]).refused("`slipway migrate old.json`");

    assert_eq!(place.run(["migrate", "old.json", "-o", "new.json"]).fine().out, "");
    assert_eq!((place.text("new.json"), mode("new.json")), (plain.out.clone(), 0o600));
    place.run(["migrate", "old.json", "-o", "./old.json"]).refused("--in-place");
    place.run(["migrate", "old.json", "-o", "nowhere/new.json"]).refused("failed to write nowhere/new.json");
    place.run(["migrate", "-", "--in-place"]).refused("--in-place needs a file");

    place.run(["migrate", "old.json", "--in-place"]).fine();
    assert_eq!((place.text("old.json"), mode("old.json")), (plain.out.clone(), 0o640));
    let again = place.run(["migrate", "old.json"]).fine();
    assert!(again.out == plain.out && again.err.contains("nothing to change"), "{}", again.err);
    let left: Vec<_> = fs::read_dir(place.path("")).expect("a folder").collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn migrate_tells_programs_and_says_what_is_left() {
    let place = Place::new();
    place.write("old.json", OLD.replace("\"count\": 1, \"dns", "\"count\": 2, \"dns"));
    let human = place.run(["migrate", "old.json"]).refused("old.json is not good yet");
    assert!(human.err.contains("error[master-count]") && human.out.contains("\"1.35\""), "{}", human.err);
    let told = place.run(["migrate", "old.json", "--output", "json"]).refused("");
    let told: Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(told["changes"][0]["path"], "orchestratorProfile.orchestratorRelease");
    assert_eq!((&told["accepted"], &told["definition"]), (&json!(false), &json!(human.out)));
    assert!(told["findings"].as_array().is_some_and(|all| all.iter().any(|one| one["rule"] == "master-count")));
    let dcos = r#"{"apiVersion": "vlabs", "properties": {"orchestratorProfile": {"orchestratorType": "DCOS"}}}"#;
    place.write("dcos.json", dcos);
    place.run(["migrate", "dcos.json", "-o", "new.json"]).refused("a DCOS cluster");
    assert!(!place.path("new.json").exists());
    place.write("aks.json", r#"{"apiVersion": "2018-03-31", "properties": {}}"#);
    place.run(["migrate", "aks.json"]).refused("the api model of AKS");
    place.write("broken.json", "{");
    place.run(["migrate", "broken.json"]).refused("error[unreadable]");
}

#[test]
fn set_takes_the_older_tools_forms_and_points_at_what_it_cannot_follow() {
    let place = place();
    let set = |arguments: &[&str]| {
        let flags = arguments.iter().flat_map(|argument| ["--set", argument]);
        place.run(["validate", "cluster.json"].into_iter().chain(flags))
    };
    for good in [
        &["masterProfile.count=3,agentPoolProfiles[0].count=5"][..],
        &["MASTERPROFILE.COUNT=3", "agentpoolprofiles[0].VMSIZE=Standard_D4s_v5"],
        &["masterProfile.count=2", "masterProfile.count=1"],
        &["masterProfile.count='3', agentPoolProfiles[0].name=\"two\","],
        &["orchestratorProfile.kubernetesConfig.kubeletConfig.--feature-gates='GracefulNodeShutdown=true'"],
        &["orchestratorProfile.kubernetesConfig.kubeletConfig.--max-pods=40"],
        &["agentPoolProfiles[1]={\"name\":\"two\",\"count\":1,\"vmSize\":\"Standard_D2s_v5\"}"],
        &["agentPoolProfiles[0].customNodeLabels[\"example.com/a\"]=b"],
        &["agentPoolProfiles[0].diskSizesGB=[128, 256]"],
    ] {
        set(good).fine();
    }
    for (bad, says) in [
        ("", "the argument is empty"),
        ("agentPoolProfiles[2].count=3", "the last is `[0]`; a new one is given as a whole: `[1]={"),
        ("agentPoolProfiles[1].count=3", "1 \u{2502} agentPoolProfiles[1].count=\u{2026}"),
        ("agentPoolProfiles[-1].count=3", "the first element is `[0]`"),
        ("agentPoolProfiles.count=3", "give an index, `[0]`"),
        ("masterProfile[0].count=3", "leave the index off"),
        ("masterProfile.cuont=3", "help: did you mean `count`?"),
        ("masterProfile.count=three", "help: write a whole number"),
        ("masterProfile.count 3", "expected `path=value`"),
        ("agentPoolProfiles[0].availabilityZones=1,2", "a list in brackets"),
        ("agentPoolProfiles[0].availabilityZones=1", "help: write a list in brackets"),
        ("masterProfile.dnsPrefix='a", "the quote is not closed"),
        ("properties.masterProfile.count=3", "not `properties.masterProfile.count=3`"),
        ("location=westus2", "`--set` reaches only what is in `properties`"),
    ] {
        let said = set(&["masterProfile.count=1", bad]).refused(says).err;
        assert!(bad.is_empty() || said.contains("[--set:1:"), "{bad}: {said}");
    }
}

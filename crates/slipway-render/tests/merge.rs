//! Flags, fields and addons of small parts made for the purpose: what the user says against what the part says.

use std::fs;

use serde_json::json;
use slipway_catalog::{Catalog, Files, Release};
use slipway_cluster::{Cluster, Decision};
use slipway_definition::{Document, Report, Spec};
use slipway_render::{Input, Parts, Rendered, Weight, render};

const API_SERVER: &str = r#"
title = "kube-apiserver"
doc = "for tests"
[flag."--secure-port"]
value = "443"
locked = true
[flag."--profiling"]
value = "false"
[flag."--cloud-provider"]
value = "external"
[flag."--feature-gates"]
value = "B=true"
[container.kube-apiserver]
image = "kube-apiserver"
field = "customKubeAPIServerImage"
requests = { cpu = "1m" }
[[file]]
path = "/opt/slipway/static-pods/kube-apiserver.yaml"
template = "pod.j2"
on = ["master"]
[[file]]
path = "/flags"
template = "flags.j2"
on = ["master"]
"#;

const KUBELET: &str = r#"
title = "kubelet"
doc = "for tests"
[field."--max-pods"]
path = "maxPods"
type = "integer"
default = "{{ machine.max_pods }}"
[field."--eviction-hard"]
path = "evictionHard"
type = "map"
default = "memory.available<750Mi"
[field."kind"]
path = "kind"
type = "string"
default = "KubeletConfiguration"
[flag."--config"]
value = "/c"
[[file]]
path = "/config.yaml"
template = "config.j2"
[[file]]
path = "/kubelet"
template = "kubelet.j2"
"#;

const ADDON: &str = r#"
title = "thing"
doc = "for tests"
[addon]
enabled = "true"
mode = "Reconcile"
[container.thing]
image = "pause"
requests = { cpu = "1m" }
[config.size]
default = "small"
doc = "for tests"
[config.colour]
default = "red"
doc = "for tests"
values = ["red", "{{ cluster.network.plugin }}"]
why = "no other is sold"
[config.number]
default = "1"
doc = "for tests"
range = [1, 9]
[config.pause]
default = "5s"
doc = "for tests"
type = "duration"
[config.old]
default = "x"
doc = "for tests"
gone = "it ended"
[config.clientSecret]
doc = "for tests"
secret = true
[config.pinSecret]
doc = "for tests"
secret = true
range = [1, 9]
[pools]
when = "pool.count > 0"
[pools.config.most]
default = "{{ pool.count }}"
doc = "for tests"
[[pools.tag]]
each = "pool.labels | items"
name = "label_{{ item[0] }}"
value = "{{ item[1] }}"
[[secret]]
path = "/etc/kubernetes/addons/thing-secret.yaml"
parameter = "thingSecret"
on = ["master"]
object = { namespace = "kube-system", name = "thing", data = { CLIENT_SECRET = "clientSecret", SIZE = "size" } }
[[file]]
path = "/seen"
template = "seen.j2"
on = ["master"]
[[file]]
path = "/etc/kubernetes/addons/thing.yaml"
template = "thing.j2"
on = ["master"]
"#;

/// A `ConfigMap`.
const MINE: &str = "YXBpVmVyc2lvbjogdjEKa2luZDogQ29uZmlnTWFwCm1ldGFkYXRhOiB7bmFtZTogbWluZX0K";

fn parts() -> Parts {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("static-pod/kube-apiserver/part.toml", API_SERVER),
        (
            "static-pod/kube-apiserver/pod.j2",
            "{{ component.containers['kube-apiserver'].image }} {{ resources('kube-apiserver') }}\n",
        ),
        ("static-pod/kube-apiserver/flags.j2", "{% for flag in flags('kube-apiserver') %}\n{{ flag }}\n{% endfor %}\n"),
        ("node/kubelet/part.toml", KUBELET),
        ("node/kubelet/config.j2", "{{ kubelet_fields | to_yaml }}"),
        ("node/kubelet/kubelet.j2", "{{ flags('kubelet') | join(' ') }}\n"),
        ("addon/thing/part.toml", ADDON),
        ("addon/thing/seen.j2", "{{ addon.has_secret.clientSecret }} {{ cluster.addons | json }} {{ addon | json }}\n"),
        (
            "addon/thing/thing.j2",
            "{{ addon.mode }} {{ addon.config.size }} {{ resources('thing') }}\n\
             {% for pool in addon.pools %}# {{ pool.name }} {{ pool.config.most }}\n{% endfor %}",
        ),
    ] {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    let mut files = Files::default();
    files.overlay(folder.path()).expect("readable files");
    Parts::of(files).expect("good parts")
}

fn cluster(config: &serde_json::Value) -> Cluster {
    let definition = json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
        "orchestratorProfile": {"orchestratorRelease": "1.35", "kubernetesConfig": config},
        "masterProfile": {"count": 1, "dnsPrefix": "mytest", "vmSize": "Standard_D2s_v5"},
        "agentPoolProfiles": [{"name": "one", "count": 1, "vmSize": "Standard_D2s_v5",
            "kubernetesConfig": {"kubeletConfig": {"--max-pods": "50"}}}],
        "linuxProfile": {"adminUsername": "azureuser"}}});
    let document = Document::parse("test.json", definition.to_string().as_bytes()).expect("JSON");
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    Decision::of(&spec, &Catalog::builtin(), &mut report).expect("a catalog").cluster
}

fn rendered(config: &serde_json::Value) -> Rendered {
    rendered_of(config, &Catalog::builtin().release("1.35").expect("a release"))
}

fn rendered_of(config: &serde_json::Value, release: &Release) -> Rendered {
    let cluster = cluster(config);
    let removed = Catalog::builtin().removed().expect("removed things");
    let input = Input { cluster: &cluster, release, removed: &removed, parts: &parts(), pki: &json!({}) };
    render(&input).expect("good parts")
}

fn file(rendered: &Rendered, role: usize, path: &str) -> String {
    let files = &rendered.roles[role].files;
    files.iter().find(|file| file.path == path).map(|file| file.text.to_string()).unwrap_or_default()
}

fn rules(rendered: &Rendered) -> Vec<&'static str> {
    rendered.notes.iter().map(|note| note.rule.id).collect()
}

#[test]
fn removed_flags_are_never_emitted_not_even_a_part_s() {
    let made = rendered(&json!({}));
    assert_eq!(file(&made, 0, "/flags"), "--feature-gates=B=true\n--profiling=false\n--secure-port=443\n");
    assert!(made.notes.is_empty(), "{:?}", made.notes);
}

#[test]
fn users_flags_win_unless_locked_and_gates_merge_by_name() {
    let made = rendered(&json!({"apiServerConfig": {
        "--profiling": "true", "--secure-port": "6443", "--extra": "1", "--cloud-config": "/x",
        "--feature-gates": "A=true,B=false,WatchBookmark=true,broken"}}));
    let flags = "--extra=1\n--feature-gates=A=true,B=false\n--profiling=true\n--secure-port=443\n";
    assert_eq!(file(&made, 0, "/flags"), flags);
    assert_eq!(rules(&made), ["flag-removed", "flag-locked", "feature-gate-malformed", "feature-gate-removed"]);
}

#[test]
fn kubelet_flags_become_fields_by_machine() {
    let made = rendered(
        &json!({"kubeletConfig": {"--max-pods": "40", "--eviction-hard": "nodefs.available<5%", "--odd": "y"}}),
    );
    let master = "evictionHard:\n  nodefs.available: \"5%\"\nkind: \"KubeletConfiguration\"\nmaxPods: 40\n";
    assert_eq!(file(&made, 0, "/config.yaml"), master);
    assert!(file(&made, 1, "/config.yaml").contains("maxPods: 50\n"), "the pool's own value");
    assert_eq!(file(&made, 0, "/kubelet"), "--config=/c --odd=y\n");
    let wrong = rendered(&json!({"kubeletConfig": {"--max-pods": "many"}}));
    assert_eq!((wrong.notes[0].rule.id, wrong.notes[0].weight), ("flag-value", Weight::Error));
}

#[test]
fn addons_take_settings_and_refuse_unknown_ones() {
    let addons = |entry| json!({"addons": [entry]});
    let manifest = |made: &Rendered| file(made, 0, "/etc/kubernetes/addons/thing.yaml");
    let made = rendered(&addons(json!({"name": "thing", "mode": "EnsureExists", "config": {"size": "big"},
        "containers": [{"name": "thing", "memoryLimits": "9Mi"}]})));
    assert_eq!(manifest(&made), "EnsureExists big {requests: {cpu: \"1m\"}, limits: {memory: \"9Mi\"}}\n# one 1\n");
    assert_eq!(made.addons, ["thing"]);

    let off = rendered(&addons(json!({"name": "thing", "enabled": false})));
    assert_eq!((manifest(&off).as_str(), off.addons.len()), ("", 0));

    let data = rendered(&addons(json!({"name": "thing", "mode": "EnsureExists", "data": MINE})));
    assert_eq!(manifest(&data), "# mode: EnsureExists\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\n");
    assert!(data.roles[0].secrets.is_empty(), "nor has it the part's Secret");

    let wrong = rendered(&addons(json!({"name": "thing", "config": {"speed": "x"}, "containers": [{"name": "y"}]})));
    assert_eq!(rules(&wrong), ["addon-config-unknown", "addon-container-unknown"]);
    assert_eq!(rules(&rendered(&addons(json!({"name": "nosuch", "enabled": true})))), ["addon-unknown"]);
}

#[test]
fn secret_settings_are_in_a_secret_and_nowhere_else() {
    let made =
        rendered(&json!({"addons": [{"name": "thing", "config": {"clientSecret": "hush-hush", "size": "big"}}]}));
    let secrets = &made.roles[0].secrets;
    assert_eq!(secrets.len(), 1, "{secrets:?}");
    assert_eq!(
        (secrets[0].path.as_str(), secrets[0].mode.as_str()),
        ("/etc/kubernetes/addons/thing-secret.yaml", "0600")
    );
    let text = secrets[0].content.as_ref().expect("a content").expose();
    let secret: serde_json::Value = serde_json::from_str(text).expect("a manifest");
    assert_eq!(secret["data"], json!({"CLIENT_SECRET": "aHVzaC1odXNo", "SIZE": "Ymln"}));
    assert_eq!(secret["metadata"]["labels"], json!({"addonmanager.kubernetes.io/mode": "Reconcile"}));
    let seen = file(&made, 0, "/seen");
    assert!(seen.starts_with("True {"), "a template sees that it is there: {seen}");
    assert!(!format!("{made:?}").contains("hush"), "nothing of it shows: {made:?}");

    let made = rendered(&json!({}));
    assert_eq!(made.roles[0].secrets.len(), 1, "of the size, which has a default");
    let wrong = rendered(&json!({"addons": [{"name": "thing", "config": {"pinSecret": "hush-hush"}}]}));
    assert_eq!(rules(&wrong), ["addon-config-value"]);
    assert!(!format!("{:?}", wrong.notes).contains("hush"), "{:?}", wrong.notes);
}

#[test]
fn secrets_of_the_users_manifest_go_another_way() {
    // A ConfigMap, then a Secret.
    let data = "YXBpVmVyc2lvbjogdjEKa2luZDogQ29uZmlnTWFwCm1ldGFkYXRhOiB7bmFtZTogYX0KLS0tCmFwaVZlcnNpb246IHYxCmtpbmQ6IFNlY3JldAptZXRhZGF0YToge25hbWU6IGF9CnN0cmluZ0RhdGE6IHthOiBodXNoLWh1c2h9Cg==";
    let made = rendered(&json!({"addons": [{"name": "thing", "data": data}]}));
    let open = "# mode: Reconcile\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    assert_eq!(file(&made, 0, "/etc/kubernetes/addons/thing.yaml"), open);
    let secrets = &made.roles[0].secrets;
    let secret =
        secrets.iter().find(|file| file.path == "/etc/kubernetes/addons/thing.secret.yaml").expect("the Secret");
    assert_eq!(
        secret.content.as_ref().map(slipway_definition::Secret::expose),
        Some("# mode: Reconcile\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: hush-hush}\n")
    );
    assert!(!format!("{made:?}").contains("hush"));
}

#[test]
fn an_image_of_the_user_s_gets_no_digest() {
    let catalog = Catalog::builtin();
    let release = catalog.release("1.35").expect("a release");
    let image = release.image["pause"].clone();
    let release = release.pinned(&catalog.digests().expect("digests"));
    let seen = |made: &Rendered| file(made, 0, "/seen");
    let pinned = format!("\"image\":\"{image}@sha256:");
    assert!(seen(&rendered_of(&json!({}), &release)).contains(&pinned));
    let own = json!([{"name": "thing", "containers": [{"name": "thing", "image": image}]}]);
    let seen = seen(&rendered_of(&json!({"addons": own}), &release));
    assert!(seen.contains(&format!("\"image\":\"{image}\"")) && !seen.contains(&pinned), "{seen}");
}

#[test]
fn components_take_images_resources_and_manifests() {
    let pod = |made: &Rendered| file(made, 0, "/opt/slipway/static-pods/kube-apiserver.yaml");
    let component = |entry| json!([entry]);
    let plain = rendered(&json!({}));
    assert_eq!(pod(&plain), "registry.k8s.io/kube-apiserver:v1.35.6 {requests: {cpu: \"1m\"}}\n");
    let containers = json!([{"name": "kube-apiserver", "image": "a/b:c", "memoryLimits": "9Mi"}]);
    let own = component(json!({"name": "kube-apiserver", "containers": containers}));
    let made = rendered(&json!({"components": own}));
    assert_eq!(pod(&made), "a/b:c {requests: {cpu: \"1m\"}, limits: {memory: \"9Mi\"}}\n");
    let made = rendered(&json!({"components": own, "customKubeAPIServerImage": "d/e:f"}));
    assert!(pod(&made).starts_with("d/e:f "), "the field of its own comes first");
    let made = rendered(&json!({"components": component(json!({"name": "kube-apiserver", "data": "b3duOiAxCg=="}))}));
    assert_eq!(pod(&made), "own: 1\n");

    let off = component(json!({"name": "kube-apiserver", "enabled": false}));
    assert_eq!(rules(&rendered(&json!({"components": off}))), ["component-required"]);
    let other = component(json!({"name": "kube-apiserver", "containers": [{"name": "x"}]}));
    assert_eq!(rules(&rendered(&json!({"components": other}))), ["addon-container-unknown"]);
    let init = rendered(&json!({"components": component(json!({"name": "cluster-init"}))}));
    assert_eq!((init.notes[0].rule.id, init.notes[0].weight), ("component-not-made", Weight::Error));
    let manager = rendered(&json!({"components": component(json!({"name": "kube-addon-manager"}))}));
    assert_eq!(manager.notes[0].weight, Weight::Warning);
}

#[test]
fn settings_have_the_values_that_the_part_allows() {
    let of = |config| rules(&rendered(&json!({"addons": [{"name": "thing", "config": config}]})));
    for good in [
        json!({"pause": "1m30s"}),
        json!({"colour": "red"}),
        json!({"colour": "azure"}),
        json!({"number": "9"}),
        json!({"size": "any"}),
    ] {
        assert!(of(good.clone()).is_empty(), "{good}");
    }
    for bad in [
        json!({"pause": "long"}),
        json!({"colour": "blue"}),
        json!({"number": "0"}),
        json!({"number": "9; x"}),
        json!({"number": ""}),
    ] {
        assert_eq!(of(bad.clone()), ["addon-config-value"], "{bad}");
    }
    let made = rendered(&json!({"addons": [{"name": "thing", "config": {"colour": "blue"}}]}));
    assert_eq!(made.notes[0].message, "the setting `colour` of the addon `thing` cannot be `blue`");
    assert_eq!(made.notes[0].help, "write `red` or `azure`: no other is sold");
}

#[test]
fn what_is_gone_is_said_and_not_used() {
    let made = rendered(&json!({"addons": [{"name": "thing", "config": {"old": "y"}}]}));
    assert_eq!((rules(&made).as_slice(), made.notes[0].weight), (["addon-config-gone"].as_slice(), Weight::Warning));
    assert_eq!(made.notes[0].message, "the setting `old` of the addon `thing` has no effect: it ended");
}

#[test]
fn pools_have_settings_of_their_own_and_tags() {
    let of = |config| json!({"addons": [{"name": "thing", "pools": [{"name": "one", "config": config}]}]});
    let made = rendered(&of(json!({"most": "7"})));
    assert!(file(&made, 0, "/etc/kubernetes/addons/thing.yaml").ends_with("# one 7\n"));
    assert_eq!(made.roles[1].tags.get("label_agentpool").map(String::as_str), Some("one"));
    assert!(made.roles[0].tags.is_empty(), "masters are no pool");
    let wrong = rendered(&of(json!({"least": "7"})));
    assert_eq!(rules(&wrong), ["addon-config-unknown"]);
    assert_eq!(wrong.notes[0].message, "the addon `thing` for the pool `one` has no setting `least`");
}

#[test]
fn manifests_of_the_user_have_names_of_their_own() {
    let of = |name: &str| rendered(&json!({"addons": [{"name": name, "data": MINE}]}));
    let made = of("mine");
    let text = "# mode: Reconcile\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\n";
    assert_eq!(file(&made, 0, "/etc/kubernetes/addons/mine.yaml"), text);
    assert_eq!(file(&made, 1, "/etc/kubernetes/addons/mine.yaml"), "");
    assert!(made.notes.is_empty() && made.addons.contains(&"mine".to_owned()));
    for name in ["../mine", "Mine", "mine.secret", "-mine", "th-ing", &"m".repeat(64)] {
        assert_eq!(rules(&of(name)), ["addon-file-name"], "{name}");
    }
    let off = rendered(&json!({"addons": [{"name": "mine", "enabled": false, "data": MINE}]}));
    assert_eq!(file(&off, 0, "/etc/kubernetes/addons/mine.yaml"), "");
}

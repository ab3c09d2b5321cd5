use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::document::Document;
use crate::node::Value;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Component, Spec};

/// A component's manifest of the user's own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "component-data",
    why: "`data` is the whole manifest in base64; settings beside it would be dropped.",
    fix: "encode the manifest with `base64 -w0`",
    about: &["orchestratorProfile.kubernetesConfig.components[].data"],
    check: |spec, found| {
        for (at, component) in spec.each_component() {
            let data: String = component.data.iter().flat_map(|data| data.chars()).filter(|c| !c.is_whitespace()).collect();
            if data.is_empty() {
                continue;
            }
            let text = STANDARD.decode(&data).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some(text) = text {
                if let Some(trouble) = no_pod(&text).filter(|_| is_pod(component)) {
                    let finding = found.error(at.key("data"), format!("the component's `data` is no static pod: {trouble}"));
                    finding.help("write one Pod: `apiVersion: v1`, `kind: Pod`, a name in `kube-system`, its containers");
                }
                if !component.containers.is_empty() {
                    let finding = found.error(at.key("data"), "`data` leaves no place for `containers`");
                    finding.say("the whole manifest").label(at.key("containers"), "would be dropped");
                    finding.help("put the settings into the manifest, or remove `data`");
                }
                for key in beside(spec, component) {
                    let finding = found.error(at.key("data"), format!("`data` leaves no place for `{key}`"));
                    finding.say("the whole manifest").label(Pointer::from(Spec::KUBERNETES).key(key), "would be dropped");
                    finding.help("put it into the manifest, or remove `data`");
                }
            } else {
                found.error(at.key("data"), "the component's `data` is no base64 of a text");
            }
        }
    },
};

/// Whether its manifest is a static pod's; what the first master was to apply once is none.
fn is_pod(component: &Component) -> bool {
    component.enabled != Some(false) && component.name.as_deref() != Some("cluster-init")
}

/// Fields that say something of the component whose manifest is replaced.
fn beside(spec: &Spec, component: &Component) -> Vec<&'static str> {
    let config = spec.kubernetes();
    let fields = match component.name.as_deref().unwrap_or_default() {
        "kube-apiserver" => [
            ("apiServerConfig", !config.api_server_config.is_empty()),
            ("customKubeAPIServerImage", is_written(config.custom_kube_apiserver_image.as_deref())),
        ],
        "kube-controller-manager" => [
            ("controllerManagerConfig", !config.controller_manager_config.is_empty()),
            ("customKubeControllerManagerImage", is_written(config.custom_kube_controller_manager_image.as_deref())),
        ],
        "kube-scheduler" => [
            ("schedulerConfig", !config.scheduler_config.is_empty()),
            ("customKubeSchedulerImage", is_written(config.custom_kube_scheduler_image.as_deref())),
        ],
        "cloud-controller-manager" => [
            ("cloudControllerManagerConfig", !config.cloud_controller_manager_config.is_empty()),
            ("customCcmImage", is_written(config.custom_ccm_image.as_deref())),
        ],
        _ => return Vec::new(),
    };
    fields.into_iter().filter(|(_, is_given)| *is_given).map(|(key, _)| key).collect()
}

fn is_written(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

/// Why a text is not one Pod that a kubelet starts by itself.
fn no_pod(text: &str) -> Option<String> {
    // JSON is YAML.
    let Ok(document) = Document::parse("data.yaml", text.as_bytes()) else {
        return Some("it is not one document of YAML or JSON".to_owned());
    };
    let value = |pointer: &str| document.value(&Pointer::from(pointer));
    for (pointer, wanted) in [("/apiVersion", "v1"), ("/kind", "Pod"), ("/metadata/namespace", "kube-system")] {
        let given = value(pointer).and_then(|node| node.value.scalar()).unwrap_or_default();
        if given != wanted {
            let key = pointer.trim_start_matches('/').replace('/', ".");
            return Some(format!("its `{key}` is {}, not `{wanted}`", tick(given)));
        }
    }
    if value("/metadata/name").and_then(|node| node.value.scalar()).is_none_or(str::is_empty) {
        return Some("it has no name".to_owned());
    }
    let has_containers = value("/spec/containers")
        .is_some_and(|node| matches!(&node.value, Value::Array(containers) if !containers.is_empty()));
    (!has_containers).then(|| "it has no containers".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_pods() {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: kube-system}\nspec: {containers: [{name: b}]}\n";
        assert_eq!(no_pod(pod), None);
        for (from, to, says) in [
            ("kind: Pod", "kind: Deployment", "`kind` is `Deployment`"),
            ("namespace: kube-system", "namespace: default", "`metadata.namespace` is `default`"),
            ("name: a, ", "", "no name"),
            ("[{name: b}]", "[]", "no containers"),
            ("apiVersion: v1\n", "--- x\n", "not one document"),
        ] {
            let trouble = no_pod(&pod.replacen(from, to, 1));
            assert!(trouble.as_ref().is_some_and(|trouble| trouble.contains(says)), "{to}: {trouble:?}");
        }
    }
}

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// What is said of kube-proxy where there is none.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "kube-proxy-replaced",
    why: "Where Cilium serves services, kube-proxy is not installed: both would translate the same addresses.",
    fix: "remove what is said of kube-proxy, or the setting `kube-proxy-replacement` of the addon `cilium`",
    about: &["orchestratorProfile.kubernetesConfig.kubeProxyMode", "orchestratorProfile.kubernetesConfig.addons"],
    check: |spec, found| {
        if !spec.replaces_kube_proxy() {
            return;
        }
        let config = Pointer::from(Spec::KUBERNETES);
        if spec.kubernetes().kube_proxy_mode.as_deref().is_some_and(|mode| !mode.is_empty()) {
            let message = "`kubeProxyMode` has no effect: Cilium serves services, and kube-proxy is not installed";
            found.warning(config.key("kubeProxyMode"), message);
        }
        if let Some((index, addon)) = spec.addon("kube-proxy")
            && addon.enabled == Some(true)
        {
            let at = config.key("addons").index(index).key("enabled");
            found.error(at, "the addon `kube-proxy` is asked for, and Cilium is to take its place");
        }
    },
};

use super::word::instead_of;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Spec, names};

/// How kube-proxy makes services reachable.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "kube-proxy-mode",
    why: "kube-proxy does not start with a mode that it does not know, and no service is reachable without it.",
    fix: "write `iptables` or `nftables`, or leave `kubeProxyMode` off for `iptables`",
    about: &["orchestratorProfile.kubernetesConfig.kubeProxyMode"],
    check: |spec, found| {
        let mode = spec.kubernetes().kube_proxy_mode.as_deref().unwrap_or_default();
        if !mode.is_empty() && !names::KUBE_PROXY_MODES.contains(&mode) {
            let at = Pointer::from(Spec::KUBERNETES).key("kubeProxyMode");
            let finding = found.error(at, format!("{} is no mode of kube-proxy", tick(mode)));
            finding.help(instead_of(mode, names::KUBE_PROXY_MODES));
        }
    },
};

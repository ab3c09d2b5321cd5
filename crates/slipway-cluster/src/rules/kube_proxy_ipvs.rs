//! `kube-proxy-ipvs`

use slipway_definition::{Pointer, Rule, Spec};

use crate::Asked;

/// The minor that deprecates the mode (Kubernetes 1.35 changelog, kubernetes/enhancements 5495).
const DEPRECATED: u64 = 35;

pub(super) static KUBE_PROXY_IPVS: Rule<Asked> = Rule {
    id: "kube-proxy-ipvs",
    why: "kube-proxy's mode `ipvs` never had all that services need, nobody keeps it up, and it will be removed.",
    fix: "use `nftables`, or leave `kubeProxyMode` off for `iptables`",
    about: &["orchestratorProfile.kubernetesConfig.kubeProxyMode"],
    check: |asked, findings| {
        let mode = asked.spec.kubernetes().kube_proxy_mode.as_deref();
        if mode == Some("ipvs") && asked.release.version.minor >= DEPRECATED {
            let message = format!("`ipvs` is deprecated since Kubernetes 1.35; {} is asked for", asked.release.minor);
            findings.warning(Pointer::from(Spec::KUBERNETES).key("kubeProxyMode"), message);
        }
    },
};

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// The cache of names on every node takes the queries that pods send to the cluster's DNS service.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "node-local-dns",
    why: "The cache has the address of the service `kube-dns` on every node, before the rules of kube-proxy. Cilium sends a pod's \
          query on to CoreDNS before it reaches the node, and kube-proxy in `ipvs` mode has the address itself.",
    fix: "switch the addon off, or use another network plugin, and `iptables` or `nftables` as `kubeProxyMode`",
    about: &[
        "orchestratorProfile.kubernetesConfig.addons",
        "orchestratorProfile.kubernetesConfig.networkPlugin",
        "orchestratorProfile.kubernetesConfig.kubeProxyMode",
    ],
    check: |spec, found| {
        let Some((index, _)) = spec.addon("node-local-dns").filter(|(_, addon)| addon.enabled == Some(true)) else { return };
        let config = Pointer::from(Spec::KUBERNETES);
        let at = config.key("addons").index(index).key("name");
        if spec.network().0 == "cilium" {
            let finding = found.error(at.clone(), "the addon `node-local-dns` gets no queries with Cilium");
            finding.label(config.key("networkPlugin"), "translates them before the node sees them");
        }
        if spec.kubernetes().kube_proxy_mode.as_deref() == Some("ipvs") {
            let finding = found.error(at, "the addon `node-local-dns` does not work with kube-proxy in `ipvs` mode");
            finding.label(config.key("kubeProxyMode"), "takes the address of the service");
        }
    },
};

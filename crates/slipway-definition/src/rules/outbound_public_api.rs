use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// A public API server answers the way that its packets came.
///
/// Azure Firewall documentation, "Integrate Azure Firewall with Azure Standard Load Balancer", asymmetric routing.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "outbound-public-api",
    why: "What comes in by the public load balancer is answered by the masters' own route. Where that leads to a firewall, the \
          firewall sees answers to a connection that it does not know, and drops them.",
    fix: "make the cluster private: `\"privateCluster\": {\"enabled\": true}`",
    about: &["orchestratorProfile.kubernetesConfig.outboundType", "masterProfile.HTTPSourceAddressPrefix"],
    check: |spec, found| {
        if spec.outbound() != "userDefinedRouting" || spec.is_private() || !spec.has_custom_vnet() {
            return;
        }
        let outbound = Pointer::from(Spec::KUBERNETES).key("outboundType");
        let source = spec.master().and_then(|master| master.http_source_address_prefix.as_deref()).unwrap_or_default();
        let at = Pointer::from(Spec::MASTER).key("HTTPSourceAddressPrefix");
        // A range can have a route of its own; the whole internet or a service tag for it cannot.
        if source.starts_with(|first: char| first.is_ascii_hexdigit() || first == ':') && source.contains(['.', ':']) {
            let message = format!("answers of the public API server to {source} have to leave by Azure, not by the firewall");
            let finding = found.warning(at, message).label(outbound, "the default route is the user's own");
            finding.help(format!("see that the masters' route table has a route for {source} with the next hop Internet"));
        } else {
            let message = "a public API server cannot answer where the default route leads to a firewall";
            let finding = found.error(outbound, message);
            finding.help(
                "make the cluster private: `\"privateCluster\": {\"enabled\": true}`, or write the range that may reach the API \
                 server in `HTTPSourceAddressPrefix`, and give it a route with the next hop Internet",
            );
        }
    },
};

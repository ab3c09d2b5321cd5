//! Which rule decides which flow.

use slipway_catalog::Catalog;
use slipway_definition::{Document, Report, Spec};

use crate::{Decision, Flow};

/// The flows of a cluster of three masters with these rules, and what else is written into `kubernetesConfig`.
fn flows(rules: &str, more: &str, flags: &str) -> (Vec<Flow>, Vec<String>) {
    let text = format!(
        r#"{{"properties": {{"masterProfile": {{"count": 3, "dnsPrefix": "flows", "vmSize": "Standard_D2s_v5"}},
            "agentPoolProfiles": [{{"name": "one", "count": 2, "vmSize": "Standard_D2s_v5"}}],
            "featureFlags": {{{flags}}},
            "orchestratorProfile": {{"kubernetesConfig": {{{more} "securityRules": [{rules}]}}}}}}}}"#
    );
    let document = Document::parse("c.json", text.as_bytes()).expect("a definition");
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    let cluster = Decision::of(&spec, &Catalog::builtin(), &mut report).expect("a catalog").cluster;
    let found = report.findings().iter().filter(|finding| finding.rule == "security-flow");
    let found = found.map(|finding| format!("{:?} {}", finding.severity, finding.message)).collect();
    (cluster.flows(), found)
}

/// A rule with these ranges.
fn rule(
    name: &str,
    priority: u32,
    direction: &str,
    access: &str,
    protocol: &str,
    ends: [&str; 2],
    ports: &str,
) -> String {
    let [source, destination] = ends;
    format!(
        r#"{{"name": "{name}", "priority": {priority}, "direction": "{direction}", "access": "{access}", "protocol": "{protocol}",
            "sourceAddressPrefix": "{source}", "destinationAddressPrefix": "{destination}", "destinationPortRange": "{ports}"}}"#
    )
}

fn deny(name: &str, priority: u32, ends: [&str; 2], ports: &str) -> String {
    rule(name, priority, "Inbound", "Deny", "*", ends, ports)
}

fn find<'f>(flows: &'f [Flow], what: &str, from: &str) -> &'f Flow {
    flows.iter().find(|flow| flow.what == what && flow.from == from).unwrap_or_else(|| panic!("{what} from {from}"))
}

/// `rule` of the flow, with `!` where it is shut out, and `~` where only in part.
fn says(flows: &[Flow], what: &str, from: &str) -> String {
    let answer = &find(flows, what, from).answer;
    let mark = match (answer.passes, answer.in_part) {
        (Some(true), _) => "",
        (Some(false), true) => "~",
        (Some(false), false) => "!",
        (None, _) => "?",
    };
    format!("{mark}{}", answer.rule)
}

#[test]
fn the_clusters_own_group_lets_pass_what_is_needed() {
    let (flows, found) = flows("", "", "");
    assert_eq!(found, Vec::<String>::new());
    for (what, from, rule) in [
        ("API server", "nodes", "AllowVnetInBound"),
        ("API server", "Internet", "allow_kube_tls"),
        ("API server's health", "balancer", "allow_kube_tls"),
        ("etcd", "masters", "AllowVnetInBound"),
        ("kubelet", "masters", "AllowVnetInBound"),
        ("DNS of the cluster", "nodes, pods", "AllowVnetInBound"),
        ("SSH", "Internet", "allow_ssh"),
        // The platform's address is one of every network's.
        ("node ports' health", "balancer", "AllowVnetInBound"),
        ("node ports", "Internet", "!DenyAllInBound"),
        ("Azure's API", "nodes", "AllowInternetOutBound"),
        ("Azure's name server", "nodes", ""),
    ] {
        assert_eq!(says(&flows, what, from), rule, "{what} from {from}");
    }
    let api = find(&flows, "API server", "nodes");
    assert_eq!((api.ports.as_str(), api.to.as_str()), ("4443", "masters, by balancer"));
}

#[test]
fn a_rule_that_shuts_out_is_named() {
    let (flows, found) = flows(&deny("no_etcd", 200, ["*", "*"], "2379-2380"), "", "");
    assert_eq!(says(&flows, "etcd", "masters"), "!no_etcd");
    assert_eq!(found, ["Error the security rule `no_etcd` shuts this out: etcd (masters to masters, Tcp 2379-2380)"]);
    assert_eq!(find(&flows, "etcd", "masters").answer.written, Some(0));
    // Behind the balancer it is the other port that counts.
    let (flows, found) = self::flows(&deny("no_4443", 200, ["VirtualNetwork", "*"], "4000-5000"), "", "");
    assert_eq!(says(&flows, "API server", "nodes"), "!no_4443");
    assert_eq!(found.len(), 2, "the probe's way as well: {found:?}");
    // One node of many is shut out.
    let (flows, found) = self::flows(&deny("one", 200, ["10.240.0.9", "*"], "443-4443"), "", "");
    assert_eq!(says(&flows, "API server", "nodes"), "~one");
    assert!(found[0].contains("shuts some of this out"), "{found:?}");
    // Outbound counts as well: the way to the API server leads to the balancer's port.
    let leave = rule("out", 300, "Outbound", "Deny", "Tcp", ["*", "10.255.255.15"], "443");
    assert_eq!(says(&self::flows(&leave, "", "").0, "API server", "nodes"), "!out");
}

#[test]
fn a_lower_number_wins() {
    let etcd = deny("no_etcd", 200, ["*", "*"], "2379-2380");
    let allow = rule("etcd", 199, "Inbound", "Allow", "Tcp", ["10.255.255.0/28", "*"], "2379-2380");
    let (flows, found) = flows(&format!("{etcd},{allow}"), "", "");
    assert_eq!((says(&flows, "etcd", "masters").as_str(), found.len()), ("etcd", 0));
    let later = allow.replace("199", "201");
    assert_eq!(says(&self::flows(&format!("{etcd},{later}"), "", "").0, "etcd", "masters"), "!no_etcd");
    // Two that together let all pass.
    let half =
        |name: &str, priority, range: &str| rule(name, priority, "Inbound", "Allow", "Tcp", [range, "*"], "10250");
    let halves =
        [half("a", 150, "10.240.0.0/13"), half("b", 151, "10.248.0.0/13"), deny("k", 200, ["*", "*"], "10250")];
    assert_eq!(self::flows(&halves.join(","), "", "").1, Vec::<String>::new());
    let udp = rule("udp", 150, "Inbound", "Allow", "Udp", ["*", "*"], "10250");
    assert_eq!(self::flows(&format!("{udp},{}", halves[2]), "", "").1.len(), 1);
}

#[test]
fn probes_and_name_servers_count() {
    let (flows, found) = flows(&deny("all", 4000, ["*", "*"], "*"), "", "");
    assert_eq!(says(&flows, "node ports' health", "balancer"), "!all");
    assert_eq!(says(&flows, "API server", "Internet"), "allow_kube_tls");
    assert!(found.iter().any(|text| text.starts_with("Warning") && text.contains("node ports' health")), "{found:?}");
    let platform = rule("dns", 200, "Outbound", "Deny", "*", ["*", "AzurePlatformDNS"], "*");
    assert_eq!(self::flows(&platform, "", "").1.len(), 1);
    // All else does not touch the platform.
    let none = rule("none", 200, "Outbound", "Deny", "*", ["*", "Internet"], "*");
    let (flows, found) = self::flows(&none, "", "");
    assert_eq!(says(&flows, "Azure's name server", "nodes"), "");
    assert_eq!(
        found,
        ["Warning the security rule `none` shuts this out: Azure's API (nodes to AzureResourceManager, Tcp 443)"]
    );
}

#[test]
fn a_cluster_without_internet_needs_a_rule_for_azures_api() {
    let blocked = r#""blockOutboundInternet": true"#;
    let out = r#""outboundType": "loadBalancer","#;
    let (flows, found) = flows("", out, blocked);
    assert_eq!(says(&flows, "etcd", "masters"), "AllowVnetInBound");
    assert_eq!(says(&flows, "all else outside", "nodes"), "!block_outbound");
    assert_eq!(found.len(), 1, "{found:?}");
    let azure = rule("azure", 105, "Outbound", "Allow", "Tcp", ["*", "AzureResourceManager"], "443");
    let (flows, found) = self::flows(&azure, out, blocked);
    assert_eq!((says(&flows, "Azure's API", "nodes").as_str(), found.len()), ("azure", 0));
    assert_eq!(says(&flows, "images", "nodes"), "!block_outbound");
    // Where there is no way out at all, no rule helps.
    assert_eq!(self::flows("", "", blocked).1, Vec::<String>::new());
}

#[test]
fn entangled_rules_end() {
    let many = |port: u32| {
        (0..600).map(|n| format!("\"10.{}.{}.{port}\"", 240 + n / 256, n % 256)).collect::<Vec<_>>().join(",")
    };
    let text = (0..500_u32).map(|n| {
        format!(
            r#"{{"name": "r{n}", "priority": {}, "direction": "Inbound", "access": "Allow", "protocol": "*",
                "sourceAddressPrefixes": [{}], "destinationAddressPrefixes": [{}], "destinationPortRange": "1-60000"}}"#,
            200 + n, many(n % 250), many(1 + n % 250)
        )
    });
    let (flows, _) = flows(&text.take(20).collect::<Vec<_>>().join(","), "", "");
    assert_eq!(says(&flows, "kubelet", "masters"), "?");
    assert_eq!(says(&flows, "SSH", "Internet"), "allow_ssh");
}

#[test]
fn in_an_overlay_only_the_packets_around_are_seen() {
    let cilium = r#""networkPlugin": "cilium", "networkPolicy": "cilium","#;
    let names = deny("no_names", 200, ["VirtualNetwork", "*"], "53");
    let (flows, found) = flows(&names, cilium, "");
    assert_eq!((says(&flows, "VXLAN", "nodes").as_str(), found.len()), ("AllowVnetInBound", 0), "{found:?}");
    assert!(!flows.iter().any(|flow| flow.what == "DNS of the cluster"));
    let native = format!(r#"{cilium} "networkMode": "native","#);
    let found = self::flows(&names, &native, "").1;
    assert!(found.iter().any(|text| text.contains("DNS of the cluster")), "{found:?}");
    let (_, found) = self::flows(&deny("no_8472", 200, ["*", "*"], "8472"), cilium, "");
    assert_eq!(found, ["Error the security rule `no_8472` shuts this out: VXLAN (nodes to nodes, Udp 8472)"]);
    // Pods do without it; their nodes are reported as unreachable.
    let (_, found) = self::flows(&deny("no_4240", 200, ["*", "*"], "4240"), cilium, "");
    assert_eq!(
        found,
        ["Warning the security rule `no_4240` shuts this out: Cilium's health (nodes to nodes, Tcp 4240)"]
    );
}

//! Rules, broken in more ways than `tests/errors` shows: by `--set` on the good definition.

use slipway_definition::{Document, Report, Severity, Spec, rules};

use crate::{GOOD, changed, document, shown};

/// `config` for `orchestratorProfile.kubernetesConfig`.
const CASES: &[(&str, &str, &str)] = &[
    ("required", "masterProfile=null", "`masterProfile` is missing"),
    (
        "key-vault-kms",
        "config.enableEncryptionWithExternalKms=true,config.outboundType=none",
        "nothing leads out of the network",
    ),
    ("required", "linuxProfile=null", "`linuxProfile` is missing"),
    ("orchestrator-type", "orchestratorProfile.orchestratorType=DCOS", "unknown orchestrator `DCOS`"),
    ("master-count", "masterProfile.count=2", "a cluster cannot have 2 masters"),
    ("master-count", "masterProfile.count=null", "`masterProfile.count` is missing"),
    ("dns-prefix", "masterProfile.dnsPrefix=ab", "`ab` cannot begin a host name"),
    ("dns-prefix", "masterProfile.dnsPrefix=1abc", "`1abc` cannot begin"),
    ("dns-prefix", "masterProfile.dnsPrefix=abc-", "`abc-` cannot begin"),
    ("dns-prefix", "masterProfile.dnsPrefix=../x", "`../x` cannot begin"),
    ("dns-prefix", "masterProfile.dnsPrefix=''", "`masterProfile.dnsPrefix` is missing"),
    ("subject-alt-names", "masterProfile.subjectAltNames=[\"a.example\",\" \"]", "neither a DNS name nor an address"),
    ("master-address", "masterProfile.firstConsecutiveStaticIP=10.0.0.256", "`10.0.0.256` is no IPv4 address"),
    ("no-pools", "agentPoolProfiles=[]", "the cluster has no pools"),
    ("pool-name", "agentPoolProfiles[0].name=Pool1", "`Pool1` cannot name a pool"),
    ("pool-name", "agentPoolProfiles[0].name=abcdefghijklm", "cannot name a pool"),
    ("pool-name", "agentPoolProfiles[0].name=''", "the pool has no name"),
    ("pool-name-reserved", "agentPoolProfiles[0].name=master", "a pool cannot be named `master`"),
    ("pool-name-unique", "agentPoolProfiles[1].name=pool1", "two pools are named `pool1`"),
    ("pool-count", "agentPoolProfiles[0].count=0", "a pool cannot have 0 machines"),
    ("pool-count", "agentPoolProfiles[0].count=1001", "a pool cannot have 1001 machines"),
    ("pool-count", "agentPoolProfiles[0].count=null", "`agentPoolProfiles[0].count` is missing"),
    ("vm-size", "masterProfile.vmSize=''", "`masterProfile.vmSize` is missing"),
    ("vm-size", "masterProfile.vmSize='Standard D2'", "is no machine size"),
    ("vm-size", "agentPoolProfiles[1].vmSize=null", "`agentPoolProfiles[1].vmSize` is missing"),
    ("os-disk-size", "masterProfile.osDiskSizeGB=2049", "an operating system disk cannot have 2049 GB"),
    ("os-disk-size", "agentPoolProfiles[0].osDiskSizeGB=-1", "cannot have -1 GB"),
    ("data-disk-sizes", "agentPoolProfiles[0].diskSizesGB=[1,2,3,4,5]", "the pool has 5 data disks"),
    ("data-disk-sizes", "agentPoolProfiles[0].diskSizesGB=[40000]", "a data disk cannot have 40000 GB"),
    ("disk-caching", "agentPoolProfiles[0].dataDiskCachingType=Readonly", "unknown caching `Readonly`"),
    ("ip-address-count", "agentPoolProfiles[0].ipAddressCount=257", "a machine cannot have 257 addresses"),
    ("availability-profile", "agentPoolProfiles[1].availabilityProfile=AvailabiltySet", "unknown availability profile"),
    ("availability-mixed", "agentPoolProfiles[1].availabilityProfile=AvailabilitySet", "are in one cluster"),
    ("fault-domains", "masterProfile.platformFaultDomainCount=4", "there cannot be 4 fault domains"),
    ("fault-domains", "masterProfile.platformUpdateDomainCount=0", "there cannot be 0 update domains"),
    (
        "pool-count",
        "agentPoolProfiles[0].count=201,agentPoolProfiles[0].availabilityProfile=AvailabilitySet,agentPoolProfiles[1].availabilityProfile=AvailabilitySet",
        "1 more than the 200 that it holds",
    ),
    ("pool-name", "agentPoolProfiles[0].name=pöl", "cannot name a pool"),
    ("os-type", "agentPoolProfiles[0].osType=linux", "unknown operating system `linux`"),
    ("distro-unknown", "agentPoolProfiles[0].distro=nope", "no distribution is called `nope`"),
    ("distro-unknown", "masterProfile.distro=windows", "no distribution is called `windows`"),
    ("pool-leftover", "agentPoolProfiles[1].role=infra", "`infra` is no role"),
    ("pool-leftover", "agentPoolProfiles[0].ports=[80]", "a pool opens no ports"),
    ("storage-profile", "agentPoolProfiles[0].storageProfile=managedDisks", "unknown storage profile `managedDisks`"),
    ("storage-profile", "masterProfile.storageProfile=Ephemeral", "masters cannot have ephemeral disks"),
    ("compute-id", "agentPoolProfiles[0].diskEncryptionSetID=x", "`x` is no id of a disk encryption set"),
    (
        "compute-id",
        "masterProfile.proximityPlacementGroupID=/subscriptions/a",
        "is no id of a proximity placement group",
    ),
    ("scale-set-only", "masterProfile.singlePlacementGroup=false", "an availability set has no placement group"),
    (
        "placement-group-size",
        "agentPoolProfiles[0].count=150,agentPoolProfiles[0].singlePlacementGroup=true",
        "are 50 more than the 100 that fit",
    ),
    (
        "spot-pools",
        "agentPoolProfiles[0].scaleSetPriority=Spot,agentPoolProfiles[1].scaleSetPriority=Spot",
        "every pool is of Spot",
    ),
    ("security-profile", "masterProfile.securityProfile.securityType=Trusted", "unknown security type `Trusted`"),
    ("scale-set-priority", "agentPoolProfiles[0].scaleSetPriority=low", "unknown priority `low`"),
    ("eviction-policy", "agentPoolProfiles[0].scaleSetEvictionPolicy=foo", "unknown eviction policy `foo`"),
    ("spot-max-price", "agentPoolProfiles[0].spotMaxPrice=-2", "cannot cost -2 dollars"),
    (
        "node-labels-reserved",
        "agentPoolProfiles[0].customNodeLabels.'kubernetes.io/role'=web",
        "may not give itself the label",
    ),
    ("tags", "agentPoolProfiles[0].customVMTags.'a?b'=c", "holds `?`"),
    ("node-labels", "agentPoolProfiles[0].customNodeLabels.'a b'=c", "`a b` is no label key"),
    ("node-labels", "agentPoolProfiles[0].customNodeLabels.a='-'", "`-` is no label value"),
    ("sysctl", "masterProfile.sysctldConfig.'net core'=1", "`net core` is no kernel setting"),
    ("sysctl", "masterProfile.sysctldConfig.a='1\nb=2'", "holds a control character"),
    ("admin-username", "linuxProfile.adminUsername=''", "`linuxProfile.adminUsername` is missing"),
    ("admin-username", "linuxProfile.adminUsername='a b'", "`a b` cannot be a login name"),
    ("admin-username-reserved", "linuxProfile.adminUsername=root", "does not allow the login name `root`"),
    ("ssh-key", "linuxProfile.ssh.publicKeys[0].keyData='ssh-rsa PUBLICKEY x@y'", "cut off or not base64"),
    ("service-principal", "config.useManagedIdentity=false", "`servicePrincipalProfile` is missing"),
    ("cidr", "config.clusterSubnet=10.240.0.1/12", "`10.240.0.1/12` has host bits set"),
    ("cidr", "config.clusterSubnet=foo", "`foo` is no address range"),
    ("cidr", "config.clusterSubnet='10.0.0.0/16,fd00::/64'", "holds 2 ranges"),
    ("cidr", "config.clusterSubnet='fd00::/64'", "is a range of IPv6 addresses"),
    ("cloud-provider", "config.cloudProviderBackoffRetries=-1", "`cloudProviderBackoffRetries` cannot be -1"),
    ("cloud-provider", "config.cloudProviderRateLimitQPSWrite=1e9", "cannot be 1000000000"),
    ("dns-service-ip", "config.dnsServiceIP=10.0.0.10", "`serviceCidr` is missing"),
    ("dns-service-ip", "config.serviceCidr=10.0.0.0/16", "`dnsServiceIP` is missing"),
    ("dns-service-ip", "config.serviceCidr=10.0.0.0/16,config.dnsServiceIP=10.1.0.10", "outside the service addresses"),
    ("dns-service-ip", "config.serviceCidr=10.0.0.0/16,config.dnsServiceIP=10.0.0.1", "the address of the API server"),
    ("dns-service-ip", "config.serviceCidr=10.0.0.0/16,config.dnsServiceIP=10.0.255.255", "the last address"),
    ("dns-service-ip", "config.serviceCidr=10.0.0.0/16,config.dnsServiceIP=ten", "`ten` is no address"),
    ("source-address-prefix", "masterProfile.HTTPSourceAddressPrefix='a b'", "no source of a security rule"),
    ("max-pods", "config.maxPods=4", "a node cannot have room for 4 pods"),
    ("etcd-disk-size", "config.etcdDiskSizeGB=foo", "`foo` is no size of a disk"),
    ("etcd-disk-size", "config.etcdDiskSizeGB=0", "`0` is no size of a disk"),
    ("etcd-storage-limit", "config.etcdStorageLimitGB=1", "etcd cannot work with 1 GB"),
    ("etcd-storage-limit", "config.etcdStorageLimitGB=16", "16 GB are more than etcd advises"),
    ("image-collection", "config.gchighthreshold=101", "101 is no percentage"),
    ("image-collection", "config.gchighthreshold=70", "from 70 % of the disk on, but only down to 80 %"),
    ("outbound-type", "config.outboundType=natGateway", "no way out of the network"),
    ("outbound-type", "config.outboundType=none,config.loadBalancerOutboundIPs=2", "no outbound addresses to count"),
    ("outbound-network", "config.outboundType=userDefinedRouting", "needs a network that exists already"),
    ("load-balancer", "config.loadBalancerOutboundIPs=17", "there cannot be 17 outbound addresses"),
    ("load-balancer", "config.outboundRuleIdleTimeoutInMinutes=3", "idle for 3 minutes"),
    ("load-balancer", "config.maximumLoadBalancerRuleCount=-1", "there cannot be -1 rules"),
    ("component-flags", "config.kubeletConfig.max-pods=30", "`max-pods` is no flag"),
    ("component-flags", "config.apiServerConfig.'--a b'=1", "`--a b` is no flag"),
    ("component-flags", "agentPoolProfiles[0].kubernetesConfig.kubeletConfig.--v='1\n2'", "holds a line break"),
    ("addon-mode", "config.addons[0].mode=reconcile", "unknown mode `reconcile`"),
    ("key-algorithm", "config.keyAlgorithm=dsa", "unknown key algorithm `dsa`"),
    ("certificate-validity", "config.caValidityDays=0", "cannot be valid for 0 days"),
    ("certificate-validity", "config.caValidityDays=10,config.leafValidityDays=11", "longer than the authority"),
    ("bootstrap-token", "bootstrapProfile.tokenId=ABC", "six lower-case letters"),
];

fn broken(argument: &str) -> Document {
    changed(&[&argument.replace("config.", "orchestratorProfile.kubernetesConfig.")])
}

#[test]
fn each_rule_finds_its_violation() {
    for (rule, argument, message) in CASES {
        let findings = shown(&broken(argument));
        let found =
            findings.iter().any(|finding| finding.starts_with(&format!("{rule}: ")) && finding.contains(message));
        assert!(found, "{argument}: {findings:?}");
        let others = findings.iter().any(|finding| !finding.starts_with(&format!("{rule}: ")));
        assert!(!others, "{argument} breaks one rule only: {findings:?}");
    }
}

#[test]
fn top_level_rules() {
    let other = GOOD.replace("\"vlabs\"", "\"VLABS\"").replace("\"westus2\"", "\"../etc\"");
    assert_eq!(shown(&document(&other)), {
        ["api-version: \"VLABS\": unknown `apiVersion` `VLABS`", "location: \"../etc\": `../etc` is no region"]
    });
    assert_eq!(
        shown(&document("{}")),
        ["api-version: {: `apiVersion` is missing", "required: {: `properties` is missing"]
    );
}

#[test]
fn a_place_involved_is_shown_too() {
    let document = broken("agentPoolProfiles[1].name=pool1");
    let mut report = Report::new();
    rules::run(&Spec::read(&document, &mut report), &mut report);
    let finding = &report.findings()[0];
    assert_eq!(finding.severity, Severity::Error);
    let texts: Vec<_> = finding.located(&document).iter().map(|(found, text)| (found.position().line, *text)).collect();
    assert_eq!(texts, [(1, "again here"), (16, "first here")]);
}

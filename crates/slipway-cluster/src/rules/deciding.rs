//! Rules that deciding comes upon by itself; they have no pass of their own.

use slipway_definition::RuleText;

macro_rules! texts {
    ($($seen:vis $name:ident = $id:literal, $why:literal, $fix:literal, [$($about:literal),*];)+) => {
        $(
            #[doc = $why]
            $seen static $name: RuleText = RuleText { id: $id, why: $why, fix: $fix, about: &[$($about),*] };
        )+

        /// All of them.
        pub(crate) static DECIDING: &[&RuleText] = &[$(&$name),+];
    };
}

texts! {
    pub(crate) KUBERNETES_VERSION = "kubernetes-version",
        "slipway makes the Kubernetes minors that upstream supports, with images and flags that it has tried.",
        "ask for a minor that `slipway get-versions` lists",
        ["orchestratorProfile.orchestratorRelease", "orchestratorProfile.orchestratorVersion"];
    pub(crate) POOL_NUMBER = "pool-number",
        "Azure admits 256 parameters in a template, and each pool takes one.",
        "use fewer and larger pools",
        ["agentPoolProfiles"];
    pub(crate) SERVICE_PRINCIPAL_UNUSED = "service-principal-unused",
        "Machines have managed identities unless the definition says otherwise; a secret that nothing uses only leaks.",
        "set `useManagedIdentity` to false to use it, or remove `servicePrincipalProfile`",
        ["servicePrincipalProfile"];
    pub(crate) ARM_IMAGE = "arm-image",
        "A machine with an Arm processor needs an image made for it.",
        "use another size or distribution",
        ["masterProfile.distro", "agentPoolProfiles[].distro"];
    pub(crate) CONFIDENTIAL_IMAGE = "confidential-image",
        "A confidential machine needs an image made for it.",
        "use another distribution",
        ["masterProfile.securityProfile.securityType", "agentPoolProfiles[].securityProfile.securityType"];
    pub(crate) CONTAINERD_TOO_OLD = "containerd-too-old",
        "From Kubernetes 1.36 on, the kubelet does not work with containerd 1.",
        "use a newer distribution, or an older Kubernetes",
        ["masterProfile.distro", "agentPoolProfiles[].distro"];
    pub(crate) ADDON_NAME = "addon-name",
        "An entry without a name says something of no addon.",
        "give it a `name`",
        ["orchestratorProfile.kubernetesConfig.addons"];
    pub(crate) ADDON_DUPLICATE = "addon-duplicate",
        "Of two entries with one name, it is not plain which counts.",
        "keep one entry",
        ["orchestratorProfile.kubernetesConfig.addons[].name"];
    pub(crate) RETIRED = "retired",
        "Azure, Kubernetes or a distribution has ended it: the deployment would fail, or nobody would mend what breaks. Or it is a way \
         of the older tools in whose place there is a safer one.",
        "use what took its place; `slipway migrate` rewrites definitions of the older tools",
        ["location", "aadProfile.clientAppID",
         "agentPoolProfiles[].distro",
         "agentPoolProfiles[].scaleSetPriority",
         "agentPoolProfiles[].storageProfile",
         "masterProfile.cosmosEtcd",
         "masterProfile.distro",
         "masterProfile.storageProfile",
         "orchestratorProfile.kubernetesConfig.addons[].containers[].image",
         "orchestratorProfile.kubernetesConfig.containerRuntime",
         "orchestratorProfile.kubernetesConfig.containerdVersion",
         "orchestratorProfile.kubernetesConfig.customHyperkubeImage",
         "orchestratorProfile.kubernetesConfig.customKubeBinaryURL",
         "orchestratorProfile.kubernetesConfig.enableAggregatedAPIs",
         "orchestratorProfile.kubernetesConfig.enableMultipleStandardLoadBalancers",
         "orchestratorProfile.kubernetesConfig.enablePodSecurityPolicy",
         "orchestratorProfile.kubernetesConfig.enableRbac",
         "orchestratorProfile.kubernetesConfig.etcdVersion",
         "orchestratorProfile.kubernetesConfig.kubernetesImageBase",
         "orchestratorProfile.kubernetesConfig.kubernetesImageBaseType",
         "orchestratorProfile.kubernetesConfig.linuxContainerdURL",
         "orchestratorProfile.kubernetesConfig.linuxRuncURL",
         "orchestratorProfile.kubernetesConfig.loadBalancerSku",
         "orchestratorProfile.kubernetesConfig.mcrKubernetesImageBase",
         "orchestratorProfile.kubernetesConfig.networkMode",
         "orchestratorProfile.kubernetesConfig.networkPlugin",
         "orchestratorProfile.kubernetesConfig.networkPolicy",
         "orchestratorProfile.kubernetesConfig.podSecurityPolicyConfig",
         "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.storageProfile",
         "orchestratorProfile.kubernetesConfig.useCloudControllerManager",
         "windowsProfile.WindowsSku",
         "orchestratorProfile.kubernetesConfig.addons[].name"];
    pub(crate) ADDON_ALONE = "addon-alone",
        "Some addons belong to a field of the definition, and do nothing without it.",
        "set the field, or remove the entry",
        ["orchestratorProfile.kubernetesConfig.addons[].name"];
    pub ADDON_SETTINGS = "addon-settings",
        "An addon that lacks such a setting never works.",
        "give the setting in `config`",
        ["orchestratorProfile.kubernetesConfig.addons"];
    pub(crate) ADDON_DATA = "addon-data",
        "The manifest is carried in base64, as the older tools do.",
        "encode the manifest with `base64 -w0`",
        ["orchestratorProfile.kubernetesConfig.addons[].data"];
    pub(crate) ADDON_MANIFEST = "addon-manifest",
        "What is no object of Kubernetes is never made, and the masters say so in their logs alone.",
        "try it first: `base64 -d | kubectl apply --dry-run=server -f -`",
        ["orchestratorProfile.kubernetesConfig.addons[].data"];
}

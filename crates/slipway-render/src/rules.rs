//! What rendering finds, for `explain`.

use slipway_cluster::rules::FLAGS;
use slipway_definition::RuleText;

const FILES: &[&str] = &["masterProfile.customFiles", "agentPoolProfiles[].customFiles"];
const COMPONENTS: &[&str] = &["orchestratorProfile.kubernetesConfig.components"];
const ADDONS: &[&str] = &["orchestratorProfile.kubernetesConfig.addons"];

macro_rules! texts {
    ($($name:ident = $id:literal, $about:ident, $why:literal, $fix:literal;)+) => {
        $(pub(crate) static $name: RuleText = RuleText { id: $id, why: $why, fix: $fix, about: $about };)+

        /// Every rule that rendering applies.
        pub static TEXTS: &[&RuleText] = &[$(&$name),+];
    };
}

texts! {
    FLAG_REMOVED = "flag-removed", FLAGS,
        "A component refuses to start with a flag that it no longer has.",
        "remove the flag";
    FLAG_LOCKED = "flag-locked", FLAGS,
        "The cluster depends on this value: another component or the machine's files hold its other end.",
        "remove the flag";
    FLAG_VALUE = "flag-value", FLAGS,
        "A component refuses to start with a value of another type.",
        "write a value of the flag's type";
    FEATURE_GATE_MALFORMED = "feature-gate-malformed", FLAGS,
        "A component refuses to start with a gate that it cannot read.",
        "write gates as `Name=true` or `Name=false`, with commas between them";
    FEATURE_GATE_REMOVED = "feature-gate-removed", FLAGS,
        "A component refuses to start with a gate that it no longer has.",
        "remove the gate";
    CUSTOM_FILE_REPLACES = "custom-file-replaces", FILES,
        "A machine depends on what slipway writes there; an upgrade that changes the file would be undone by yours.",
        "choose another `dest`, unless the file is meant to take the place of slipway's";
    ADDON_UNKNOWN = "addon-unknown", ADDONS,
        "An addon that slipway does not know would be left out of the cluster; the older tools do so in silence.",
        "remove the entry, set `enabled` to false, or bring its manifest as `data`";
    ADDON_FILE_NAME = "addon-file-name", ADDONS,
        "An addon of your own is a file on the masters, and a parameter when there are Secrets in it.",
        "use letters a to z, digits and `-`, and a name that nothing else has";
    ADDON_REQUIRED = "addon-required", ADDONS,
        "Without this addon the nodes never become ready.",
        "remove the entry, or set `enabled` to true";
    ADDON_CONFIG_UNKNOWN = "addon-config-unknown", ADDONS,
        "A setting that the addon does not have would be dropped.",
        "use one of the addon's settings";
    ADDON_CONFIG_VALUE = "addon-config-value", ADDONS,
        "A value that an addon cannot read would keep its pods from starting.",
        "write a value that the setting can have";
    ADDON_CONFIG_GONE = "addon-config-gone", ADDONS,
        "Some settings of the older tools belong to what an addon no longer has; they are read, and nothing comes of them.",
        "remove the setting";
    ADDON_CLUSTER = "addon-cluster", ADDONS,
        "An addon in a cluster that it is not made for would be installed, and fail there.",
        "leave the addon off, or change what it cannot work with";
    ADDON_CLASH = "addon-clash", ADDONS,
        "There are things of which a cluster has one; two would undo each other's work.",
        "leave one of the two off";
    ADDON_POOLS_UNUSED = "addon-pools-unused", ADDONS,
        "What is said of single pools would be dropped: few addons have something for them.",
        "remove `pools`";
    ADDON_TAGS = "addon-tags", ADDONS,
        "An addon tells Azure what the nodes of a pool look like by tags of the scale set, and Azure takes 50 tags at most.",
        "use fewer labels, taints and tags";
    ADDON_SUBNET = "addon-subnet", ADDONS,
        "A subnet is a part of its network's range that nothing else has; Azure refuses another.",
        "choose a range of the network that nothing else uses";
    ADDON_ROLE = "addon-role", ADDONS,
        "The template gives the masters a role there, and Azure has to find it.",
        "write the id of the subscription and the name of the resource group, without slashes";
    COMPONENT_NOT_MADE = "component-not-made", COMPONENTS,
        "What is said of a component that is not made would be dropped.",
        "remove the entry";
    COMPONENT_REQUIRED = "component-required", COMPONENTS,
        "Without this component there is no cluster.",
        "remove the entry, or set `enabled` to true";
    ADDON_CONTAINER_UNKNOWN = "addon-container-unknown", ADDONS,
        "Resources for a container that the addon does not have would be dropped.",
        "use one of the addon's containers";
}

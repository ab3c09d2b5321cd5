//! Every rule there is, wherever it is applied.

use slipway_definition::RuleText;

/// A text that cannot be read at all.
pub(crate) static UNREADABLE: RuleText = RuleText {
    id: "unreadable",
    why: "Nothing can be said of a definition that is no JSON and no YAML.",
    fix: "mend the text at this place",
    about: &[],
};

/// A `--set` that cannot be followed.
pub(crate) static SET: RuleText = RuleText {
    id: "set",
    why: "A change that is dropped would make another cluster than was asked for.",
    fix: "--set masterProfile.count=3,agentPoolProfiles[0].count=5 changes two values",
    about: &[],
};

/// All rules, sorted by id.
pub fn all() -> Vec<RuleText> {
    let mut all: Vec<_> = slipway_definition::rules::texts().chain(slipway_cluster::rules::texts()).collect();
    all.extend(slipway_render::rules::TEXTS.iter().map(|text| **text));
    all.extend([UNREADABLE, SET]);
    all.sort_by_key(|rule| rule.id);
    all
}

//! Rules that reading applies.

use crate::rule::RuleText;

/// A key the model does not know.
pub static UNKNOWN_KEY: RuleText = RuleText {
    id: "unknown-key",
    why: "A setting under a misspelt key would be dropped in silence.",
    fix: "remove it",
    about: &[],
};

/// A key written twice in one object. A warning, for the peers accept it and let the last one win.
pub static DUPLICATE_KEY: RuleText = RuleText {
    id: "duplicate-key",
    why: "Only the last value of a key counts, so that a change to an earlier one has no effect.",
    fix: "keep one of them",
    about: &[],
};

/// A value of another type than its field's.
pub static WRONG_TYPE: RuleText = RuleText {
    id: "wrong-type",
    why: "A value of another type cannot be read; the Go tools refuse numbers in quotes too.",
    fix: "write a value of this type",
    about: &[],
};

/// A field or value that this version reads but does not make.
pub static NOT_MADE_YET: RuleText = RuleText {
    id: "not-made-yet",
    why: "This version would have to leave the setting out of the cluster, and says so rather than do it.",
    fix: "remove the setting, or use a version that makes it",
    about: &[],
};

/// A field that has no effect any more.
pub static NO_EFFECT: RuleText = RuleText {
    id: "no-effect",
    why: "The setting is accepted because definitions of the older tools carry it, and changes nothing.",
    fix: "remove the setting",
    about: &[],
};

//! Rules that reading applies.

use crate::rule::Rule;
use crate::spec::Spec;

/// A key the model does not know.
pub static UNKNOWN_KEY: Rule<Spec> = Rule {
    id: "unknown-key",
    why: "A setting under a misspelt key would be dropped in silence.",
    fix: "remove it",
    check: |_, _| {},
};

/// A key written twice in one object. A warning, for the peers accept it and let the last one win.
pub static DUPLICATE_KEY: Rule<Spec> = Rule {
    id: "duplicate-key",
    why: "Only the last value of a key counts, so that a change to an earlier one has no effect.",
    fix: "keep one of them",
    check: |_, _| {},
};

/// A value of another type than its field's.
pub static WRONG_TYPE: Rule<Spec> = Rule {
    id: "wrong-type",
    why: "A value of another type cannot be read; the Go tools refuse numbers in quotes too.",
    fix: "write a value of this type",
    check: |_, _| {},
};

/// A field or value that this version reads but does not make.
pub static NOT_MADE_YET: Rule<Spec> = Rule {
    id: "not-made-yet",
    why: "This version would have to leave the setting out of the cluster, and says so rather than do it.",
    fix: "remove the setting, or use a version that makes it",
    check: |_, _| {},
};

/// A field that has no effect any more.
pub static NO_EFFECT: Rule<Spec> = Rule {
    id: "no-effect",
    why: "The setting is accepted because definitions of the older tools carry it, and changes nothing.",
    fix: "remove the setting",
    check: |_, _| {},
};

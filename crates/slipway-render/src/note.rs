//! What rendering has to say about the user's definition.

use slipway_definition::RuleText;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The output would not work or would not be what was asked.
    Error,
    /// The output works, but differs from the letter of the definition.
    Warning,
}

/// What part of the definition a note is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A flag of a component, `("kubelet", "--v")`.
    Flag {
        /// Component.
        component: String,
        /// Flag with its dashes.
        flag: String,
        /// `master`, or the pool.
        machines: String,
    },
    /// A file of the user's.
    File {
        /// Its path on the machines.
        path: String,
        /// `master`, or the pool.
        machines: String,
    },
    /// A component of the control plane.
    Component {
        /// Its name.
        name: String,
    },
    /// An addon.
    Addon {
        /// Its name.
        name: String,
    },
    /// A setting of an addon; where the definition does not have it, the addon.
    Setting {
        /// The addon's name.
        addon: String,
        /// The pool that it is for.
        pool: Option<String>,
        /// Its name.
        key: String,
    },
    /// A pool.
    Pool {
        /// Its name.
        name: String,
    },
    /// A field of the definition, as [`slipway_definition::Pointer::general`] names it, with no list above it.
    Field {
        /// Its path, `orchestratorProfile.kubernetesConfig.networkPlugin`.
        path: String,
    },
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The rule.
    pub rule: &'static RuleText,
    /// Error or warning.
    pub weight: Weight,
    /// What it is about.
    pub place: Place,
    /// The other place, where there are two, and what is there.
    pub also: Option<(Place, String)>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

//! `pool-number`

use slipway_definition::Rule;

use crate::Cluster;

/// Each pool takes a parameter of the template, of which Azure admits 256; masters and secrets take some.
const MOST: usize = 200;

pub(super) static POOL_NUMBER: Rule<Cluster> = Rule {
    id: "pool-number",
    why: "Azure admits 256 parameters in a template, and each pool takes one.",
    fix: "use fewer and larger pools",
    about: &["agentPoolProfiles"],
    check: |cluster, findings| {
        let pools = cluster.pools.len();
        if pools > MOST {
            findings.error("/properties/agentPoolProfiles", format!("{pools} pools are more than {MOST}"));
        }
    },
};

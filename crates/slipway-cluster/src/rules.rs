//! Rules that need the decided cluster. One file a rule; the table runs them all.

mod master_addresses;
mod pool_number;
mod subnet_too_small;

use slipway_definition::{Report, Rule};

use crate::Cluster;

/// Every rule on the decided cluster.
pub static RULES: &[&Rule<Cluster>] =
    &[&master_addresses::MASTER_ADDRESSES, &pool_number::POOL_NUMBER, &subnet_too_small::SUBNET_TOO_SMALL];

/// Runs every rule.
pub(crate) fn check(cluster: &Cluster, report: &mut Report) {
    for rule in RULES {
        rule.run(cluster, report);
    }
}

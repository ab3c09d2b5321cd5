//! One file for each kind of thing that is rewritten, in the order in which one needs the other.

mod addons;
mod api_version;
mod certificates;
mod images;
mod no_effect;
mod release;
mod removed;
mod retired;
mod ssh_keys;
mod stages;

use slipway_catalog::Catalog;

use crate::MigrateError;
use crate::plan::Plan;

pub(crate) fn run(plan: &mut Plan<'_>, catalog: &Catalog) -> Result<(), MigrateError> {
    api_version::run(plan)?;
    let release = release::run(plan, catalog)?;
    retired::run(plan, catalog)?;
    no_effect::run(plan);
    stages::run(plan, catalog, &release.minor, release.from.as_deref())?;
    addons::run(plan, catalog)?;
    removed::run(plan, catalog, &release.minor)?;
    if let Some(from) = &release.from {
        images::run(plan, from);
    }
    ssh_keys::run(plan);
    certificates::run(plan);
    Ok(())
}

//! Pass after pass until nothing is left to change.

use slipway_catalog::Catalog;
use slipway_definition::Document;

use crate::edit::edit;
use crate::plan::{Attention, Change, Plan};
use crate::tree::same;
use crate::{MigrateError, steps};

/// Passes at most: what one pass changes can ask for another, but not on and on.
const PASSES: usize = 8;

/// A rewritten definition.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The new text, under the name of the old.
    pub document: Document,
    /// What was changed, in the order of the steps.
    pub changes: Vec<Change>,
    /// What could not be kept, or has to be looked at.
    pub attention: Vec<Attention>,
}

/// Rewrites a definition. One that asks for nothing old comes back as it is, without changes; so does the result.
///
/// # Errors
/// When it is of a kind that has no counterpart; [`MigrateError::Mismatch`] and [`MigrateError::Endless`] are this
/// program's faults.
pub fn migrate(document: &Document, catalog: &Catalog) -> Result<Migration, MigrateError> {
    let mut migration = Migration { document: document.clone(), changes: Vec::new(), attention: Vec::new() };
    for _ in 0..PASSES {
        let mut plan = Plan::of(&migration.document);
        steps::run(&mut plan, catalog)?;
        if plan.is_empty() {
            return Ok(migration);
        }
        let (mut actions, changes, attention) = plan.finish();
        actions.collapse(migration.document.root());
        let intended = actions.applied(migration.document.root());
        let text = edit(&migration.document, &actions);
        let name = migration.document.file().name.clone();
        let new = Document::parse(&name, text.as_bytes()).map_err(|_| MigrateError::Mismatch)?;
        if !same(new.root(), &intended) {
            return Err(MigrateError::Mismatch);
        }
        migration.document = new;
        migration.changes.extend(changes);
        migration.attention.extend(attention);
    }
    Err(MigrateError::Endless)
}

//! What each honoured field changes in the output: measured, not written. The test of `slipway-artifacts` that holds every
//! field to be honoured or refused compares outputs and renews the table (`make bless`).

/// One line a field: its path as rules spell it, then what changes, separated by tabs.
static TABLE: &str = include_str!("../fields/effects.tsv");

/// What differs in the output when the field has another value: `/path` of a machine's file, with `masters` or `pools` in
/// front when only theirs change, the name of a file of the output directory, or a type of resources of the template. `path`
/// is the field's as rules spell it.
pub fn effects(path: &str) -> impl Iterator<Item = &'static str> + use<> {
    let line = TABLE.lines().find(|line| line.split('\t').next() == Some(path));
    line.into_iter().flat_map(|line| line.split('\t').skip(1))
}

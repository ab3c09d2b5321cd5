//! Parts give components no flag that they do not know.

use slipway_catalog::{Catalog, Presence};
use slipway_render::Parts;

#[test]
fn components_know_their_parts_flags() {
    let catalog = Catalog::builtin();
    let removed = catalog.removed().expect("a readable catalog");
    let releases = catalog.releases().expect("a readable catalog");
    let parts = Parts::builtin().expect("readable parts");
    let mut looked_at = 0;
    for part in parts.iter() {
        let component = part.name();
        let Ok(known) = catalog.flags(component) else { continue };
        let passed =
            part.flag.iter().filter(|(_, flag)| flag.when.as_deref() != Some("false")).map(|(name, _)| (name, true));
        let names = passed.chain(part.field.keys().filter(|name| name.starts_with("--")).map(|name| (name, false)));
        for (name, is_passed) in names {
            looked_at += 1;
            let has = |minor: &str| matches!(known.presence(&name[2..], minor), Presence::Here(_));
            assert!(releases.iter().any(|release| has(&release.minor)), "{component} has no {name}");
            for release in releases.iter().filter(|release| is_passed && release.create) {
                let is_left_out = removed.flag(&release.minor, component, name).is_some();
                assert!(is_left_out || has(&release.minor), "{component} {} has no {name}", release.minor);
            }
        }
    }
    assert!(looked_at > 150, "{looked_at} flags");
}

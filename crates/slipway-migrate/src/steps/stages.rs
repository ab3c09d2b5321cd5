//! What a cluster that runs goes through before it has what the new definition asks for.

use semver::Version;
use slipway_catalog::{AddonStages, Catalog, release_of_image};
use slipway_cluster::{ADDONS, Plan as Addresses};
use slipway_definition::{Pointer, Report, Spec};

use crate::MigrateError;
use crate::plan::{Plan, text};

/// Says the way of every addon that has stages, release by release, with what has to be deleted in between. `from` is the
/// version of Kubernetes that had to go.
pub(super) fn run(plan: &mut Plan<'_>, catalog: &Catalog, minor: &str, from: Option<&str>) -> Result<(), MigrateError> {
    for (addon, stages) in &catalog.stages()?.addon {
        let Some(wanted) = wanted(catalog, minor, &stages.image)? else { continue };
        let entries: Vec<_> = plan.document.each(ADDONS).into_iter().map(|(at, _)| at).collect();
        let is_of = |at: &&Pointer| plan.document.value(&at.key("name")).and_then(text) == Some(addon);
        let runs = entries.iter().find(is_of).and_then(|at| running(plan, at, &stages.container));
        match (runs, from) {
            (Some((at, runs)), _) => say(plan, catalog, &Way { at: &at, stages, runs: &runs, wanted: &wanted })?,
            (None, Some(_)) => ask(plan, catalog, addon, stages, &wanted)?,
            (None, None) => {}
        }
    }
    Ok(())
}

/// The addon's release with a minor of Kubernetes. A minor that the catalog does not know is validate's.
fn wanted(catalog: &Catalog, minor: &str, image: &str) -> Result<Option<Version>, MigrateError> {
    let releases = catalog.releases()?;
    let release = releases.iter().find(|release| release.minor == minor);
    Ok(release.and_then(|release| release_of_image(release.image.get(image)?)))
}

/// Says that the release is not written, where the field that the addon comes with asks for it.
fn ask(
    plan: &mut Plan<'_>,
    catalog: &Catalog,
    addon: &str,
    stages: &AddonStages,
    wanted: &Version,
) -> Result<(), MigrateError> {
    let old = catalog.old_addons()?;
    let Some(follows) = old.addon.get(addon).filter(|old| !old.field.is_empty()) else { return Ok(()) };
    let fields = plan.document.each(&follows.field);
    let asked =
        fields.iter().find(|(_, node)| text(node).is_some_and(|value| follows.value.iter().any(|v| v == value)));
    if let Some((at, _)) = asked {
        let stops: Vec<_> = stages.stage.iter().map(|stage| stage.to.to_string()).collect();
        let what = format!(
            "a new cluster has {name} {wanted}; which release an old one runs is not written here: `{}` says it. Some go by way \
             of others ({}): write the image of the container `{}` into the addon `{addon}`, and migrate says which",
            stages.look,
            stops.join(", "),
            stages.container,
            name = stages.name,
        );
        plan.attention(at, what);
    }
    Ok(())
}

/// The way of one addon.
struct Way<'a> {
    at: &'a Pointer,
    stages: &'a AddonStages,
    runs: &'a Version,
    wanted: &'a Version,
}

fn say(plan: &mut Plan<'_>, catalog: &Catalog, way: &Way<'_>) -> Result<(), MigrateError> {
    let Way { at, stages: AddonStages { name, .. }, runs, wanted } = way;
    let on_the_way = way.stages.between(runs, wanted);
    if on_the_way.is_empty() {
        return Ok(());
    }
    let stops: Vec<_> = on_the_way.iter().map(|stage| stage.to.to_string()).collect();
    plan.attention(
        at,
        format!(
            "a new cluster has {name} {wanted}; one that runs {runs} goes by way of {}, each on every node before the next",
            stops.join(", then ")
        ),
    );
    for stage in on_the_way {
        let what = format!("{name} {}: {}", stage.to, stage.why);
        match &stage.clean_up {
            None => plan.attention(at, what),
            Some(file) => {
                let manifest = filled(catalog.clean_up(file)?, plan);
                let what = format!("{what}. Delete this before it: `kubectl delete --ignore-not-found -f FILE`");
                plan.attention_with(at, what, Some(manifest));
            }
        }
    }
    Ok(())
}

/// The release that the cluster of this definition runs, and where it is written.
fn running(plan: &Plan<'_>, addon: &Pointer, container: &str) -> Option<(Pointer, Version)> {
    let list = addon.key("containers");
    let written = |index: usize, key: &str| plan.document.value(&list.index(index).key(key)).and_then(text);
    let index = (0..).take_while(|index| plan.document.value(&list.index(*index)).is_some());
    let index = index.into_iter().find(|index| written(*index, "name") == Some(container))?;
    let release = release_of_image(written(index, "image")?)?;
    Some((list.index(index).key("image"), release))
}

/// A manifest with the cluster's own values: what the older tools wrote for them.
fn filled(manifest: &str, plan: &Plan<'_>) -> String {
    let addresses = Addresses::of(&Spec::read(plan.document, &mut Report::default()));
    let ipam = match addresses.plugin.as_str() {
        "azure" => r#"{"type": "azure-vnet-ipam"}"#,
        _ => r#"{"type": "host-local", "subnet": "usePodCidr"}"#,
    };
    // A range that cannot be read is an error of validate's.
    let pods = addresses.pods.unwrap_or_default();
    let pods: Vec<_> = pods.iter().map(ToString::to_string).collect();
    manifest.replace("@IPAM@", ipam).replace("@POD_CIDR@", &pods.join(","))
}

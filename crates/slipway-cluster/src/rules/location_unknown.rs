//! `location-unknown`

use slipway_definition::{Rule, nearest};

use crate::Asked;

pub(super) static LOCATION_UNKNOWN: Rule<Asked> = Rule {
    id: "location-unknown",
    why: "Azure refuses a region that it does not have; the region decides the cloud and its domains too.",
    fix: "check the spelling (`az account list-locations`)",
    about: &["location"],
    check: |asked, found| {
        let Some(location) = asked.location.as_deref() else { return };
        // A hub's region has the name that its operator gave it; what is no name at all is the rule `location`'s.
        let is_name = location.len() <= 64 && location.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if asked.spec.is_custom_cloud() || !is_name || asked.region().is_some() || is_retired(asked) {
            return;
        }
        let clouds = asked.catalog.clouds();
        let clouds: Vec<_> = clouds.iter().filter_map(|cloud| asked.catalog.cloud(cloud).ok()).collect();
        let regions = clouds.iter().flat_map(|cloud| &cloud.region).map(|region| region.name.as_str());
        let help = match nearest(location, regions) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "check the spelling (`az account list-locations`).".to_owned(),
        };
        let finding = found.warning("/location", format!("no region `{location}` is known"));
        finding.help(format!("{help} A region newer than this catalog will work"));
    },
};

/// Whether the rule on retired things speaks of it.
fn is_retired(asked: &Asked) -> bool {
    let written = asked.spec.location.as_deref().unwrap_or_default();
    asked.catalog.retired().is_ok_and(|things| {
        let of_location = things.retired.iter().filter(|thing| thing.field.iter().any(|field| field == "location"));
        of_location.flat_map(|thing| &thing.value).any(|value| value.eq_ignore_ascii_case(written))
    })
}

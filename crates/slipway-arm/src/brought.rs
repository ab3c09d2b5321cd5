//! Resources that parts bring, checked: whether what they refer to is there, the graph tells of them as of all others.

use serde_json::Value;
use slipway_cluster::Cluster;

use crate::Error;
use crate::tags::Tags;

/// The resource as it stands in the template.
pub(crate) fn resource(cluster: &Cluster, mut resource: Value) -> Result<Value, Error> {
    let name = resource["name"].as_str().unwrap_or("one without a name").to_owned();
    let wants = |what: &str| Error::Brought { what: format!("{name}: {what}") };
    if resource["name"].as_str().is_none_or(str::is_empty) {
        return Err(wants("no `name`"));
    }
    let is_type = |text: &str| text.contains('.') && text.contains('/') && !text.starts_with('[');
    if !resource["type"].as_str().is_some_and(is_type) {
        return Err(wants("no `type` of the form `Namespace.Of/resources`"));
    }
    if resource["type"].as_str().is_some_and(|text| text.to_ascii_lowercase().starts_with("microsoft.authorization/")) {
        return Err(wants("roles are a part's `[[role]]`, which stands in the list of those to give by hand too"));
    }
    if !resource["apiVersion"].as_str().is_some_and(is_version) {
        return Err(wants("no `apiVersion` that is a date"));
    }
    let depends_on = &resource["dependsOn"];
    if !depends_on.is_null() && !depends_on.as_array().is_some_and(|list| list.iter().all(Value::is_string)) {
        return Err(wants("`dependsOn` is no list of ids"));
    }
    // Children and assignments have neither a location nor tags.
    let has_tags = resource.get("location").is_some() && resource.get("tags").is_none();
    let tags = Tags::of_cluster(cluster).into_json();
    if has_tags && let Some(tags) = tags {
        resource["tags"] = tags;
    }
    Ok(resource)
}

/// `2025-07-01`, or the same with a word after it.
fn is_version(text: &str) -> bool {
    let date = text.get(..10).unwrap_or_default();
    let digits = |at: std::ops::Range<usize>| date.get(at).is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let rest = text.get(10..).unwrap_or_default();
    digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && date.split('-').count() == 3
        && (rest.is_empty() || rest.starts_with('-') && rest.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_dates() {
        for good in ["2025-07-01", "2025-07-01-preview"] {
            assert!(is_version(good), "{good}");
        }
        for bad in ["", "2025-07", "[variables('x')]", "2025-07-01-", "2025/07/01", "2025-07-01x"] {
            assert!(!is_version(bad), "{bad}");
        }
    }
}

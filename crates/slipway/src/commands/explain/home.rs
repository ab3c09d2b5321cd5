//! How to ask.

use serde_json::json;
use slipway_definition::{Properties, Spec};

use super::Said;
use super::page::Page;

/// What can be explained, and the outermost objects.
pub(super) fn home() -> Said {
    let mut page = Page::titled("slipway explain TOPIC");
    page.paragraph("Explains a field of a definition, a rule, a flag of a component, or an addon:");
    page.gap();
    page.rows([
        ("slipway explain masterProfile", "an object and its fields"),
        ("slipway explain agentPoolProfiles.count", "a field; `properties`, indexes and case do not matter"),
        ("slipway explain vnetSubnetID", "all fields of a name"),
        ("slipway explain kubeletConfig.--max-pods", "a flag: what slipway sets, and whether you may"),
        ("slipway explain metrics-server", "an addon"),
        ("slipway explain master-count", "a rule, as in `error[master-count]`"),
        ("slipway explain rules", "all rules"),
    ]);
    page.paragraph("At the top of a definition:");
    page.gap();
    page.rows(Spec::SHAPE.fields.iter().map(|field| (field.key, field.doc)));
    page.paragraph("In `properties`:");
    page.gap();
    page.rows(Properties::SHAPE.fields.iter().map(|field| (field.key, field.doc)));
    let names = |fields: &[slipway_definition::Field]| fields.iter().map(|field| field.key).collect::<Vec<_>>();
    let json = json!({"fields": names(Spec::SHAPE.fields), "properties": names(Properties::SHAPE.fields)});
    Said { page, json }
}

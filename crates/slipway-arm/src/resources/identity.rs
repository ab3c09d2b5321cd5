//! The user-assigned identity, when the template makes it.

use serde_json::json;
use slipway_cluster::Identity;

use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

pub(super) fn build(context: &Context<'_>) -> Option<Resource> {
    match &context.cluster.identity {
        Identity::UserAssigned { name, created: true, .. } => {
            let tags = Tags::of_cluster(context.cluster);
            Some(Resource::new(Kind::UserAssignedIdentity, name, json!({})).tags(tags))
        }
        _ => None,
    }
}

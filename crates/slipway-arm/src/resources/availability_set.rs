//! An availability set for machines with managed disks.

use serde_json::json;
use slipway_cluster::{Availability, Machines};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

use super::hosting;

pub(super) fn build(context: &Context<'_>, machines: &Machines) -> Option<Resource> {
    let Availability::AvailabilitySet { name, fault_domains, update_domains } = &machines.availability else {
        return None;
    };
    let mut properties = json!({"platformUpdateDomainCount": update_domains});
    // Left out, Azure makes 2 of a set with managed disks, which every region has (Azure/aks-engine#1528); 3 is refused in
    // many. The count cannot be changed later.
    if let Some(count) = fault_domains {
        properties["platformFaultDomainCount"] = json!(count);
    }
    hosting::place(&mut properties, machines);
    let resource = Resource::new(Kind::AvailabilitySet, name, properties)
        .sku(json!({"name": "Aligned"}))
        .tags(Tags::of_cluster(context.cluster));
    Some(resource)
}

pub(super) fn id(machines: &Machines) -> Option<Expr> {
    match &machines.availability {
        Availability::AvailabilitySet { name, .. } => Some(Kind::AvailabilitySet.id(Expr::text(name))),
        Availability::Zonal | Availability::FlexibleScaleSet { .. } | Availability::ScaleSet { .. } => None,
    }
}

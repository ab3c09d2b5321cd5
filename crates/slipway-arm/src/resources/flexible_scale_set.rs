//! The masters' scale set: a set of orchestration mode Flexible, and of no machine profile. Each master is a machine of its own
//! that names it, with its own name, address, disk and settings; so etcd's members are known before anything is deployed. It
//! spreads them over fault domains, as an availability set does, and over zones, which an availability set cannot.
//!
//! <https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-scaling-profile>, "Create a scale
//! set without a scaling profile"; that `singlePlacementGroup` has to be false from the start: "Attach or detach a virtual
//! machine", exceptions.

use serde_json::json;
use slipway_cluster::{Availability, Machines};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::Context;
use crate::resource::Resource;
use crate::tags::Tags;

use super::hosting;

pub(super) fn build(context: &Context<'_>, machines: &Machines) -> Option<Resource> {
    let Availability::FlexibleScaleSet { name, fault_domains } = &machines.availability else { return None };
    let mut properties = json!({
        "orchestrationMode": "Flexible",
        "platformFaultDomainCount": fault_domains,
        "singlePlacementGroup": false,
    });
    hosting::place(&mut properties, machines);
    let resource = Resource::new(Kind::ScaleSet, name, properties).zones(&machines.zones).tags(Tags::of_machine(
        context.cluster,
        machines,
        Expr::text(name),
    ));
    Some(resource)
}

pub(super) fn id(machines: &Machines) -> Option<Expr> {
    match &machines.availability {
        Availability::FlexibleScaleSet { name, .. } => Some(Kind::ScaleSet.id(Expr::text(name))),
        Availability::AvailabilitySet { .. } | Availability::Zonal | Availability::ScaleSet { .. } => None,
    }
}

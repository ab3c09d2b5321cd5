//! What machines are placed by beyond sets and zones, what they cost, and what protects them: the same words in a machine, in a
//! scale set and in a scale set's model.

use serde_json::{Value, json};
use slipway_cluster::{Machines, Protection};

/// Groups that a machine, an availability set or a scale set is in.
pub(super) fn place(properties: &mut Value, machines: &Machines) {
    reference(properties, "proximityPlacementGroup", machines.hosting.proximity_placement_group.as_ref());
}

/// Hosts of the user's own, of a machine or a scale set.
pub(super) fn host(properties: &mut Value, machines: &Machines) {
    reference(properties, "hostGroup", machines.hosting.host_group.as_ref());
}

/// What a machine and a scale set's model have alike: reservation and protection.
pub(super) fn equip(properties: &mut Value, machines: &Machines) {
    if let Some(id) = &machines.hosting.capacity_reservation_group {
        properties["capacityReservation"] = json!({"capacityReservationGroup": {"id": id}});
    }
    if let Some(profile) = security_profile(&machines.protection) {
        properties["securityProfile"] = profile;
    }
}

/// Terms of a scale set's machines that Azure may take away.
pub(super) fn spot(model: &mut Value, machines: &Machines) {
    if let Some(spot) = &machines.hosting.spot {
        model["priority"] = json!("Spot");
        model["evictionPolicy"] = json!(spot.eviction_policy);
        // A whole number stays one: -1 is a mark.
        model["billingProfile"] = json!({"maxPrice": whole(spot.max_price)});
    }
}

/// `None` where nothing is asked for: then the subscription decides.
fn security_profile(protection: &Protection) -> Option<Value> {
    let mut profile = json!({});
    if protection.encryption_at_host {
        profile["encryptionAtHost"] = json!(true);
    }
    if let Some(kind) = &protection.security_type {
        profile["securityType"] = json!(kind);
        if kind != "Standard" {
            profile["uefiSettings"] =
                json!({"secureBootEnabled": protection.secure_boot, "vTpmEnabled": protection.vtpm});
        }
    }
    profile.as_object().is_some_and(|profile| !profile.is_empty()).then_some(profile)
}

fn reference(properties: &mut Value, key: &str, id: Option<&String>) {
    if let Some(id) = id {
        properties[key] = json!({"id": id});
    }
}

fn whole(price: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "only where nothing is cut off")]
    if price.fract() == 0.0 && price.abs() < 1e9 { json!(price as i64) } else { json!(price) }
}

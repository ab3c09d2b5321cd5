//! Where machines stand beyond sets and zones, and on what terms.

use serde::Serialize;
use slipway_definition::{AgentPoolProfile, MasterProfile};

/// The taint of nodes that Azure may take away, AKS's.
pub(crate) const SPOT_TAINT: &str = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";
/// Their label.
pub(crate) const SPOT_LABEL: (&str, &str) = ("kubernetes.azure.com/scalesetpriority", "spot");

/// What machines are placed by, and what they cost.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hosting {
    /// Id of a proximity placement group.
    pub proximity_placement_group: Option<String>,
    /// Id of a group of dedicated hosts, on one of which Azure puts each machine.
    pub host_group: Option<String>,
    /// Id of a capacity reservation group.
    pub capacity_reservation_group: Option<String>,
    /// Terms of machines that Azure may take away.
    pub spot: Option<Spot>,
    /// Whether each machine of a scale set has a public address.
    pub node_public_ip: bool,
}

/// Terms of machines that Azure may take away.
#[derive(Clone, Debug, Serialize)]
pub struct Spot {
    /// What becomes of them: `Delete` or `Deallocate`.
    pub eviction_policy: String,
    /// The most that an hour may cost, US dollars; -1 is the regular price.
    pub max_price: f64,
}

impl Hosting {
    pub(crate) fn of_masters(profile: &MasterProfile) -> Self {
        Self {
            proximity_placement_group: id(profile.proximity_placement_group_id.as_deref()),
            host_group: id(profile.host_group_id.as_deref()),
            capacity_reservation_group: id(profile.capacity_reservation_group_id.as_deref()),
            spot: None,
            node_public_ip: false,
        }
    }

    /// Spot machines and public addresses are of scale sets alone.
    pub(crate) fn of_pool(profile: &AgentPoolProfile, in_scale_set: bool) -> Self {
        let spot = || Spot {
            eviction_policy: id(profile.scale_set_eviction_policy.as_deref()).unwrap_or_else(|| "Delete".to_owned()),
            max_price: profile.spot_max_price.filter(|price| *price > 0.0).unwrap_or(-1.0),
        };
        Self {
            proximity_placement_group: id(profile.proximity_placement_group_id.as_deref()),
            host_group: id(profile.host_group_id.as_deref()),
            capacity_reservation_group: id(profile.capacity_reservation_group_id.as_deref()),
            spot: (in_scale_set && profile.is_spot()).then(spot),
            node_public_ip: in_scale_set && profile.enable_vmss_node_public_ip == Some(true),
        }
    }
}

/// A text that says something.
fn id(given: Option<&str>) -> Option<String> {
    given.filter(|id| !id.is_empty()).map(str::to_owned)
}

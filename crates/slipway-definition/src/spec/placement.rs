//! Whether machines stand in an availability set or in a scale set.

use super::{AgentPoolProfile, MasterProfile};

/// How Azure places machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Each machine is a resource of its own, in an availability set or a zone.
    AvailabilitySet,
    /// The machines are instances of one scale set.
    ScaleSet,
}

impl Placement {
    /// The word in `availabilityProfile`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AvailabilitySet => "AvailabilitySet",
            Self::ScaleSet => "VirtualMachineScaleSets",
        }
    }

    /// Masters stand in an availability set unless the definition says otherwise. `None` for a word that is neither, which is
    /// the rule `availability-profile`'s to report.
    pub(crate) fn of_master(master: &MasterProfile) -> Option<Self> {
        Self::of(master.availability_profile.as_deref(), Some(Self::AvailabilitySet))
    }

    /// Pools are scale sets unless the definition says otherwise. On an Azure Stack Hub, which makes none, that they say
    /// nothing is an error already: `None`, as for a word that is neither.
    pub(crate) fn of_pool(pool: &AgentPoolProfile, on_hub: bool) -> Option<Self> {
        Self::of(pool.availability_profile.as_deref(), (!on_hub).then_some(Self::ScaleSet))
    }

    fn of(written: Option<&str>, unwritten: Option<Self>) -> Option<Self> {
        match written.unwrap_or_default() {
            "" => unwritten,
            "AvailabilitySet" => Some(Self::AvailabilitySet),
            "VirtualMachineScaleSets" => Some(Self::ScaleSet),
            _ => None,
        }
    }
}

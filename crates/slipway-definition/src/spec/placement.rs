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

    /// `None` for a word that is neither, which is the rule `availability-profile`'s to report.
    fn of(written: Option<&str>, default: Self) -> Option<Self> {
        match written.unwrap_or_default() {
            "" => Some(default),
            "AvailabilitySet" => Some(Self::AvailabilitySet),
            "VirtualMachineScaleSets" => Some(Self::ScaleSet),
            _ => None,
        }
    }

    /// Masters stand in an availability set unless the definition says otherwise.
    pub(crate) fn of_master(master: &MasterProfile) -> Option<Self> {
        Self::of(master.availability_profile.as_deref(), Self::AvailabilitySet)
    }

    /// Pools are scale sets unless the definition says otherwise, on an Azure Stack Hub availability sets, the only ones it
    /// makes (peer-behaviour.md 3.7).
    pub(crate) fn of_pool(pool: &AgentPoolProfile, on_hub: bool) -> Option<Self> {
        let default = if on_hub { Self::AvailabilitySet } else { Self::ScaleSet };
        Self::of(pool.availability_profile.as_deref(), default)
    }
}

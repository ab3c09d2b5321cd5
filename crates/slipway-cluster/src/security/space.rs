//! Sets of addresses and ports: intervals of IPv4 addresses, and service tags of which only the name is known.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// First and last number of an interval.
pub(super) type Interval = (u32, u32);

/// All addresses, and all ports.
pub(super) const ALL: Interval = (0, u32::MAX);
pub(super) const ALL_PORTS: Interval = (0, 65_535);
/// Where health probes come from, and Azure's platform: part of every network.
pub(super) const PLATFORM: u32 = u32::from_be_bytes([168, 63, 129, 16]);

/// An end of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Addresses.
    Range(Interval),
    /// Azure's service of this tag, or `Internet`.
    Tag(String),
}

impl Place {
    pub(super) fn address(address: Ipv4Addr) -> Self {
        Self::Range((address.into(), address.into()))
    }

    pub(super) fn block(block: Ipv4Net) -> Self {
        Self::Range(interval(block))
    }
}

pub(super) fn interval(block: Ipv4Net) -> Interval {
    (block.network().into(), block.broadcast().into())
}

/// Intervals in order, those that touch joined.
pub(super) fn union(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut joined: Vec<Interval> = Vec::new();
    for (first, last) in intervals {
        match joined.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// What is in none of the joined intervals.
pub(super) fn complement(of: &[Interval], within: Interval) -> Vec<Interval> {
    let mut rest = Vec::new();
    let mut next = Some(within.0);
    for (first, last) in of.iter().filter(|part| part.1 >= within.0 && part.0 <= within.1) {
        if let Some(start) = next.filter(|start| start < first) {
            rest.push((start, first - 1));
        }
        next = last.checked_add(1).filter(|start| *start <= within.1);
    }
    rest.extend(next.map(|start| (start, within.1)));
    rest
}

/// The parts of an interval that are in the joined intervals.
pub(super) fn common(of: &[Interval], within: Interval) -> Vec<Interval> {
    let shared = of.iter().map(|part| (part.0.max(within.0), part.1.min(within.1)));
    shared.filter(|part| part.0 <= part.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_fit_together() {
        assert_eq!(union(vec![(5, 9), (0, 3), (4, 4), (20, 30)]), [(0, 9), (20, 30)]);
        assert_eq!(complement(&[(0, 9), (20, 30)], (5, 40)), [(10, 19), (31, 40)]);
        assert_eq!(complement(&[(0, u32::MAX)], ALL), []);
        assert_eq!(complement(&[], (1, 2)), [(1, 2)]);
        assert_eq!(complement(&[(30, 40)], (1, 2)), [(1, 2)]);
        assert_eq!(common(&[(0, 9), (20, 30)], (5, 25)), [(5, 9), (20, 25)]);
    }
}

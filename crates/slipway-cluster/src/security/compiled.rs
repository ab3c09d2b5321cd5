//! A rule in a form that flows can be held against.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use super::space::{ALL, ALL_PORTS, Interval, PLATFORM, Place, common, complement, interval, union};
use crate::{Network, SecurityRule};

/// A rule whose ranges are read.
pub(super) struct Compiled {
    pub(super) name: String,
    /// Its place in the user's list; `None` for others.
    pub(super) written: Option<usize>,
    pub(super) priority: u32,
    pub(super) allows: bool,
    protocol: String,
    sources: Addresses,
    destinations: Addresses,
    ports: Vec<Interval>,
    any_source_port: bool,
}

/// Addresses of a rule.
struct Addresses {
    intervals: Vec<Interval>,
    tags: Vec<String>,
}

/// A part of a flow.
#[derive(Clone, Debug)]
pub(super) struct Packets {
    pub(super) source: Place,
    pub(super) destination: Place,
    pub(super) ports: Interval,
}

/// How a rule and packets meet.
pub(super) enum Meeting {
    Apart,
    /// It decides all of them.
    Whole,
    /// It decides some; these are the others.
    Part(Vec<Packets>),
}

/// How a set and an end of a flow meet.
enum Overlap {
    None,
    All,
    /// The parts inside and outside.
    Some(Vec<Place>, Vec<Place>),
}

impl Compiled {
    pub(super) fn of(rule: &SecurityRule, written: Option<usize>, network: &Network) -> Self {
        Self {
            name: rule.name.clone(),
            written,
            priority: rule.priority,
            allows: rule.access == "Allow",
            protocol: rule.protocol.clone(),
            sources: Addresses::of(&rule.sources, network),
            destinations: Addresses::of(&rule.destinations, network),
            ports: union(rule.destination_ports.iter().filter_map(|text| ports(text)).collect()),
            any_source_port: union(rule.source_ports.iter().filter_map(|text| ports(text)).collect()) == [ALL_PORTS],
        }
    }

    /// What it costs to hold it against packets: the parts into which it could cut them.
    pub(super) fn cost(&self) -> usize {
        let [sources, destinations] =
            [&self.sources, &self.destinations].map(|of| of.intervals.len() + of.tags.len() + 1);
        sources.saturating_mul(destinations).saturating_mul(self.ports.len() + 1)
    }

    pub(super) fn meet(&self, protocol: &str, packets: &Packets) -> Meeting {
        if self.protocol != "*" && !self.protocol.eq_ignore_ascii_case(protocol) {
            return Meeting::Apart;
        }
        let ports = common(&self.ports, packets.ports);
        let (sources, destinations) =
            (self.sources.overlap(&packets.source), self.destinations.overlap(&packets.destination));
        if ports.is_empty() || matches!(sources, Overlap::None) || matches!(destinations, Overlap::None) {
            return Meeting::Apart;
        }
        if !self.any_source_port {
            // Which source port a packet has cannot be known: all may still meet the next rule.
            return Meeting::Part(vec![packets.clone()]);
        }
        let other_ports = complement(&self.ports, packets.ports);
        let (in_sources, mut rest) = match sources {
            Overlap::Some(inside, outside) => {
                (inside, outside.into_iter().map(|source| Packets { source, ..packets.clone() }).collect())
            }
            _ => (vec![packets.source.clone()], Vec::new()),
        };
        for source in in_sources {
            let packets = Packets { source, ..packets.clone() };
            let inside = match &destinations {
                Overlap::Some(inside, outside) => {
                    let others = outside.iter().cloned();
                    rest.extend(others.map(|destination| Packets { destination, ..packets.clone() }));
                    inside.clone()
                }
                _ => vec![packets.destination.clone()],
            };
            for destination in inside {
                let packets = Packets { destination, ..packets.clone() };
                rest.extend(other_ports.iter().map(|ports| Packets { ports: *ports, ..packets.clone() }));
            }
        }
        if rest.is_empty() { Meeting::Whole } else { Meeting::Part(rest) }
    }
}

impl Addresses {
    fn of(written: &[String], network: &Network) -> Self {
        let inside = || {
            let nodes = network.node_cidrs.iter().filter_map(|range| match range {
                IpNet::V4(range) => Some(interval(*range)),
                IpNet::V6(_) => None,
            });
            let more = [interval(network.vnet.cidr), interval(network.pod_cidr), (PLATFORM, PLATFORM)];
            union(nodes.chain(more).collect())
        };
        let (mut intervals, mut tags) = (Vec::new(), Vec::new());
        for text in written {
            match text.as_str() {
                "*" => {
                    intervals.push(ALL);
                    tags.push("*".to_owned());
                }
                tag if tag.eq_ignore_ascii_case("VirtualNetwork") => intervals.extend(inside()),
                tag if tag.eq_ignore_ascii_case("AzureLoadBalancer") => intervals.push((PLATFORM, PLATFORM)),
                tag if tag.eq_ignore_ascii_case("Internet") => {
                    intervals.extend(complement(&inside(), ALL));
                    tags.push("*".to_owned());
                }
                text => match (text.parse::<Ipv4Net>(), text.parse::<Ipv4Addr>()) {
                    (Ok(block), _) => {
                        intervals.push(interval(block));
                        tags.extend((block.prefix_len() == 0).then(|| "*".to_owned()));
                    }
                    (_, Ok(address)) => intervals.push((address.into(), address.into())),
                    // A service of Azure's, of whose addresses nothing is known, or an IPv6 range.
                    _ => tags.push(text.to_owned()),
                },
            }
        }
        Self { intervals: union(intervals), tags }
    }

    fn overlap(&self, place: &Place) -> Overlap {
        match place {
            Place::Range(range) => {
                let inside = common(&self.intervals, *range);
                match inside.as_slice() {
                    [] => Overlap::None,
                    [all] if all == range => Overlap::All,
                    _ => {
                        let outside = complement(&self.intervals, *range);
                        let places = |parts: Vec<Interval>| parts.into_iter().map(Place::Range).collect();
                        Overlap::Some(places(inside), places(outside))
                    }
                }
            }
            // The platform's services are asked about under their own tags only.
            Place::Tag(tag) if tag.starts_with("AzurePlatform") => {
                if self.tags.iter().any(|of| of.eq_ignore_ascii_case(tag)) { Overlap::All } else { Overlap::None }
            }
            Place::Tag(tag) => {
                // All services but the internet at large are Azure's.
                let is_service = !tag.eq_ignore_ascii_case("Internet");
                let covers = |of: &String| {
                    of == "*" || of.eq_ignore_ascii_case(tag) || is_service && of.eq_ignore_ascii_case("AzureCloud")
                };
                if self.tags.iter().any(covers) { Overlap::All } else { Overlap::None }
            }
        }
    }
}

/// `*`, a port or two joined by a hyphen.
fn ports(text: &str) -> Option<Interval> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.trim().parse::<u16>().ok().map(u32::from);
    if text == "*" { Some(ALL_PORTS) } else { Some((number(first)?, number(last)?)).filter(|(a, b)| a <= b) }
}

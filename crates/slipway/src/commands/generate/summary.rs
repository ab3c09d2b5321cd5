//! What a run ends with: the cluster in a few lines, its sizes against Azure's limits, the next command.

use std::fmt::Write as _;
use std::path::Path;

use slipway_arm::{Limit, Sizes};
use slipway_artifacts::{Assembly, shell_word};
use slipway_cluster::{Availability, Cluster, Machines};

use super::by_hand;
use crate::args::GenerateArgs;
use crate::terminal::Terminal;

/// Limits that definitions come near to.
const SHOWN: [Limit; 4] = [Limit::Template, Limit::Resources, Limit::CustomData, Limit::Expression];
/// Columns of a line, and of the word before it.
const WIDTH: usize = 80;
const MARGIN: usize = 11;

/// Says it on stderr.
pub(crate) fn show(
    args: &GenerateArgs,
    assembly: &Assembly,
    cluster: &Cluster,
    directory: &Path,
    terminal: &mut Terminal,
) {
    let location = cluster.location.as_deref().unwrap_or("in the resource group's region");
    let mut out = line(
        "cluster",
        &[
            format!("{} ({})", cluster.dns_prefix, cluster.id),
            format!("Kubernetes {}", cluster.kubernetes.version),
            location.to_owned(),
        ],
    );
    for machines in std::iter::once(&cluster.masters).chain(&cluster.pools) {
        out += &line("machines", &self::machines(machines));
    }
    let network = &cluster.network;
    let what = if network.pods_in_subnet { "machines and pods" } else { "pods" };
    let and = |v6: Option<String>| v6.map(|range| format!(" and {range}")).unwrap_or_default();
    let addresses = [
        format!("{what} {}{}", network.pod_cidr, and(network.pod_cidr_v6.map(|range| range.to_string()))),
        format!("services {}{}", network.service_cidr, and(network.service_cidr_v6.map(|range| range.to_string()))),
        format!("API {} inside", cluster.api.internal_address),
    ];
    out += &line("addresses", &addresses);
    out += &line("addons", &assembly.addons);
    out += &line("sizes", &sizes(&assembly.sizes));
    let files = assembly.artifacts.iter().count();
    let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let written = if args.dry_run { "would be written" } else { "written" };
    out += &line("output", &[format!("{files} {written} below {}", shell_word(&directory.display().to_string()))]);
    if !args.dry_run && !args.parameters_only {
        for command in by_hand::before(cluster, assembly) {
            let _ = writeln!(out, "{:<MARGIN$}{command}", "first");
        }
        let path = |name: &str| shell_word(&directory.join(name).display().to_string());
        let _ = write!(
            out,
            "next       az deployment group create --resource-group <name> \\\n  --template-file {} \\\n  --parameters {}\n",
            path("azuredeploy.json"),
            path("azuredeploy.parameters.json")
        );
        for command in by_hand::after(cluster, assembly) {
            let _ = writeln!(out, "{:<MARGIN$}{command}", "then");
        }
    }
    terminal.say(out.trim_end());
}

/// A word in the margin and a list, broken where it does not fit.
fn line(word: &str, items: &[String]) -> String {
    let mut out = format!("{word:<MARGIN$}");
    let mut column = MARGIN;
    for (index, item) in items.iter().enumerate() {
        let comma = if index + 1 < items.len() { "," } else { "" };
        let width = item.chars().count() + comma.len();
        if index > 0 && column + 1 + width > WIDTH {
            let _ = write!(out, "\n{:MARGIN$}", "");
            column = MARGIN;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        let _ = write!(out, "{item}{comma}");
        column += width;
    }
    out.push('\n');
    out
}

fn machines(machines: &Machines) -> Vec<String> {
    let availability = match machines.availability {
        Availability::AvailabilitySet { .. } => "availability set",
        Availability::Zonal => "zones",
        Availability::FlexibleScaleSet { .. } | Availability::ScaleSet { .. } => "scale set",
    };
    let mut items = vec![
        format!("{} {} {}", machines.count, machines.name, machines.vm_size),
        machines.image.distro.clone(),
        availability.to_owned(),
    ];
    match (machines.addresses.first(), machines.addresses.last()) {
        (Some(first), Some(last)) if first != last => items.push(format!("{first} to {last}")),
        (Some(first), _) => items.push(first.to_string()),
        _ => {}
    }
    items
}

fn sizes(sizes: &Sizes) -> Vec<String> {
    let shown = SHOWN.map(|limit| {
        let measure = sizes.get(limit);
        let percent = measure.value * 100 / limit.maximum().max(1);
        let unit = if limit.unit().is_empty() { String::new() } else { format!(" {}", limit.unit()) };
        let (value, maximum) = (grouped(measure.value), grouped(limit.maximum()));
        format!("{} {value} of {maximum}{unit} ({percent} %)", limit.name())
    });
    shown.to_vec()
}

/// `87,380`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!([0, 999, 1000, 4_194_304].map(grouped), ["0", "999", "1,000", "4,194,304"]);
    }

    #[test]
    fn lists_break_between_items() {
        let items = ["a".repeat(40), "b".repeat(40), "c".to_owned()];
        let expected = format!("addons     {},\n           {}, c\n", items[0], items[1]);
        assert_eq!(line("addons", &items), expected);
    }
}

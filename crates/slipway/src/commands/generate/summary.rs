//! What a run ends with: the cluster in a few lines, its sizes against Azure's limits, the next command.

use std::fmt::Write as _;
use std::path::Path;

use slipway_arm::{Limit, Sizes};
use slipway_artifacts::Assembly;
use slipway_cluster::{Availability, Cluster, Machines};

use crate::terminal::Terminal;

/// Limits that definitions come near to.
const SHOWN: [Limit; 4] = [Limit::Template, Limit::Resources, Limit::CustomData, Limit::Expression];

/// Says it on stderr.
pub(crate) fn show(assembly: &Assembly, cluster: &Cluster, directory: &Path, dry_run: bool, terminal: &mut Terminal) {
    let mut out = String::new();
    let files = assembly.artifacts.iter().count();
    let written = if dry_run { "would be written" } else { "written" };
    let location = cluster.location.as_deref().unwrap_or("in the resource group's region");
    let _ = writeln!(
        out,
        "cluster    {} ({}), Kubernetes {}, {location}",
        cluster.dns_prefix, cluster.id, cluster.kubernetes.version
    );
    for machines in std::iter::once(&cluster.masters).chain(&cluster.pools) {
        let _ = writeln!(out, "machines   {}", line(machines));
    }
    let network = &cluster.network;
    let _ = writeln!(
        out,
        "addresses  machines and pods {}, services {}, API {} inside",
        network.subnet_cidr, network.service_cidr, cluster.api.internal_address
    );
    let _ = writeln!(out, "addons     {}", assembly.addons.join(", "));
    let _ = writeln!(out, "sizes      {}", sizes(&assembly.sizes));
    let _ = write!(out, "output     {files} files {written} below {}", directory.display());
    if !dry_run {
        let directory = directory.display();
        let _ = write!(
            out,
            "\nnext       az deployment group create -g <resource group> -f {directory}/azuredeploy.json -p @{directory}/azuredeploy.parameters.json"
        );
    }
    terminal.say(&out);
}

fn line(machines: &Machines) -> String {
    let availability = match machines.availability {
        Availability::AvailabilitySet { .. } => "availability set",
        Availability::ScaleSet { .. } => "scale set",
    };
    let addresses = match (machines.addresses.first(), machines.addresses.last()) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(first), _) => format!(", {first}"),
        _ => String::new(),
    };
    format!(
        "{} × {} {}, {}, {availability}{addresses}",
        machines.count, machines.name, machines.vm_size, machines.image.distro
    )
}

fn sizes(sizes: &Sizes) -> String {
    let shown = SHOWN.map(|limit| {
        let measure = sizes.get(limit);
        let percent = measure.value * 100 / limit.maximum().max(1);
        format!("{} {} of {} ({percent} %)", limit.name(), measure.value, limit.maximum())
    });
    shown.join(", ")
}

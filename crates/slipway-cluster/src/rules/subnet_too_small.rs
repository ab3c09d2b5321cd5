//! `subnet-too-small`

use slipway_definition::Rule;

use crate::{Cluster, address};

/// Addresses of each subnet that Azure keeps for itself: the first four and the last.
const RESERVED: u64 = 5;

pub(super) static SUBNET_TOO_SMALL: Rule<Cluster> = Rule {
    id: "subnet-too-small",
    why: "A subnet must hold every machine, every pod address reserved on its NIC, the internal balancer, and Azure's five. \
          Azure reserves pod addresses when the machine is made; the deployment fails when they run out.",
    fix: "use a larger `clusterSubnet`, fewer machines, or a lower `--max-pods`",
    about: &["orchestratorProfile.kubernetesConfig.clusterSubnet"],
    check: |cluster, findings| {
        let mut needed = RESERVED;
        let mut terms = Vec::new();
        for machines in std::iter::once(&cluster.masters).chain(&cluster.pools) {
            needed += u64::from(machines.count) * u64::from(machines.ip_address_count);
            let pods = machines.ip_address_count.saturating_sub(1);
            terms.push(format!("{} {} × (1 + {pods} pods)", machines.count, machines.name));
        }
        if cluster.api.internal_balancer {
            needed += 1;
            terms.push("1 balancer".to_owned());
        }
        let subnet = cluster.network.subnet_cidr;
        let held = address::size(subnet);
        if needed > held {
            let message = format!(
                "subnet {subnet} holds {held} addresses; {} + {RESERVED} that Azure reserves = {needed} are needed",
                terms.join(" + ")
            );
            findings.error("/properties/orchestratorProfile/kubernetesConfig/clusterSubnet", message);
        }
    },
};

//! Every resource type that the template uses, with its API version. The one place to change for a newer API or another
//! cloud's profile.

use slipway_cluster::Owner;

use crate::expression::Expr;

/// A resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    AvailabilitySet,
    Deployment,
    Disk,
    KeyVault,
    KeyVaultKey,
    LoadBalancer,
    NatGateway,
    NetworkInterface,
    PublicIp,
    RoleAssignment,
    RouteTable,
    ScaleSet,
    SecurityGroup,
    Subnet,
    UserAssignedIdentity,
    VirtualMachine,
    VirtualMachineExtension,
    VirtualNetwork,
}

const COMPUTE: &str = "2026-03-01";
const DISKS: &str = "2026-03-02";
const NETWORK: &str = "2025-07-01";
const AUTHORIZATION: &str = "2022-04-01";
const MANAGED_IDENTITY: &str = "2024-11-30";
const KEY_VAULT: &str = "2026-02-01";
const RESOURCES: &str = "2025-04-01";

impl Kind {
    /// Full type and API version: the newest stable ones of public Azure in August 2026
    /// (github.com/Azure/azure-resource-manager-schemas).
    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::AvailabilitySet => ("Microsoft.Compute/availabilitySets", COMPUTE),
            Self::Deployment => ("Microsoft.Resources/deployments", RESOURCES),
            Self::Disk => ("Microsoft.Compute/disks", DISKS),
            Self::KeyVault => ("Microsoft.KeyVault/vaults", KEY_VAULT),
            Self::KeyVaultKey => ("Microsoft.KeyVault/vaults/keys", KEY_VAULT),
            Self::LoadBalancer => ("Microsoft.Network/loadBalancers", NETWORK),
            Self::NatGateway => ("Microsoft.Network/natGateways", NETWORK),
            Self::NetworkInterface => ("Microsoft.Network/networkInterfaces", NETWORK),
            Self::PublicIp => ("Microsoft.Network/publicIPAddresses", NETWORK),
            Self::RoleAssignment => ("Microsoft.Authorization/roleAssignments", AUTHORIZATION),
            Self::RouteTable => ("Microsoft.Network/routeTables", NETWORK),
            Self::ScaleSet => ("Microsoft.Compute/virtualMachineScaleSets", COMPUTE),
            Self::SecurityGroup => ("Microsoft.Network/networkSecurityGroups", NETWORK),
            Self::Subnet => ("Microsoft.Network/virtualNetworks/subnets", NETWORK),
            Self::UserAssignedIdentity => ("Microsoft.ManagedIdentity/userAssignedIdentities", MANAGED_IDENTITY),
            Self::VirtualMachine => ("Microsoft.Compute/virtualMachines", COMPUTE),
            Self::VirtualMachineExtension => ("Microsoft.Compute/virtualMachines/extensions", COMPUTE),
            Self::VirtualNetwork => ("Microsoft.Network/virtualNetworks", NETWORK),
        }
    }

    /// Full type.
    pub(crate) const fn type_name(self) -> &'static str {
        self.row().0
    }

    /// API version.
    pub(crate) const fn api_version(self) -> &'static str {
        self.row().1
    }

    /// Id of a resource of this template.
    pub(crate) fn id(self, name: Expr) -> Expr {
        Expr::resource_id(self.type_name(), [name])
    }

    /// Id of a resource in another group. Without its words, what is meant is one in the group of the deployment.
    pub(crate) fn id_in(self, owner: &Owner, name: Expr) -> Expr {
        let scope = [Expr::text(&owner.subscription), Expr::text(&owner.resource_group), Expr::text(self.type_name())];
        Expr::call("resourceId", scope.into_iter().chain([name]))
    }

    /// Id of what is declared inside a resource: `loadBalancers/<name>/probes/<child>`.
    pub(crate) fn child_id(self, name: &str, part: &str, child: impl Into<Expr>) -> Expr {
        Expr::resource_id(format!("{}/{part}", self.type_name()), [Expr::text(name), child.into()])
    }
}

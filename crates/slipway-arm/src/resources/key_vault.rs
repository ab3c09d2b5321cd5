//! The vault whose key encrypts secrets in etcd, and who may use the key.
//!
//! Access is by role and not by access policies: those are one list inside the vault, which a template sent again would replace,
//! and who may write the vault could let himself in by it.

use serde_json::json;
use slipway_cluster::{Identity, Kms};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

use super::role_assignment::{self, Target};

/// Built-in role `Key Vault Crypto User`, which may encrypt and decrypt; `Key Vault Crypto Service Encryption User` may only wrap.
const CRYPTO_USER: &str = "12338af0-0e69-4776-bea7-57ae8d297424";

/// How long a deleted vault can be had back, days: as long as Azure offers.
const RETENTION_DAYS: u32 = 90;

/// Vault, key, and the role of an identity that all masters share.
pub(super) fn build(context: &Context<'_>) -> Vec<Resource> {
    let Some(kms) = &context.cluster.kms else { return Vec::new() };
    let mut resources = vec![vault(context, kms), key(context, kms)];
    let principal = match &context.cluster.identity {
        Identity::UserAssigned { .. } => role_assignment::shared_principal(context),
        Identity::ServicePrincipal { object_id, .. } => object_id.as_ref().map(Expr::text),
        Identity::SystemAssigned => None,
    };
    resources.extend(principal.map(|principal| role(context, kms, &shared_name(context), &principal)));
    resources
}

/// The role of a master's own identity.
pub(super) fn of_master(context: &Context<'_>, slot: Slot) -> Option<Resource> {
    let kms = context.cluster.kms.as_ref()?;
    let Identity::SystemAssigned = context.cluster.identity else { return None };
    let name = slot.machine(&context.cluster.masters);
    let principal = role_assignment::own_principal(Kind::VirtualMachine, name.clone());
    Some(role(context, kms, &name, &principal))
}

/// The deployment that has to be over before the bootstrap of the master of this name starts.
pub(super) fn before_master(context: &Context<'_>, name: &Expr) -> Option<Expr> {
    context.cluster.kms.as_ref()?;
    let first = match &context.cluster.identity {
        Identity::SystemAssigned => name.clone(),
        Identity::ServicePrincipal { object_id: None, .. } => return None,
        Identity::UserAssigned { .. } | Identity::ServicePrincipal { .. } => shared_name(context),
    };
    Some(Kind::Deployment.id(deployment(&first)))
}

/// Purge protection, since with the key all secrets are lost; it cannot be switched off again. Who deletes the cluster leaves the
/// vault's name taken for the time of the retention.
fn vault(context: &Context<'_>, kms: &Kms) -> Resource {
    let properties = json!({
        "tenantId": Expr::subscription().member("tenantId"),
        "sku": {"family": "A", "name": kms.sku.to_ascii_lowercase()},
        "enableRbacAuthorization": true,
        "enableSoftDelete": true,
        "softDeleteRetentionInDays": RETENTION_DAYS,
        "enablePurgeProtection": true,
    });
    Resource::new(Kind::KeyVault, &kms.vault, properties).tags(Tags::of_cluster(context.cluster))
}

/// A key that is there already stays as it is, versions and all: Resource Manager only ever makes the first.
fn key(context: &Context<'_>, kms: &Kms) -> Resource {
    let properties = json!({
        "kty": if kms.sku == "Premium" { "RSA-HSM" } else { "RSA" },
        "keySize": 3072,
        "keyOps": ["encrypt", "decrypt"],
    });
    Resource::new(Kind::KeyVaultKey, format!("{}/{}", kms.vault, kms.key).as_str(), properties)
        .nowhere()
        .tags(Tags::of_cluster(context.cluster))
        .after(Kind::KeyVault.id(Expr::text(&kms.vault)))
}

/// The address of the key's newest version, `https://<vault>/keys/<key>/<version>`.
pub(crate) fn key_address(kms: &Kms) -> Expr {
    let id = Expr::resource_id(Kind::KeyVaultKey.type_name(), [Expr::text(&kms.vault), Expr::text(&kms.key)]);
    Expr::reference(id, Kind::KeyVaultKey.api_version()).member("keyUriWithVersion")
}

fn role(context: &Context<'_>, kms: &Kms, first: &Expr, principal: &Expr) -> Resource {
    let target = Target { id: Kind::KeyVault.id(Expr::text(&kms.vault)), owner: None };
    role_assignment::build(context, deployment(first), principal, CRYPTO_USER, Some(&target))
        .after(Kind::KeyVault.id(Expr::text(&kms.vault)))
}

fn shared_name(context: &Context<'_>) -> Expr {
    Expr::text(format!("k8s-identity-{}", context.cluster.id))
}

fn deployment(first: &Expr) -> Expr {
    Expr::concat([first.clone(), Expr::text("-keyvault-role")])
}

//! What a virtual machine and a scale set's model have in common.

use serde_json::{Value, json};
use slipway_cluster::{Cluster, DiskKind, Disks, Identity, Image, ImagePlan, Machines, OwnImage, VaultCertificates};

use crate::expression::Expr;
use crate::input::Bootstrap;
use crate::names::{Context, Slot};
use crate::parameters;
use crate::resource::MachineIdentity;

/// Who the machine is to Azure; nobody, with a service principal.
pub(super) fn identity(context: &Context<'_>) -> Option<MachineIdentity> {
    match context.cluster.identity {
        Identity::SystemAssigned => Some(MachineIdentity::System),
        Identity::UserAssigned { .. } => context.identity_id().map(MachineIdentity::User),
        Identity::ServicePrincipal { .. } => None,
    }
}

/// The operating system's settings, without the machine's name.
pub(super) fn os_profile(cluster: &Cluster, bootstrap: &Bootstrap) -> Value {
    let linux = &cluster.linux;
    let path = format!("/home/{}/.ssh/authorized_keys", linux.admin_username);
    let keys: Vec<Value> =
        linux.ssh_public_keys.iter().map(|key| json!({"path": path, "keyData": key.trim()})).collect();
    let mut profile = json!({
        "adminUsername": linux.admin_username,
        "customData": bootstrap.custom_data,
        "linuxConfiguration": {
            "disablePasswordAuthentication": true,
            "provisionVMAgent": true,
            "ssh": {"publicKeys": keys},
        },
    });
    if !linux.vault_certificates.is_empty() {
        profile["secrets"] = linux.vault_certificates.iter().map(vault_certificates).collect();
    }
    profile
}

/// Certificates that Azure fetches from a vault when it makes the machine.
fn vault_certificates(from: &VaultCertificates) -> Value {
    let urls: Vec<_> = from.urls.iter().map(|url| json!({"certificateUrl": url})).collect();
    json!({"sourceVault": {"id": from.vault}, "vaultCertificates": urls})
}

/// The zone of a named machine. Those of a copy have none: pools have zones on scale sets alone.
pub(super) fn zone(machines: &Machines, slot: Slot) -> Option<&String> {
    let Slot::One(number) = slot else { return None };
    let count = u32::try_from(machines.zones.len()).ok()?;
    machines.zones.get(number.checked_rem(count)? as usize)
}

/// The size, a parameter.
pub(super) fn size(machines: &Machines) -> Expr {
    Expr::parameter(parameters::size_name(machines))
}

pub(super) fn image(image: &Image) -> Value {
    match &image.own {
        None => {
            json!({"publisher": image.publisher, "offer": image.offer, "sku": image.sku, "version": image.version})
        }
        Some(OwnImage::Resource { subscription: Some(subscription), path }) => {
            json!({"id": format!("/subscriptions/{subscription}{path}")})
        }
        Some(OwnImage::Resource { subscription: None, path }) => {
            json!({"id": Expr::concat([Expr::subscription().member("id"), Expr::text(path)])})
        }
        Some(OwnImage::Community { id }) => json!({"communityGalleryImageId": id}),
        Some(OwnImage::Shared { id }) => json!({"sharedGalleryImageId": id}),
    }
}

/// The plan under which the image is bought.
pub(super) fn plan(image: &Image) -> Option<Value> {
    let ImagePlan { name, publisher, product, promotion_code } = image.plan.as_ref()?;
    let mut plan = json!({"name": name, "publisher": publisher, "product": product});
    if let Some(code) = promotion_code {
        plan["promotionCode"] = json!(code);
    }
    Some(plan)
}

/// The operating system's disk, without what tells a machine's from a model's.
pub(super) fn os_disk(machines: &Machines) -> Value {
    let disks = &machines.disks;
    let mut disk = json!({
        "createOption": "FromImage",
        "caching": disks.os.caching,
        "managedDisk": managed_disk(disks, &disks.os.sku),
    });
    if let Some(encryption) = &machines.protection.disk_encryption {
        disk["managedDisk"]["securityProfile"] = json!({"securityEncryptionType": encryption});
    }
    if disks.os.gb > 0 {
        disk["diskSizeGB"] = json!(disks.os.gb);
    }
    if disks.os.ephemeral {
        disk["diffDiskSettings"] = json!({"option": "Local"});
        if let Some(placement) = &disks.os.placement {
            disk["diffDiskSettings"]["placement"] = json!(placement);
        }
    }
    disk
}

/// Kind and key of a disk that is declared inside its machine.
pub(super) fn managed_disk(disks: &Disks, sku: &str) -> Value {
    let mut disk = json!({"storageAccountType": sku});
    if let Some(set) = &disks.encryption_set {
        disk["diskEncryptionSet"] = json!({"id": set});
    }
    disk
}

/// Operations and megabytes a second, for disks that have them apart from their size.
pub(super) fn speed(disk: &mut Value, kind: &DiskKind) {
    if let Some(iops) = kind.iops {
        disk["diskIOPSReadWrite"] = json!(iops);
    }
    if let Some(mbps) = kind.mbps {
        disk["diskMBpsReadWrite"] = json!(mbps);
    }
}

/// What machines can have beyond their size, where that is anything.
pub(super) fn capabilities(disks: &Disks) -> Option<Value> {
    disks.ultra.then(|| json!({"ultraSSDEnabled": true}))
}

/// Boot diagnostics in storage that Azure manages: the serial console is where a machine that never came up is read.
pub(super) fn diagnostics() -> Value {
    json!({"bootDiagnostics": {"enabled": true}})
}

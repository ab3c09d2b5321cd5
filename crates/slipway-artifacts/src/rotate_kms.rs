//! The script that rotates the key of a cluster's KMS, with the cluster's own names.

use slipway_cluster::{Cluster, Kms};

use crate::shell_word;

/// Where it stands in the output directory.
pub(crate) const FILE: &str = "rotate-kms.sh";

const SCRIPT: &str = include_str!("rotate-kms.sh");

/// The script; `None` without a KMS.
pub(crate) fn script(cluster: &Cluster) -> Option<String> {
    let Kms { vault, key, sku } = cluster.kms.as_ref()?;
    let masters = cluster.masters.machine_names.join(" ");
    let kind = if sku == "Premium" { "RSA-HSM" } else { "RSA" };
    let names = [("@MASTERS@", masters.as_str()), ("@VAULT@", vault), ("@KEY@", key), ("@KTY@", kind)];
    Some(names.iter().fold(SCRIPT.to_owned(), |script, (place, name)| script.replace(place, &shell_word(name))))
}

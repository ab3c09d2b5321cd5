//! The vault of a KMS: who gets a role on it, and who waits for what.

use serde_json::{Value, json};
use slipway_arm::build;
use slipway_cluster::{Identity, Kms};

use crate::common::{Shape, cluster, input, scale_set, system, user};

const KEY: &str = "[resourceId('Microsoft.KeyVault/vaults/keys', 'kv1', 'k8s')]";

fn template(identity: Identity, sku: &str) -> Value {
    let mut cluster = cluster(&Shape { masters: 3, identity, pools: vec![scale_set("pool", 2)] });
    cluster.kms = Some(Kms { vault: "kv1".into(), key: "k8s".into(), sku: sku.into() });
    build(&input(&cluster)).expect("a template").value().clone()
}

fn resources(template: &Value) -> impl Iterator<Item = &Value> {
    template["resources"].as_array().expect("resources").iter()
}

/// Names of the deployments that give a role on the vault.
fn roles(template: &Value) -> Vec<&str> {
    let names = resources(template).filter_map(|resource| resource["name"].as_str());
    names.filter(|name| name.ends_with("-keyvault-role")).collect()
}

#[test]
fn masters_and_nobody_else_get_the_role() {
    let own = ["0", "1", "2"].map(|number| format!("k8s-master-16226736-{number}-keyvault-role"));
    assert_eq!(roles(&template(system(), "Standard")), own);
    for created in [true, false] {
        assert_eq!(roles(&template(user(created), "Standard")), ["k8s-identity-16226736-keyvault-role"]);
    }
}

#[test]
fn a_master_waits_for_the_key_and_its_role_and_a_pool_for_neither() {
    for identity in [system(), user(true), user(false)] {
        let template = template(identity, "Standard");
        let extensions = resources(&template).filter(|r| r["type"] == "Microsoft.Compute/virtualMachines/extensions");
        for extension in extensions {
            let needed = extension["dependsOn"].as_array().expect("a list");
            let is_role = |id: &&Value| id.as_str().is_some_and(|id| id.contains("-keyvault-role"));
            assert!(needed.contains(&json!(KEY)) && needed.iter().filter(is_role).count() == 1, "{needed:?}");
            let script = extension["properties"]["protectedSettings"]["script"].to_string();
            assert!(script.contains(&format!("reference({}, ", &KEY[1..KEY.len() - 1])), "{script}");
        }
        let pool = resources(&template).find(|r| r["type"] == "Microsoft.Compute/virtualMachineScaleSets");
        assert!(!pool.expect("a pool").to_string().contains("Microsoft.KeyVault"));
    }
}

#[test]
fn a_premium_vault_keeps_its_key_in_hardware_and_none_can_be_purged() {
    for (sku, name, kind) in [("Standard", "standard", "RSA"), ("Premium", "premium", "RSA-HSM")] {
        let template = template(system(), sku);
        let one =
            |name: &str| resources(&template).find(|r| r["name"] == name).expect("a resource")["properties"].clone();
        let (vault, key) = (one("kv1"), one("kv1/k8s"));
        assert_eq!((&vault["sku"]["name"], &key["kty"]), (&json!(name), &json!(kind)));
        assert_eq!((&vault["enablePurgeProtection"], &vault["enableRbacAuthorization"]), (&json!(true), &json!(true)));
    }
}

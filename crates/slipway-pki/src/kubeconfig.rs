//! Kubeconfig files for people. Those on the machines name their keys by path and are templates of their parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::Pair;

/// The administrators' kubeconfig, `kubeconfig.<location>.json`: v1 `Config` as indented JSON with all data inside.
///
/// `cluster_name` (the DNS prefix) names cluster and context, the user is `<cluster_name>-admin`, as in aks-engine's.
/// `server_url` is `https://<name>`; `ca_pem` the authority of the server's certificate. Same input, same bytes.
/// The text holds a private key: write it with mode 0600.
pub fn admin(cluster_name: &str, server_url: &str, ca_pem: &str, pair: &Pair) -> String {
    let user = format!("{cluster_name}-admin");
    let credentials = json!({
        "client-certificate-data": BASE64.encode(&pair.certificate),
        "client-key-data": BASE64.encode(pair.private_key.expose()),
    });
    config(cluster_name, server_url, ca_pem, &user, &credentials)
}

/// The kubeconfig of users who sign in by Entra ID with kubelogin (github.com/Azure/kubelogin). It holds no secret.
///
/// `cloud` is the cloud's name as Azure's SDKs spell it; the application stands for the API server and asks for tokens for itself.
pub fn entra(cluster_name: &str, server_url: &str, ca_pem: &str, [application, tenant, cloud]: [&str; 3]) -> String {
    let credentials = json!({
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1",
            "args": [
                "get-token", "--login", "devicecode", "--server-id", application, "--client-id", application, "--tenant-id",
                tenant, "--environment", cloud,
            ],
            "command": "kubelogin",
            "installHint": "kubelogin is missing: https://azure.github.io/kubelogin/install.html",
            "interactiveMode": "IfAvailable",
            "provideClusterInfo": false,
        },
    });
    config(cluster_name, server_url, ca_pem, &format!("{cluster_name}-entra"), &credentials)
}

fn config(cluster_name: &str, server_url: &str, ca_pem: &str, user: &str, credentials: &Value) -> String {
    let config = json!({
        "apiVersion": "v1",
        "clusters": [{
            "cluster": {
                "certificate-authority-data": BASE64.encode(ca_pem),
                "server": server_url,
            },
            "name": cluster_name,
        }],
        "contexts": [{
            "context": {
                "cluster": cluster_name,
                "user": user,
            },
            "name": cluster_name,
        }],
        "current-context": cluster_name,
        "kind": "Config",
        "users": [{
            "name": user,
            "user": credentials,
        }],
    });
    format!("{config:#}\n")
}

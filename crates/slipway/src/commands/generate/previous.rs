//! Keys of an earlier run into the same directory: made again, they would shut everybody out of the cluster that runs with the first ones.

use std::fs;
use std::path::Path;

use serde_json::Value;
use slipway_pki::{BootstrapToken, CertificateProfile};

use crate::commands::generate::input;
use crate::terminal::Terminal;

/// What an earlier run left.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) profile: CertificateProfile,
    pub(crate) token: Option<BootstrapToken>,
    pub(crate) ssh_public_key: Option<String>,
}

/// Keys from the directory's `apimodel.json`, when it is of the same cluster and the definition brings none of its own.
pub(crate) fn keys(directory: &Path, dns_prefix: &str, definition: &Value, terminal: &mut Terminal) -> Keys {
    if !definition["properties"]["certificateProfile"].is_null() {
        return Keys::default();
    }
    let path = directory.join("apimodel.json");
    let Ok(bytes) = fs::read(&path) else {
        return Keys::default();
    };
    let Ok(model) = serde_json::from_slice::<Value>(&bytes) else {
        terminal.say(&format!(
            "warning: {} is not readable as JSON; new keys are made, and it is kept beside",
            path.display()
        ));
        return Keys::default();
    };
    let properties = &model["properties"];
    if properties["masterProfile"]["dnsPrefix"].as_str() != Some(dns_prefix) {
        return Keys::default();
    }
    let Ok(profile) = serde_json::from_value(properties["certificateProfile"].clone()) else {
        return Keys::default();
    };
    terminal.say(&format!("keys and certificates are those of {}", path.display()));
    Keys {
        profile,
        token: input::token(&properties["bootstrapProfile"]),
        ssh_public_key: properties["linuxProfile"]["ssh"]["publicKeys"][0]["keyData"].as_str().map(str::to_owned),
    }
}

//! What an earlier run into the same directory left: its keys made again would shut everybody out of the cluster that
//! runs with the first ones.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::Value;
use slipway_artifacts::{Artifact, Artifacts, WriteError};
use slipway_definition::Document;
use slipway_pki::{BootstrapToken, CertificateProfile};

use crate::commands::definition;
use crate::commands::generate::keys;
use crate::exit::Failure;
use crate::terminal::Terminal;

/// What an earlier run left.
#[derive(Default)]
pub(crate) struct Previous {
    /// Its model, where it lies.
    pub(crate) path: PathBuf,
    /// The model as it is, of whatever cluster.
    pub(crate) model: Option<Vec<u8>>,
    /// Every text of its `certificateProfile`.
    texts: Vec<String>,
    /// Its keys, when it is of the same cluster.
    pub(crate) profile: CertificateProfile,
    pub(crate) token: Option<BootstrapToken>,
    pub(crate) ssh_public_key: Option<String>,
    /// Its settings of Kubernetes that `generate` may have chosen by lot, as written.
    pub(crate) chosen: Chosen,
}

/// What a run chooses by lot and a later one has to keep.
#[derive(Default)]
pub(crate) struct Chosen {
    pub(crate) encryption_key: Option<String>,
    pub(crate) encryption_providers: Vec<String>,
    pub(crate) key_vault_name: Option<String>,
}

impl Chosen {
    fn of(config: &Value) -> Self {
        let text = |key: &str| config[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let providers = config["dataEncryptionProviders"].as_array().into_iter().flatten();
        Self {
            encryption_key: text("etcdEncryptionKey"),
            encryption_providers: providers.filter_map(Value::as_str).map(str::to_owned).collect(),
            key_vault_name: text("keyVaultName"),
        }
    }
}

/// Reads the directory's `apimodel.json`, if there is one.
pub(crate) fn read(directory: &Path, dns_prefix: &str, terminal: &mut Terminal) -> Result<Previous, Failure> {
    let path = directory.join("apimodel.json");
    match fs::metadata(&path) {
        // A name that cannot be is for the writing to refuse.
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename) =>
        {
            return Ok(Previous { path, ..Previous::default() });
        }
        _ => {}
    }
    let help =
        "it may hold the only keys of a cluster: put a good copy in its place, or name another directory with -o";
    let model = definition::read_file(&path).map_err(|failure| failure.help(help))?;
    let name = path.display().to_string();
    let definition =
        Document::parse(&name, &model).map_err(|error| Failure::user(error.to_string()).help(help))?.to_json();
    let properties = &definition["properties"];
    let texts = texts(&properties["certificateProfile"]);
    let cluster = properties["masterProfile"]["dnsPrefix"].as_str().unwrap_or_default();
    if cluster != dns_prefix {
        terminal.say(&format!(
            "warning: {name} is of another cluster (dnsPrefix `{cluster}`): it is kept beside, its other files are replaced"
        ));
        return Ok(Previous { path, model: Some(model), texts, ..Previous::default() });
    }
    let profile = keys::profile(&properties["certificateProfile"])
        .ok_or_else(|| Failure::user(format!("{name}: its `certificateProfile` cannot be read")).help(help))?;
    Ok(Previous {
        path,
        model: Some(model),
        texts,
        profile,
        token: keys::token(&properties["bootstrapProfile"]),
        ssh_public_key: properties["linuxProfile"]["ssh"]["publicKeys"][0]["keyData"]
            .as_str()
            .filter(|key| !key.is_empty())
            .map(str::to_owned),
        chosen: Chosen::of(&properties["orchestratorProfile"]["kubernetesConfig"]),
    })
}

/// All texts in a value, without space around them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

impl Previous {
    /// Refuses to replace a key in the directory that the model beside it does not hold: it may be the only copy.
    pub(crate) fn guard(&self, artifacts: &Artifacts, directory: &Path) -> Result<(), Failure> {
        let is_lost = |(path, new): &(&str, &Artifact)| {
            let is_key = Path::new(path).extension().is_some_and(|ending| ending == "key");
            let old = is_key.then(|| fs::read(directory.join(path)).ok()).flatten();
            old.is_some_and(|old| {
                let text = String::from_utf8_lossy(&old);
                old != new.bytes.as_ref() && !self.texts.iter().any(|known| known == text.trim())
            })
        };
        let Some((path, _)) = artifacts.iter().find(is_lost) else {
            return Ok(());
        };
        if fs::read(&self.path).ok() != self.model {
            return Err(Failure::writing(WriteError::Busy { path: directory.to_owned() }));
        }
        let (key, model) = (directory.join(path), self.path.display());
        let key = key.display();
        Err(Failure::user(format!("{key} would be replaced, but {model} does not hold that key"))
            .help("put the model of that key back, move the key away, or name another directory with -o"))
    }
}

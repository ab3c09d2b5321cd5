//! What of an addon only the protected settings carry: Secrets of its settings, and those in a manifest of the user's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use slipway_definition::Secret;

use crate::SecretFile;
use crate::addon::Addon;
use crate::archive;
use crate::part::ObjectPart;

/// A manifest of the user's.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    /// What customData may show.
    pub(crate) open: String,
    /// Documents that may be Secrets; empty when there are none.
    secret: Secret,
}

impl Data {
    /// A document in which the word `Secret` stands is taken for one. That is more than there are: a comment does no harm,
    /// and every way to write the kind is found, in lists too.
    ///
    /// The first line of each file says what mode its objects have that name none; /opt/slipway/addons reads it.
    pub(crate) fn of(text: &str, mode: &str) -> Self {
        let (secret, open): (Vec<_>, Vec<_>) = documents(text).into_iter().partition(|document| is_secret(document));
        let file = |documents: String| {
            if documents.trim().is_empty() { String::new() } else { format!("# mode: {mode}\n{documents}") }
        };
        Self { open: file(open.concat()), secret: Secret::new(file(secret.concat())) }
    }
}

impl Addon {
    /// The file with those documents of the user's manifest that are Secrets.
    pub(crate) fn secret_documents(&self) -> Option<SecretFile> {
        let secret = &self.data.as_ref()?.secret;
        (!secret.expose().trim().is_empty()).then(|| SecretFile {
            plain: false,
            path: format!("{}{}.secret.yaml", archive::FOLDER, self.name),
            mode: "0600".to_owned(),
            parameter: parameter(&self.name),
            content: Some(secret.clone()),
        })
    }

    /// The Secret of these settings, or `None` when none of them is given.
    pub(crate) fn secret(&self, object: &ObjectPart) -> Option<Secret> {
        let given = |key: &String| self.settings.get(key).map(Secret::expose).filter(|value| !value.is_empty());
        let data: Map<String, Value> = object
            .data
            .iter()
            .filter_map(|(name, key)| Some((name.clone(), STANDARD.encode(given(key)?).into())))
            .collect();
        // A manifest of the user's takes the place of all that the part makes.
        if data.is_empty() || self.data.is_some() {
            return None;
        }
        let labels = json!({"addonmanager.kubernetes.io/mode": self.mode});
        let metadata = json!({"name": object.name, "namespace": object.namespace, "labels": labels});
        let object =
            json!({"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": "Opaque", "data": data});
        Some(Secret::new(format!("{object}\n")))
    }
}

/// `addonMetricsServerSecrets`.
fn parameter(addon: &str) -> String {
    let words = addon.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.map(|word| word[..word.len().min(1)].to_ascii_uppercase() + &word[word.len().min(1)..]);
    format!("addon{}Secrets", words.collect::<String>())
}

/// The documents of a YAML stream, each with the line before it that parts them.
fn documents(text: &str) -> Vec<String> {
    let mut documents = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let begins =
            line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        match documents.last_mut() {
            Some(document) if !begins => document.push_str(line),
            _ => documents.push(line.to_owned()),
        }
    }
    // The last line of a document that others follow ends, wherever it lands.
    for document in &mut documents {
        if !document.is_empty() && !document.ends_with('\n') {
            document.push('\n');
        }
    }
    documents
}

fn is_secret(document: &str) -> bool {
    let mut words = document.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "Secret" | "SecretList"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_may_be_secrets_go_by_themselves() {
        let map = "kind: ConfigMap\ndata: {a: '---x'}\n";
        let other = "--- # SecretProviderClass\nkind: SecretProviderClass";
        for secret in [
            "---\nkind: Secret\nstringData: {a: hush}\n",
            "--- {\"kind\":\"Secret\"}\n",
            "---\nkind: List\nitems:\n- {kind: 'Secret', stringData: {a: hush}}\n",
            "---\r\nkind:\r\n  Secret\r\n",
        ] {
            let data = Data::of(&format!("{map}{secret}{other}"), "Reconcile");
            assert_eq!(data.open, format!("# mode: Reconcile\n{map}{other}\n"), "{secret}");
            assert_eq!(data.secret.expose(), format!("# mode: Reconcile\n{secret}"));
        }
        assert!(Data::of("kind: Secret", "Reconcile").open.is_empty());
        assert!(Data::of(map, "Reconcile").secret.expose().is_empty());
    }

    #[test]
    fn parameters_are_letters() {
        assert_eq!(parameter("metrics-server"), "addonMetricsServerSecrets");
        assert_eq!(parameter("a--b"), "addonABSecrets");
    }
}

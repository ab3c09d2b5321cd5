//! The API server's `EncryptionConfiguration` with a local key. The key stands in its middle, so that the whole file is secret.

use serde_json::{Map, Value, json};
use slipway_cluster::DataEncryption;
use slipway_definition::Secret;

/// Parameter that holds the file.
pub(crate) const PARAMETER: &str = "encryptionConfiguration";

/// Name of the key in what is stored: the older tools', whose data has it in front.
const KEY: &str = "key1";

/// The file, JSON: the first cipher writes, all read, and what was there before any encryption is read as it is.
pub(crate) fn file(encryption: &DataEncryption, key: &Secret) -> Secret {
    let provider = |name: &String| {
        let keys = json!({"keys": [{"name": KEY, "secret": key.expose()}]});
        Value::Object(Map::from_iter([(name.clone(), keys)]))
    };
    let providers: Vec<_> = encryption.providers.iter().map(provider).chain([json!({"identity": {}})]).collect();
    let file = json!({
        "kind": "EncryptionConfiguration",
        "apiVersion": "apiserver.config.k8s.io/v1",
        "resources": [{"resources": ["secrets"], "providers": providers}],
    });
    Secret::new(format!("{file:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_data_is_read_last() {
        let encryption = DataEncryption { providers: vec!["secretbox".to_owned(), "aescbc".to_owned()] };
        let file = file(&encryption, &Secret::new("a2V5".to_owned()));
        let file: Value = serde_json::from_str(file.expose()).expect("JSON");
        let key = json!({"keys": [{"name": "key1", "secret": "a2V5"}]});
        let expected = json!([{"secretbox": key}, {"aescbc": key}, {"identity": {}}]);
        assert_eq!(file.pointer("/resources/0/providers"), Some(&expected));
        assert_eq!(file.pointer("/resources/0/resources"), Some(&json!(["secrets"])));
    }
}

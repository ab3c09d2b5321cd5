//! Extensions of machines.

use super::{KeyVaultSecretRef, Secret};
use crate::read::object;

object! {
    /// An extension that machines may name.
    pub struct ExtensionProfile {
        /// Name, part of the download path.
        name: Option<String> = "name" => Later;
        /// Version, part of the download path.
        version: Option<String> = "version" => Later;
        /// Text handed to the extension.
        extension_parameters: Option<Secret> = "extensionParameters" => Later;
        /// The same from a key vault.
        parameters_keyvault_secret_ref: Option<KeyVaultSecretRef> = "parametersKeyvaultSecretRef" => Later;
        /// Where extensions are downloaded from.
        root_url: Option<String> = "rootURL" => Later;
        /// Script of an extension that runs before provisioning.
        script: Option<String> = "script" => Later;
        /// Appended to each download.
        url_query: Option<String> = "urlQuery" => Later;
    }
}

object! {
    /// Use of an extension by the masters or a pool.
    pub struct Extension {
        /// Name of the extension profile.
        name: Option<String> = "name" => Later;
        /// `single`: the first machine only; else every one.
        single_or_all: Option<String> = "singleOrAll" => Later;
        /// File name of the linked template.
        template: Option<String> = "template" => Later;
    }
}

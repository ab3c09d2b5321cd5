//! Extensions of machines.

use super::{KeyVaultSecretRef, Secret};
use crate::read::object;

object! {
    /// An extension that machines may name.
    pub struct ExtensionProfile {
        /// Name, part of the download path.
        name: Option<String> = "name" => Full;
        /// Version, part of the download path.
        version: Option<String> = "version" => Full;
        /// Text handed to the extension.
        extension_parameters: Option<Secret> = "extensionParameters" => Full;
        /// The same from a key vault.
        parameters_keyvault_secret_ref: Option<KeyVaultSecretRef> = "parametersKeyvaultSecretRef" => Full;
        /// Where extensions are downloaded from.
        root_url: Option<String> = "rootURL" => Full;
        /// Script of an extension that runs before provisioning.
        script: Option<String> = "script" => Full;
        /// Appended to each download behind a `?`: it may be a signature.
        url_query: Option<Secret> = "urlQuery" => Full;
    }
}

object! {
    /// Use of an extension by the masters or a pool.
    pub struct Extension {
        /// Name of the extension profile.
        name: Option<String> = "name" => Full;
        /// `single`: the first machine only; else every one. An extension before provisioning is on every one.
        single_or_all: Option<String> = "singleOrAll" => Full;
        /// File name of the linked template.
        template: Option<String> = "template" => Full;
    }
}

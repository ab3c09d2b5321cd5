use std::collections::BTreeMap;

use super::syntax::is_word;
use super::url::url;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// An extension is found at `<rootURL>extensions/<name>/<version>/`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "extension-profile",
    why: "Name and version are parts of the address that an extension is downloaded from, and of names in the template.",
    fix: "give `name` and `version`, letters, digits, `-`, `_` and `.`, as the folders of the extension have them",
    about: &["extensionProfiles", "extensionProfiles[].name", "extensionProfiles[].version", "extensionProfiles[].rootURL", "extensionProfiles[].extensionParameters"],
    check: |spec, found| {
        let mut seen = BTreeMap::new();
        let extensions = Pointer::from("/properties/extensionProfiles");
        for (index, extension) in spec.properties().extension_profiles.iter().enumerate() {
            let at = extensions.index(index);
            for (key, text) in [("name", &extension.name), ("version", &extension.version)] {
                let text = text.as_deref().unwrap_or_default();
                if text.is_empty() {
                    found.error(at.key(key), format!("an extension has no `{key}`"));
                } else if !is_word(text, 1..=128, b"-_.") || text.contains("..") {
                    found.error(at.key(key), format!("{} cannot be the {key} of an extension", tick(text)));
                }
            }
            let name = extension.name.as_deref().unwrap_or_default();
            if let Some(first) = seen.insert(name, at.key("name")).filter(|_| !name.is_empty()) {
                let finding = found.error(at.key("name"), format!("the extension {} is there twice", tick(name)));
                finding.label(first, "first here").help("keep one entry");
            }
            let root = extension.root_url.as_deref().unwrap_or_default();
            if !root.is_empty() && url(root).is_none() {
                let finding = found.error(at.key("rootURL"), format!("{} is no address of a download", tick(root)));
                finding.help("write a whole address, `https://example.com/folder/`");
            } else if !root.is_empty() && !root.ends_with('/') {
                let finding = found.warning(at.key("rootURL"), "`rootURL` does not end in a slash");
                finding.help(format!("write {}: `extensions/` is put right behind it", tick(&format!("{root}/"))));
            }
            let has_text = extension.extension_parameters.as_ref().is_some_and(|text| *text != Secret::default());
            if has_text && extension.parameters_keyvault_secret_ref.is_some() {
                let finding = found.error(at.key("extensionParameters"), "the extension's parameters are given twice");
                finding.say("here").label(at.key("parametersKeyvaultSecretRef"), "and in a key vault");
                finding.help("remove one of the two");
            }
        }
    },
};

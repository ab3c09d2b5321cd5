use std::collections::BTreeMap;

use super::syntax::is_word;
use super::url::{credential, shown, url};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// An extension is found at `<rootURL>extensions/<name>/<version>/`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "extension-profile",
    why: "Name and version are parts of the address that an extension is downloaded from, and of names in the template.",
    fix: "give `name` and `version`, letters, digits, `-`, `_` and `.`, as the folders of the extension have them",
    about: &["extensionProfiles", "extensionProfiles[].name", "extensionProfiles[].version", "extensionProfiles[].rootURL", "extensionProfiles[].extensionParameters", "extensionProfiles[].script", "extensionProfiles[].urlQuery", "masterProfile.preProvisionExtension", "agentPoolProfiles[].preProvisionExtension", "masterProfile.extensions[].template", "agentPoolProfiles[].extensions[].template"],
    check: |spec, found| {
        let mut seen = BTreeMap::new();
        let extensions = Pointer::from("/properties/extensionProfiles");
        for (index, extension) in spec.properties().extension_profiles.iter().enumerate() {
            let at = extensions.index(index);
            for (key, text) in [("name", &extension.name), ("version", &extension.version)] {
                let text = text.as_deref().unwrap_or_default();
                if text.is_empty() {
                    found.error(at.key(key), format!("an extension has no `{key}`"));
                } else if !is_word(text, 1..=32, b"-_.") || text.contains("..") {
                    found.error(at.key(key), format!("{} cannot be the {key} of an extension", tick(text)));
                }
            }
            let name = extension.name.as_deref().unwrap_or_default();
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), at.key("name")).filter(|_| !name.is_empty()) {
                let finding = found.error(at.key("name"), format!("the extension {} is there twice", tick(name)));
                finding.label(first, "first here").help("keep one entry");
            }
            let root = extension.root_url.as_deref().unwrap_or_default();
            if root.is_empty() {
                let message = format!("the extension {} would come from the archived repository of aks-engine", tick(name));
                let finding = found.warning(at.clone(), message);
                finding.help("copy the extension to a place of yours, look at what it does, and name that in `rootURL`");
            }
            let script = extension.script.as_deref().unwrap_or_default();
            if !script.is_empty() && !is_word(script, 1..=128, b"-_.") {
                found.error(at.key("script"), format!("{} is no name of a file", tick(script)));
            }
            let query = extension.url_query.as_ref().map(Secret::expose).unwrap_or_default();
            if query.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "\"'\\<>".contains(letter)) {
                let finding = found.error(at.key("urlQuery"), "`urlQuery` holds a character that no query has");
                finding.help("write it as an address has it, without the `?`");
            }
            if credential(root).is_some() {
                // `address-credential` speaks of it.
            } else if !root.is_empty() && url(root).is_none() {
                let finding = found.error(at.key("rootURL"), format!("{} is no address of a download", tick(shown(root))));
                finding.help("write a whole address, `https://example.com/folder/`");
            } else if !root.is_empty() && !root.ends_with('/') {
                let finding = found.warning(at.key("rootURL"), "`rootURL` does not end in a slash");
                finding.help(format!("write {}: `extensions/` is put right behind it", tick(&format!("{}/", shown(root)))));
            }
            let has_text = extension.extension_parameters.as_ref().is_some_and(|text| *text != Secret::default());
            if has_text && extension.parameters_keyvault_secret_ref.is_some() {
                let finding = found.error(at.key("extensionParameters"), "the extension's parameters are given twice");
                finding.say("here").label(at.key("parametersKeyvaultSecretRef"), "and in a key vault");
                finding.help("remove one of the two");
            }
        }
        for (at, machines) in spec.each_machines() {
            if let Some(extension) = machines.pre_provision_extension {
                let profile = spec.properties().extension_profiles.iter().find(|profile| profile.name == extension.name);
                if profile.is_some_and(|profile| profile.script.as_deref().is_none_or(str::is_empty)) {
                    let message = "the extension has no `script` to run before provisioning";
                    found.error(at.key("preProvisionExtension"), message).help("name the file in `script` of its profile");
                }
            }
            for (index, extension) in machines.extensions.iter().enumerate() {
                let template = extension.template.as_deref().unwrap_or_default();
                if !template.is_empty() && !is_word(template, 1..=128, b"-_.") {
                    let at = at.key("extensions").index(index).key("template");
                    found.error(at, format!("{} is no name of a file", tick(template)));
                }
            }
        }
    },
};

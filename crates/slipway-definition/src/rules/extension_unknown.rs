use std::collections::BTreeSet;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Extension, Spec};
use crate::suggest::nearest;

/// Machines name extensions that are described.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "extension-unknown",
    why: "Where an extension is from stands in its profile; the Go tools end in a crash when there is none.",
    fix: "describe it in `extensionProfiles`, or remove it here",
    about: &[
        "masterProfile.extensions[].name",
        "masterProfile.preProvisionExtension.name",
        "agentPoolProfiles[].extensions[].name",
        "agentPoolProfiles[].preProvisionExtension.name",
    ],
    check: |spec, found| {
        let profiles = &spec.properties().extension_profiles;
        let known: BTreeSet<_> = profiles.iter().filter_map(|profile| profile.name.as_deref()).collect();
        each_extension(spec, |at, extension| {
            let name = extension.name.as_deref().unwrap_or_default();
            if name.is_empty() {
                found.error(at.key("name"), "the extension has no `name`").help("name one of `extensionProfiles`");
            } else if !known.contains(name) {
                let message = format!("the extension {} has no profile", tick(name));
                let finding = found.error(at.key("name"), message);
                if let Some(known) = nearest(name, known.iter().copied().take(MOST)) {
                    finding.help(format!("did you mean {}?", tick(known)));
                }
            }
        });
    },
};

/// Names that are compared with a misspelt one.
const MOST: usize = 100;

/// Each extension that the masters or a pool names, with its place.
pub(super) fn each_extension(spec: &Spec, mut look: impl FnMut(Pointer, &Extension)) {
    let mut of = |at: &Pointer, extensions: &[Extension], before: Option<&Extension>| {
        for (index, extension) in extensions.iter().enumerate() {
            look(at.key("extensions").index(index), extension);
        }
        if let Some(extension) = before {
            look(at.key("preProvisionExtension"), extension);
        }
    };
    if let Some(master) = spec.master() {
        of(&Spec::MASTER.into(), &master.extensions, master.pre_provision_extension.as_ref());
    }
    for (at, pool) in spec.each_pool() {
        of(&at, &pool.extensions, pool.pre_provision_extension.as_ref());
    }
}

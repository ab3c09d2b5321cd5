use std::collections::BTreeMap;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::report::Place;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Tags of a resource, and letters of a name and of a value: "Use tags to organize your Azure resources", Limitations.
const MOST: usize = 50;
const NAME: usize = 512;
const VALUE: usize = 256;
const FORBIDDEN: &str = "<>%&\\?/";
/// Tags that every machine gets anyway.
const OWN: [&str; 5] = ["creationSource", "orchestrator", "poolName", "resourceNameSuffix", "slipwayVersion"];

/// Tags are what Azure takes for tags.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "tags",
    why: "Azure bounds the tags of a resource and refuses more in the middle of the deployment; the machines' own tags lead \
          scaling and upgrades to them.",
    fix: "use at most 45 tags, names of up to 512 characters without `<>%&\\?/`, values of up to 256",
    about: &["tags", "masterProfile.customVMTags", "agentPoolProfiles[].customVMTags"],
    check: |spec, found| {
        check(&"/tags".into(), &spec.tags, 0, found);
        // Too many by themselves, they are so for every machine.
        count("/tags".into(), &BTreeMap::new(), &spec.tags, found);
        for (at, machines) in spec.each_machines() {
            check(&at.key("customVMTags"), machines.custom_vm_tags, OWN.len(), found);
            if spec.tags.len() <= MOST - OWN.len() {
                count(at.key("customVMTags"), machines.custom_vm_tags, &spec.tags, found);
            }
        }
    },
};

fn check(at: &Pointer, tags: &BTreeMap<String, String>, own: usize, found: &mut Findings<'_>) {
    let mut names = BTreeMap::new();
    for (name, value) in tags {
        let here = at.key(name);
        let key = || Place::Key(here.clone());
        let letters = name.chars().count();
        if name.is_empty() {
            found.error(key(), "a tag has no name");
        } else if let Some(letter) = name.chars().find(|letter| FORBIDDEN.contains(*letter) || letter.is_control()) {
            found.error(key(), format!("the tag {} holds `{}`", tick(name), letter.escape_default()));
        } else if letters > NAME {
            found.error(key(), format!("the name of tag {} has {letters} characters, of at most {NAME}", tick(name)));
        } else if let Some(word) = reserved(name) {
            let finding = found.warning(key(), format!("Azure keeps tags that begin with `{word}` for itself"));
            finding.help("choose another name");
        } else if own > 0 && OWN.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            let finding = found.warning(key(), format!("the tag {} has no effect", tick(name)));
            finding.say("every machine has one of this name").help("choose another name, or remove it");
        }
        let letters = value.chars().count();
        if letters > VALUE {
            found.error(here.clone(), format!("the value of tag {} has {letters} characters, of at most {VALUE}", tick(name)));
        }
        if let Some((other, first)) = names.insert(name.to_ascii_lowercase(), (here.clone(), name)) {
            let message = format!("the tags {} and {} are one to Azure", tick(first), tick(name));
            let finding = found.warning(Place::Key(here), message);
            finding.label(Place::Key(other), "the same but for its case").help("keep one of them");
        }
    }
}

/// Cluster's, machine's and own tags come together on a machine.
fn count(at: Pointer, machine: &BTreeMap<String, String>, cluster: &BTreeMap<String, String>, found: &mut Findings<'_>) {
    let (machine, cluster, own) = (machine.len(), cluster.len(), OWN.len());
    let sum = machine.saturating_add(cluster).saturating_add(own);
    if sum > MOST {
        let mut terms = format!("{cluster} of the cluster + {own} that slipway gives");
        if machine > 0 {
            terms = format!("{machine} of its own + {terms}");
        }
        found.error(at, format!("a machine would have {terms} = {sum} tags, of at most {MOST}"));
    }
}

fn reserved(name: &str) -> Option<&'static str> {
    let starts = |word: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    ["microsoft", "azure", "windows"].into_iter().find(|word| starts(word))
}

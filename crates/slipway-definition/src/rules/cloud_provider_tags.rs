use std::collections::BTreeSet;

use super::syntax::has_control;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Tags that Azure takes on a resource.
const MOST: usize = 50;

/// Tags of what the cloud provider makes.
///
/// Limits: <https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources>, "Limitations".
pub(super) static RULE: Rule<Spec> = Rule {
    id: "cloud-provider-tags",
    why: "The cloud provider drops what it cannot read of this text without a word, and Azure takes 50 tags of a resource, with \
          names of at most 512 characters and none of `<>%&\\?/`.",
    fix: "write `name=value` pairs joined by commas, `team=web,cost=42`",
    about: &["orchestratorProfile.kubernetesConfig.tags"],
    check: |spec, found| {
        let tags = spec.kubernetes().tags.as_deref().unwrap_or_default();
        let at = Pointer::from(Spec::KUBERNETES).key("tags");
        if tags.trim().is_empty() {
            return;
        }
        let count = tags.split(',').count();
        if count > MOST {
            found.error(at, format!("{count} tags are more than the {MOST} that Azure takes"));
            return;
        }
        let mut names = BTreeSet::new();
        for tag in tags.split(',') {
            let pair = tag.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
            let Some((name, value)) = pair.filter(|(name, _)| !name.is_empty()) else {
                found.error(at.clone(), format!("{} is no `name=value` pair", tick(tag)));
                continue;
            };
            if name.chars().count() > 512 || name.contains(['<', '>', '%', '&', '\\', '?', '/']) || has_control(name) {
                found.error(at.clone(), format!("{} cannot be the name of a tag", tick(name)));
            } else if value.chars().count() > 256 || has_control(value) {
                let message = format!("the value of the tag {} is longer than 256 characters or has a line break", tick(name));
                found.error(at.clone(), message).help("shorten it");
            } else if !names.insert(name.to_lowercase()) {
                let finding = found.error(at.clone(), format!("the tag {} is written twice", tick(name)));
                finding.help("keep one of them; Azure compares the names of tags without case");
            }
        }
    },
};

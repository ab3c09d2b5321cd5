use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// A domain to join needs its name, a user and a password.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "search-domain",
    why: "Machines join the domain while they are provisioned; without one of the three they fail to.",
    fix: "give `name`, `realmUser` and `realmPassword`, or remove `customSearchDomain`",
    about: &["linuxProfile.customSearchDomain"],
    check: |spec, found| {
        let Some(domain) = &spec.linux().custom_search_domain else { return };
        let is_empty = |text: &Option<String>| text.as_deref().is_none_or(str::is_empty);
        let no_password = domain.realm_password.as_ref().is_none_or(|password| *password == Secret::default());
        let missing: Vec<_> = [
            ("name", is_empty(&domain.name)),
            ("realmUser", is_empty(&domain.realm_user)),
            ("realmPassword", no_password),
        ]
        .into_iter()
        .filter_map(|(key, missing)| missing.then_some(key))
        .collect();
        if missing.len() == 3 {
            return;
        }
        for key in missing {
            let at = Pointer::from("/properties/linuxProfile/customSearchDomain").key(key);
            found.error(at, format!("the domain to join has no `{key}`"));
        }
    },
};

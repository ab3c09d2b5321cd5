use super::syntax::{has_control, is_dns_name, is_word};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// A search domain needs its name; to join it, a user and a password besides.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "search-domain",
    why: "Machines look short names up in the domain. With a user and a password they join it while they are provisioned; with \
          only one of the two they fail to.",
    fix: "give `name` alone, or `name`, `realmUser` and `realmPassword`",
    about: &["linuxProfile.customSearchDomain"],
    check: |spec, found| {
        let Some(domain) = &spec.linux().custom_search_domain else { return };
        let at = Pointer::from(Spec::LINUX).key("customSearchDomain");
        let name = domain.name.as_deref().unwrap_or_default();
        let user = domain.realm_user.as_deref().unwrap_or_default();
        let password = domain.realm_password.as_ref().map_or("", Secret::expose);
        let joins = !user.is_empty() || !password.is_empty();
        if name.is_empty() && joins {
            found.error(at.key("name"), "the domain to join has no `name`");
        }
        if user.is_empty() && joins {
            found.error(at.key("realmUser"), "the domain to join has no `realmUser`");
        }
        if password.is_empty() && joins {
            found.error(at.key("realmPassword"), "the domain to join has no `realmPassword`");
        }
        if !name.is_empty() && !is_dns_name(name) {
            found.error(at.key("name"), format!("{} is no name of a domain", tick(name)));
        }
        if !user.is_empty() && (!is_word(user, 1..=104, b"-_.@\\ ") || user.starts_with(['-', ' '])) {
            let help = "write the name of the account, `joiner` or `joiner@EXAMPLE.COM`";
            found.error(at.key("realmUser"), format!("{} is no name of a user", tick(user))).help(help);
        }
        if has_control(password) {
            found.error(at.key("realmPassword"), "the password has a control character, a line break perhaps");
        }
    },
};

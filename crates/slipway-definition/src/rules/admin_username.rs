use super::syntax::is_word;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The login name of the administrator on Linux.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "admin-username",
    why: "Azure makes this user on every machine with useradd, which restricts the letters.",
    fix: "use up to 32 letters, digits, `_`, `-` and `.`, beginning with a letter or `_`",
    about: &["linuxProfile.adminUsername"],
    check: |spec, found| {
        let Some(linux) = &spec.properties().linux_profile else { return };
        let at = "/properties/linuxProfile/adminUsername";
        match linux.admin_username.as_deref().unwrap_or_default() {
            "" => {
                found.error(at, "`linuxProfile.adminUsername` is missing");
            }
            name if !is_login(name) => {
                found.error(at, format!("{} cannot be a login name", tick(name)));
            }
            _ => {}
        }
    },
};

pub(super) fn is_login(name: &str) -> bool {
    is_word(name, 1..=32, b"_-.") && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

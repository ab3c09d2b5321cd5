use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The names that the Azure REST reference disallows for `osProfile.adminUsername`.
pub(super) const RESERVED: [&str; 32] = [
    "1", "123", "a", "actuser", "adm", "admin", "admin1", "admin2", "administrator", "aspnet", "backup", "console",
    "david", "guest", "john", "owner", "root", "server", "sql", "support", "support_388945a0", "sys", "test", "test1",
    "test2", "test3", "user", "user1", "user2", "user3", "user4", "user5",
];

/// Login names that Azure refuses.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "admin-username-reserved",
    why: "Azure refuses names that attackers try first, in the middle of the deployment.",
    fix: "choose another name, `azureuser`",
    about: &["linuxProfile.adminUsername"],
    check: |spec, found| {
        let name = spec.linux().admin_username.as_deref().unwrap_or_default();
        if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
            let message = format!("Azure does not allow the login name {}", tick(name));
            found.error("/properties/linuxProfile/adminUsername", message);
        }
    },
};

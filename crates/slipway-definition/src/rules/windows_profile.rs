use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// Windows machines need an administrator.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-profile",
    why: "Azure makes no Windows machine without a user and a password.",
    fix: "add `windowsProfile` with `adminUsername` and `adminPassword`",
    about: &["windowsProfile"],
    check: |spec, found| {
        let at = Pointer::from("/properties/windowsProfile");
        let Some(windows) = &spec.properties().windows_profile else {
            let mut pools = spec.each_pool().filter(|(_, pool)| pool.is_windows());
            if let Some((pool, _)) = pools.next() {
                let finding = found.error(at, "`windowsProfile` is missing").label(pool.key("osType"), "a Windows pool");
                finding.help(RULE.fix);
            }
            return;
        };
        let has_password = windows.admin_password.as_ref().is_some_and(|password| *password != Secret::default());
        if !spec.has_windows() {
            if has_password {
                found
                    .warning(at, "`windowsProfile` is not used, and a password that nothing uses only leaks")
                    .say("no pool runs Windows")
                    .help("remove it, or give a pool `\"osType\": \"Windows\"`");
            }
            return;
        }
        if windows.admin_username.as_deref().is_none_or(str::is_empty) {
            found.error(at.key("adminUsername"), "`windowsProfile.adminUsername` is missing");
        }
        if !has_password {
            found.error(at.key("adminPassword"), "`windowsProfile.adminPassword` is missing");
        }
    },
};

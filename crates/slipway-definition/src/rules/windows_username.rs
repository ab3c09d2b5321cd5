use super::admin_username_reserved::RESERVED;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// What no local user of Windows may have in its name.
const FORBIDDEN: &str = "\"/\\[]:;|=,+*?<>@";

/// The login name of the administrator on Windows, as the Azure REST reference restricts `osProfile.adminUsername`.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-username",
    why: "Azure makes this user on every Windows machine, and refuses some names in the middle of the deployment.",
    fix: "use up to 20 letters and digits, `azureuser`",
    about: &["windowsProfile.adminUsername"],
    check: |spec, found| {
        let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) else { return };
        let name = windows.admin_username.as_deref().unwrap_or_default();
        let at = "/properties/windowsProfile/adminUsername";
        let length = name.chars().count();
        if length > 20 {
            found.error(at, format!("the login name has {length} characters; Windows takes 20 at most"));
        } else if name.ends_with('.') {
            found.error(at, format!("the login name {} ends in a dot, which Windows does not allow", tick(name)));
        } else if let Some(bad) = name.chars().find(|letter| FORBIDDEN.contains(*letter) || letter.is_control()) {
            let message = format!("the login name {} has {} in it, which Windows does not allow", tick(name), tick(&bad.to_string()));
            found.error(at, message);
        } else if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
            found.error(at, format!("Azure does not allow the login name {}", tick(name)));
        } else if !name.is_empty() && name.trim().is_empty() {
            found.error(at, "the login name is blank");
        }
    },
};

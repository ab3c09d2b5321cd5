use crate::rule::Rule;
use crate::spec::{Secret, Spec};

/// The passwords that the Azure REST reference disallows for `osProfile.adminPassword`.
const COMMON: [&str; 10] = [
    "abc@123", "P@$$w0rd", "P@ssw0rd", "P@ssword123", "Pa$$word", "pass@word1", "Password!", "Password1", "Password22",
    "iloveyou!",
];

/// The password of the administrator on Windows. Messages say nothing of it but its length and what is missing.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-password",
    why: "Azure refuses weak passwords in the middle of the deployment.",
    fix: "use 8 to 123 characters of three kinds at least: upper case, lower case, digits, others",
    about: &["windowsProfile.adminPassword"],
    check: |spec, found| {
        let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) else { return };
        let password = windows.admin_password.as_ref().map_or("", Secret::expose);
        if password.is_empty() {
            return;
        }
        let name = windows.admin_username.as_deref().unwrap_or_default();
        if let Some(problem) = problem(password, name) {
            found.error("/properties/windowsProfile/adminPassword", problem);
        }
    },
};

fn problem(password: &str, name: &str) -> Option<String> {
    let length = password.chars().count();
    if !(8..=123).contains(&length) {
        return Some(format!("the password has {length} characters; Azure takes 8 to 123"));
    }
    if password.eq_ignore_ascii_case(name) {
        return Some("the password is the login name".to_owned());
    }
    if COMMON.contains(&password) {
        return Some("the password is one that everybody tries first, and Azure refuses it".to_owned());
    }
    let has = |is_kind: fn(char) -> bool| password.chars().any(is_kind);
    let kinds = [
        ("upper case", has(|letter| letter.is_ascii_uppercase())),
        ("lower case", has(|letter| letter.is_ascii_lowercase())),
        ("digits", has(|letter| letter.is_ascii_digit())),
        ("other characters", has(|letter| !letter.is_ascii_alphanumeric())),
    ];
    let missing: Vec<_> = kinds.iter().filter(|(_, has)| !has).map(|(kind, _)| *kind).collect();
    let number = kinds.len() - missing.len();
    (number < 3).then(|| format!("the password has {number} of 4 kinds of characters; it lacks {}", missing.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength() {
        for password in ["Replacepassword1234$", "replacepassword1234$", "aaaaaa1!", "AAAAAAA1b"] {
            assert_eq!(problem(password, "azureuser"), None, "{password}");
        }
        for password in ["azureuser", "Short1!", "P@ssw0rd", "alllowercase", "lower1234", &"aA1".repeat(42)] {
            assert!(problem(password, "azureuser").is_some(), "{password}");
        }
        assert!(problem("Azure-User1", "azure-user1").is_some());
    }
}

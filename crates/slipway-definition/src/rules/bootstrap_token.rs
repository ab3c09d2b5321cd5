use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::{BootstrapProfile, Secret, Spec};

/// The token that nodes join with has Kubernetes' own form.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "bootstrap-token",
    why: "Kubernetes only accepts tokens of the form `[a-z0-9]{6}.[a-z0-9]{16}` with an end.",
    fix: "leave `bootstrapProfile` off to have a token made, or give all three of its fields",
    about: &["bootstrapProfile"],
    check: |spec, found| {
        let Some(profile) = &spec.properties().bootstrap_profile else { return };
        if *profile == BootstrapProfile::EMPTY {
            return;
        }
        let at = |key: &str| Pointer::from("/properties/bootstrapProfile").key(key);
        if !is_token(profile.token_id.as_deref(), 6) {
            found.error(at("tokenId"), "`tokenId` must be six lower-case letters and digits");
        }
        if !is_token(profile.token_secret.as_ref().map(Secret::expose), 16) {
            found.error(at("tokenSecret"), "`tokenSecret` must be sixteen lower-case letters and digits");
        }
        if !is_time(profile.token_expires.as_deref().unwrap_or_default()) {
            let message = "`tokenExpires` must be a time in UTC, `2027-01-31T00:00:00Z`";
            found.error(at("tokenExpires"), message);
        }
    },
};

fn is_token(text: Option<&str>, len: usize) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.is_some_and(|text| text.len() == len && text.bytes().all(is_letter))
}

/// The form of RFC 3339 in UTC without fractions; whether the day exists is for who reads the time.
fn is_time(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = |(form, byte): (&u8, u8)| if *form == b'0' { byte.is_ascii_digit() } else { *form == byte };
    text.len() == FORM.len() && FORM.iter().zip(text.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_tokens() {
        assert!(is_time("2027-01-31T00:00:00Z"));
        assert!(!is_time("2027-01-31") && !is_time("2027-01-31T00:00:00+01:00") && !is_time(""));
        assert!(is_token(Some("abc123"), 6) && !is_token(Some("ABC123"), 6) && !is_token(None, 6));
    }
}

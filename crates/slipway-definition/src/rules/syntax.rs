//! Forms of text that several rules ask for.

/// A text of `min` to `max` bytes, of letters, digits and the bytes of `others`.
pub(super) fn is_word(text: &str, lengths: std::ops::RangeInclusive<usize>, others: &[u8]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
}

/// Whether the first and the last byte are letters or digits.
pub(super) fn ends_in_words(text: &str) -> bool {
    let is_word_byte = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    is_word_byte(text.as_bytes().first()) && is_word_byte(text.as_bytes().last())
}

/// A DNS name: labels of letters, digits and hyphens, joined by dots.
pub(crate) fn is_dns_name(text: &str) -> bool {
    let is_label = |label: &str| is_word(label, 1..=63, b"-") && ends_in_words(label);
    text.len() <= 253 && text.split('.').all(is_label)
}

/// The form of a GUID as Azure writes it: 8-4-4-4-12 hexadecimal digits.
pub fn is_guid(text: &str) -> bool {
    const FORM: &[u8] = b"00000000-0000-0000-0000-000000000000";
    let fits = |(form, byte): (&u8, u8)| if *form == b'0' { byte.is_ascii_hexdigit() } else { *form == byte };
    text.len() == FORM.len() && FORM.iter().zip(text.bytes()).all(fits)
}

/// Whether a control character, a line break above all, is in the text.
pub(super) fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids() {
        assert!(is_guid("11111111-2222-3333-4444-55555555555a"));
        for text in ["", "not-a-guid", "{11111111-2222-3333-4444-555555555555}", "11111111222233334444555555555555"] {
            assert!(!is_guid(text), "{text}");
        }
    }

    #[test]
    fn dns_names() {
        for name in ["a", "a.example.com", "1-2.x"] {
            assert!(is_dns_name(name), "{name}");
        }
        for name in ["", ".", "a.", "-a", "a_b", "a b", "*.x"] {
            assert!(!is_dns_name(name), "{name}");
        }
    }
}

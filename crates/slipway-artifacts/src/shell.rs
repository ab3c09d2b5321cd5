//! Words of a shell.

/// A text as a shell reads it as one word.
pub fn shell_word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+:@%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) && !text.starts_with('-') {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(shell_word("_output/a/b.json"), "_output/a/b.json");
        assert_eq!(shell_word("my out/it's"), r"'my out/it'\''s'");
        assert_eq!([shell_word(""), shell_word("-x")], ["''", "'-x'"]);
    }
}

//! How a user's text is quoted in a message: short, on one line, without control characters.

/// Longest text that a message repeats.
const LONGEST: usize = 60;

/// The text in backticks.
pub fn tick(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// The text in double quotes.
pub fn double(text: &str) -> String {
    format!("\"{}\"", shown(text))
}

fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_and_odd_texts_stay_on_one_short_line() {
        assert_eq!(super::tick("a\nb"), "`a\\nb`");
        assert_eq!(super::double(&"x".repeat(1000)).chars().count(), 63);
    }
}

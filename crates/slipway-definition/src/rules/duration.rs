//! Durations as Go writes them, `1h30m`: package time, `ParseDuration`.

/// A length of time.
pub(super) type Nanoseconds = i128;

const UNITS: [(&str, Nanoseconds); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Longest text that is looked at.
const LONGEST: usize = 64;

/// A sign, then numbers with units; `0` needs none. `None` for anything else, or for what Go cannot hold.
pub(super) fn parse(text: &str) -> Option<Nanoseconds> {
    if text.len() > LONGEST {
        return None;
    }
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if text == "0" {
        return Some(0);
    }
    if text.is_empty() {
        return None;
    }
    let mut total: Nanoseconds = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let number = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (digits, after) = rest.split_at(number);
        let end = after.find(|letter: char| letter.is_ascii_digit() || letter == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let (_, unit) = UNITS.iter().find(|(name, _)| *name == unit)?;
        total = total.checked_add(scaled(digits, *unit)?)?;
        rest = after;
    }
    // Go holds a duration in 64 bits.
    let total = if negative { -total } else { total };
    i64::try_from(total).is_ok().then_some(total)
}

/// `1.5` of a unit.
fn scaled(digits: &str, unit: Nanoseconds) -> Option<Nanoseconds> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && part.is_empty()) || part.contains('.') {
        return None;
    }
    let whole: Nanoseconds = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut total = whole.checked_mul(unit)?;
    let mut place = unit;
    for digit in part.bytes() {
        place /= 10;
        total = total.checked_add(place.checked_mul(Nanoseconds::from(digit.saturating_sub(b'0')))?)?;
    }
    Some(total)
}

/// The shortest of Go's spellings that a person would write: `1m30s`, `250ms`.
pub(super) fn shown(period: Nanoseconds) -> String {
    const SECOND: Nanoseconds = 1_000_000_000;
    if period % SECOND != 0 {
        return format!("{}ms", period / 1_000_000);
    }
    let seconds = period / SECOND;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = String::new();
    for (number, unit) in [(hours, 'h'), (minutes, 'm'), (seconds, 's')] {
        if number != 0 {
            text.push_str(&number.to_string());
            text.push(unit);
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_go() {
        let second = 1_000_000_000;
        for (text, expected) in [
            ("0", 0),
            ("10s", 10 * second),
            ("1h30m", 5400 * second),
            ("1.5m", 90 * second),
            (".5s", second / 2),
            ("5.s", 5 * second),
            ("-1m", -60 * second),
            ("2us", 2000),
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        for text in ["", "10", "foo", "1x", "1.2.3s", ".s", "s", "+", "1m 30s", "99999999999999999999h", "1é"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn shown_as_people_write_them() {
        for text in ["40s", "1m30s", "2h", "250ms", "0s"] {
            assert_eq!(parse(text).map(shown).as_deref(), Some(text));
        }
    }
}

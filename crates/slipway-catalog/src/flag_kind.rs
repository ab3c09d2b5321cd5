//! Types of flags, as Go's `pflag` reads them.

use std::net::IpAddr;

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// `true` or `false`.
    Bool,
    /// Whole number.
    Int,
    /// Whole number, not negative.
    Uint,
    /// Number.
    Float,
    /// `1h30m`.
    Duration,
    /// IPv4 or IPv6 address.
    Ip,
    /// Anything, or what has a syntax of its own.
    Text,
}

impl FlagKind {
    /// The type of this name in `catalog/flags/`.
    pub fn of(name: &str) -> Self {
        match name {
            "bool" => Self::Bool,
            "int" => Self::Int,
            "uint" => Self::Uint,
            "float" => Self::Float,
            "duration" => Self::Duration,
            "ip" => Self::Ip,
            _ => Self::Text,
        }
    }

    /// Whether `pflag` takes the text: `strconv.ParseBool`, `ParseInt` with base 0, `ParseFloat`, `time.ParseDuration`, `net.ParseIP`.
    pub fn takes(self, text: &str) -> bool {
        match self {
            Self::Bool => {
                matches!(
                    text,
                    "1" | "t" | "T" | "TRUE" | "true" | "True" | "0" | "f" | "F" | "FALSE" | "false" | "False"
                )
            }
            Self::Int => is_integer(text.strip_prefix(['-', '+']).unwrap_or(text)),
            Self::Uint => is_integer(text),
            Self::Float => text.parse::<f64>().is_ok(),
            Self::Duration => is_duration(text),
            Self::Ip => text.trim().is_empty() || text.trim().parse::<IpAddr>().is_ok(),
            Self::Text => true,
        }
    }

    /// What it takes, for a message.
    pub fn says(self) -> &'static str {
        match self {
            Self::Bool => "`true` or `false`",
            Self::Int => "a whole number",
            Self::Uint => "a whole number that is not negative",
            Self::Float => "a number",
            Self::Duration => "a duration, a number with its unit",
            Self::Ip => "an IP address",
            Self::Text => "text",
        }
    }

    /// A value that it takes.
    pub fn example(self) -> &'static str {
        match self {
            Self::Bool => "`true`",
            Self::Int | Self::Uint => "`30`",
            Self::Float => "`1.5`",
            Self::Duration => "`10s`, `5m` or `1h30m`",
            Self::Ip => "`0.0.0.0`",
            Self::Text => "text",
        }
    }
}

/// Digits, decimal or with Go's prefixes, that fit 64 bits.
fn is_integer(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (digits, base) = match (bytes.first(), bytes.get(1).map(u8::to_ascii_lowercase)) {
        (Some(b'0'), Some(b'x')) => (&text[2..], 16),
        (Some(b'0'), Some(b'b')) => (&text[2..], 2),
        (Some(b'0'), Some(b'o')) => (&text[2..], 8),
        (Some(b'0'), Some(_)) => (&text[1..], 8),
        _ => (text, 10),
    };
    !digits.starts_with(['-', '+']) && i64::from_str_radix(digits, base).is_ok()
}

/// A duration as Go's `time.ParseDuration` takes it.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        if rest[..digits].parse::<f64>().is_err() {
            return false;
        }
        rest = &rest[digits..];
        let Some(after) = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].iter().find_map(|unit| {
            let after = rest.strip_prefix(unit)?;
            (after.is_empty() || after.starts_with(|c: char| c.is_ascii_digit() || c == '.')).then_some(after)
        }) else {
            return false;
        };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::FlagKind;

    #[test]
    fn values_are_go_s() {
        let cases = [
            (
                FlagKind::Duration,
                "10s 5m0s 1h30m 0 1.5h 300ms -1m",
                ["", "10", "s", "5 m", "1x", "1.2.3s", "1 µ"].as_slice(),
            ),
            (FlagKind::Bool, "true True 0 f", &["", "yes", "tRue", " true"]),
            (
                FlagKind::Int,
                "0 -1 +7 0x1F 010 9223372036854775807",
                &["", "1.5", "many", "08", "--1", "9223372036854775808", "0x"],
            ),
            (FlagKind::Uint, "0 7", &["", "-1", "+1"]),
            (FlagKind::Float, "1 0.5 -2 1e3", &["", "1,5"]),
            (FlagKind::Ip, "0.0.0.0 ::1", &["localhost", "10.0.0.0/8", "1.2.3"]),
        ];
        for (kind, good, bad) in cases {
            for text in good.split(' ') {
                assert!(kind.takes(text), "{kind:?} takes {text}");
            }
            for text in bad {
                assert!(!kind.takes(text), "{kind:?} does not take {text:?}");
            }
        }
    }
}

//! The text of one `--set`: `masterProfile.count=3,agentPoolProfiles[0].name='a,b'`.

use std::ops::Range;
use std::str::FromStr;

use super::json;
use crate::node::{Node, Origin, Span, Value};

/// One step of a path.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// Into the member of an object.
    Key(String),
    /// Into the element of a list.
    Index(usize),
}

/// One `path=value`.
#[derive(Debug)]
pub(super) struct Pair {
    /// From `properties` on, each step with its place in the argument.
    pub(super) path: Vec<(Step, Range<usize>)>,
    pub(super) value: Node,
}

/// A complaint about a part of the argument.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    /// What to do, when there is more to say than an example.
    pub(super) help: Option<String>,
}

impl Complaint {
    pub(super) fn of(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Splits the argument into its pairs; spans get `origin`.
pub(super) fn pairs(text: &str, origin: Origin) -> Result<Vec<Pair>, Complaint> {
    if text.trim().is_empty() {
        return Err(Complaint::of(0..0, "the argument is empty: there is nothing to change"));
    }
    let mut pairs = Vec::new();
    let mut rest = 0..text.len();
    while !rest.is_empty() || pairs.is_empty() {
        let end = end_of(text, rest.clone(), b",")?.unwrap_or(rest.end);
        let pair = pair(text, rest.start..end, origin);
        let is_rest = !pairs.is_empty();
        pairs.push(pair.map_err(|complaint| if is_rest { comma(complaint) } else { complaint })?);
        rest = (end + 1).min(text.len())..text.len();
    }
    Ok(pairs)
}

const NO_PAIR: &str = "expected `path=value`";

/// What comes after a comma and is no pair may have been meant as part of the value.
fn comma(complaint: Complaint) -> Complaint {
    let help = "a value that holds a comma stands in quotes, `path='a,b'`; a list in brackets, `path=[\"1\",\"2\"]`";
    if complaint.message == NO_PAIR { complaint.help(help) } else { complaint }
}

fn pair(text: &str, range: Range<usize>, origin: Origin) -> Result<Pair, Complaint> {
    let Some(equals) = end_of(text, range.clone(), b"=")? else {
        return Err(Complaint::of(range, NO_PAIR));
    };
    let path = path(text, trim(text, range.start..equals))?;
    let value = value(text, trim(text, equals + 1..range.end), origin)?;
    Ok(Pair { path, value })
}

/// The first of `stops` in `range` outside quotes and brackets.
fn end_of(text: &str, range: Range<usize>, stops: &[u8]) -> Result<Option<usize>, Complaint> {
    let mut quote: Option<(u8, usize)> = None;
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(range.end).skip(range.start) {
        match byte {
            _ if quote.is_some_and(|(open, _)| open == byte) => quote = None,
            _ if quote.is_some() => {}
            b'\'' | b'"' => quote = Some((byte, at)),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && stops.contains(&byte) => return Ok(Some(at)),
            _ => {}
        }
    }
    match quote {
        Some((_, at)) => Err(Complaint::of(at..range.end, "the quote is not closed")),
        None => Ok(None),
    }
}

/// `a.b[0]."c.d"["e"]`.
fn path(text: &str, range: Range<usize>) -> Result<Vec<(Step, Range<usize>)>, Complaint> {
    let mut steps = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let place;
        if text.as_bytes().get(at) == Some(&b'[') {
            let close = text.get(at..range.end).and_then(|rest| rest.find(']')).map(|length| at + length);
            let Some(close) = close else {
                return Err(Complaint::of(at..range.end, "the bracket is not closed"));
            };
            place = at..close + 1;
            let inside = text.get(at + 1..close).unwrap_or_default();
            let step = if let Some(key) = unquoted(inside) {
                Step::Key(key.to_owned())
            } else {
                let help = "the first element is `[0]`; a key stands there in quotes, `[\"a.b\"]`";
                let complaint = |_| Complaint::of(place.clone(), "expected an index: `[0]`").help(help);
                Step::Index(inside.parse().map_err(complaint)?)
            };
            steps.push((step, place.clone()));
        } else {
            let end = end_of(text, at..range.end, b".[")?.unwrap_or(range.end);
            // `end_of` counts brackets; a step ends at the first one.
            let bracket =
                text.get(at..end).filter(|step| !step.starts_with(['"', '\''])).and_then(|step| step.find('['));
            place = at..bracket.map_or(end, |length| at + length);
            let step = text.get(place.clone()).unwrap_or_default();
            let key = unquoted(step).unwrap_or(step);
            if key.is_empty() {
                return Err(Complaint::of(at..(at + 1).min(text.len()), "a name is missing in the path"));
            }
            steps.push((Step::Key(key.to_owned()), place.clone()));
        }
        at = place.end;
        if text.as_bytes().get(at) == Some(&b'.') && at < range.end {
            at += 1;
            if at == range.end {
                return Err(Complaint::of(at - 1..at, "a name is missing after this dot"));
            }
        }
    }
    match steps.first() {
        None => Err(Complaint::of(range, "the path is missing")),
        Some((Step::Key(key), place)) if key.eq_ignore_ascii_case("properties") => {
            Err(Complaint::of(place.clone(), "paths begin inside `properties`: leave it off")
                .help("`masterProfile.count=3`, not `properties.masterProfile.count=3`"))
        }
        Some(_) => Ok(steps),
    }
}

/// A list or an object in brackets, a bare boolean, null or number, or else a text, whose quotes fall off as in a shell.
fn value(text: &str, range: Range<usize>, origin: Origin) -> Result<Node, Complaint> {
    let raw = text.get(range.clone()).unwrap_or_default();
    if raw.starts_with(['[', '{']) {
        return json::parse(raw, origin, range.start).map_err(|(within, kind)| {
            let help = "this reads as JSON; a text that begins with a bracket stands in quotes";
            Complaint::of(within.start + range.start..within.end + range.start, kind.to_string()).help(help)
        });
    }
    let value = match raw {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if serde_json::Number::from_str(raw).is_ok() => Value::Number(raw.to_owned()),
        _ => Value::String(without_quotes(raw)),
    };
    Ok(Node { span: Span::new(origin, range), value })
}

fn unquoted(text: &str) -> Option<&str> {
    let inside = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\''))
}

fn without_quotes(text: &str) -> String {
    let mut open = None;
    let mut keep = |letter: char| match open {
        Some(quote) if quote == letter => {
            open = None;
            false
        }
        None if letter == '"' || letter == '\'' => {
            open = Some(letter);
            false
        }
        _ => true,
    };
    text.chars().filter(|letter| keep(*letter)).collect()
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Value)> {
        let shown = |step: &(Step, Range<usize>)| match &step.0 {
            Step::Key(key) => format!("/{key}"),
            Step::Index(index) => format!("#{index}"),
        };
        let pairs = pairs(text, Origin::Argument(0)).expect("a good argument");
        pairs.into_iter().map(|pair| (pair.path.iter().map(shown).collect(), pair.value.value)).collect()
    }

    fn text(text: &str) -> Value {
        Value::String(text.to_owned())
    }

    #[test]
    fn pairs_paths_and_values() {
        assert_eq!(
            read("a.b[0].c=x, d=5,"),
            [("/a/b#0/c".into(), text("x")), ("/d".into(), Value::Number("5".into()))]
        );
        assert_eq!(read("a=true"), [("/a".into(), Value::Bool(true))]);
        assert_eq!(read("a="), [("/a".into(), text(""))]);
        assert_eq!(read("p.secret='=!,Test$^='"), [("/p/secret".into(), text("=!,Test$^="))]);
        assert_eq!(read("k.--feature-gates=A=true"), [("/k/--feature-gates".into(), text("A=true"))]);
        assert_eq!(read("k.--x=\"A,B\"'C,D'E"), [("/k/--x".into(), text("A,BC,DE"))]);
        assert_eq!(read("t.'a.b'=1")[0].0, "/t/a.b");
        assert_eq!(read("t[\"a.b\"].c=1")[0].0, "/t/a.b/c");
    }

    #[test]
    fn lists_keep_their_places() {
        let pair = pairs("z=[\"1\", \"2\"],y=3", Origin::Argument(4)).expect("a good argument").remove(0);
        let Value::Array(items) = pair.value.value else { panic!("a list") };
        assert_eq!(items[1].span, Span::new(Origin::Argument(4), 8..11));
    }

    #[test]
    fn broken_arguments_are_refused_at_the_place() {
        for (text, range) in [
            ("", 0..0),
            ("a", 0..1),
            ("=1", 0..0),
            ("a..b=1", 2..3),
            ("a.=1", 1..2),
            ("a[x]=1", 1..4),
            ("a='b", 2..4),
            ("a=[1", 4..4),
            ("properties.a=1", 0..10),
            ("a=1,b", 4..5),
            ("a[0=1", 0..5),
            (".a=1", 0..1),
        ] {
            assert_eq!(pairs(text, Origin::File).err().map(|complaint| complaint.range), Some(range), "{text}");
        }
    }
}

//! YAML into the same nodes, event by event: aliases are refused, so a small file cannot unfold into a large one.

use std::borrow::Cow;
use std::str::FromStr;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::json::Failure;
use super::yaml_places as places;
use super::{DocumentErrorKind, MAX_DEPTH, MAX_VALUES};
use crate::node::{Member, Node, Origin, Span, Value};

/// Reads one YAML document.
pub(super) fn parse(text: &str) -> Result<Node, Failure> {
    let offsets = Offsets::of(text);
    let mut builder = Builder { text, open: Vec::new(), root: None, values: 0 };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| explain(&offsets, &error))?;
        let span = Span::new(Origin::File, offsets.byte(span.start.index())..offsets.byte(span.end.index()));
        builder.event(event, span).map_err(|kind| (span.range(), kind))?;
    }
    builder.root.ok_or((0..0, DocumentErrorKind::Empty))
}

/// From the parser's character indexes to bytes; empty when the text is ASCII and they are the same.
struct Offsets {
    bytes: Vec<u32>,
    len: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let narrow = |(offset, _)| u32::try_from(offset).unwrap_or(u32::MAX);
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(narrow).collect() };
        Self { bytes, len: text.len() }
    }

    fn byte(&self, index: usize) -> usize {
        if self.bytes.is_empty() {
            index.min(self.len)
        } else {
            self.bytes.get(index).map_or(self.len, |offset| *offset as usize)
        }
    }
}

/// A list or an object that is not closed yet.
enum Open {
    List(Span, Vec<Node>),
    Object(Span, Vec<Member>, Option<(String, Span)>),
}

struct Builder<'t> {
    text: &'t str,
    open: Vec<Open>,
    root: Option<Node>,
    values: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), DocumentErrorKind> {
        match event {
            Event::Alias(_) => Err(syntax("aliases (`*name`) are not read: write the value out")),
            Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag, span),
            Event::SequenceStart(..) => self.begin(Open::List(places::list(self.text, span), Vec::new())),
            Event::MappingStart(..) => self.begin(Open::Object(span, Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.end(places::end(self.text, span)),
            Event::DocumentStart(_) if self.root.is_some() => Err(syntax("only one YAML document is expected")),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open) -> Result<(), DocumentErrorKind> {
        if let Some(Open::Object(_, _, None)) = self.open.last() {
            return Err(syntax("a key is a text, not a list or an object"));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(DocumentErrorKind::TooDeep);
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self, end: Span) -> Result<(), DocumentErrorKind> {
        let to_end = |start: Span| Span::new(Origin::File, start.range().start..end.range().end);
        match self.open.pop() {
            Some(Open::List(span, items)) => self.place(Node { span: to_end(span), value: Value::Array(items) }),
            Some(Open::Object(span, members, _)) => {
                self.place(Node { span: to_end(span), value: Value::Object(members) })
            }
            None => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<Cow<'_, Tag>>,
        span: Span,
    ) -> Result<(), DocumentErrorKind> {
        let span = places::scalar(self.text, span, style);
        if let Some(Open::Object(_, _, key @ None)) = self.open.last_mut() {
            *key = Some((text.into_owned(), span));
            return Ok(());
        }
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
        let plain = style == ScalarStyle::Plain && !is_text;
        let value = if plain { classify(&text) } else { Value::String(text.into_owned()) };
        self.place(Node { span, value })
    }

    fn place(&mut self, node: Node) -> Result<(), DocumentErrorKind> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(DocumentErrorKind::TooManyValues);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Object(_, members, key)) => {
                if let Some((key, key_span)) = key.take() {
                    members.push(Member { key, key_span, node });
                }
            }
        }
        Ok(())
    }
}

/// YAML 1.2's core schema, as far as JSON can say it: `yes`, `0x1` and `.inf` stay texts.
fn classify(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if serde_json::Number::from_str(text).is_ok() => Value::Number(text.to_owned()),
        _ => Value::String(text.to_owned()),
    }
}

fn syntax(message: &str) -> DocumentErrorKind {
    DocumentErrorKind::Syntax(message.to_owned())
}

fn explain(offsets: &Offsets, error: &ScanError) -> Failure {
    let at = offsets.byte(error.marker().index());
    // The scanner has a limit of its own, which it may meet first: it reads ahead.
    if error.info().contains("recursion limit") {
        return (at..at, DocumentErrorKind::TooDeep);
    }
    (at..at, DocumentErrorKind::Syntax(format!("not YAML: {}", error.info())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_spans_are_those_of_json() {
        let text =
            "# ä\napiVersion: vlabs\nproperties:\n  masterProfile:\n    count: 3\n    ports: [80]\n    on: true\n";
        let node = parse(text).expect("this is YAML");
        let Value::Object(members) = &node.value else { panic!("an object") };
        assert_eq!(&text[members[0].key_span.range()], "apiVersion");
        assert_eq!(&text[members[0].node.span.range()], "vlabs");
        let Value::Object(properties) = &members[1].node.value else { panic!("an object") };
        let Value::Object(master) = &properties[0].node.value else { panic!("an object") };
        assert_eq!(master[0].node.value, Value::Number("3".into()));
        assert_eq!(master[2].node.value, Value::Bool(true));
    }

    #[test]
    fn values_stand_where_they_stand() {
        fn places(node: &Node, text: &str, found: &mut Vec<String>) {
            match &node.value {
                Value::Array(items) => {
                    found.push(text[node.span.range()].chars().take(1).collect());
                    for item in items {
                        places(item, text, found);
                    }
                }
                Value::Object(members) => {
                    for member in members {
                        places(&member.node, text, found);
                    }
                }
                _ => found.push(text[node.span.range()].to_owned()),
            }
        }
        let text = concat!(
            "a:\n- {b: 'it''s' , c: \"q\\\"\" }   # d\ne:\n  - 'f'   # g\n  - |  # h | i\n    j\n\n  - >-\n    k\n    l\n",
            "m: [ 'n' , o ]  # p\nq:\n  -\n    r: s # t\n"
        );
        let mut found = Vec::new();
        places(&parse(text).expect("this is YAML"), text, &mut found);
        let folded = ">-\n    k\n    l";
        let expected =
            ["-", "'it''s'", "\"q\\\"\"", "-", "'f'", "|  # h | i\n    j", folded, "[", "'n'", "o", "-", "s"];
        assert_eq!(found, expected);
    }

    #[test]
    fn quotes_and_tags_make_texts() {
        for (text, value) in [("'1.33'", "1.33"), ("!!str 1.33", "1.33"), ("\"true\"", "true"), ("yes", "yes")] {
            assert_eq!(parse(text).expect("this is YAML").value, Value::String(value.into()), "{text}");
        }
    }

    #[test]
    fn what_json_cannot_say_is_refused() {
        for text in ["a: &x 1\nb: *x", "? [1]\n: 2", "a: 1\n---\nb: 2", "a: [1", "a:\n\t- b"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse(&"[".repeat(10_000)).expect_err("too deep").1, DocumentErrorKind::TooDeep);
        assert_eq!(parse("# nothing\n").map(|node| node.value).ok(), None);
    }
}

//! JSON with comments and trailing commas, into nodes.

use std::ops::Range;
use std::str::FromStr;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::scan::scan;
use super::{DocumentErrorKind, Position};
use crate::node::{Member, Node, Origin, Span, Value};

/// Comments and trailing commas are welcome; everything else is JSON to the letter.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// What went wrong, and where in the text.
pub(super) type Failure = (Range<usize>, DocumentErrorKind);

/// Reads `text`; spans get `origin` and are moved by `offset` bytes.
pub(super) fn parse(text: &str, origin: Origin, offset: usize) -> Result<Node, Failure> {
    scan(text)?;
    let parsed = parse_to_ast(text, &CollectOptions::default(), &OPTIONS).map_err(|error| explain(text, &error))?;
    let value = parsed.value.ok_or((0..0, DocumentErrorKind::Empty))?;
    Builder { origin, offset }.node(value)
}

struct Builder {
    origin: Origin,
    offset: usize,
}

impl Builder {
    /// Recurses as deep as [`super::MAX_DEPTH`], which the scan has assured.
    fn node(&self, value: ast::Value<'_>) -> Result<Node, Failure> {
        let range = value.range().start..value.range().end;
        let span = self.span(&range);
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
            ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
            ast::Value::NumberLit(literal) => match serde_json::Number::from_str(literal.value) {
                Ok(_) => Value::Number(literal.value.to_owned()),
                Err(_) => return Err((range, syntax("the number is malformed or too large"))),
            },
            ast::Value::Array(array) => {
                Value::Array(array.elements.into_iter().map(|item| self.node(item)).collect::<Result<_, _>>()?)
            }
            ast::Value::Object(object) => {
                let member = |property: ast::ObjectProp<'_>| {
                    let key = property.name.range().start..property.name.range().end;
                    Ok(Member {
                        key_span: self.span(&key),
                        key: property.name.into_string(),
                        node: self.node(property.value)?,
                    })
                };
                Value::Object(object.properties.into_iter().map(member).collect::<Result<_, _>>()?)
            }
        };
        Ok(Node { span, value })
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.origin, range.start + self.offset..range.end + self.offset)
    }
}

fn syntax(message: &str) -> DocumentErrorKind {
    DocumentErrorKind::Syntax(message.to_owned())
}

/// The parser's complaint in our words. What happens at the end of the text is a file cut off.
fn explain(text: &str, error: &ParseError) -> Failure {
    use ParseErrorKind as Kind;
    let range = error.range().start..error.range().end;
    let cut_off = |what| {
        let begun = Position::of(text, range.start);
        (text.len()..text.len(), DocumentErrorKind::CutOff { what, begun })
    };
    let at_end = text.get(range.start..).is_none_or(|rest| rest.trim().is_empty());
    let message = match error.kind() {
        Kind::UnterminatedObject => return cut_off("object"),
        Kind::UnterminatedArray => return cut_off("list"),
        _ if at_end => "the file ends here, in the middle of an object or a list: was it cut off?".to_owned(),
        Kind::ExpectedComma => "a comma is missing here".to_owned(),
        Kind::ExpectedColonAfterObjectKey => "a colon is missing after this key".to_owned(),
        Kind::ExpectedObjectValue => "the value after the colon is missing".to_owned(),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedWord => {
            "a word without quotes: keys and texts stand in double quotes".to_owned()
        }
        Kind::SingleQuotedStringsNotAllowed => "single quotes: keys and texts stand in double quotes".to_owned(),
        Kind::MultipleRootJsonValues => "the definition ends before this: only one object is expected".to_owned(),
        Kind::UnexpectedCloseBrace => "a closing brace that nothing opened, or a value is missing before it".to_owned(),
        Kind::UnexpectedCloseBracket => {
            "a closing bracket that nothing opened, or a value is missing before it".to_owned()
        }
        Kind::UnexpectedTokenInObject => "a key in double quotes is expected here".to_owned(),
        Kind::String(kind) => lower_first(&kind.to_string()),
        kind => lower_first(&kind.to_string()),
    };
    (range, DocumentErrorKind::Syntax(message))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(text: &str) -> Failure {
        parse(text, Origin::File, 0).expect_err("this text is broken")
    }

    #[test]
    fn comments_and_trailing_commas_are_welcome() {
        let node = parse("// a\n{\"a\": [1, /* b */ 2,], }", Origin::File, 0).expect("this is fine");
        let Value::Object(members) = node.value else { panic!("an object") };
        assert_eq!(members[0].key_span.range(), 6..9);
        assert_eq!(members[0].node.span.range(), 11..26);
    }

    #[test]
    fn everything_else_is_strict() {
        for text in ["{'a': 1}", "{a: 1}", "{\"a\": 0x1}", "{\"a\": +1}", "{\"a\": .5}", "{\"a\": 1.}", "{\"a\": NaN}"]
        {
            assert!(matches!(failure(text).1, DocumentErrorKind::Syntax(_)), "{text}");
        }
        for text in ["{\"a\": 1 \"b\": 2}", "[1 2]", "{\"a\": 01}", "{\"a\": 1e999}", "{} {}", "{\"a\" 1}", "{,}"] {
            assert!(matches!(failure(text).1, DocumentErrorKind::Syntax(_)), "{text}");
        }
    }

    #[test]
    fn a_missing_comma_is_shown_where_it_belongs() {
        assert_eq!(failure("{\"a\": 1\n \"b\": 2}").0, 7..7);
    }

    #[test]
    fn a_cut_off_file_names_what_is_open() {
        let (range, kind) = failure("{\"a\": [1,\n");
        assert_eq!(range, 10..10);
        assert_eq!(kind, DocumentErrorKind::CutOff { what: "list", begun: Position { line: 1, column: 7 } });
        for text in ["{\"a\":", "{\"a\"", "{\"a\": {", "{"] {
            assert!(failure(text).1.to_string().contains("the file ends here"), "{text}: {}", failure(text).1);
        }
    }
}

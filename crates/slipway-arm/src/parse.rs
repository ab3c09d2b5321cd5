//! Reads an expression back, so that checks work on what stands in the template and not on what was meant.

use std::borrow::Cow;
use std::str::FromStr;

use crate::expression::Expr;

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at byte {at}")]
pub struct ParseError {
    /// What should have stood there.
    pub expected: &'static str,
    /// Byte offset in the expression, its outer brackets not counted.
    pub at: usize,
}

impl FromStr for Expr {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut parser = Parser { text, at: 0 };
        let expression = parser.expression()?;
        if parser.rest().is_empty() { Ok(expression) } else { Err(parser.wants("the end of the expression")) }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn rest(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    fn wants(&self, expected: &'static str) -> ParseError {
        ParseError { expected, at: self.at }
    }

    fn takes(&mut self, token: char) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len_utf8();
        }
        found
    }

    fn expression(&mut self) -> Result<Expr, ParseError> {
        let mut expression = self.primary()?;
        loop {
            if self.takes('.') {
                expression = Expr::Member(Box::new(expression), Cow::Owned(self.word("a member's name")?.to_owned()));
            } else if self.takes('[') {
                let index = self.expression()?;
                if !self.takes(']') {
                    return Err(self.wants("]"));
                }
                expression = Expr::Element(Box::new(expression), Box::new(index));
            } else {
                return Ok(expression);
            }
        }
    }

    fn primary(&mut self) -> Result<Expr, ParseError> {
        match self.rest().as_bytes().first() {
            Some(b'\'') => self.text(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let function = self.word("a text, a number or a function")?.to_owned();
                Ok(Expr::Call(Cow::Owned(function), self.arguments()?))
            }
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, ParseError> {
        let mut arguments = Vec::new();
        if !self.takes('(') {
            return Err(self.wants("("));
        }
        if self.takes(')') {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            if self.takes(')') {
                return Ok(arguments);
            }
            if !self.takes(',') {
                return Err(self.wants(", or )"));
            }
        }
    }

    fn text(&mut self) -> Result<Expr, ParseError> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(quote) = rest.find('\'') else {
                return Err(self.wants("a closing quote"));
            };
            text.push_str(&rest[..quote]);
            self.at += quote + 1;
            if !self.text[self.at..].starts_with('\'') {
                return Ok(Expr::Text(text));
            }
            text.push('\'');
            self.at += 1;
        }
    }

    fn number(&mut self) -> Result<Expr, ParseError> {
        let rest = self.rest();
        let end = rest.find(|c: char| c != '-' && !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest[..end].parse().map_err(|_| self.wants("a number"))?;
        self.at += end;
        Ok(Expr::Number(number))
    }

    fn word(&mut self, expected: &'static str) -> Result<&'t str, ParseError> {
        let rest = self.rest();
        let end = rest.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.wants(expected));
        }
        self.at += end;
        Ok(&rest[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let vm = Expr::resource_id(
            "Microsoft.Compute/virtualMachines",
            [Expr::concat([Expr::text("k8s-"), Expr::copy_index()])],
        );
        let expression = Expr::concat([
            Expr::text("it's '' \\ \n[x]"),
            Expr::reference_full(vm, "2026-03-01").member("identity").member("principalId"),
            Expr::Element(Box::new(Expr::array([Expr::Number(-3)])), Box::new(Expr::Number(0))),
        ]);
        assert_eq!(expression.to_string().parse(), Ok(expression));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for (text, at) in
            [("concat('a'", 10), ("concat('a)", 8), ("a", 1), ("", 0), ("a() b()", 4), ("a(1,)", 4), ("a().", 4)]
        {
            assert_eq!(text.parse::<Expr>().map_err(|error| error.at), Err(at), "{text}");
        }
    }
}

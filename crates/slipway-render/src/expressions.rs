//! Expressions of the parts, compiled once: each is asked for every role.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, Expression};

use crate::RenderError;

/// The engine, and what it has compiled.
#[derive(Debug)]
pub(crate) struct Expressions<'e> {
    env: &'e Environment<'static>,
    compiled: RefCell<HashMap<String, Rc<Expression<'e, 'static>>>>,
}

impl<'e> Expressions<'e> {
    pub(crate) fn new(env: &'e Environment<'static>) -> Self {
        Self { env, compiled: RefCell::default() }
    }

    /// Whether an expression holds; none always does.
    pub(crate) fn hold(&self, expression: Option<&str>, context: &Value, name: &str) -> Result<bool, RenderError> {
        match expression {
            None | Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(expression) => {
                self.eval(expression, context).map(|value| value.is_true()).map_err(RenderError::template(name))
            }
        }
    }

    /// The elements of the list that an expression gives.
    pub(crate) fn list(&self, expression: &str, context: &Value, name: &str) -> Result<Vec<Value>, RenderError> {
        let list = self.eval(expression, context).and_then(|list| Ok(list.try_iter()?.collect()));
        list.map_err(RenderError::template(name))
    }

    /// The text of a template inside `part.toml`.
    pub(crate) fn text(&self, template: &str, context: &Value, name: &str) -> Result<String, RenderError> {
        if !template.contains("{{") && !template.contains("{%") {
            return Ok(template.to_owned());
        }
        let text = match lone(template) {
            Some(expression) => self.eval(expression, context).and_then(|value| {
                let undefined = || Error::new(ErrorKind::UndefinedError, format!("`{expression}` is undefined"));
                if value.is_undefined() { Err(undefined()) } else { Ok(value.to_string()) }
            }),
            None => self.env.render_named_str(name, template, context.clone()),
        };
        text.map_err(RenderError::template(name))
    }

    fn eval(&self, expression: &str, context: &Value) -> Result<Value, Error> {
        let known = self.compiled.borrow().get(expression).map(Rc::clone);
        let compiled = if let Some(compiled) = known {
            compiled
        } else {
            let compiled = Rc::new(self.env.compile_expression_owned(expression.to_owned())?);
            self.compiled.borrow_mut().insert(expression.to_owned(), Rc::clone(&compiled));
            compiled
        };
        compiled.eval(context.clone())
    }
}

/// The expression of a template that is nothing but one, `{{ machine.max_pods }}`.
fn lone(template: &str) -> Option<&str> {
    let inside = template.strip_prefix("{{")?.strip_suffix("}}")?;
    (!inside.contains("{{")
        && !inside.contains("}}")
        && !inside.contains("{%")
        && !inside.starts_with(['-', '+'])
        && !inside.ends_with(['-', '+']))
    .then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_template_of_one_expression_is_one() {
        assert_eq!(lone("{{ a.b }}"), Some(" a.b "));
        for template in ["{{ a }}{{ b }}", "x{{ a }}", "{{ a }} ", "{%- if a %}{{ b }}", "{{- a -}}"] {
            assert_eq!(lone(template), None, "{template}");
        }
    }
}

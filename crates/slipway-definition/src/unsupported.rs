//! What this version reads but does not make yet: refused by name, never dropped in silence.

use crate::document::Document;
use crate::facts::{Unset, fact};
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::read::{Field, Kind, Shape, Support};
use crate::report::{Report, Severity};
use crate::rules::{NO_EFFECT, NOT_MADE_YET};
use crate::spec::Spec;

/// Reports every written field that `generate` does not honour ([`Support`]), unless its value says nothing (`null`,
/// `false`, `0`, `""`, an empty list). `severity` is that of the refusals: `generate` takes errors, `validate` warnings.
pub fn refuse_unsupported(document: &Document, severity: Severity, report: &mut Report) {
    let mut walk = Walk { severity, report };
    walk.object(document.root(), Spec::SHAPE, &Pointer::ROOT);
}

/// Every field of the model with its pointer, `*` for the elements of a list; for tables of what is supported.
pub fn fields() -> Vec<(Pointer, &'static Field)> {
    fn collect(shape: &'static Shape, pointer: &Pointer, all: &mut Vec<(Pointer, &'static Field)>) {
        for field in shape.fields {
            let at = pointer.key(field.key);
            all.push((at.clone(), field));
            match field.kind {
                Kind::Object(shape) => collect(shape, &at, all),
                Kind::List(Kind::Object(shape)) | Kind::Map(Kind::Object(shape)) => collect(shape, &at.key("*"), all),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    collect(Spec::SHAPE, &Pointer::ROOT, &mut all);
    all
}

struct Walk<'r> {
    severity: Severity,
    report: &'r mut Report,
}

impl Walk<'_> {
    fn object(&mut self, node: &Node, shape: &'static Shape, pointer: &Pointer) {
        let Value::Object(members) = &node.value else { return };
        for field in shape.fields {
            let last = members.iter().rfind(|member| member.key.eq_ignore_ascii_case(field.key));
            if let Some(member) = last {
                self.field(&member.node, field, &pointer.key(field.key));
            }
        }
    }

    fn field(&mut self, node: &Node, field: &'static Field, pointer: &Pointer) {
        let says_nothing = node.value.is_neutral();
        match field.support {
            Support::Full => self.inside(node, field.kind, pointer),
            Support::Values(known) => self.only(node, pointer, known, |value, known| value == known),
            Support::Names(known) => self.only(node, pointer, known, str::eq_ignore_ascii_case),
            Support::Keys(known) => self.keys(node, field.kind, known, pointer),
            Support::Later if !says_nothing => {
                let message = format!("`{pointer}` is not made yet by this version");
                self.refuse(pointer, message, NOT_MADE_YET.fix);
            }
            Support::NoEffect(reason) if !says_nothing && !self.report.refuses(pointer) => {
                let message = format!("`{pointer}` has no effect");
                self.report.warning(NO_EFFECT.id, message).label(pointer.clone(), reason).help(NO_EFFECT.fix);
            }
            Support::Later | Support::NoEffect(_) | Support::Carried => {}
        }
    }

    fn inside(&mut self, node: &Node, kind: Kind, pointer: &Pointer) {
        match (kind, &node.value) {
            (Kind::Object(shape), _) => self.object(node, shape, pointer),
            (Kind::List(item), Value::Array(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.inside(node, *item, &pointer.index(index));
                }
            }
            _ => {}
        }
    }

    /// Only null, the empty text and `known` values are made.
    fn only(&mut self, node: &Node, pointer: &Pointer, known: &[&str], same: fn(&str, &str) -> bool) {
        let is_zero = matches!(node.value, Value::Number(_)) && node.value.is_neutral();
        let Some(value) = node.value.scalar().filter(|value| !value.is_empty() && !is_zero) else { return };
        if !known.iter().any(|known| same(value, known)) {
            let message = format!("`{pointer}` {} is not made yet by this version", tick(value));
            let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
            self.refuse(pointer, message, &format!("this version makes {}", known.join(", ")));
        }
    }

    /// Only these keys of the object are made here.
    fn keys(&mut self, node: &Node, kind: Kind, known: &[&str], pointer: &Pointer) {
        let (Value::Object(members), Kind::Object(shape)) = (&node.value, kind) else { return };
        for member in members {
            let is_known = known.iter().any(|known| known.eq_ignore_ascii_case(&member.key));
            // `false` says something where `true` is the default.
            let is_switch = member.node.value == Value::Bool(false)
                && kind.field(&member.key).is_some_and(|field| fact(shape, field).unset == Unset::Value("true"));
            if !is_known && (is_switch || !member.node.value.is_neutral()) {
                let at = pointer.key(&member.key);
                let message = format!("`{at}` is not made yet by this version");
                self.refuse(&at, message, &format!("here only `{}` is honoured", known.join("`, `")));
            }
        }
    }

    /// A place that has an error already is wrong before it is unsupported; a warning does not make it supported.
    fn refuse(&mut self, pointer: &Pointer, message: String, help: &str) {
        if self.report.refuses(pointer) {
            return;
        }
        let finding = match self.severity {
            Severity::Error => self.report.error(NOT_MADE_YET.id, message),
            Severity::Warning => self.report.warning(NOT_MADE_YET.id, message),
        };
        finding.label(pointer.clone(), "").help(help);
    }
}

//! As much of ARM's functions as names and ids need.

use std::fmt;

use crate::expression::Expr;

/// Type and name of a resource, in lower case as ARM compares them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Id {
    kind: String,
    name: String,
}

impl Id {
    /// `kind` has a namespace and as many parts as `name`, `Microsoft.Compute/virtualMachines/extensions` and `vm/cse`.
    pub(super) fn new(kind: &str, name: &str) -> Self {
        Self { kind: kind.to_ascii_lowercase(), name: name.to_ascii_lowercase() }
    }

    /// What is declared inside this resource.
    pub(super) fn child(&self, part: &str, name: &str) -> Self {
        Self::new(&format!("{}/{part}", self.kind), &format!("{}/{name}", self.name))
    }

    /// The id that a `resourceId(…)` makes in copy `copy`. One whose names are not known offline is none. A subscription and a
    /// resource group may stand before the type; they are no part of the id here.
    pub(super) fn of(expression: &Expr, copy: u64) -> Option<Self> {
        let Expr::Call(function, arguments) = expression else { return None };
        let is_type = |argument: &Expr| matches!(argument, Expr::Text(text) if text.contains('/'));
        let start = arguments.iter().take(3).position(is_type).unwrap_or(0);
        let [kind, names @ ..] = arguments.get(start..)? else { return None };
        if function != "resourceId" {
            return None;
        }
        let names: Option<Vec<_>> = names.iter().map(|name| text(name, copy)).collect();
        Some(Self::new(&text(kind, copy)?, &names?.join("/")))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

/// What an expression of texts, numbers, `concat` and `copyIndex` comes to in copy `copy`.
pub(super) fn text(expression: &Expr, copy: u64) -> Option<String> {
    match expression {
        Expr::Text(text) => Some(text.clone()),
        Expr::Number(number) => Some(number.to_string()),
        Expr::Call(function, arguments) if function == "concat" => {
            arguments.iter().map(|argument| text(argument, copy)).collect()
        }
        Expr::Call(function, arguments) if function == "copyIndex" && arguments.is_empty() => Some(copy.to_string()),
        _ => None,
    }
}

/// Whether an expression is another one in every copy.
pub(super) fn differs(expression: &Expr) -> bool {
    let mut found = false;
    expression.walk(&mut |part| found |= matches!(part, Expr::Call(function, _) if function == "copyIndex"));
    found
}

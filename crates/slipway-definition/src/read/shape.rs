//! The description of the model that readers, `--set`, `explain` and the JSON Schema share.

/// An object of the model.
#[derive(Debug)]
pub struct Shape {
    /// Name of the Rust struct, `MasterProfile`.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields in the model's order.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// The key in the model's spelling.
    pub key: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// What it means, as the Rust doc comment has it.
    pub doc: &'static str,
    /// What this version makes of it.
    pub support: Support,
}

/// What a value may be. Every field may also be null, which is as if it were not written.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    String,
    /// A text that no output and no message repeats.
    Secret,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of such values.
    List(&'static Kind),
    /// Keys that the user chooses, with such values.
    Map(&'static Kind),
    /// An object of the model.
    Object(&'static Shape),
}

/// What `generate` makes of a field.
#[derive(Clone, Copy, Debug)]
pub enum Support {
    /// Every valid value.
    Full,
    /// These values, spelled so; others are refused as not made yet.
    Values(&'static [&'static str]),
    /// As [`Support::Values`], in any case.
    Names(&'static [&'static str]),
    /// An object of which only these keys are honoured in this place.
    Keys(&'static [&'static str]),
    /// Nothing yet: any value that says something is refused.
    Later,
    /// Carried through to `apimodel.json`, as the peers do; it never had another effect.
    Carried,
    /// Nothing, for this reason; the user is warned.
    NoEffect(&'static str),
}

impl Kind {
    /// The field of that key, in any case, when this is an object of the model.
    pub fn field(self, key: &str) -> Option<&'static Field> {
        match self {
            Self::Object(shape) => shape.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key)),
            _ => None,
        }
    }

    /// What the value under that key may be.
    pub fn of_key(self, key: &str) -> Option<Self> {
        match self {
            Self::Map(kind) => Some(*kind),
            _ => self.field(key).map(|field| field.kind),
        }
    }

    /// What the elements of the list may be.
    pub fn of_item(self) -> Option<Self> {
        match self {
            Self::List(kind) => Some(*kind),
            _ => None,
        }
    }

    /// The kind with its article: `a whole number`.
    pub fn article(self) -> &'static str {
        match self {
            Self::String | Self::Secret => "a string",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Object(_) => "an object",
        }
    }

    /// Whether two keys are the same in an object of this kind: those of the model in any case, others to the letter.
    pub(crate) fn same_key(kind: Option<Self>, left: &str, right: &str) -> bool {
        left == right || (matches!(kind, Some(Self::Object(_))) && left.eq_ignore_ascii_case(right))
    }
}

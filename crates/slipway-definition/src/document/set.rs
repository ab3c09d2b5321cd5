//! `--set`: changes to the document, with spans into the argument.

use std::ops::Range;

use super::argument::{Complaint, Pair, Step, pairs};
use super::{Document, MAX_BYTES, MAX_DEPTH, Source};
use crate::node::{Member, Node, Origin, Span, Value};
use crate::quote::tick;
use crate::read::Kind;
use crate::spec::Spec;

/// A `--set` that cannot be followed. Its message and debug form leave the argument out, which may hold a secret.
#[derive(Debug, thiserror::Error)]
#[error("{}, column {}: {message}", argument.name, range.start + 1)]
pub struct SetError {
    /// The flag and its whole argument.
    pub argument: Source,
    /// The bytes of it that the error is about.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do, when there is more to say than an example.
    pub help: Option<String>,
}

impl SetError {
    fn of(argument: &Source, Complaint { range, message, help }: Complaint) -> Self {
        Self { argument: argument.clone(), range, message, help }
    }
}

impl Document {
    /// Applies one `--set` argument: `path=value` pairs, separated by commas, each path from inside `properties`.
    ///
    /// Objects on the way are made when missing; a list grows only by the element after its last. Values read as the
    /// field's own type wants: `orchestratorRelease=1.35` is the text, `count='3'` the number. Keys of the model match in
    /// any case, keys of maps exactly. A key the model does not know is set all the same, and reading reports it.
    ///
    /// # Errors
    ///
    /// [`SetError`]; the document may then have been changed in part.
    pub fn set(&mut self, argument: &str) -> Result<(), SetError> {
        let source = Source { name: "--set".to_owned(), text: argument.to_owned() };
        let failed = |complaint| SetError::of(&source, complaint);
        if argument.len() > MAX_BYTES {
            return Err(failed(Complaint::of(0..0, "the argument is too long")));
        }
        let origin = self.next_origin();
        let pairs = pairs(argument, origin).map_err(failed)?;
        self.sources.push(source.clone());
        for Pair { mut path, value } in pairs {
            path.insert(0, (Step::Key("properties".to_owned()), 0..0));
            put(&mut self.root, path, value).map_err(failed)?;
        }
        Ok(())
    }

    /// Sets one text by keys from the root, as other flags do: `put("--location", &["location"], "westus2")`.
    ///
    /// # Errors
    ///
    /// [`SetError`] when something on the way is no object.
    pub fn put(&mut self, flag: &str, keys: &[&str], text: &str) -> Result<(), SetError> {
        let span = Span::new(self.next_origin(), 0..text.len());
        let argument = Source { name: flag.to_owned(), text: text.to_owned() };
        self.sources.push(argument.clone());
        let path = keys.iter().map(|key| (Step::Key((*key).to_owned()), 0..text.len())).collect();
        put(&mut self.root, path, Node { span, value: Value::String(text.to_owned()) })
            .map_err(|complaint| SetError::of(&argument, complaint))
    }

    fn next_origin(&self) -> Origin {
        Origin::Argument(u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX))
    }
}

fn put(root: &mut Node, path: Vec<(Step, Range<usize>)>, value: Node) -> Result<(), Complaint> {
    let whole = path.last().map_or(0..0, |(_, range)| 0..range.end);
    if path.len() > MAX_DEPTH {
        return Err(Complaint::of(whole, format!("the path has more than {MAX_DEPTH} steps")));
    }
    let origin = value.span.origin;
    let mut node = root;
    let mut kind = Some(Spec::KIND);
    let mut steps = path.into_iter().peekable();
    let mut above = "the definition".to_owned();
    while let Some((step, range)) = steps.next() {
        let span = Span::new(origin, range);
        match step {
            Step::Key(key) => {
                let (next, name) = (kind.and_then(|kind| kind.of_key(&key)), tick(&key));
                node = member(node, kind, key, span, &above)?;
                (kind, above) = (next, name);
            }
            Step::Index(index) => {
                node = element(node, index, steps.peek().is_none(), span, &above)?;
                (kind, above) = (kind.and_then(Kind::of_item), format!("element {index} of {above}"));
            }
        }
    }
    *node = value;
    Ok(())
}

/// The last member of that key, which is the one that counts, or a new one.
fn member<'n>(
    node: &'n mut Node,
    kind: Option<Kind>,
    key: String,
    span: Span,
    above: &str,
) -> Result<&'n mut Node, Complaint> {
    if node.value == Value::Null {
        node.value = Value::Object(Vec::new());
    }
    let article = node.value.article();
    let index = if matches!(node.value, Value::Array(_)) { ": give an index, `[0]`" } else { "" };
    let Value::Object(members) = &mut node.value else {
        return Err(Complaint::of(span.range(), format!("{above} is {article}, not an object{index}")));
    };
    let matches = |member: &Member| Kind::same_key(kind, &member.key, &key);
    let index = members.iter().rposition(matches).unwrap_or(members.len());
    if index == members.len() {
        let node = Node { span, value: Value::Null };
        members.push(Member { key, key_span: span, node });
    }
    Ok(&mut members[index].node)
}

fn element<'n>(
    node: &'n mut Node,
    index: usize,
    is_last: bool,
    span: Span,
    above: &str,
) -> Result<&'n mut Node, Complaint> {
    if node.value == Value::Null {
        node.value = Value::Array(Vec::new());
    }
    let article = node.value.article();
    let Value::Array(items) = &mut node.value else {
        let complaint = Complaint::of(span.range(), format!("{above} is {article}, not a list"));
        return Err(complaint.help("leave the index off"));
    };
    let len = items.len();
    if index == len && is_last {
        items.push(Node { span, value: Value::Null });
    }
    items.get_mut(index).ok_or_else(|| {
        let elements = if len == 1 { "element" } else { "elements" };
        let complaint = Complaint::of(span.range(), format!("{above} has {len} {elements}, counted from 0"));
        let last = len.checked_sub(1).map(|last| format!("the last is `[{last}]`; ")).unwrap_or_default();
        complaint.help(format!("{last}a new one is given as a whole: `[{len}]={{\"name\": \"…\"}}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pointer;

    fn document() -> Document {
        let text = r#"{"properties": {"masterProfile": {"COUNT": 1}, "agentPoolProfiles": [{"name": "a"}]}}"#;
        Document::parse("c.json", text.as_bytes()).expect("a definition")
    }

    fn after(arguments: &[&str]) -> String {
        let mut document = document();
        for argument in arguments {
            document.set(argument).expect("a good argument");
        }
        document.to_json()["properties"].to_string()
    }

    #[test]
    fn changes_what_is_there_and_makes_what_is_missing() {
        assert_eq!(
            after(&["masterProfile.count=3,agentPoolProfiles[0].count=2", "featureFlags.enableTelemetry=true"]),
            r#"{"masterProfile":{"count":3},"agentPoolProfiles":[{"name":"a","count":2}],"featureFlags":{"enableTelemetry":true}}"#
        );
        assert!(after(&["certificateProfile.etcdPeerCertificates[0]=x"]).contains(r#""etcdPeerCertificates":["x"]"#));
        assert!(
            after(&["agentPoolProfiles[0].customNodeLabels.A=1,agentPoolProfiles[0].customNodeLabels.a=2"])
                .contains(r#"{"A":"1","a":"2"}"#)
        );
    }

    #[test]
    fn findings_will_point_at_the_argument() {
        let mut document = document();
        document.set("masterProfile.count=4").expect("a good argument");
        let found = document.locate(&Pointer::from("/properties/masterProfile/count").into());
        assert_eq!((found.source.name.as_str(), &found.source.text[found.range]), ("--set", "4"));
    }

    #[test]
    fn says_why_not() {
        for (argument, why) in [
            ("agentPoolProfiles[7].name=x", "`agentPoolProfiles` has 1 element, counted from 0"),
            ("agentPoolProfiles.name=x", "`agentPoolProfiles` is a list, not an object: give an index, `[0]`"),
            ("masterProfile.count.x=1", "`count` is a number, not an object"),
            ("masterProfile[0]=1", "`masterProfile` is an object, not a list"),
        ] {
            assert_eq!(document().set(argument).expect_err("a bad argument").message, why);
        }
    }

    #[test]
    fn other_flags_set_texts() {
        let mut document = document();
        document.put("--location", &["location"], "westus2").expect("the root is an object");
        assert_eq!(document.to_json()["location"], "westus2");
    }
}

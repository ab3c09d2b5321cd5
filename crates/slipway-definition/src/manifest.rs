//! Whether a text is a stream of Kubernetes objects. Its values are not looked at, and none of them is repeated in a message:
//! they may be secret.

use saphyr_parser::{Event, Parser};

/// What is wrong with a manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ManifestError {
    /// Line of the text, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// As deep as anything in Kubernetes, and as kubectl reads.
const MAX_DEPTH: usize = 128;

/// Whether every document of a YAML (or JSON) text is an object with an `apiVersion`, a `kind` and a name.
///
/// # Errors
/// The first document that is none, or what is not YAML.
pub fn check_manifest(text: &str) -> Result<(), ManifestError> {
    let mut reader = Reader::default();
    let mut objects = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| fault(error.marker().line(), "it is not YAML"))?;
        let line = span.start.line();
        match event {
            Event::DocumentStart(_) => reader = Reader { line, ..Reader::default() },
            Event::DocumentEnd => objects += usize::from(reader.end()?),
            _ => reader.event(&event, line)?,
        }
    }
    if objects == 0 { Err(fault(1, "there is no object in it")) } else { Ok(()) }
}

fn fault(line: usize, what: &'static str) -> ManifestError {
    ManifestError { line: line.max(1), what }
}

/// One open list or mapping.
struct Open {
    is_mapping: bool,
    /// In a mapping: the key whose value is next.
    key: Option<String>,
}

/// What a document is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Root {
    /// Nothing, or comments alone.
    Nothing,
    Mapping,
    #[default]
    Other,
}

/// What is known of a document.
#[derive(Default)]
struct Reader {
    line: usize,
    open: Vec<Open>,
    root: Root,
    api_version: bool,
    kind: Option<String>,
    name: bool,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, line: usize) -> Result<(), ManifestError> {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_mapping = matches!(event, Event::MappingStart(..));
                if self.open.is_empty() {
                    (self.root, self.line) = (if is_mapping { Root::Mapping } else { Root::Other }, line);
                }
                if self.open.len() == MAX_DEPTH {
                    return Err(fault(line, "it is nested too deep"));
                }
                if self.open.last().is_some_and(|open| open.is_mapping && open.key.is_none()) {
                    return Err(fault(line, "a key is a text, not a list or a mapping"));
                }
                self.open.push(Open { is_mapping, key: None });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.value_ends();
            }
            Event::Scalar(text, ..) => self.scalar(text, line),
            Event::Alias(_) => self.scalar("", line),
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: &str, line: usize) {
        let Some(last) = self.open.last_mut() else {
            let is_nothing = matches!(text, "" | "~" | "null");
            (self.root, self.line) = (if is_nothing { Root::Nothing } else { Root::Other }, line);
            return;
        };
        if last.is_mapping && last.key.is_none() {
            last.key = Some(text.to_owned());
            return;
        }
        let path: Vec<_> = self.open.iter().map(|open| open.key.as_deref().unwrap_or_default()).collect();
        match path.as_slice() {
            ["apiVersion"] => self.api_version = !text.is_empty(),
            ["kind"] => self.kind = Some(text.to_owned()).filter(|kind| !kind.is_empty()),
            ["metadata", "name"] => self.name = !text.is_empty(),
            _ => {}
        }
        self.value_ends();
    }

    fn value_ends(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.key = None;
        }
    }

    /// Whether there was an object, or nothing at all.
    fn end(&self) -> Result<bool, ManifestError> {
        if self.root == Root::Nothing {
            return Ok(false);
        }
        let what = match &self.kind {
            _ if self.root != Root::Mapping => "this is no object",
            _ if !self.api_version => "this object has no `apiVersion`",
            None => "this object has no `kind`",
            // Lists have items and no name; the machine looks at each.
            Some(kind) if !self.name && !kind.ends_with("List") => "this object has no `metadata.name`",
            Some(_) => return Ok(true),
        };
        Err(fault(self.line, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: mine\n";

    #[test]
    fn objects_are_recognized() {
        for good in [
            MAP.to_owned(),
            format!("# only a comment\n---\n{MAP}---\n---\n{MAP}data: {{x: &a 1, y: *a}}\n"),
            r#"{"apiVersion": "v1", "kind": "List", "items": [{"kind": "Secret"}]}"#.to_owned(),
        ] {
            assert_eq!(check_manifest(&good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_no_object_is_found_at_its_line() {
        for (bad, line, what) in [
            ("", 1, "there is no object in it"),
            ("just text", 1, "this is no object"),
            ("- a\n- b\n", 1, "this is no object"),
            ("own: 1\n", 1, "this object has no `apiVersion`"),
            ("apiVersion: v1\nmetadata: {name: x}\n", 1, "this object has no `kind`"),
            (
                "apiVersion: v1\nkind: Pod\nmetadata: {namespace: x, labels: {name: y}}\n",
                1,
                "this object has no `metadata.name`",
            ),
            ("apiVersion: v1\nkind: [\n", 3, "it is not YAML"),
            ("a: &x [*x, *x]\n? {b: 1}\n: 2\n", 2, "a key is a text, not a list or a mapping"),
        ] {
            assert_eq!(check_manifest(bad), Err(fault(line, what)), "{bad}");
        }
        let second = format!("{MAP}---\nkind: Pod\n");
        assert_eq!(check_manifest(&second), Err(fault(6, "this object has no `apiVersion`")));
        assert!(check_manifest(&"[".repeat(100_000)).is_err());
    }
}

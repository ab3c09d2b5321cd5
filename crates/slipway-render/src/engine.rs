//! The template engine: syntax, filters and functions that every template may use.

use std::net::IpAddr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};
use slipway_catalog::{Files, Release};

use crate::{systemd, yaml};

/// An environment whose templates are the files of the parts, by path.
pub(crate) fn environment(files: Arc<Files>, release: &Release) -> Result<Environment<'static>, Error> {
    let mut env = Environment::new();
    // `{#` would collide with bash's `${#array[@]}`.
    let syntax = SyntaxConfig::builder()
        .comment_delimiters("{##", "##}")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    env.set_syntax(syntax);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_loader(move |name| Ok(files.text(name).map(str::to_owned)));

    env.add_filter("yaml", |value: Value| scalar(&value));
    env.add_filter("json", |value: Value| json(&value));
    env.add_filter("arm", |text: String| json(&Value::from(arm_literal(&text))));
    env.add_filter("sh", |text: String| shell_word(&text));
    env.add_filter("systemd", |list: Vec<String>| systemd::words(list.iter().map(String::as_str)));
    env.add_filter("b64", |text: String| STANDARD.encode(text));
    env.add_filter("recorded", |reference: String| recorded(&reference));
    env.add_filter("to_yaml", |value: Value| -> Result<String, Error> {
        let value = serde_json::to_value(&value).map_err(invalid)?;
        Ok(yaml::block(&value))
    });

    env.add_test("within", |address: &str, range: &str| match (address.parse::<IpAddr>(), range.parse::<IpNet>()) {
        (Ok(address), Ok(range)) => range.contains(&address),
        _ => false,
    });

    let images = release.image.clone();
    env.add_function("image", move |name: &str| -> Result<String, Error> {
        images
            .get(name)
            .cloned()
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("the release has no image `{name}`")))
    });
    env.add_function("flags", |state: &State<'_, '_>, component: &str| -> Result<Value, Error> {
        let lists = state.lookup("flag_lists").unwrap_or_default();
        let list = lists.get_attr(component)?;
        if list.is_undefined() {
            let what = format!("no part has flags of `{component}`");
            return Err(Error::new(ErrorKind::InvalidOperation, what));
        }
        Ok(list)
    });
    env.add_function("resources", |state: &State<'_, '_>, container: &str| -> Result<String, Error> {
        let of = state.lookup("addon").or_else(|| state.lookup("component")).unwrap_or_default();
        let resources = of.get_attr("containers")?.get_attr(container)?;
        let mut members = Vec::new();
        for kind in ["requests", "limits"] {
            let amounts = resources.get_attr(kind)?;
            if amounts.len().unwrap_or(0) > 0 {
                members.push(format!("{kind}: {}", flow(&amounts)?));
            }
        }
        Ok(format!("{{{}}}", members.join(", ")))
    });
    Ok(env)
}

/// A value for a context, from anything that serializes.
pub(crate) fn value(of: &impl serde::Serialize) -> Value {
    Value::from(Serde(of))
}

fn invalid(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidOperation, "not a value that JSON knows").with_source(error)
}

fn json(value: &Value) -> Result<String, Error> {
    serde_json::to_string(value).map_err(invalid)
}

/// One YAML scalar. JSON's are YAML's.
fn scalar(value: &Value) -> Result<String, Error> {
    match value.as_str() {
        Some(text) => Ok(yaml::quoted(text)),
        None => json(value),
    }
}

fn flow(map: &Value) -> Result<String, Error> {
    let mut members = Vec::new();
    for key in map.try_iter()? {
        members.push(format!("{key}: {}", scalar(&map.get_item(&key)?)?));
    }
    Ok(format!("{{{}}}", members.join(", ")))
}

/// A text that no Azure template takes for an expression.
fn arm_literal(text: &str) -> String {
    if text.starts_with('[') && text.ends_with(']') { format!("[{text}") } else { text.to_owned() }
}

/// The name under which containerd records an image that it is asked for by this reference: without the tag where there is a digest.
fn recorded(reference: &str) -> String {
    let Some((name, digest)) = reference.split_once('@') else { return reference.to_owned() };
    // A colon before a slash begins a port.
    let name = name.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).map_or(name, |(name, _)| name);
    format!("{name}@{digest}")
}

/// One word of a POSIX shell, whatever the text holds.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containerd_records_a_digest_or_a_tag() {
        for (reference, name) in [
            ("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"),
            ("registry.k8s.io/pause:3.10@sha256:0a", "registry.k8s.io/pause@sha256:0a"),
            ("localhost:5000/pause@sha256:0a", "localhost:5000/pause@sha256:0a"),
            ("localhost:5000/pause:1@sha256:0a", "localhost:5000/pause@sha256:0a"),
        ] {
            assert_eq!(recorded(reference), name);
        }
    }

    #[test]
    fn shell_words_survive_quotes_and_dollars() {
        assert_eq!(shell_word("plain-1.2/x"), "plain-1.2/x");
        assert_eq!(shell_word(""), "''");
        assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
    }
}

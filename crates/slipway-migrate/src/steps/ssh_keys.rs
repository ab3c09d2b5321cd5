//! Placeholders where an SSH key belongs.

use slipway_definition::{Pointer, Value};

use crate::plan::{Plan, text};

/// The examples of the older tools stand there with `ssh-rsa PUBLICKEY azureuser@linuxvm`. An empty key lets `generate` make
/// one. What only looks like a broken key stays, for `validate`.
pub(super) fn run(plan: &mut Plan<'_>) {
    let keys = plan.document.each("linuxProfile.ssh.publicKeys[].keyData");
    let (placeholders, others): (Vec<_>, Vec<_>) =
        keys.iter().partition(|(_, node)| text(node).is_some_and(is_placeholder));
    let why = "a placeholder, no key";
    let mut placeholders = placeholders.into_iter();
    if others.is_empty()
        && let Some((at, _)) = placeholders.next()
        && plan.set(at, Value::String(String::new()), why)
    {
        plan.attention(
            at,
            "no SSH key: `slipway generate` makes one and writes its private half to the output directory; put your own \
             public key there instead",
        );
    }
    for (at, _) in placeholders {
        let element: Pointer = at.as_str().rsplit_once('/').map_or("", |(parent, _)| parent).into();
        plan.remove(&element, why);
    }
}

/// The base64 of every key begins with `AAAA`: the length of the name of its type.
fn is_placeholder(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    let is_kind = words.next().is_some_and(|kind| kind.starts_with("ssh-") || kind.starts_with("ecdsa-sha2-"));
    is_kind && words.next().is_some_and(|blob| !blob.starts_with("AAAA"))
}

//! Placeholders where certificates and keys belong.

use slipway_definition::{Node, Pointer, Value};

use crate::plan::Plan;

/// Longest word that can only be a placeholder: a certificate takes hundreds of letters.
const LONGEST: usize = 64;

/// A profile of nothing but placeholders goes, so that `generate` makes what they stand for. One that holds anything else
/// stays as it is, for `validate`: real keys are never dropped.
pub(super) fn run(plan: &mut Plan<'_>) {
    let at = Pointer::from("/properties/certificateProfile");
    let Some(node) = plan.document.value(&at) else { return };
    let mut texts = Vec::new();
    let is_plain = collect(node, &mut texts);
    let written: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let is_placeholder = |text: &&str| text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain
        && !written.is_empty()
        && written.iter().all(is_placeholder)
        && plan.remove(&at, "placeholders, no certificates and keys")
    {
        plan.attention(
            &at,
            "no certificates: `slipway generate` makes an authority and keys; put your own there instead, if you have them",
        );
    }
}

/// Every text in it; false when there is something else than texts and lists of them.
fn collect<'n>(node: &'n Node, texts: &mut Vec<&'n str>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) => {
            texts.push(text);
            true
        }
        Value::Array(items) => items.iter().all(|item| collect(item, texts)),
        Value::Object(members) => members.iter().all(|member| collect(&member.node, texts)),
        _ => false,
    }
}

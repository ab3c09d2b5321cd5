//! Ids of Azure resources that the definition names.

use super::syntax::is_guid;
use crate::quote::tick;

/// What to say of an id.
pub(super) enum Verdict {
    /// It names such a resource.
    Good,
    /// The Go tools take it, Azure will not.
    Odd(String),
    /// It is no such id.
    Bad(String),
}

/// Judges the id of a `kind`, `Microsoft.Compute/diskEncryptionSets`; `example` is its fifth part on.
///
/// The form is Azure's, `/subscriptions/<id>/resourceGroups/<name>/providers/<kind>/<name>`, its fixed words in any case as Azure
/// compares them. The Go tools let any text stand between the slashes, S no `..`: what they take and Azure cannot is odd.
pub(super) fn judge(id: &str, kind: &str) -> Verdict {
    if id.contains("..") || id.to_ascii_lowercase().contains("%2e%2e") {
        return Verdict::Bad(format!("{} climbs out of its path with `..`", tick(id)));
    }
    if let Some(letter) = id.chars().find(|letter| letter.is_whitespace() || letter.is_control()) {
        return Verdict::Bad(format!("{} holds {}", tick(id), named(letter)));
    }
    let Some(parts) = segments(id, kind) else {
        return Verdict::Bad(format!("{} is no id of {}", tick(id), indefinite(kind)));
    };
    if let Some(empty) = parts.iter().zip(["subscription", "resource group", "name"]).find(|(part, _)| part.is_empty())
    {
        return Verdict::Bad(format!("the id {} has no {}", tick(id), empty.1));
    }
    let [subscription, group, name] = parts;
    if [subscription, group, name].iter().any(|part| part.contains('/')) {
        return Verdict::Odd(format!("the id {} has more parts than {}", tick(id), indefinite(kind)));
    }
    if !id.is_ascii() {
        return Verdict::Odd(format!("the id {} holds letters that no name in Azure has", tick(id)));
    }
    if !is_guid(subscription) {
        return Verdict::Odd(format!("{} is no id of a subscription", tick(subscription)));
    }
    Verdict::Good
}

/// The form, for the help.
pub(super) fn form(kind: &str) -> String {
    format!(
        "write `/subscriptions/<id>/resourceGroups/<group>/providers/{kind}/<name>`, as `az resource show` prints it"
    )
}

/// Subscription, group and name, each as long as the fixed words around them allow.
fn segments<'i>(id: &'i str, kind: &str) -> Option<[&'i str; 3]> {
    let rest = strip_prefix(id, "/subscriptions/")?;
    let (subscription, rest) = split_at_word(rest, "/resourceGroups/")?;
    let (group, rest) = split_at_word(rest, "/providers/")?;
    let name = strip_prefix(strip_prefix(rest, kind)?, "/")?;
    Some([subscription, group, name])
}

fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

fn split_at_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    // Lower case has the same bytes: only ASCII letters change.
    let at = text.to_ascii_lowercase().find(&word.to_ascii_lowercase())?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

fn named(letter: char) -> &'static str {
    if letter.is_control() { "a control character" } else { "a space" }
}

fn indefinite(kind: &str) -> &'static str {
    match kind {
        "Microsoft.Compute/diskEncryptionSets" => "a disk encryption set",
        "Microsoft.Compute/hostGroups" => "a group of dedicated hosts",
        "Microsoft.Compute/capacityReservationGroups" => "a capacity reservation group",
        "Microsoft.KeyVault/vaults" => "a key vault",
        "Microsoft.ManagedIdentity/userAssignedIdentities" => "a user-assigned identity",
        _ => "a proximity placement group",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "Microsoft.Compute/diskEncryptionSets";

    fn class(id: &str) -> char {
        match judge(id, KIND) {
            Verdict::Good => 'g',
            Verdict::Odd(_) => 'o',
            Verdict::Bad(_) => 'b',
        }
    }

    #[test]
    fn ids() {
        let guid = "/subscriptions/00000000-0000-0000-0000-000000000001";
        for (class_, id) in [
            ('g', format!("{guid}/resourceGroups/rg/providers/{KIND}/d")),
            ('g', format!("{guid}/resourcegroups/rg/providers/microsoft.compute/diskencryptionsets/d")),
            ('o', format!("/subscriptions/SUB/resourceGroups/rg/providers/{KIND}/d")),
            ('o', format!("{guid}/x/y/resourceGroups/rg/providers/{KIND}/d")),
            ('o', format!("{guid}/resourceGroups/rg/providers/{KIND}/é")),
            ('b', format!("/subscriptions/a/resourceGroups/../providers/{KIND}/c")),
            ('b', format!("{guid}/resourceGroups/r g/providers/{KIND}/c")),
            ('b', format!("{guid}/resourceGroups//providers/{KIND}/c")),
            ('b', format!("{guid}/resourceGroups/rg/providers/{KIND}/")),
            ('b', format!("{guid}/resourceGroups/rg/providers/Microsoft.Compute/disks/d")),
            ('b', "é".to_owned()),
            ('b', "foo".to_owned()),
        ] {
            assert_eq!(class(&id), class_, "{id}");
        }
    }
}

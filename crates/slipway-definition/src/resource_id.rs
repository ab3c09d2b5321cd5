//! Ids of Azure resources.

use crate::quote::tick;

/// The parts of `/subscriptions/S/resourceGroups/G/providers/N/T1/NAME/T2/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceId<'t> {
    /// Subscription id.
    pub subscription: &'t str,
    /// Resource group.
    pub group: &'t str,
    /// The name of the outer resource: a network.
    pub parent: &'t str,
    /// The name of the inner one: a subnet.
    pub name: &'t str,
}

/// Namespace and types of a subnet's id.
pub const SUBNET: [&str; 3] = ["Microsoft.Network", "virtualNetworks", "subnets"];

/// The parts of `/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/routeTables/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableId<'t> {
    /// Subscription id.
    pub subscription: &'t str,
    /// Resource group.
    pub group: &'t str,
    /// The table's name.
    pub name: &'t str,
}

/// Longest name of a part: a resource group's.
const LONGEST: usize = 90;

impl<'t> ResourceId<'t> {
    /// Reads the id of a resource within a resource; `kind` is its namespace and the two types. The error says what is wrong.
    ///
    /// Words compare without case, as Azure compares them.
    ///
    /// # Errors
    /// When it is no such id: a sentence that says why.
    pub fn parse(id: &'t str, kind: [&str; 3]) -> Result<Self, String> {
        let [namespace, outer, inner] = kind;
        let parts =
            parts(id, ["", "subscriptions", "", "resourceGroups", "", "providers", namespace, outer, "", inner, ""])?;
        Ok(Self { subscription: parts[2], group: parts[4], parent: parts[8], name: parts[10] })
    }
}

impl<'t> TableId<'t> {
    /// Reads the id of a route table. The error says what is wrong.
    ///
    /// # Errors
    /// When it is no such id: a sentence that says why.
    pub fn parse(id: &'t str) -> Result<Self, String> {
        Self::parse_of(id, ["Microsoft.Network", "routeTables"])
    }

    /// Reads the id of a resource of another kind: its namespace and type. The error says what is wrong.
    ///
    /// # Errors
    /// When it is no such id: a sentence that says why.
    pub fn parse_of(id: &'t str, kind: [&str; 2]) -> Result<Self, String> {
        let [namespace, kind] = kind;
        let parts = parts(id, ["", "subscriptions", "", "resourceGroups", "", "providers", namespace, kind, ""])?;
        Ok(Self { subscription: parts[2], group: parts[4], name: parts[8] })
    }
}

/// The parts of an id of which these words are given, in any case; the empty ones, but for the first, are names.
fn parts<'t, const N: usize>(id: &'t str, words: [&str; N]) -> Result<[&'t str; N], String> {
    if !id.is_ascii() {
        return Err("it holds a letter that no id holds".to_owned());
    }
    let parts: Vec<&str> = id.splitn(N + 1, '/').collect();
    let parts = <[&str; N]>::try_from(parts).ok().filter(|parts| parts[0].is_empty());
    let Some(parts) = parts else {
        let count = if N == 11 { "ten" } else { "eight" };
        return Err(format!("it is no path of {count} parts that begins with `/`"));
    };
    for (index, (part, word)) in parts.iter().zip(words).enumerate().skip(1) {
        if !word.is_empty() {
            if !part.eq_ignore_ascii_case(word) {
                return Err(format!("{} stands where `{word}` belongs", tick(part)));
            }
            continue;
        }
        let of = words[index - 1];
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.()".contains(&byte);
        if part.is_empty() {
            return Err(format!("nothing stands after `{of}`"));
        }
        if part.len() > LONGEST || !part.bytes().all(is_name) || part.contains("..") {
            return Err(format!("{} after `{of}` is no name", tick(part)));
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_subnets() {
        let id =
            "/subscriptions/SUB_ID/resourcegroups/rg.(1)/providers/Microsoft.Network/virtualNetworks/v/subnets/s-1";
        let parsed = ResourceId::parse(id, SUBNET).expect(id);
        assert_eq!((parsed.subscription, parsed.group, parsed.parent, parsed.name), ("SUB_ID", "rg.(1)", "v", "s-1"));
        for bad in [
            String::new(),
            "foo".to_owned(),
            format!("x{id}"),
            format!("{id}/extra"),
            format!("{id}/"),
            format!("{id} "),
            format!("{id}é"),
            id.replace("s-1", ".."),
            id.replace("s-1", "%2e%2e"),
            id.replace("SUB_ID", ""),
            id.replace("subnets", "subnet"),
            id.replace('/', "//"),
            "/".repeat(100_000),
        ] {
            ResourceId::parse(&bad, SUBNET).expect_err(&bad);
        }
    }
}

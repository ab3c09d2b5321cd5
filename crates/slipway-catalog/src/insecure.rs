//! Values of flags that open a cluster.

use serde::Deserialize;

/// What opens a cluster, `catalog/insecure.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Insecure {
    flag: Vec<InsecureFlag>,
}

/// One value of one flag.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsecureFlag {
    component: String,
    name: String,
    /// The whole value, or one element where it is a list.
    pub value: String,
    /// What becomes possible by it, a sentence without a point.
    pub why: String,
}

impl Insecure {
    /// Why this value of the flag, named without dashes, opens the cluster; each reason.
    pub fn reasons<'a>(
        &'a self,
        component: &'a str,
        name: &'a str,
        value: &'a str,
    ) -> impl Iterator<Item = &'a InsecureFlag> {
        let of = self.flag.iter().filter(move |flag| flag.component == component && flag.name == name);
        of.filter(move |flag| value.split(',').any(|one| one.trim() == flag.value))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Presence};

    /// A flag of another name would never be found in a definition.
    #[test]
    fn every_entry_is_of_a_flag() {
        let catalog = Catalog::builtin();
        let newest = catalog.releases().expect("releases").last().expect("one").minor.clone();
        for flag in catalog.insecure().expect("a readable table").flag {
            let known = catalog.flags(&flag.component).expect("a list of flags");
            assert!(matches!(known.presence(&flag.name, &newest), Presence::Here(_)), "{flag:?}");
        }
    }
}

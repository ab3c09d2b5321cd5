//! Digests of images.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Digests by reference, `catalog/digests.toml`; the head of that file says which images have one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    group: Vec<Group>,
}

/// What one source says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// Where it says so.
    #[expect(dead_code, reason = "for readers of the table, and required of its writers")]
    source: String,
    image: BTreeMap<String, Digest>,
}

/// `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Digest(String);

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match text.strip_prefix("sha256:") {
            Some(hex) if hex.len() == 64 && hex.bytes().all(is_hex) => Ok(Self(text)),
            _ => Err(format!("`{text}` is no digest: `sha256:` and 64 hexadecimal digits in lower case are")),
        }
    }
}

impl Digests {
    /// The reference with its digest, `name:tag@sha256:…`; as it is where none is known of exactly this name and tag.
    pub fn pin(&self, reference: &str) -> String {
        match self.group.iter().find_map(|group| group.image.get(reference)) {
            Some(Digest(digest)) => format!("{reference}@{digest}"),
            None => reference.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use semver::Version;

    use super::*;
    use crate::Catalog;

    fn digests() -> Digests {
        Catalog::builtin().digests().expect("a readable table")
    }

    fn entries() -> Vec<String> {
        digests().group.iter().flat_map(|group| group.image.keys().cloned()).collect()
    }

    #[test]
    fn every_entry_is_of_some_release() {
        let releases = Catalog::builtin().releases().expect("releases");
        let used: BTreeSet<_> = releases.iter().flat_map(|release| release.image.values()).collect();
        for reference in entries() {
            assert!(used.contains(&reference), "no release has {reference}");
        }
    }

    #[test]
    fn no_entry_is_there_twice_and_none_moves() {
        let mut seen = BTreeSet::new();
        for reference in entries() {
            let (name, tag) = reference.rsplit_once(':').expect("a tag");
            let has_revision =
                tag.rsplit_once('-').is_some_and(|(_, end)| end.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(!name.starts_with("mcr.microsoft.com/") || has_revision, "{reference} is built anew under its tag");
            assert!(tag != "latest" && !reference.contains('@'), "{reference}");
            assert!(seen.insert(reference.clone()), "{reference} is there twice");
        }
    }

    #[test]
    fn another_patch_has_no_digest() {
        let catalog = Catalog::builtin();
        let release = catalog.release("1.36").expect("a release");
        let pinned = release.clone().pinned(&digests());
        for name in ["kube-apiserver", "etcd", "coredns", "pause"] {
            let image = &pinned.image[name];
            assert!(image.starts_with(&format!("{}@sha256:", release.image[name])), "{image}");
        }
        let other = release.at_patch(&Version::new(1, 36, 0)).pinned(&digests());
        assert_eq!(other.image["kube-apiserver"], "registry.k8s.io/kube-apiserver:v1.36.0");
        assert!(other.image["pause"].contains("@sha256:"));
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        let read = |digest: &str| {
            toml::from_str::<Digests>(&format!("[[group]]\nsource = \"s\"\nimage = {{ \"a:1\" = \"{digest}\" }}\n"))
        };
        let good = format!("sha256:{}", "0a".repeat(32));
        assert_eq!(read(&good).expect("a digest").pin("a:1"), format!("a:1@{good}"));
        assert_eq!(read(&good).expect("a digest").pin("a:10"), "a:10");
        for bad in
            ["", "sha256:", &good[..70], &good.to_uppercase(), &good.replace("sha256", "sha512"), &format!("{good}0")]
        {
            let message = read(bad).expect_err("no digest").to_string();
            assert!(message.contains("is no digest"), "{message}");
        }
    }
}

//! Where a value stands in the model: an RFC 6901 pointer in the model's own spelling.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A JSON pointer, `/properties/agentPoolProfiles/0/count`.
///
/// Rules and later rooms speak of places by pointer; [`crate::Document::locate`] finds the bytes, whatever the
/// user's spelling of the keys. A pointer to a value that is not there is fine: it means the place where it is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole definition.
    pub const ROOT: Self = Self(String::new());

    /// The member `key` of this object.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut pointer = self.with_room(key.len() + 1);
        pointer.push(key);
        pointer
    }

    /// Element `index` of this list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut pointer = self.with_room(8);
        // A string takes whatever is written.
        let _ = write!(pointer.0, "/{index}");
        pointer
    }

    /// The pointer's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The keys and indexes from the root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|segment| {
            if segment.contains('~') {
                Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(segment)
            }
        })
    }

    /// Whether this is `other` or stands inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.strip_prefix(&other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The spelling of `--set`, as people read it: `agentPoolProfiles[0].count`, without `properties`.
    pub fn dotted(&self) -> String {
        let mut text = String::new();
        for (depth, segment) in self.segments().enumerate() {
            let plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_$".contains(&byte));
            if depth == 0 && segment == "properties" && self.0 != "/properties" {
                continue;
            }
            if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
                text.extend(["[", &segment, "]"]);
            } else if plain && !segment.is_empty() {
                let dot = if text.is_empty() { "" } else { "." };
                text.extend([dot, &segment]);
            } else {
                text.extend(["[", &crate::quote::double(&segment), "]"]);
            }
        }
        text
    }

    /// As [`Self::dotted`] for a field wherever it stands: any element of a list is `[]`, `agentPoolProfiles[].count`.
    pub fn general(&self) -> String {
        let mut text = String::new();
        for (depth, segment) in self.segments().enumerate() {
            if segment == "*" || (!segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())) {
                text.push_str("[]");
            } else if !(depth == 0 && segment == "properties" && self.0 != "/properties") {
                let dot = if text.is_empty() { "" } else { "." };
                text.extend([dot, &segment]);
            }
        }
        text
    }

    pub(crate) fn push(&mut self, key: &str) {
        self.0.push('/');
        if key.contains(['~', '/']) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
    }

    /// This, with memory for so much more: every rule makes pointers for every pool, whether it says something or not.
    fn with_room(&self, more: usize) -> Self {
        let mut text = String::with_capacity(self.0.len() + more);
        text.push_str(&self.0);
        Self(text)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }
}

impl From<&str> for Pointer {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_the_set_flag_spells_it() {
        let labels = Pointer::from("/properties/agentPoolProfiles").index(1).key("customNodeLabels").key("a/b.c");
        assert_eq!(labels.as_str(), "/properties/agentPoolProfiles/1/customNodeLabels/a~1b.c");
        assert_eq!(labels.dotted(), "agentPoolProfiles[1].customNodeLabels[\"a/b.c\"]");
        assert_eq!(labels.general(), "agentPoolProfiles[].customNodeLabels.a/b.c");
        assert_eq!(Pointer::from("/location").dotted(), "location");
        assert_eq!(Pointer::from("/properties").dotted(), "properties");
    }

    #[test]
    fn knows_what_stands_inside() {
        let pool = Pointer::from("/properties/agentPoolProfiles/1");
        assert!(pool.key("name").is_within(&pool));
        assert!(!Pointer::from("/properties/agentPoolProfiles/10").is_within(&pool));
    }
}

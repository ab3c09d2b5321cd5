use super::syntax::{ends_in_words, is_dns_name, is_word};
use crate::quote::tick;
use crate::report::Place;
use crate::rule::Rule;
use crate::spec::Spec;

/// Labels of nodes are Kubernetes labels.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "node-labels",
    why: "The kubelet does not start with a malformed label.",
    fix: "write `[domain/]name: value`, name and value of up to 63 letters, digits, `-`, `_` and `.` between letters or digits",
    about: &["agentPoolProfiles[].customNodeLabels"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            for (key, value) in &pool.custom_node_labels {
                let at = at.key("customNodeLabels").key(key);
                if !is_key(key) {
                    found.error(Place::Key(at.clone()), format!("{} is no label key", tick(key)));
                }
                if !value.is_empty() && !is_part(value) {
                    found.error(at, format!("{} is no label value", tick(value)));
                }
            }
        }
    },
};

fn is_key(key: &str) -> bool {
    match key.split_once('/') {
        Some((domain, name)) => is_dns_name(domain) && domain == domain.to_ascii_lowercase() && is_part(name),
        None => is_part(key),
    }
}

fn is_part(text: &str) -> bool {
    is_word(text, 1..=63, b"-_.") && ends_in_words(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_keys() {
        for key in ["a", "A.b_c-1", "example.com/a", "kubernetes.azure.com/x"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["", "a b", "-k", "k-", "/a", "a/", "a/b/c", "Example.com/a", &"a".repeat(64)] {
            assert!(!is_key(key), "{key}");
        }
    }
}

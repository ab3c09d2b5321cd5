use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// A pool gives its name to resources and nodes.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-name",
    why: "The name becomes part of the names of machines, which are short.",
    fix: "use up to 12 lower-case letters and digits, beginning with a letter",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            match pool.name.as_deref().unwrap_or_default() {
                "" => {
                    found.error(at.key("name"), "the pool has no name");
                }
                name if !is_name(name) => {
                    found.error(at.key("name"), format!("{} cannot name a pool", tick(name)));
                }
                _ => {}
            }
        }
    },
};

fn is_name(text: &str) -> bool {
    let is_rest = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= 12 && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(is_rest)
}

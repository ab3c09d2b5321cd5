use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

const MOST: usize = 12;

/// A pool gives its name to resources and nodes.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "pool-name",
    why: "The name becomes part of the names of machines, which are short.",
    fix: "use up to 12 lower-case letters and digits, beginning with a letter",
    about: &["agentPoolProfiles[].name"],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let name = pool.name.as_deref().unwrap_or_default();
            if name.is_empty() {
                found.error(at.key("name"), "the pool has no name");
            } else if let Some(problem) = problem(name) {
                let finding = found.error(at.key("name"), format!("{} cannot name a pool", tick(name))).say(problem);
                let lower = name.to_ascii_lowercase();
                if lower != name && self::problem(&lower).is_none() {
                    finding.help(format!("use lower-case letters: `{lower}`"));
                }
            }
        }
    },
};

/// What is wrong with a name.
fn problem(name: &str) -> Option<String> {
    let is_rest = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let length = name.chars().count();
    if let Some(letter) = name.chars().find(|letter| !is_rest(*letter)) {
        Some(format!("holds {}", tick(&letter.to_string())))
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        Some("begins with a digit".to_owned())
    } else if length > MOST {
        Some(format!("{length} characters, of at most {MOST}"))
    } else {
        None
    }
}

use super::syntax::{ends_in_words, is_word};
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The prefix is a DNS label, with room for what is appended to it.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "dns-prefix",
    why: "The prefix becomes the host name of the API server and names the output directory.",
    fix: "use 3 to 45 letters, digits and hyphens, beginning with a letter, ending with a letter or a digit",
    about: &["masterProfile.dnsPrefix"],
    check: |spec, found| {
        let Some(master) = spec.master() else { return };
        let at = "/properties/masterProfile/dnsPrefix";
        match master.dns_prefix.as_deref().unwrap_or_default() {
            "" => {
                found.error(at, "`masterProfile.dnsPrefix` is missing");
            }
            prefix if !is_prefix(prefix) => {
                found.error(at, format!("{} cannot begin a host name", tick(prefix))).say(problem(prefix));
            }
            _ => {}
        }
    },
};

fn is_prefix(text: &str) -> bool {
    is_word(text, 3..=45, b"-") && ends_in_words(text) && text.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// What is wrong with a prefix that is none.
fn problem(prefix: &str) -> String {
    let length = prefix.chars().count();
    let odd = prefix.chars().find(|letter| !letter.is_ascii_alphanumeric() && *letter != '-');
    if let Some(letter) = odd {
        format!("holds {}", tick(&letter.to_string()))
    } else if length < 3 {
        format!("{length} characters, of at least 3")
    } else if length > 45 {
        format!("{length} characters, of at most 45")
    } else if prefix.ends_with('-') {
        "ends in `-`".to_owned()
    } else {
        "begins with no letter".to_owned()
    }
}

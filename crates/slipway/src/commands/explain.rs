//! `slipway explain`

mod field;
mod flag;
mod home;
mod page;
mod rule;
mod target;

use serde_json::{Value, json};

use crate::args::{ExplainArgs, Output};
use crate::commands::facts;
use crate::exit::Failure;
use crate::terminal::Terminal;
use page::Page;
use target::Target;

/// What is said of a subject: for people, and for tools.
struct Said {
    page: Page,
    json: Value,
}

/// Explains a field, an object, a flag, an addon or a rule.
pub(crate) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<(), Failure> {
    let catalog = facts::catalog(args.catalog.as_deref())?;
    let parts = facts::parts(args.parts.as_deref())?;
    let topic = args.topic.as_deref().unwrap_or_default().trim();
    let broken = |error| Failure::built_in(error, args.catalog.as_deref());
    let said = match target::find(topic, &parts, &catalog) {
        Target::Home => home::home(),
        Target::Rules => rule::table(),
        Target::Rule(text) => rule::rule(&text),
        Target::Fields(places) => field::fields(topic, &places, &catalog, &parts).map_err(broken)?,
        Target::Both(rule, places) => {
            let (rule, fields) = (rule::rule(&rule), field::fields(topic, &places, &catalog, &parts).map_err(broken)?);
            Said { page: fields.page.followed_by(&rule.page), json: json!({"rule": rule.json, "fields": fields.json}) }
        }
        Target::Flag(flag) => flag::flag(&flag, &parts, &catalog).map_err(broken)?,
        Target::Addon(name) => flag::addon(&name, &parts),
        Target::Unknown(nearest) => {
            let failure = Failure::user(format!("there is no field, flag, addon or rule `{topic}`"));
            return Err(match nearest {
                Some(nearest) => failure.help(format!("did you mean `{nearest}`? `slipway explain` lists the objects")),
                None => failure.help("`slipway explain` lists the objects, `slipway explain rules` the rules"),
            });
        }
    };
    match args.output {
        Output::Json => terminal.line(&format!("{:#}", said.json)),
        Output::Human => terminal.data(said.page.text().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use slipway_catalog::Catalog;
    use slipway_render::Parts;

    use super::*;

    #[test]
    fn every_field_and_rule_is_explained_in_80_columns() {
        let (catalog, parts) = (Catalog::builtin(), Parts::builtin().expect("parts"));
        for place in target::places() {
            let path = place.path();
            let said = field::fields(&path, &[place], &catalog, &parts).expect("a catalog");
            assert_eq!(said.json["path"], path.as_str());
            for line in said.page.text().lines().filter(|line| line.chars().count() > 80) {
                let is_quote = line.trim_start_matches("example").starts_with("   ") && line.contains('"');
                let words = line.split_whitespace().count();
                assert!(is_quote || words <= 2, "{path}: {line}");
            }
        }
        for text in crate::rules::all() {
            let said = rule::rule(&text);
            assert!(said.page.text().contains("For example:"), "{} has no example", text.id);
        }
    }
}

//! Every part that the binary carries is whole: its files are there, its templates and expressions compile, its images are in every release.

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use slipway_catalog::Catalog;
use slipway_render::{Part, Parts};

fn parts() -> Vec<Part> {
    Parts::builtin().expect("readable parts").iter().cloned().collect()
}

/// Expressions of a part, with the place of each.
fn expressions(part: &Part) -> Vec<(String, &str)> {
    let mut all = Vec::new();
    all.extend(part.when.as_deref().map(|when| ("when".to_owned(), when)));
    all.extend(part.addon.as_ref().map(|addon| ("addon.enabled".to_owned(), addon.enabled.as_str())));
    let flags = part.flag.iter().filter_map(|(name, flag)| Some((name.clone(), flag.when.as_deref()?)));
    let fields = part.field.iter().filter_map(|(name, field)| Some((name.clone(), field.when.as_deref()?)));
    let files = part.file.iter().filter_map(|file| Some((file.path.clone(), file.when.as_deref()?)));
    let secrets = part.secret.iter().filter_map(|secret| Some((secret.path.clone(), secret.when.as_deref()?)));
    let each = part.file.iter().filter_map(|file| Some((file.path.clone(), file.each.as_deref()?)));
    let pools = part
        .pools
        .iter()
        .flat_map(|pools| pools.when.iter().chain(pools.tag.iter().filter_map(|tag| tag.each.as_ref())));
    let pools = pools.map(|expression| ("pools".to_owned(), expression.as_str()));
    let refused = part.refuse.iter().map(|refuse| (refuse.says.clone(), refuse.when.as_str()));
    all.extend(
        refused.chain(part.bring.iter().filter_map(|bring| Some((bring.thing.clone(), bring.when.as_deref()?)))),
    );
    all.into_iter().chain(pools).chain(each).chain(flags).chain(fields).chain(files).chain(secrets).collect()
}

#[test]
fn files_are_there_and_templates_compile() {
    let files = Parts::builtin_files();
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder().comment_delimiters("{##", "##}").build().expect("a syntax");
    env.set_syntax(syntax);
    let mut seen = 0;
    for part in parts() {
        for file in &part.file {
            let (name, is_template) = match (&file.template, &file.source) {
                (Some(template), None) => (template, true),
                (None, Some(source)) => (source, false),
                _ => panic!("{}: {} names one of `template` and `source`", part.path, file.path),
            };
            let path = format!("{}/{name}", part.path);
            let text = files.text(&path).unwrap_or_else(|| panic!("parts/{path} is not there"));
            if is_template && let Err(error) = env.template_from_named_str(&path, text) {
                panic!("parts/{path}: {error}");
            }
            let mode = u32::from_str_radix(&file.mode, 8).unwrap_or_else(|_| panic!("{path}: mode {}", file.mode));
            assert!(mode <= 0o777 && file.mode.len() == 4, "{path}: mode {}", file.mode);
            assert!(file.path.starts_with('/'), "{path}: {} is no absolute path", file.path);
            seen += 1;
        }
        for (place, expression) in expressions(&part) {
            if let Err(error) = env.compile_expression(expression) {
                panic!("parts/{}: {place}: {error}", part.path);
            }
        }
    }
    assert!(seen > 30, "the parts are in the binary");
}

#[test]
fn every_image_of_a_part_is_in_every_release_that_can_be_made() {
    let catalog = Catalog::builtin();
    for release in catalog.releases().expect("releases").into_iter().filter(|release| release.create) {
        for part in parts() {
            for (container, default) in &part.container {
                let image = &default.image;
                assert!(
                    release.image.contains_key(image),
                    "parts/{}: container {container}: {} has no image {image}",
                    part.path,
                    release.minor
                );
            }
        }
    }
}

#[test]
fn no_part_knows_another_addon_by_name() {
    let all = parts();
    let files = Parts::builtin_files();
    for part in all.iter().filter(|part| part.addon.is_some()) {
        let own = format!("{}/", part.path);
        for path in files.paths().filter(|path| path.ends_with("part.toml") && !path.starts_with(&own)) {
            let text = files.text(path).unwrap_or_default();
            let named = format!("addons.{}", part.name());
            assert!(!text.contains(&named), "parts/{path} asks for the addon {}", part.name());
        }
    }
}

/// Networks alone may be asked for where the definition is judged: what they decide is more than their addon.
#[test]
fn no_code_asks_for_an_addon_by_name() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<_> = std::fs::read_dir(crates)
        .expect("the crates")
        .map(|room| room.expect("a folder").path().join("src"))
        .filter(|source| source.is_dir())
        .collect();
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for asked in text.split(".addon(\"").skip(1) {
                let name = asked.split('"').next().unwrap_or_default();
                assert!(matches!(name, "cilium" | "kube-proxy"), "{} asks for the addon {name}", path.display());
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 2, "the sources are looked at");
}

#[test]
fn what_parts_refuse_is_there() {
    let fields: Vec<_> = slipway_definition::fields().iter().map(|(pointer, _)| pointer.general()).collect();
    for part in parts() {
        let settings = part.refuse.iter().filter_map(|refuse| refuse.setting.as_ref());
        let settings = settings.chain(part.bring.iter().filter_map(|bring| bring.setting.as_ref()));
        for setting in settings {
            assert!(part.config.contains_key(setting), "{} has no setting {setting}", part.path);
        }
        for field in part.refuse.iter().filter_map(|refuse| refuse.field.as_ref()) {
            assert!(fields.contains(field), "{} knows {field}, which is no field", part.path);
        }
        let at_least = |of: &std::collections::BTreeMap<String, slipway_render::ConfigPart>| {
            of.values().filter_map(|setting| setting.at_least.as_ref()).all(|least| of.contains_key(least))
        };
        assert!(at_least(&part.config) && part.pools.iter().all(|pools| at_least(&pools.config)), "{}", part.path);
    }
}

#[test]
fn what_took_an_addon_s_place_is_made() {
    let all = parts();
    for (name, entry) in Catalog::builtin().old_addons().expect("a readable table").addon {
        let wanted = entry.becomes.iter().chain(entry.made.then_some(&name));
        for wanted in wanted {
            let is_there = all.iter().any(|part| part.addon.is_some() && part.name() == wanted);
            assert!(is_there, "{name}: no part makes {wanted}");
        }
    }
}

//! The corpus of the Go tools' definitions, and of mutations with their verdicts, where it is on this machine.
//!
//! Definitions count as accepted when `slipway migrate` makes them so: many ask for what is retired. Mutations are taken as
//! they are.
//!
//! `tests/corpus/differences.tsv` has every case in which the verdicts differ, and why: `id`, `accepted` or `refused` by
//! slipway, the rules that refuse (`-` for none), the reason. A mutation is no difference when the two Go tools differ themselves, a definition when neither accepts it.
//! `SLIPWAY_BLESS=1` writes the list anew, with `?` for a reason that is still to be given; it does not pass as one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use slipway::{Form, Inspector};
use slipway_catalog::Catalog;
use slipway_definition::{Document, Report, Severity};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
const DIFFERENCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/differences.tsv");

/// An invented key: 32 bytes of seven.
const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH nobody";

/// Reading says these of what it does not understand.
const READING: [&str; 3] = ["unknown-key", "wrong-type", "duplicate-key"];

/// One definition and what the Go tools say of it.
struct Case {
    id: String,
    name: String,
    text: String,
    /// By the public tool and by the one for Azure Stack.
    accepted: [bool; 2],
}

/// What slipway says: the rules that refuse, sorted, or none.
type Verdict = Vec<&'static str>;

fn file(path: &str) -> Option<PathBuf> {
    let path = Path::new(CORPUS).join(path);
    if path.exists() {
        return Some(path);
    }
    let mut stderr = std::io::stderr();
    let _ = std::io::Write::write_all(&mut stderr, format!("skipped: {} is not here\n", path.display()).as_bytes());
    None
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The definitions of `index.tsv`. What a tool accepts only with more of its placeholders filled is the file that has them
/// filled; one with a version that the tool no longer has is the definition as it was.
fn definitions(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for line in read(&folder.join("../index.tsv")).lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let [name, _, _, public, stack] = columns[..] else { panic!("five columns: {line}") };
        let is_filled = [public, stack].iter().any(|verdict| verdict.contains("full-fill"));
        let name = if is_filled { name.replace(".json", ".full.json") } else { name.to_owned() };
        let text = read(&folder.join(&name));
        cases.push(Case {
            id: name.clone(),
            name,
            text,
            accepted: [public, stack].map(|tool| tool.starts_with("pass")),
        });
    }
    cases
}

fn mutations(file: &Path) -> Vec<Case> {
    let of = |line: &str| {
        let mutation: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let id = mutation["id"].as_str().expect("an id").to_owned();
        let is = |key: &str| mutation[key].as_bool().expect("a verdict");
        let text = format!("{:#}", mutation["model"]).replace("<SSH_PUB>", KEY);
        let accepted = [is("accepted_by_public"), is("accepted_by_stack")];
        (mutation["note"] == "").then_some(Case { name: format!("{id}.json"), id, text, accepted })
    };
    read(file).lines().filter_map(of).collect()
}

fn inspect(inspector: &Inspector, case: &Case) -> (Document, Report) {
    let document = Document::parse(&case.name, case.text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let report = inspector.inspect(&document).expect("facts and parts are whole");
    for form in [Form::Human, Form::Json, Form::Sarif] {
        assert!(report.is_empty() || !slipway::said(&report, &document, form).is_empty(), "{}", case.id);
    }
    (document, report)
}

fn refusing(report: &Report) -> Verdict {
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    let mut rules: Vec<_> = errors.map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The list's lines by id: verdict, rules, reason.
fn listed() -> BTreeMap<String, (String, String)> {
    let line = |line: &str| {
        let columns: Vec<_> = line.split('\t').collect();
        let [id, verdict, rules, reason] = columns[..] else { panic!("four columns: {line}") };
        assert!(bless() || !matches!(reason.trim(), "" | "?"), "{id} has no reason");
        (id.to_owned(), (format!("{verdict}\t{rules}"), reason.to_owned()))
    };
    read(Path::new(DIFFERENCES)).lines().skip(1).map(line).collect()
}

fn bless() -> bool {
    std::env::var_os("SLIPWAY_BLESS").is_some()
}

/// The cases that differ, as the list has them.
fn differences(
    cases: &[Case],
    verdict: impl Fn(&Case) -> Verdict,
    differs: impl Fn([bool; 2], bool) -> bool,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for case in cases {
        let verdict = verdict(case);
        if differs(case.accepted, verdict.is_empty()) {
            let rules = verdict.join(",");
            let line = if verdict.is_empty() { "accepted\t-".to_owned() } else { format!("refused\t{rules}") };
            found.insert(case.id.clone(), line);
        }
    }
    found
}

#[test]
fn definitions_are_read() {
    let Some(folder) = file("definitions") else { return };
    let inspector = Inspector::builtin().expect("facts and parts are whole");
    // Each file is read, those too of which the index says nothing.
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let (id, text) = (path.display().to_string(), read(&path));
        let (_, report) = inspect(&inspector, &Case { name: id.clone(), id, text, accepted: [true; 2] });
        let unread = report.findings().iter().find(|finding| READING.contains(&finding.rule));
        assert!(unread.is_none(), "{}: {unread:?}", path.display());
    }
}

/// With `slipway migrate` before, when it is refused without.
fn after_migration(inspector: &Inspector, case: &Case) -> Verdict {
    let (document, report) = inspect(inspector, case);
    if refusing(&report).is_empty() {
        return Vec::new();
    }
    match slipway_migrate::migrate(&document, &Catalog::builtin()) {
        Ok(migration) => refusing(&inspector.inspect(&migration.document).expect("facts and parts are whole")),
        Err(_) => vec!["migrate"],
    }
}

#[test]
fn verdicts_are_those_of_the_go_tools_or_listed() {
    let (Some(folder), Some(file)) = (file("definitions"), file("mutations.jsonl")) else { return };
    let inspector = Inspector::builtin().expect("facts and parts are whole");
    let (definitions, mutations) = (definitions(&folder), mutations(&file));
    assert!(definitions.len() > 90 && mutations.len() > 250, "{}, {}", definitions.len(), mutations.len());
    // What either tool accepts has to be accepted; migration may mend what neither does.
    let is_refused = |tools: [bool; 2], ours: bool| !ours && tools.contains(&true);
    let mut found = differences(&definitions, |case| after_migration(&inspector, case), is_refused);
    let is_alone = |tools: [bool; 2], ours: bool| !tools.contains(&ours);
    found.append(&mut differences(&mutations, |case| refusing(&inspect(&inspector, case).1), is_alone));

    let listed = listed();
    if bless() {
        let reason = |id: &String| listed.get(id).map_or("?", |(_, reason)| reason.as_str());
        let lines: Vec<_> = found.iter().map(|(id, line)| format!("{id}\t{line}\t{}\n", reason(id))).collect();
        std::fs::write(DIFFERENCES, format!("id\tours\trules\treason\n{}", lines.concat())).expect("it can be written");
        return;
    }
    let mut wrong = String::new();
    for (id, line) in &found {
        match listed.get(id) {
            Some((known, _)) if known == line => {}
            Some((known, _)) => drop(writeln!(wrong, "listed as {known:?} but is:\n{id}\t{line}")),
            None => drop(writeln!(wrong, "differs and is not listed:\n{id}\t{line}")),
        }
    }
    for id in listed.keys().filter(|id| !found.contains_key(*id)) {
        let _ = writeln!(wrong, "{id} is listed and is no difference");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

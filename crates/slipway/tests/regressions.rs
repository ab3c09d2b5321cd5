//! What once failed in fuzzing: `fuzz/regressions` holds the inputs.

#[allow(unreachable_pub, reason = "it is a library elsewhere")]
#[path = "../../../fuzz/src/lib.rs"]
mod targets;

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/regressions");

#[test]
fn what_once_failed_passes() {
    let mut count = 0;
    for entry in std::fs::read_dir(REGRESSIONS).expect("the folder can be listed") {
        let path = entry.expect("an entry").path();
        let input = std::fs::read(&path).expect("it can be read");
        // Shown when the test fails.
        println!("{}", path.display());
        targets::reader(&input);
        targets::validate(&input);
        count += 1;
    }
    assert!(count > 0, "no regressions are here");
}

//! A rough bound on time, generous enough for a debug build on a busy machine.

use std::time::{Duration, Instant};

use crate::{GOOD, checked, document};

#[test]
fn large_inputs_take_a_moment() {
    let pool = r#"{ "name": "p", "count": 0, "vmSize": "", "unknown": 1 },"#;
    let pools = GOOD.replace("\"agentPoolProfiles\": [", &format!("\"agentPoolProfiles\": [{}", pool.repeat(8_000)));
    let begun = Instant::now();
    let report = checked(&document(&pools));
    assert!(report.omitted() > 10_000);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

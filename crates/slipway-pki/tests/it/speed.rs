//! How long a PKI takes. `cargo test --release -p slipway-pki -- --ignored --nocapture speed`

use std::time::{Duration, Instant};

use slipway_pki::{CertificateProfile, Pki, Request};

use crate::support::{NOW, at, request};

#[test]
#[ignore = "measures; wants a release build and a quiet machine"]
fn five_masters_take_five_milliseconds() {
    let request = Request { peers: 5, ..request() };
    let run = |given: &CertificateProfile| {
        let start = Instant::now();
        let (pki, _) = Pki::for_cluster(&request, given, None, at(NOW)).expect("made");
        (start.elapsed(), pki)
    };
    let (cold, pki) = run(&CertificateProfile::default());
    let profile = pki.profile();
    let least = |given: &CertificateProfile| (0..50).map(|_| run(given).0).min().unwrap_or(Duration::MAX);
    let (fresh, kept) = (least(&CertificateProfile::default()), least(&profile));
    assert!(fresh < Duration::from_millis(5), "first {cold:?}, fresh {fresh:?}, kept {kept:?}");
    #[expect(clippy::print_stderr, reason = "the measure itself")]
    {
        eprintln!("first {cold:?}, fresh {fresh:?}, kept {kept:?}");
    }
}

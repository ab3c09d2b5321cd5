//! The rooms of generate, one by one, in one process: read, decide, make keys, assemble.

#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};
use slipway_artifacts::{Request, assemble};
use slipway_catalog::Catalog;
use slipway_cluster::Decision;
use slipway_definition::{Document, Report, Spec, check};
use slipway_pki::{CertificateProfile, Pki};
use slipway_render::Parts;
use time::OffsetDateTime;

const SSH_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

fn definition(masters: u32, pools: u32, nodes: u32) -> Value {
    let pool = |n| json!({"name": format!("pool{n}"), "count": nodes, "vmSize": "Standard_D4s_v5"});
    json!({"apiVersion": "vlabs", "location": "westus2", "properties": {
        "masterProfile": {"count": masters, "dnsPrefix": "bench", "vmSize": "Standard_D4s_v5"},
        "agentPoolProfiles": (0..pools).map(pool).collect::<Vec<_>>(),
        "linuxProfile": {"adminUsername": "azureuser", "ssh": {"publicKeys": [{"keyData": SSH_KEY}]}}}})
}

fn decide(text: &[u8], catalog: &Catalog) -> (Document, Decision) {
    let document = Document::parse("bench.json", text).expect("JSON");
    let mut report = Report::new();
    let spec = Spec::read(&document, &mut report);
    check(&spec, &document, &mut report);
    let decision = Decision::of(&spec, catalog, &mut report).expect("a catalog");
    assert!(!report.has_errors(), "{report:?}");
    (document, decision)
}

fn keys(decision: &Decision, given: &CertificateProfile) -> Pki {
    let request = slipway_artifacts::pki_request(&decision.cluster).expect("a known algorithm");
    Pki::for_cluster(&request, given, None, OffsetDateTime::UNIX_EPOCH).expect("keys").0
}

fn rooms(c: &mut Criterion) {
    let catalog = Catalog::builtin();
    let removed = catalog.removed().expect("removed things");
    for (name, definition) in [("small", definition(1, 1, 3)), ("large", definition(5, 12, 84))] {
        let text = definition.to_string().into_bytes();
        let (document, decision) = decide(&text, &catalog);
        let pki = keys(&decision, &CertificateProfile::default());
        let profile = pki.profile();
        let json = document.to_json();

        let mut group = c.benchmark_group(name);
        group.bench_function("read and decide", |b| b.iter(|| decide(black_box(&text), &catalog)));
        group.bench_function("make keys", |b| b.iter(|| keys(&decision, &CertificateProfile::default())));
        group.bench_function("keep keys", |b| b.iter(|| keys(&decision, black_box(&profile))));
        group.bench_function("load parts", |b| b.iter(|| Parts::builtin().expect("parts")));
        let parts = Parts::builtin().expect("parts");
        group.bench_function("assemble", |b| {
            b.iter(|| {
                assemble(Request {
                    definition: &json,
                    cluster: &decision.cluster,
                    release: &decision.release,
                    removed: &removed,
                    parts: &parts,
                    pki: &pki,
                    client_secret: None,
                    pretty: true,
                })
                .expect("an output")
            });
        });
        group.finish();
    }
}

criterion_group!(benches, rooms);
criterion_main!(benches);

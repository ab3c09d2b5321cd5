//! A cluster to make a PKI for, and the system's `openssl`.

use std::fs;
use std::process::Command;

use slipway_pki::{CertificateProfile, Notes, Pair, Pki, PkiError, Request};
use tempfile::TempDir;
use time::OffsetDateTime;

/// 2026-11-18T11:06:40Z.
pub(crate) const NOW: i64 = 1_795_000_000;
/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

pub(crate) fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).expect("in range")
}

/// Now, for certificates that `openssl` makes.
pub(crate) fn real_now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// A cluster of three masters.
pub(crate) fn request() -> Request {
    Request {
        dns_names: ["mytest.westus2.cloudapp.azure.com", "api.example.org", "203.0.113.9"].map(String::from).to_vec(),
        master_addresses: ["10.255.255.5", "10.255.255.6", "10.255.255.7"].map(|ip| ip.parse().expect("IP")).to_vec(),
        internal_load_balancer: Some("10.255.255.15".parse().expect("IP")),
        peers: 3,
        ..Request::default()
    }
}

pub(crate) fn fresh() -> Pki {
    let (pki, _) = make(&CertificateProfile::default(), NOW).expect("fresh");
    pki
}

/// From a profile for [`request`], without token.
pub(crate) fn make(given: &CertificateProfile, seconds: i64) -> Result<(Pki, Notes), PkiError> {
    Pki::for_cluster(&request(), given, None, at(seconds))
}

/// Every pair with its name.
pub(crate) fn pairs(pki: &Pki) -> Vec<(String, &Pair)> {
    let mut pairs = vec![
        ("ca", &pki.ca),
        ("api_server", &pki.api_server),
        ("client", &pki.client),
        ("kubeconfig", &pki.kubeconfig),
        ("etcd_server", &pki.etcd_server),
        ("etcd_client", &pki.etcd_client),
        ("proxy_ca", &pki.proxy_ca),
        ("proxy", &pki.proxy),
        ("controller_manager", &pki.controller_manager),
        ("scheduler", &pki.scheduler),
        ("cloud_controller_manager", &pki.cloud_controller_manager),
        ("admin", &pki.admin),
    ];
    pairs.extend(pki.etcd_ca.as_ref().map(|pair| ("etcd_ca", pair)));
    let named = pairs.into_iter().map(|(name, pair)| (name.to_owned(), pair));
    named.chain(pki.etcd_peers.iter().enumerate().map(|(i, pair)| (format!("etcd_peer{i}"), pair))).collect()
}

/// A directory to run `openssl` in.
pub(crate) struct Bench(TempDir);

impl Bench {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("temporary directory"))
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).expect("write");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).expect("read")
    }

    /// Runs `openssl`; its output, or what it complains of.
    pub(crate) fn try_openssl(&self, arguments: &str) -> Result<String, String> {
        let output = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .expect("openssl is installed");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        if output.status.success() { Ok(out) } else { Err(out + &err) }
    }

    pub(crate) fn openssl(&self, arguments: &str) -> String {
        self.try_openssl(arguments).unwrap_or_else(|error| panic!("openssl {arguments}: {error}"))
    }

    /// Verifies a certificate as strictly as `openssl` can.
    pub(crate) fn verify(&self, ca: &str, certificate: &str, purpose: &str, seconds: i64) -> Result<String, String> {
        self.write("verify-ca.pem", ca);
        self.write("verify.pem", certificate);
        self.try_openssl(&format!(
            "verify -x509_strict -check_ss_sig -purpose {purpose} -attime {seconds} -CAfile verify-ca.pem verify.pem"
        ))
    }

    /// The certificate as `openssl` prints it, on one line.
    pub(crate) fn text(&self, certificate: &str) -> String {
        self.write("text.pem", certificate);
        let text = self.openssl("x509 -in text.pem -noout -text -nameopt RFC2253");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the two public keys are the same, the certificate's and the private key's.
    pub(crate) fn key_belongs(&self, pair: &Pair) -> bool {
        self.write("pair.crt", &pair.certificate);
        self.write("pair.key", pair.private_key.expose());
        self.openssl("x509 -in pair.crt -noout -pubkey") == self.openssl("pkey -in pair.key -pubout")
    }
}

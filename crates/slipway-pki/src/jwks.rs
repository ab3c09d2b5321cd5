//! Public keys of service accounts as others read them: JSON Web Keys (RFC 7517).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::{PkiError, pem_text};

/// The RSA keys of a PEM text as a set of JSON Web Keys, as the API server itself would serve them. Keys of other kinds are passed
/// over: who reads this takes RS256 alone.
///
/// # Errors
/// When the text holds no public key that can be read.
pub fn jwks(public_keys: &str) -> Result<Value, PkiError> {
    const KEY: &str = "serviceAccountPublicKey";
    let broken = || PkiError::Text { key: KEY.to_owned(), reason: "it holds a public key that is broken".to_owned() };
    let mut keys = Vec::new();
    for block in pem_text::blocks(KEY, public_keys)? {
        if block.label != pem_text::PUBLIC_KEY {
            continue;
        }
        let (_, info) = SubjectPublicKeyInfo::from_der(&block.der).map_err(|_| broken())?;
        let PublicKey::RSA(rsa) = info.parsed().map_err(|_| broken())? else { continue };
        // kubernetes, pkg/serviceaccount/jwt.go, `keyIDFromPublicKey`: the SHA-256 of the key's DER.
        let id = URL_SAFE_NO_PAD.encode(digest(&SHA256, &block.der));
        let number = |bytes: &[u8]| {
            let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
            URL_SAFE_NO_PAD.encode(bytes.get(first..).unwrap_or_default())
        };
        keys.push(json!({
            "use": "sig",
            "kty": "RSA",
            "kid": id,
            "alg": "RS256",
            "n": number(rsa.modulus),
            "e": number(rsa.exponent),
        }));
    }
    Ok(json!({"keys": keys}))
}

//! PEM text in and out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::{Zeroize as _, Zeroizing};

use crate::PkiError;

/// Label of a certificate's block.
pub(crate) const CERTIFICATE: &str = "CERTIFICATE";
/// Label of a PKCS#8 key's block.
pub(crate) const PRIVATE_KEY: &str = "PRIVATE KEY";
/// Label of a public key's block (`SubjectPublicKeyInfo`).
pub(crate) const PUBLIC_KEY: &str = "PUBLIC KEY";
/// Label of a PKCS#1 public key's block.
pub(crate) const RSA_PUBLIC_KEY: &str = "RSA PUBLIC KEY";

/// One block; wiped when dropped.
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Zeroizing<Vec<u8>>,
    /// The old kind of encryption, stated in a header of the block.
    encrypted: bool,
}

/// Writes a block with lines of 64 characters and `\n` on every platform.
pub(crate) fn encode(label: &str, der: &[u8]) -> Zeroizing<String> {
    let body = Zeroizing::new(BASE64.encode(der));
    // Exact room, so that no grown-out-of buffer stays behind unwiped.
    let room = 2 * ("-----BEGIN -----\n".len() + label.len()) + body.len() + body.len() / 64 + 1;
    let mut text = Zeroizing::new(String::with_capacity(room));
    text.extend(["-----BEGIN ", label, "-----\n"]);
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(64));
        text.extend([line, "\n"]);
        rest = tail;
    }
    text.extend(["-----END ", label, "-----\n"]);
    text
}

/// The PEM text in a value of the profile: the value itself, or what its base64 holds.
pub(crate) fn text(key: &str, value: &str) -> Result<Zeroizing<String>, PkiError> {
    let error = |reason: &str| PkiError::Text { key: key.to_owned(), reason: reason.to_owned() };
    if value.contains("-----BEGIN ") {
        return Ok(Zeroizing::new(value.to_owned()));
    }
    let packed: Zeroizing<String> = Zeroizing::new(value.split_whitespace().collect());
    let bytes = BASE64.decode(packed.as_bytes()).map_err(|_| error("it is neither PEM nor base64"))?;
    let text = String::from_utf8(bytes).map_err(|error| error.into_bytes().zeroize());
    match text.map(Zeroizing::new) {
        Ok(text) if text.contains("-----BEGIN ") => Ok(text),
        _ => Err(error("its base64 holds no PEM")),
    }
}

/// All blocks of a PEM text, at least one.
pub(crate) fn blocks(key: &str, text: &str) -> Result<Vec<Block>, PkiError> {
    let error = |reason: String| PkiError::Text { key: key.to_owned(), reason };
    let blocks: Vec<Block> = pem::parse_many(text)
        .map_err(|cause| error(format!("its PEM is broken ({cause})")))?
        .into_iter()
        .map(|block| Block {
            label: block.tag().to_owned(),
            encrypted: block.headers().get("Proc-Type").is_some_and(|kind| kind.contains("ENCRYPTED")),
            der: Zeroizing::new(block.into_contents()),
        })
        .collect();
    if blocks.is_empty() { Err(error("it holds no whole PEM block".to_owned())) } else { Ok(blocks) }
}

impl Block {
    /// Whether this is a private key behind a pass phrase.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.encrypted || self.label == "ENCRYPTED PRIVATE KEY"
    }

    /// Whether this is a private key: PKCS#8, PKCS#1 (`RSA`) or SEC1 (`EC`).
    pub(crate) fn is_private_key(&self) -> bool {
        self.label.ends_with(PRIVATE_KEY)
    }
}

//! Private keys: making them, reading them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;
use zeroize::Zeroizing;

use crate::pem_text::{self, Block};
use crate::{KeyAlgorithm, PkiError, Secret};

/// A private key, wiped when dropped.
pub(crate) type Key = Zeroizing<KeyPair>;

/// Makes keys; RSA keys on all cores, as each takes a tenth of a second or more.
pub(crate) fn generate(algorithm: KeyAlgorithm, count: usize) -> Result<Vec<Key>, PkiError> {
    let threads = match algorithm {
        KeyAlgorithm::EcdsaP256 => 1,
        KeyAlgorithm::Rsa2048 | KeyAlgorithm::Rsa4096 => {
            thread::available_parallelism().map_or(1, usize::from).min(count)
        }
    };
    if threads <= 1 {
        return (0..count).map(|_| one(algorithm)).collect();
    }
    // Key generation takes as long as luck has it, so the threads share one count rather than equal parts.
    let taken = AtomicUsize::new(0);
    let work = || {
        let mut keys = Vec::new();
        while taken.fetch_add(1, Ordering::Relaxed) < count {
            keys.push(one(algorithm)?);
        }
        Ok(keys)
    };
    let parts: Vec<Result<Vec<Key>, PkiError>> = thread::scope(|scope| {
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let panicked = |_| Err(PkiError::Generate(rcgen::Error::KeyGenerationUnavailable));
        let others = handles.into_iter().map(|handle| handle.join().unwrap_or_else(panicked));
        others.chain([own]).collect()
    });
    let mut keys = Vec::with_capacity(count);
    for part in parts {
        keys.extend(part?);
    }
    Ok(keys)
}

fn one(algorithm: KeyAlgorithm) -> Result<Key, PkiError> {
    let key = match algorithm {
        KeyAlgorithm::EcdsaP256 => KeyPair::generate(),
        KeyAlgorithm::Rsa2048 => KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048),
        KeyAlgorithm::Rsa4096 => KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096),
    };
    key.map(Zeroizing::new).map_err(PkiError::Generate)
}

/// Reads the first private key of a PEM text; other blocks, such as `EC PARAMETERS`, are passed over.
pub(crate) fn read(key: &str, text: &str) -> Result<Key, PkiError> {
    let blocks = pem_text::blocks(key, text)?;
    let block = blocks
        .iter()
        .find(|block| block.is_private_key())
        .ok_or_else(|| PkiError::Text { key: key.to_owned(), reason: "it holds no private key".to_owned() })?;
    if block.is_encrypted() {
        return Err(PkiError::EncryptedKey { key: key.to_owned() });
    }
    KeyPair::try_from(block.der.as_slice())
        .map(Zeroizing::new)
        .map_err(|source| PkiError::PrivateKey { key: key.to_owned(), source })
}

/// The key as PEM: PKCS#8.
pub(crate) fn private_pem(key: &KeyPair) -> Secret {
    pem_text::encode(pem_text::PRIVATE_KEY, key.serialized_der()).into()
}

/// Its public half as PEM.
pub(crate) fn public_pem(key: &KeyPair) -> String {
    use rcgen::PublicKeyData as _;
    pem_text::encode(pem_text::PUBLIC_KEY, &key.subject_public_key_info()).to_string()
}

/// Whether a public key block is this key's.
pub(crate) fn matches_public(key: &KeyPair, block: &Block) -> bool {
    use rcgen::PublicKeyData as _;
    match block.label.as_str() {
        pem_text::PUBLIC_KEY => *block.der == key.subject_public_key_info(),
        pem_text::RSA_PUBLIC_KEY => block.der.as_slice() == key.public_key_raw(),
        _ => false,
    }
}

/// Whether a public key block is RSA.
pub(crate) fn is_rsa_public(block: &Block) -> bool {
    let is_rsa = |(_, info): (&[u8], SubjectPublicKeyInfo<'_>)| matches!(info.parsed(), Ok(PublicKey::RSA(_)));
    block.label == pem_text::RSA_PUBLIC_KEY || SubjectPublicKeyInfo::from_der(&block.der).is_ok_and(is_rsa)
}

/// Whether the key is RSA.
pub(crate) fn is_rsa(key: &KeyPair) -> bool {
    key.is_compatible(&PKCS_RSA_SHA256)
}

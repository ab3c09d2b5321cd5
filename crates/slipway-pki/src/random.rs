//! Random bytes of the operating system, in the shapes needed.

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::SerialNumber;
use zeroize::Zeroizing;

use crate::token::ALPHABET;
use crate::{PkiError, Secret};

/// A key of 32 bytes in base64, for encryption at rest.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn encryption_key() -> Result<Secret, PkiError> {
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(bytes()?);
    Ok(Secret::from(STANDARD.encode(key.as_ref())))
}

/// A serial number of 128 bits: positive, never zero, always 16 bytes long, 126 bits of it random.
pub(crate) fn serial() -> Result<SerialNumber, PkiError> {
    let mut bytes: [u8; 16] = bytes()?;
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

/// Random lower-case letters and digits, each as likely as the other.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn letters(length: usize) -> Result<String, PkiError> {
    // The largest multiple of the alphabet's length that a byte can hold; bytes beyond it would favour some letters.
    const FAIR: u8 = 252;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let bytes: [u8; 32] = bytes()?;
        let fair = bytes.iter().filter(|byte| **byte < FAIR);
        let letters = fair.map(|byte| ALPHABET[usize::from(*byte) % ALPHABET.len()]);
        text.extend(letters.take(length - text.len()).map(char::from));
    }
    Ok(text)
}

fn bytes<const N: usize>() -> Result<[u8; N], PkiError> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| PkiError::Random)?;
    Ok(bytes)
}

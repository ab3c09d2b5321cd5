//! Certificates as users bring them: base64 of PEM, or PEM itself.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Characters of a line, as RFC 7468 has it.
const LINE: usize = 64;

/// Most certificates that are taken at once.
const MOST: usize = 64;

/// The certificates of a text and nothing else of it, as PEM.
///
/// # Errors
/// When there is none, or something that is no certificate: a fragment that says what is wrong and repeats nothing of it.
pub fn certificates(text: &str) -> Result<String, &'static str> {
    if text.contains("-----BEGIN ") {
        return blocks(text);
    }
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    blocks(&decoded.ok_or("is neither PEM nor base64 of PEM")?)
}

/// A certificate with its private key, as PEM.
///
/// # Errors
/// When one of the two is missing or cannot be used: a fragment that says what is wrong and repeats nothing of it.
pub fn certificate_with_key(text: &str) -> Result<String, &'static str> {
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok();
    let text = match decoded {
        Some(bytes) if bytes.starts_with(&[0x30]) => return Err("is a PFX, or other DER, and not PEM"),
        Some(bytes) => String::from_utf8(bytes).map_err(|_| "is neither PEM nor base64 of PEM")?,
        None => text.to_owned(),
    };
    if !text.contains(BEGIN) || !text.contains(END) {
        return Err("holds no certificate");
    }
    if text.contains("ENCRYPTED") {
        return Err("holds a private key with a password");
    }
    if text.contains("-----BEGIN EC PRIVATE KEY-----") {
        return Err("holds a private key that is not RSA");
    }
    let is_key =
        |label| text.contains(&format!("-----BEGIN {label}-----")) && text.contains(&format!("-----END {label}-----"));
    if is_key("PRIVATE KEY") || is_key("RSA PRIVATE KEY") { Ok(text) } else { Err("holds no private key") }
}

/// Whether the first public key of a text is RSA; `None` when it holds none that can be told.
pub fn is_rsa(text: &str) -> Option<bool> {
    const RSA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = decoded.as_deref().unwrap_or(text);
    if text.contains("-----BEGIN RSA PUBLIC KEY-----") {
        return Some(true);
    }
    let (_, after) = text.split_once("-----BEGIN PUBLIC KEY-----")?;
    let (body, _) = after.split_once("-----END PUBLIC KEY-----")?;
    let packed: String = body.split_ascii_whitespace().collect();
    let der = STANDARD.decode(packed).ok()?;
    // The algorithm's identifier stands in front.
    Some(der.get(..32).unwrap_or(&der).windows(RSA.len()).any(|bytes| bytes == RSA))
}

fn blocks(text: &str) -> Result<String, &'static str> {
    if text.contains("PRIVATE KEY-----") {
        return Err("holds a private key");
    }
    let mut pem = String::new();
    let mut count = 0;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (body, after) = after.split_once(END).ok_or("holds a certificate that is cut off")?;
        let packed: String = body.split_ascii_whitespace().collect();
        // Every certificate is a DER sequence.
        let is_certificate = STANDARD.decode(&packed).is_ok_and(|der| der.first() == Some(&0x30));
        count += 1;
        if !is_certificate || count > MOST {
            return Err(if is_certificate {
                "holds more than 64 certificates"
            } else {
                "holds a certificate that is none"
            });
        }
        let lines: Vec<&str> =
            (0..packed.len()).step_by(LINE).filter_map(|at| packed.get(at..packed.len().min(at + LINE))).collect();
        writeln!(pem, "{BEGIN}\n{}\n{END}", lines.join("\n")).expect("a text grows");
        rest = after;
    }
    if pem.is_empty() { Err("holds no certificate") } else { Ok(pem) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certificates_come_through() {
        let pem = format!("{BEGIN}\nMAAA\n{END}\n");
        let commented = format!("# mine $(id)\r\n{BEGIN}\r\nMA\r\nAA\r\n{END}\r\nrest\n");
        for text in [pem.clone(), STANDARD.encode(&pem), commented.clone(), STANDARD.encode(&commented)] {
            assert_eq!(certificates(&text), Ok(pem.clone()), "{text}");
        }
        assert_eq!(certificates(&format!("{pem}{commented}")), Ok(format!("{pem}{pem}")));
    }

    #[test]
    fn a_certificate_comes_with_its_key() {
        let certificate = format!("{BEGIN}\nMAAA\n{END}\n");
        let with = |label: &str| format!("{certificate}-----BEGIN {label}-----\nMAAA\n-----END {label}-----\n");
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY"] {
            assert_eq!(certificate_with_key(&with(label)), Ok(with(label)));
            assert_eq!(certificate_with_key(&STANDARD.encode(with(label))), Ok(with(label)));
        }
        let cut = certificate.clone() + "-----BEGIN PRIVATE KEY-----\nMAAA";
        for (text, wrong) in [
            ("", "no certificate"),
            (certificate.as_str(), "no private key"),
            (cut.as_str(), "no private key"),
            (with("ENCRYPTED PRIVATE KEY").as_str(), "password"),
            (with("EC PRIVATE KEY").as_str(), "not RSA"),
            (STANDARD.encode([0x30, 0x82]).as_str(), "PFX"),
            (STANDARD.encode([0xff, 0xfe, 0xfd]).as_str(), "neither"),
        ] {
            let said = certificate_with_key(text).expect_err(text);
            assert!(said.contains(wrong), "{text}: {said}");
        }
    }

    #[test]
    fn what_is_none_is_said() {
        let key = "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n";
        let cut = format!("{BEGIN}\nMAAA");
        let odd = format!("{BEGIN}\n$(id)\n{END}");
        for text in ["", "nothing", "bm90aGluZw==", key, &cut, &odd, &format!("{BEGIN}\nAAAA\n{END}")] {
            assert!(certificates(text).is_err(), "{text}");
        }
    }
}

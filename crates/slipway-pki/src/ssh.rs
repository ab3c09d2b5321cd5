//! An SSH key for machines whose definition has none.

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::{PkiError, Secret};

const KIND: &[u8] = b"ssh-ed25519";

/// An SSH key pair: Ed25519, which Azure takes for Linux machines (`SshEncryptionTypes` of Microsoft.Compute) and which
/// costs nothing to make, where an RSA key would cost more than all the rest of a run.
#[derive(Clone, Debug)]
pub struct SshKey {
    /// One line of `authorized_keys`.
    pub public: String,
    /// OpenSSH's own private key format, as `ssh -i` takes it.
    pub private: Secret,
}

impl SshKey {
    /// Makes a key.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> Result<Self, PkiError> {
        let failed = |_| PkiError::Generate(rcgen::Error::KeyGenerationUnavailable);
        let random = SystemRandom::new();
        let mut seed = Zeroizing::new([0_u8; 32]);
        random.fill(seed.as_mut()).map_err(failed)?;
        let mut check = [0_u8; 4];
        random.fill(&mut check).map_err(failed)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_ref())
            .map_err(|_| PkiError::Generate(rcgen::Error::KeyGenerationUnavailable))?;
        let point = pair.public_key().as_ref();
        let public = wire(&[KIND, point]);
        Ok(Self {
            public: format!("ssh-ed25519 {}", STANDARD.encode(&public)),
            private: Secret::from(private(&seed, point, &public, check)),
        })
    }
}

/// Fields of the wire format (RFC 4251): four bytes of length, then the bytes.
fn wire(fields: &[&[u8]]) -> Vec<u8> {
    let mut wire = Vec::new();
    for field in fields {
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        wire.extend(length.to_be_bytes());
        wire.extend(*field);
    }
    wire
}

/// OpenSSH's PROTOCOL.key, version 1, without a passphrase.
fn private(seed: &[u8; 32], point: &[u8], public: &[u8], check: [u8; 4]) -> Zeroizing<String> {
    let pair = Zeroizing::new([seed.as_slice(), point].concat());
    // The same number twice tells a reader that it has decrypted well.
    let mut section = Zeroizing::new([check, check].concat());
    section.extend(wire(&[KIND, point, &pair, b""]));
    for (_, padding) in (0..section.len().next_multiple_of(8) - section.len()).zip(1..) {
        section.push(padding);
    }
    let mut file = Zeroizing::new(b"openssh-key-v1\0".to_vec());
    file.extend(wire(&[b"none", b"none", b""]));
    file.extend(1_u32.to_be_bytes());
    file.extend(wire(&[public, &section]));

    let body = Zeroizing::new(STANDARD.encode(&file));
    let mut text = Zeroizing::new(String::from("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    for line in body.as_bytes().chunks(70) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text.push_str("-----END OPENSSH PRIVATE KEY-----\n");
    text
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;

    use super::SshKey;

    #[test]
    fn ssh_keygen_reads_the_private_key_and_finds_the_public_one() {
        let key = SshKey::generate().expect("a key");
        let path = std::env::temp_dir().join(format!("slipway-ssh-{}", std::process::id()));
        fs::write(&path, key.private.expose()).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode");
        let output = Command::new("ssh-keygen").args(["-y", "-f"]).arg(&path).output();
        let _ = fs::remove_file(&path);
        let output = output.expect("ssh-keygen runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), key.public);
    }
}

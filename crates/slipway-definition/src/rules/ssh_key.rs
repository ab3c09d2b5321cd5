use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// SSH keys are keys, of a kind that Azure takes. No key at all is fine: one is made.
///
/// Kinds: <https://learn.microsoft.com/azure/virtual-machines/linux/create-ssh-keys-detailed>, "Supported SSH key formats".
pub(super) static RULE: Rule<Spec> = Rule {
    id: "ssh-key",
    why: "Azure takes RSA keys of at least 2,048 bits and Ed25519 keys; the Go tools pass on any text.",
    fix: "write the line of a public key file, as `ssh-keygen -t ed25519` or `ssh-keygen -t rsa -b 4096` makes it",
    about: &["linuxProfile.ssh.publicKeys[].keyData"],
    check: |spec, found| {
        let Some(ssh) = &spec.linux().ssh else { return };
        let keys = || ssh.public_keys.iter().map(|key| key.key_data.as_deref().unwrap_or_default());
        if keys().eq([""]) {
            return;
        }
        for (index, key) in keys().enumerate() {
            if let Err(problem) = parse(key) {
                let at = Pointer::from("/properties/linuxProfile/ssh/publicKeys").index(index).key("keyData");
                found.error(at, problem);
            }
        }
    },
};

/// Reads `type base64 [comment]`; the base64 is a row of texts with a length of four bytes each, first the type again.
pub(super) fn parse(line: &str) -> Result<(), String> {
    let line = line.trim();
    if line.contains(['\n', '\r']) {
        return Err("the SSH key is more than one line".to_owned());
    }
    if line.contains("PRIVATE KEY") {
        return Err("this is a private key: only the public one belongs here".to_owned());
    }
    let mut words = line.split_ascii_whitespace();
    let (Some(kind), Some(blob)) = (words.next(), words.next()) else {
        return Err("this is no SSH public key".to_owned());
    };
    let minimum = match kind {
        "ssh-rsa" | "ssh-ed25519" => 2048,
        _ if kind.starts_with("ecdsa-") || kind.starts_with("sk-") || kind == "ssh-dss" => {
            return Err(format!("Azure does not take SSH keys of type `{kind}`"));
        }
        _ => return Err("this is no SSH public key: it begins with no key type".to_owned()),
    };
    let blob = STANDARD.decode(blob).map_err(|_| "the SSH key is cut off or not base64".to_owned())?;
    let mut fields = Fields(&blob);
    let cut_off = || "the SSH key is cut off".to_owned();
    if fields.next().ok_or_else(cut_off)? != kind.as_bytes() {
        return Err(format!("the SSH key is not of the type `{kind}` that it begins with"));
    }
    let first = fields.next().ok_or_else(cut_off)?;
    if kind == "ssh-ed25519" {
        return if first.len() == 32 && fields.0.is_empty() { Ok(()) } else { Err(cut_off()) };
    }
    let modulus = fields.next().ok_or_else(cut_off)?;
    let digits: &[u8] = modulus.iter().position(|byte| *byte != 0).map_or(&[], |start| &modulus[start..]);
    let bits = digits.first().map_or(0, |top| digits.len() * 8 - top.leading_zeros() as usize);
    if bits < minimum {
        return Err(format!("the RSA key has {bits} bits; Azure takes {minimum} at least"));
    }
    if fields.0.is_empty() { Ok(()) } else { Err("something follows the SSH key in its base64".to_owned()) }
}

struct Fields<'b>(&'b [u8]);

impl<'b> Iterator for Fields<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        let (len, rest) = self.0.split_first_chunk::<4>()?;
        let (field, rest) = rest.split_at_checked(u32::from_be_bytes(*len) as usize)?;
        self.0 = rest;
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: &str, fields: &[&[u8]]) -> String {
        let mut blob = Vec::new();
        for field in [kind.as_bytes()].iter().chain(fields) {
            blob.extend(u32::try_from(field.len()).expect("short").to_be_bytes());
            blob.extend_from_slice(field);
        }
        format!("{kind} {} someone@somewhere", STANDARD.encode(blob))
    }

    #[test]
    fn good_keys() {
        let modulus = [&[0, 0x80][..], &[1; 255]].concat();
        assert_eq!(parse(&key("ssh-rsa", &[&[1, 0, 1], &modulus])), Ok(()));
        assert_eq!(parse(&key("ssh-ed25519", &[&[7; 32]])), Ok(()));
    }

    #[test]
    fn bad_keys_say_why() {
        let short = [&[0x80][..], &[1; 127]].concat();
        let good = key("ssh-ed25519", &[&[7; 32]]);
        for (line, why) in [
            (String::new(), "this is no SSH public key"),
            ("hello world".into(), "it begins with no key type"),
            (key("ssh-rsa", &[&[1, 0, 1], &short]), "1024 bits"),
            (key("ssh-rsa", &[&[1, 0, 1], &[0, 0]]), "0 bits"),
            (key("ssh-rsa", &[&[1, 0, 1]]), "cut off"),
            (key("ssh-ed25519", &[&[7; 31]]), "cut off"),
            (key("ecdsa-sha2-nistp256", &[]), "does not take"),
            (good.replace("ssh-ed25519", "ssh-rsa"), "not of the type"),
            (good[..40].to_owned(), "cut off"),
            (format!("{good}\n{good}"), "more than one line"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----".into(), "private key"),
        ] {
            let problem = parse(&line).expect_err(&line);
            assert!(problem.contains(why), "{line}: {problem}");
        }
    }
}

//! Which keys a run keeps, and which it makes.

use std::path::Path;

use serde_json::{Value, json};
use slipway_artifacts::pki_request;
use slipway_cluster::Decision;
use slipway_pki::{BootstrapToken, CertificateProfile, Note, Notes, Pki, PkiError, Secret, SshKey};

use crate::args::GenerateArgs;
use crate::commands::definition;
use crate::commands::generate::encryption;
use crate::commands::generate::previous::Previous;
use crate::exit::Failure;
use crate::terminal::Terminal;

/// All keys of a cluster.
pub(crate) struct Keys {
    pub(crate) pki: Pki,
    /// Made by this run; the definition has only its public half.
    pub(crate) ssh: Option<SshKey>,
    /// Whether any key or certificate is new.
    pub(crate) any_made: bool,
}

/// Takes the keys of the command line, of the definition and of an earlier run, in this order, and makes the rest.
pub(crate) fn settle(
    args: &GenerateArgs,
    decision: &mut Decision,
    definition: &mut Value,
    previous: &Previous,
    terminal: &mut Terminal,
) -> Result<Keys, Failure> {
    let ssh = ssh(decision, definition, previous)?;
    let is_encryption_made = encryption::settle(decision, definition, previous)?;
    let request = pki_request(&decision.cluster).map_err(Failure::chain)?;
    let properties = &definition["properties"];
    let own = profile(&properties["certificateProfile"])
        .ok_or_else(|| Failure::user("`certificateProfile` holds something that is no text"))?;
    let (given, is_earlier) = given(args, own, previous, terminal)?;
    let token = token(&properties["bootstrapProfile"]).or_else(|| previous.token.clone());
    let refused = |error| refused(error, args, is_earlier.then_some(previous));
    let clock = definition::clock()?;
    let (mut pki, mut notes) = Pki::for_cluster(&request, &given, token, clock).map_err(refused)?;
    if is_earlier && let Some((kept, unfit)) = without_unfit(&pki, &notes) {
        terminal.say(&format!("made anew, with the names that it lacked: {}", unfit.join(", ")));
        let (renewed, more) = Pki::for_cluster(&request, &kept, Some(pki.bootstrap_token), clock).map_err(refused)?;
        notes.remarks.retain(|remark| !matches!(remark, Note::NamesMissing { .. } | Note::Expired { .. }));
        notes.remarks.extend(more.remarks);
        notes.made.extend(more.made);
        pki = renewed;
    }
    if decision.cluster.jumpbox.is_some() && !pki.kubeconfig.is_here() {
        return Err(Failure::user("the jumpbox's kubeconfig needs `kubeConfigCertificate` and `kubeConfigPrivateKey`")
            .help("write their PEM text in place of the paths in the key vault"));
    }
    for remark in &notes.remarks {
        terminal.say(&format!("warning: {remark}"));
    }
    if !notes.made.is_empty() {
        terminal.debug(|| format!("made keys and certificates: {}", notes.made.join(", ")));
    }
    Ok(Keys { any_made: !notes.made.is_empty() || ssh.is_some() || is_encryption_made, pki, ssh })
}

/// The keys without those of certificates that lack names, and the certificates' keys in the profile, if there are any: with
/// more masters, a server would be asked for by a name that it cannot prove.
fn without_unfit(pki: &Pki, notes: &Notes) -> Option<(CertificateProfile, Vec<String>)> {
    let mut profile = serde_json::to_value(pki.profile()).ok()?;
    let members = profile.as_object_mut()?;
    let mut unfit = Vec::new();
    for remark in &notes.remarks {
        if let Note::NamesMissing { key, .. } = remark {
            // A list is replaced as a whole.
            let key = key.split('[').next().unwrap_or_default();
            members.remove(key);
            members.remove(&key.replace("Certificate", "PrivateKey"));
            unfit.push(format!("`{key}`"));
        }
    }
    unfit.dedup();
    (!unfit.is_empty()).then(|| self::profile(&profile)).flatten().map(|kept| (kept, unfit))
}

/// A definition without a key gets one, as deploy of the older tools does; an earlier run's is taken again, since machines
/// keep the key they were made with.
fn ssh(decision: &mut Decision, definition: &mut Value, previous: &Previous) -> Result<Option<SshKey>, Failure> {
    if !decision.cluster.linux.ssh_public_keys.is_empty() {
        return Ok(None);
    }
    let made = match previous.ssh_public_key {
        Some(_) => None,
        None => Some(SshKey::generate().map_err(Failure::ours)?),
    };
    let known = previous.ssh_public_key.as_ref().or(made.as_ref().map(|key| &key.public));
    let public = known.cloned().unwrap_or_default();
    definition["properties"]["linuxProfile"]["ssh"] = json!({"publicKeys": [{"keyData": public}]});
    decision.cluster.linux.ssh_public_keys.push(public);
    Ok(made)
}

/// Keys and certificates that need not be made, and whether they are those of the earlier run. A definition with more than
/// an authority brings its own.
fn given(
    args: &GenerateArgs,
    mut own: CertificateProfile,
    previous: &Previous,
    terminal: &mut Terminal,
) -> Result<(CertificateProfile, bool), Failure> {
    if let (Some(certificate), Some(key)) = (&args.ca_certificate_path, &args.ca_private_key_path) {
        let authority = CertificateProfile {
            ca_certificate: Some(pem(certificate)?),
            ca_private_key: Some(Secret::from(pem(key)?)),
            ..CertificateProfile::default()
        };
        // What another authority has signed is of no use under this one.
        own = if is_under(&own, &authority) { with(own, authority) } else { authority };
    }
    let earlier = &previous.profile;
    if own != authority_of(&own) || *earlier == CertificateProfile::default() {
        return Ok((own, false));
    }
    if own.ca_certificate.is_none() || is_under(earlier, &own) {
        terminal.say(&format!("keys and certificates are those of {}", previous.path.display()));
        let given = if own.ca_certificate.is_none() { earlier.clone() } else { with(earlier.clone(), own) };
        return Ok((given, true));
    }
    let path = previous.path.display();
    terminal.say(&format!("warning: the certificate authority is not that of {path}: all keys are new"));
    Ok((own, false))
}

/// Only the authority of a profile.
fn authority_of(profile: &CertificateProfile) -> CertificateProfile {
    CertificateProfile {
        ca_certificate: profile.ca_certificate.clone(),
        ca_private_key: profile.ca_private_key.clone(),
        ..CertificateProfile::default()
    }
}

/// A profile under another spelling of its authority.
fn with(profile: CertificateProfile, authority: CertificateProfile) -> CertificateProfile {
    let CertificateProfile { ca_certificate, ca_private_key, .. } = authority;
    CertificateProfile { ca_certificate, ca_private_key, ..profile }
}

/// Whether two profiles have the same authority.
fn is_under(profile: &CertificateProfile, authority: &CertificateProfile) -> bool {
    let letters = |profile: &CertificateProfile| -> Option<String> {
        profile.ca_certificate.as_ref().map(|text| text.split_whitespace().collect())
    };
    letters(profile) == letters(authority)
}

fn pem(path: &Path) -> Result<String, Failure> {
    let bytes = definition::read_file(path)?;
    let help = "give PEM text; `openssl x509` and `openssl pkey` make it of DER with `-inform der`";
    match String::from_utf8(bytes) {
        Ok(text) if !text.trim().is_empty() => Ok(text),
        Ok(_) => Err(Failure::user(format!("{} is empty", path.display())).help(help)),
        Err(_) => Err(Failure::user(format!("{} is not PEM text", path.display())).help(help)),
    }
}

/// The `certificateProfile` of a definition; `None` when it is none. What is null or empty counts as not given.
pub(crate) fn profile(profile: &Value) -> Option<CertificateProfile> {
    let is_given = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let members = profile.as_object().into_iter().flatten().filter(|(_, value)| is_given(value));
    let given: Value = members.map(|(key, value)| (key.clone(), value.clone())).collect();
    serde_json::from_value(given).ok()
}

/// The token of a `bootstrapProfile`, when all of it is there.
pub(crate) fn token(profile: &Value) -> Option<BootstrapToken> {
    let text = |key: &str| profile[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(BootstrapToken {
        id: text("tokenId")?,
        secret: Secret::from(text("tokenSecret")?),
        expires: text("tokenExpires")?,
    })
}

/// Given keys are the user's; a key or certificate that cannot be made is our fault.
fn refused(error: PkiError, args: &GenerateArgs, earlier: Option<&Previous>) -> Failure {
    if matches!(error, PkiError::Random | PkiError::Generate(_) | PkiError::Issue { .. }) {
        return Failure::ours(error);
    }
    let failure = Failure::chain(error);
    if let (Some(certificate), Some(key)) = (&args.ca_certificate_path, &args.ca_private_key_path) {
        let (certificate, key) = (certificate.display(), key.display());
        return failure.help(format!("on the command line, `caCertificate` is {certificate} and `caPrivateKey` {key}"));
    }
    match earlier {
        Some(previous) => failure.help(format!("the keys are those of {}: mend it there", previous.path.display())),
        None => failure,
    }
}

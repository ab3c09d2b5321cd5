//! What was done beyond the plain, for the user to know.

use std::fmt;

use time::OffsetDateTime;

/// What [`crate::Pki::for_cluster`] made, and what the user should know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Stems of what was made, such as `ca`, `apiServer` or `etcdPeer` (once for each member), `serviceAccount` and
    /// `bootstrapToken`. Empty when all was given; then no random byte was drawn.
    pub made: Vec<String>,
    /// Remarks, in the order they arose.
    pub remarks: Vec<Note>,
}

impl Notes {
    /// Adds a remark, once.
    pub(crate) fn remark(&mut self, note: Note) {
        if !self.remarks.contains(&note) {
            self.remarks.push(note);
        }
    }
}

/// One remark. Keys are named as in `certificateProfile` of the api model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Certificates were given without their authority, so they are replaced.
    AuthorityMissing {
        /// Key of the authority's certificate.
        authority: String,
        /// Keys of the certificates that are not used.
        dropped: Vec<String>,
    },
    /// etcd's certificates are incomplete or fewer than the masters, so all of them are replaced.
    EtcdReplaced {
        /// Peer pairs given.
        given: usize,
        /// Peer pairs needed.
        needed: usize,
    },
    /// The profile has etcd certificates and no authority of etcd, as aks-engine's: the cluster's authority signs them.
    EtcdUnderClusterAuthority,
    /// The administrators' certificate or key stays in a key vault, so that no kubeconfig can hold it.
    KubeconfigInVault,
    /// The API server's key signs service account tokens too, as in aks-engine, so that existing tokens stay valid.
    ServiceAccountFromApiServer,
    /// New certificates end earlier than asked, because their authority does.
    Shortened {
        /// Key of the authority's certificate.
        authority: String,
        /// Their end.
        not_after: OffsetDateTime,
    },
    /// Something given is kept although its time is over.
    Expired {
        /// Key of the certificate, or `bootstrapToken`.
        key: String,
        /// Its end.
        not_after: OffsetDateTime,
    },
    /// A given certificate is kept although it lacks names that the cluster uses.
    NamesMissing {
        /// Key of the certificate.
        key: String,
        /// Names and addresses it lacks.
        names: Vec<String>,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AuthorityMissing { authority, dropped } => {
                write!(f, "`{authority}` is not given: new certificates replace {}", quoted(dropped))
            }
            Self::EtcdReplaced { given, needed } => write!(
                f,
                "etcd's certificates are incomplete ({given} peers given, {needed} needed): all of them are new"
            ),
            Self::EtcdUnderClusterAuthority => f.write_str(
                "the certificate profile has no `etcdCaCertificate`: `caCertificate` stays etcd's authority, \
                 so any client certificate that it signs opens etcd",
            ),
            Self::KubeconfigInVault => f.write_str(
                "`kubeConfigCertificate` or `kubeConfigPrivateKey` stays in a key vault: the administrators' kubeconfig is not written",
            ),
            Self::ServiceAccountFromApiServer => f.write_str(
                "the certificate profile has no service account keys: `apiServerPrivateKey` signs tokens, so that \
                 existing ones stay valid",
            ),
            Self::Shortened { authority, not_after } => {
                write!(f, "new certificates end on {not_after}, with `{authority}`")
            }
            Self::Expired { key, not_after } => {
                write!(f, "`{key}` is kept as given, but expired on {not_after}; leave it out to have it made anew")
            }
            Self::NamesMissing { key, names } => write!(
                f,
                "`{key}` is kept as given, but does not name {}; leave it out to have it made anew",
                quoted(names)
            ),
        }
    }
}

/// The first few, in back quotes.
fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let mut text: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        text.push(format!("{} more", names.len() - SHOWN));
    }
    text.join(", ")
}

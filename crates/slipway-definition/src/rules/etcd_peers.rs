use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Each member of etcd has a certificate and its key.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "etcd-peers",
    why: "Every master is a member of etcd and needs a pair of its own; the Go tools make all of them anew when the number is another.",
    fix: "give one certificate and one key for each master, or none to have them made",
    about: &["certificateProfile.etcdPeerCertificates", "certificateProfile.etcdPeerPrivateKeys"],
    check: |spec, found| {
        let Some(profile) = &spec.properties().certificate_profile else { return };
        let at = Pointer::from("/properties/certificateProfile");
        let (certificates, keys) = (profile.etcd_peer_certificates.len(), profile.etcd_peer_private_keys.len());
        let masters = spec.master().and_then(|master| master.count).and_then(|count| usize::try_from(count).ok());
        if certificates != keys {
            let (few, many) = if certificates < keys {
                ("etcdPeerCertificates", "etcdPeerPrivateKeys")
            } else {
                ("etcdPeerPrivateKeys", "etcdPeerCertificates")
            };
            let message = format!(
                "`etcdPeerCertificates` has {certificates} and `etcdPeerPrivateKeys` {keys}: each certificate needs its key"
            );
            found.error(at.key(few), message).say("fewer").label(at.key(many), "more");
        } else if certificates > 0
            && let Some(masters) = masters.filter(|masters| *masters != certificates)
        {
            let message = format!("`etcdPeerCertificates` needs {masters}, one for each master, and has {certificates}");
            let finding = found.error(at.key("etcdPeerCertificates"), message);
            finding.label(Pointer::from(Spec::MASTER).key("count"), "masters");
        }
    },
};

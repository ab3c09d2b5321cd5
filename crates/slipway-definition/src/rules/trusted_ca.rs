use crate::pem;
use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::Spec;

/// Entries of the list, as AKS has it.
const MOST: usize = 10;

/// Certificate authorities that machines are to trust.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "trusted-ca",
    why: "Machines trust these authorities from their first minute on. A private key among them would lie on every machine for \
          all to read.",
    fix: "write base64 of the authorities' certificates in PEM, `base64 -w0 ca.crt`",
    about: &[
        "securityProfile.customCATrustCertificates",
        "orchestratorProfile.kubernetesConfig.httpProxyConfig.trustedCa",
        "orchestratorProfile.kubernetesConfig.packageMirror.caCertificate",
        "orchestratorProfile.kubernetesConfig.registryMirrors[].caCertificate",
    ],
    check: |spec, found| {
        let (config, at) = (spec.kubernetes(), Pointer::from(Spec::KUBERNETES));
        if let Some(security) = &spec.properties().security_profile {
            let at = Pointer::from("/properties/securityProfile/customCATrustCertificates");
            if security.custom_ca_trust_certificates.len() > MOST {
                let message = format!("{} authorities are more than {MOST}", security.custom_ca_trust_certificates.len());
                found.error(at.clone(), message).help("put several certificates into one entry");
            }
            for (index, text) in security.custom_ca_trust_certificates.iter().enumerate().take(MOST) {
                one(at.index(index), Some(text), found);
            }
        }
        if let Some(proxy) = &config.http_proxy_config {
            one(at.key("httpProxyConfig").key("trustedCa"), proxy.trusted_ca.as_deref(), found);
        }
        if let Some(mirror) = &config.package_mirror {
            one(at.key("packageMirror").key("caCertificate"), mirror.ca_certificate.as_deref(), found);
        }
        for (index, mirror) in config.registry_mirrors.iter().enumerate() {
            let at = at.key("registryMirrors").index(index).key("caCertificate");
            one(at, mirror.ca_certificate.as_deref(), found);
        }
    },
};

fn one(at: Pointer, text: Option<&str>, found: &mut Findings<'_>) {
    let text = text.unwrap_or_default();
    if let Some(problem) = pem::certificates(text).err().filter(|_| !text.is_empty()) {
        found.error(at, format!("the list of authorities {problem}"));
    }
}

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Files that machines of a custom cloud get: certificates to trust and a list of package sources.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-cloud-files",
    why: "Machines decode these texts when they start, and trust or download nothing when they cannot; the Go tools pass on any text.",
    fix: "encode each PEM file with `base64 -w0`, and put commas between them",
    about: &["customCloudProfile.customCloudRootCertificates", "customCloudProfile.customCloudSourcesList"],
    check: |spec, found| {
        let Some(cloud) = &spec.properties().custom_cloud_profile else { return };
        let at = Pointer::from("/properties/customCloudProfile");
        let text = |part: &str| STANDARD.decode(part.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let certificates = cloud.custom_cloud_root_certificates.as_deref().unwrap_or_default();
        if !certificates.is_empty() {
            let is_pem = |part: &str| text(part).is_some_and(|text| text.contains("-----BEGIN CERTIFICATE-----"));
            let bad: Vec<_> = (1usize..).zip(certificates.split(',')).filter(|(_, part)| !is_pem(part)).collect();
            if let Some((number, _)) = bad.first() {
                let message = format!(
                    "{} of {} root certificates are no base64 of PEM, the first of them number {number}",
                    bad.len(),
                    certificates.split(',').count()
                );
                found.error(at.key("customCloudRootCertificates"), message);
            }
        }
        let sources = cloud.custom_cloud_sources_list.as_deref().unwrap_or_default();
        if !sources.is_empty() && text(sources).is_none() {
            let message = "the list of package sources is no base64 of a text";
            let finding = found.error(at.key("customCloudSourcesList"), message);
            finding.help("encode the sources.list with `base64 -w0`");
        }
    },
};

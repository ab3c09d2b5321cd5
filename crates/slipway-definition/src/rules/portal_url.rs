use super::url::url;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The portal of an Azure Stack Hub, whose address names the others.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "portal-url",
    why: "The addresses of an Azure Stack Hub's services are made from its portal's, `https://portal.<location>.<domain>`.",
    fix: "write the address of the user portal, `https://portal.<location>.<domain>/`",
    about: &["customCloudProfile.portalURL"],
    check: |spec, found| {
        let Some(cloud) = spec.properties().custom_cloud_profile.as_ref() else { return };
        let portal = cloud.portal_url.as_deref().unwrap_or_default();
        let at = Pointer::from("/properties/customCloudProfile/portalURL");
        if portal.is_empty() {
            if spec.is_azure_stack() {
                found.error(at, "`customCloudProfile` has no `portalURL`");
            }
            return;
        }
        let location = spec.location.as_deref().unwrap_or_default().trim();
        let Some(url) = url(portal).filter(|url| url.is_https) else {
            found.error(at, format!("{} is no https address", tick(portal)));
            return;
        };
        let prefix = format!("portal.{}.", location.to_ascii_lowercase());
        if spec.is_azure_stack() && !location.is_empty() && !url.host.to_ascii_lowercase().starts_with(&prefix) {
            let message = format!("the portal {} is none of the region {}", tick(url.host), tick(location));
            let finding = found.error(at, message).label("/location", "the region");
            finding.help(format!("write an address that begins with {}", tick(&format!("https://{prefix}"))));
        }
    },
};

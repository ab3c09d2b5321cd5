use super::url::url;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Where Windows machines download from.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-url",
    why: "Windows machines download these archives when they start; the Go tools pass on any text.",
    fix: "write a whole address, `https://example.com/archive.zip`",
    about: &["windowsProfile.csiProxyURL", "windowsProfile.provisioningScriptsPackageURL", "windowsProfile.WindowsImageSourceUrl"],
    check: |spec, found| {
        let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) else { return };
        for (key, text) in [
            ("csiProxyURL", &windows.csi_proxy_url),
            ("provisioningScriptsPackageURL", &windows.provisioning_scripts_package_url),
            ("WindowsImageSourceUrl", &windows.windows_image_source_url),
        ] {
            let text = text.as_deref().unwrap_or_default();
            if !text.is_empty() && url(text).is_none() {
                let at = Pointer::from("/properties/windowsProfile").key(key);
                found.error(at, format!("{} is no address of a download", tick(text)));
            }
        }
    },
};

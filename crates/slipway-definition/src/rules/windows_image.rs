use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// Where the image of Windows machines is from.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-image",
    why: "Machines are made from one image: of the marketplace, of the user's own, or from a disk that is downloaded.",
    fix: "name one image in one way",
    about: &["windowsProfile.imageReference", "windowsProfile.WindowsImageSourceUrl", "windowsProfile.WindowsPublisher", "windowsProfile.WindowsOffer"],
    check: |spec, found| {
        let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) else { return };
        let at = Pointer::from("/properties/windowsProfile");
        let has = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        let own = windows.image_reference.as_ref().filter(|image| has(&image.name) || has(&image.resource_group));
        if own.is_some() && has(&windows.windows_image_source_url) {
            let finding = found.error(at.key("WindowsImageSourceUrl"), "there are two images for Windows machines");
            finding.say("one").label(at.key("imageReference"), "the other").help("keep one of the two");
        }
        for (key, given, lacks) in [
            ("WindowsPublisher", has(&windows.windows_publisher), !has(&windows.windows_offer)),
            ("WindowsOffer", has(&windows.windows_offer), !has(&windows.windows_sku)),
        ] {
            if given && lacks && own.is_none() {
                let message = format!("`{key}` is combined with the default for the rest of the image");
                found.warning(at.key(key), message).help("give `WindowsPublisher`, `WindowsOffer` and `WindowsSku` together");
            }
        }
    },
};

use crate::pointer::Pointer;
use crate::rule::{Findings, Rule};
use crate::spec::{ImageReference, Spec};

/// Images of the user's own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "image-reference",
    why: "A managed image is found by its name and resource group, one of a gallery by its gallery, version and subscription besides. \
          With fewer, the Go tools take a managed image, or none at all.",
    fix: "give `name` and `resourceGroup`, and for a gallery `subscriptionId`, `gallery` and `version` too",
    about: &[
        "masterProfile.imageReference",
        "agentPoolProfiles[].imageReference",
        "windowsProfile.imageReference",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(image) = machines.image_reference {
                check(&at.key("imageReference"), image, found);
            }
        }
        if let Some(image) = spec.properties().windows_profile.as_ref().and_then(|windows| windows.image_reference.as_ref()) {
            check(&"/properties/windowsProfile/imageReference".into(), image, found);
        }
    },
};

fn check(at: &Pointer, image: &ImageReference, found: &mut Findings<'_>) {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let pair = [("name", given(&image.name)), ("resourceGroup", given(&image.resource_group))];
    if let [(missing, false), (other, true)] | [(other, true), (missing, false)] = pair {
        let finding = found.error(at.key(missing), format!("the image has a `{other}` and no `{missing}`"));
        finding.label(at.key(other), "").help(format!("add `{missing}`"));
        return;
    }
    let gallery = [
        ("subscriptionId", given(&image.subscription_id)),
        ("gallery", given(&image.gallery)),
        ("version", given(&image.version)),
    ];
    let missing: Vec<_> =
        pair.into_iter().chain(gallery).filter(|(_, given)| !given).map(|(key, _)| format!("`{key}`")).collect();
    if let Some((key, _)) = gallery.into_iter().find(|(_, given)| *given)
        && !missing.is_empty()
    {
        let taken = if pair[0].1 { "a managed image is taken instead" } else { "no image is taken" };
        let message = format!("the image of a gallery lacks {}: {taken}", missing.join(", "));
        found.warning(at.key(key), message).help("give all five of its fields, or `name` and `resourceGroup` alone");
    }
}

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{ImageKind, ImageReference, Spec};

/// Images of the user's own.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "image-reference",
    why: "Azure finds a managed image by its name and resource group, one of a gallery by the gallery and the version besides, one of the \
          marketplace by publisher, offer and SKU, and one of another's gallery by its id. Only the distribution tells what packages \
          such an image takes.",
    fix: "give `name` and `resourceGroup`, for a gallery `gallery` and `version` too; or `publisher`, `offer` and `sku`; or \
          `communityGalleryImageId`",
    about: &[
        "masterProfile.imageReference",
        "agentPoolProfiles[].imageReference",
        "windowsProfile.imageReference",
    ],
    check: |spec, found| {
        for (at, machines) in spec.each_machines() {
            if let Some(image) = machines.image_reference {
                check(&at.key("imageReference"), image, found);
                if image.kind().is_some() && !machines.is_windows && machines.distro.unwrap_or_default().is_empty() {
                    let message = format!("nothing says which distribution the image of {} has", machines.who());
                    found
                        .warning(at.key("imageReference"), message)
                        .help("add `distro`, which names its packages: `ubuntu-24.04`, `ubuntu-22.04` or `azurelinux3`");
                }
            }
        }
        if let Some(image) = spec.properties().windows_profile.as_ref().and_then(|windows| windows.image_reference.as_ref()) {
            check(&"/properties/windowsProfile/imageReference".into(), image, found);
        }
    },
};

fn check(at: &Pointer, image: &ImageReference, found: &mut Findings<'_>) {
    characters(at, image, found);
    let kinds = image.kinds();
    let Some((key, kind)) = kinds.first().copied() else {
        if given(image.version.as_deref()) || image.plan.is_some() {
            found.error(at.clone(), "the image has neither a name, an offer nor an id");
        }
        return;
    };
    for (other, _) in kinds.iter().skip(1) {
        let message = format!("the image is told in two ways: by `{key}` and by `{other}`");
        found.error(at.key(other), message).label(at.key(key), "").help("keep one of them");
    }
    let lacks = |fields: &[(&'static str, &Option<String>)]| {
        fields.iter().filter(|(_, value)| !given(value.as_deref())).map(|(key, _)| *key).collect::<Vec<_>>()
    };
    let missing = match kind {
        ImageKind::Managed => lacks(&[("name", &image.name), ("resourceGroup", &image.resource_group)]),
        ImageKind::Gallery => {
            lacks(&[("name", &image.name), ("resourceGroup", &image.resource_group), ("version", &image.version)])
        }
        ImageKind::Marketplace => lacks(&[("publisher", &image.publisher), ("offer", &image.offer), ("sku", &image.sku)]),
        ImageKind::Community | ImageKind::Shared => Vec::new(),
    };
    if let Some(first) = missing.first() {
        let names: Vec<_> = missing.iter().map(|key| format!("`{key}`")).collect();
        let what = match kind {
            ImageKind::Gallery => "the image of a gallery",
            ImageKind::Marketplace => "the image of the marketplace",
            _ => "the image",
        };
        found
            .error(at.key(first), format!("{what} lacks {}", names.join(" and ")))
            .label(at.key(key), "")
            .help(format!("add {}", names.join(" and ")));
    }
    if kind == ImageKind::Managed && given(image.version.as_deref()) {
        found
            .warning(at.key("version"), "a managed image has no versions")
            .help("add `gallery` for an image of a gallery, or remove `version`");
    }
    let community = [
        ("communityGalleryImageId", &image.community_gallery_image_id, "CommunityGalleries"),
        ("sharedGalleryImageId", &image.shared_gallery_image_id, "SharedGalleries"),
    ];
    for (key, id, word) in community {
        if let Some(id) = id.as_deref().filter(|id| !id.is_empty() && !is_gallery_id(id, word)) {
            found
                .error(at.key(key), format!("{} is no id of an image in such a gallery", tick(id)))
                .help(format!("write `/{word}/<gallery>/Images/<image>/Versions/<version>`"));
        }
    }
    let Some(plan) = &image.plan else { return };
    let missing = lacks(&[("name", &plan.name), ("publisher", &plan.publisher), ("product", &plan.product)]);
    if kind != ImageKind::Marketplace && !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|key| format!("`{key}`")).collect();
        found
            .error(at.key("plan"), format!("the image's plan lacks {}", names.join(" and ")))
            .help(format!("add {}, as the image's maker had them", names.join(" and ")));
    }
}

/// Names of Azure's: none climbs out of an id, and none is an expression of a template.
fn characters(at: &Pointer, image: &ImageReference, found: &mut Findings<'_>) {
    let plan = image.plan.as_ref();
    let empty = None;
    let of_plan = |value: fn(&crate::spec::ImagePlan) -> &Option<String>| plan.map_or(&empty, value);
    let names = [
        (at.key("name"), &image.name),
        (at.key("resourceGroup"), &image.resource_group),
        (at.key("gallery"), &image.gallery),
        (at.key("version"), &image.version),
        (at.key("publisher"), &image.publisher),
        (at.key("offer"), &image.offer),
        (at.key("sku"), &image.sku),
        (at.key("plan").key("name"), of_plan(|plan| &plan.name)),
        (at.key("plan").key("publisher"), of_plan(|plan| &plan.publisher)),
        (at.key("plan").key("product"), of_plan(|plan| &plan.product)),
    ];
    for (at, name) in names {
        let Some(name) = name.as_deref().filter(|name| !name.is_empty()) else { continue };
        if name.len() > 260 || name == "." || name == ".." || !name.chars().all(is_of_names) {
            found.error(at, format!("{} is no name of Azure's", tick(name))).help("use letters, digits, `-`, `_` and `.`");
        }
    }
}

fn is_of_names(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '(' | ')')
}

/// Whether it is `/<word>/<gallery>/Images/<image>`, with or without `/Versions/<version>`.
fn is_gallery_id(id: &str, word: &str) -> bool {
    let parts: Vec<&str> = id.split('/').collect();
    let name = |part: &str| !part.is_empty() && part != ".." && part.len() <= 260 && part.chars().all(is_of_names);
    match parts.as_slice() {
        ["", galleries, gallery, images, image, rest @ ..] => {
            galleries.eq_ignore_ascii_case(word)
                && images.eq_ignore_ascii_case("Images")
                && name(gallery)
                && name(image)
                && match rest {
                    [] => true,
                    [versions, version] => versions.eq_ignore_ascii_case("Versions") && name(version),
                    _ => false,
                }
        }
        _ => false,
    }
}

fn given(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

//! Images of operating systems.

use serde::Serialize;
use slipway_definition::{ImageKind, ImageReference};

/// Image of an operating system: of the catalog, or the user's own.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Image {
    /// Catalog name, `ubuntu-24.04`; of the user's own image, the one whose packages it takes.
    pub distro: String,
    /// `deb` or `rpm`.
    pub packages: String,
    /// Marketplace publisher.
    pub publisher: String,
    /// Marketplace offer.
    pub offer: String,
    /// Marketplace SKU.
    pub sku: String,
    /// Marketplace version.
    pub version: String,
    /// Major version of the containerd that the package source of this image has.
    pub containerd_major: u32,
    /// The image, where it is in no marketplace.
    pub own: Option<OwnImage>,
    /// The plan under which it is bought.
    pub plan: Option<ImagePlan>,
}

/// An image of the user's, outside the marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OwnImage {
    /// A managed image, or one of a compute gallery.
    Resource {
        /// Subscription id; that of the deployment when there is none.
        subscription: Option<String>,
        /// What follows the subscription in its id: `/resourceGroups/g/providers/Microsoft.Compute/images/name`.
        path: String,
    },
    /// An image of a community gallery, by its id.
    Community {
        /// `/CommunityGalleries/…`.
        id: String,
    },
    /// An image of a gallery that is shared with the subscription, by its id.
    Shared {
        /// `/SharedGalleries/…`.
        id: String,
    },
}

/// The plan of a marketplace image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImagePlan {
    /// Its name.
    pub name: String,
    /// Its publisher.
    pub publisher: String,
    /// Its product.
    pub product: String,
    /// A code of the publisher's.
    pub promotion_code: Option<String>,
}

/// The catalog's image with the user's own in its place: its packages stay.
pub(crate) fn replaced(image: Image, reference: Option<&ImageReference>) -> Image {
    let Some((reference, kind)) = reference.and_then(|reference| Some((reference, reference.kind()?))) else {
        return image;
    };
    let mut image = image;
    (image.publisher, image.offer, image.sku, image.version) = match kind {
        ImageKind::Marketplace => (
            text(reference.publisher.as_ref()),
            text(reference.offer.as_ref()),
            text(reference.sku.as_ref()),
            given(reference.version.as_ref()).unwrap_or_else(|| "latest".to_owned()),
        ),
        _ => (String::new(), String::new(), String::new(), String::new()),
    };
    image.own = own(reference, kind);
    image.plan = reference.plan.as_ref().map(|plan| ImagePlan {
        name: given(plan.name.as_ref()).unwrap_or_else(|| image.sku.clone()),
        publisher: given(plan.publisher.as_ref()).unwrap_or_else(|| image.publisher.clone()),
        product: given(plan.product.as_ref()).unwrap_or_else(|| image.offer.clone()),
        promotion_code: given(plan.promotion_code.as_ref()),
    });
    image
}

fn own(reference: &ImageReference, kind: ImageKind) -> Option<OwnImage> {
    let path = match kind {
        ImageKind::Marketplace => return None,
        ImageKind::Community => {
            return Some(OwnImage::Community { id: text(reference.community_gallery_image_id.as_ref()) });
        }
        ImageKind::Shared => return Some(OwnImage::Shared { id: text(reference.shared_gallery_image_id.as_ref()) }),
        ImageKind::Managed => format!("images/{}", text(reference.name.as_ref())),
        ImageKind::Gallery => {
            let image =
                format!("galleries/{}/images/{}", text(reference.gallery.as_ref()), text(reference.name.as_ref()));
            match given(reference.version.as_ref()).filter(|version| !version.eq_ignore_ascii_case("latest")) {
                Some(version) => format!("{image}/versions/{version}"),
                // Without a version in its id, an image is its newest one.
                None => image,
            }
        }
    };
    let group = text(reference.resource_group.as_ref());
    let path = format!("/resourceGroups/{group}/providers/Microsoft.Compute/{path}");
    Some(OwnImage::Resource { subscription: given(reference.subscription_id.as_ref()), path })
}

fn given(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

fn text(written: Option<&String>) -> String {
    written.cloned().unwrap_or_default()
}

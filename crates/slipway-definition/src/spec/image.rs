//! Images of the user's own.

use crate::read::object;

object! {
    /// An image of the user's own: a managed one, one of a gallery, of a community gallery or of the marketplace.
    pub struct ImageReference {
        /// Name of a managed image, or of an image in a gallery.
        name: Option<String> = "name" => Full;
        /// Its resource group.
        resource_group: Option<String> = "resourceGroup" => Full;
        /// Its subscription; without it, that of the deployment.
        subscription_id: Option<String> = "subscriptionId" => Full;
        /// The compute gallery that it is in.
        gallery: Option<String> = "gallery" => Full;
        /// Version of an image in a gallery or the marketplace: `1.0.0` or `latest`.
        version: Option<String> = "version" => Full;
        /// Publisher of an image in the marketplace.
        publisher: Option<String> = "publisher" => Full;
        /// Its offer.
        offer: Option<String> = "offer" => Full;
        /// Its SKU.
        sku: Option<String> = "sku" => Full;
        /// The plan under which the image is bought, where it has one.
        plan: Option<ImagePlan> = "plan" => Full;
        /// Id of an image in a community gallery: `/CommunityGalleries/<name>/Images/<image>/Versions/<version>`.
        community_gallery_image_id: Option<String> = "communityGalleryImageId" => Full;
        /// Id of an image in a gallery that is shared with the subscription: `/SharedGalleries/<name>/Images/<image>/Versions/<version>`.
        shared_gallery_image_id: Option<String> = "sharedGalleryImageId" => Full;
    }
}

object! {
    /// The plan under which a marketplace image is bought, also where a gallery's image was made from such a one.
    pub struct ImagePlan {
        /// Its name; the image's SKU when nothing is written.
        name: Option<String> = "name" => Full;
        /// Its publisher; the image's when nothing is written.
        publisher: Option<String> = "publisher" => Full;
        /// Its product; the image's offer when nothing is written.
        product: Option<String> = "product" => Full;
        /// A code of the publisher's.
        promotion_code: Option<String> = "promotionCode" => Full;
    }
}

/// Where an image is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// A managed image.
    Managed,
    /// An image of a compute gallery, by names.
    Gallery,
    /// An image of the marketplace.
    Marketplace,
    /// An image of a community gallery, by id.
    Community,
    /// An image of a gallery that is shared with the subscription, by id.
    Shared,
}

impl ImageReference {
    /// Every kind of which something is written, with the key that says so first. A version or a plan alone is none.
    pub fn kinds(&self) -> Vec<(&'static str, ImageKind)> {
        let named = if given(self.gallery.as_deref()) { ImageKind::Gallery } else { ImageKind::Managed };
        let keys = [
            ("gallery", &self.gallery, named),
            ("name", &self.name, named),
            ("resourceGroup", &self.resource_group, named),
            ("subscriptionId", &self.subscription_id, named),
            ("publisher", &self.publisher, ImageKind::Marketplace),
            ("offer", &self.offer, ImageKind::Marketplace),
            ("sku", &self.sku, ImageKind::Marketplace),
            ("communityGalleryImageId", &self.community_gallery_image_id, ImageKind::Community),
            ("sharedGalleryImageId", &self.shared_gallery_image_id, ImageKind::Shared),
        ];
        let mut kinds: Vec<(&'static str, ImageKind)> = Vec::new();
        for (key, value, kind) in keys {
            if given(value.as_deref()) && !kinds.iter().any(|(_, known)| *known == kind) {
                kinds.push((key, kind));
            }
        }
        kinds
    }

    /// The kind that is taken: the first.
    pub fn kind(&self) -> Option<ImageKind> {
        self.kinds().first().map(|(_, kind)| *kind)
    }

    /// What the image's name tells of it: the words of its kind, in lower case.
    pub fn words(&self) -> String {
        let parts = match self.kind() {
            Some(ImageKind::Marketplace) => [&self.offer, &self.sku],
            Some(ImageKind::Community) => [&self.community_gallery_image_id, &None],
            Some(ImageKind::Shared) => [&self.shared_gallery_image_id, &None],
            _ => [&self.name, &None],
        };
        parts.into_iter().flatten().map(|part| part.to_ascii_lowercase()).collect::<Vec<_>>().join(" ")
    }
}

fn given(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

//! Images of the user's own.

use crate::read::object;

object! {
    /// An image of the user's own: of a gallery when all five are given, else a managed image.
    pub struct ImageReference {
        /// Name of the image.
        name: Option<String> = "name" => Later;
        /// Its resource group.
        resource_group: Option<String> = "resourceGroup" => Later;
        /// Its subscription.
        subscription_id: Option<String> = "subscriptionId" => Later;
        /// Its gallery.
        gallery: Option<String> = "gallery" => Later;
        /// Its version.
        version: Option<String> = "version" => Later;
    }
}

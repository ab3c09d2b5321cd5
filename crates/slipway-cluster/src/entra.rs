//! Entra ID: who signs in by it, and what it has to believe of the cluster.

use slipway_catalog::Cloud;

use crate::view::View;
use crate::{Entra, OidcIssuer};

/// Sign-in of users. What is missing has a finding of the definition's own rules.
pub(crate) fn decide(view: &View<'_>, cloud: &Cloud) -> Option<Entra> {
    let profile = view.spec.properties.as_ref()?.aad_profile.as_ref()?;
    let text = |given: &Option<String>| given.clone().filter(|text| !text.is_empty());
    let tenant = text(&profile.tenant_id).unwrap_or_default();
    Some(Entra {
        server_app_id: text(&profile.server_app_id).unwrap_or_default(),
        admin_group_id: text(&profile.admin_group_id),
        issuer: format!("{}/{tenant}/v2.0", cloud.token_issuer),
        user_prefix: format!("{}/{tenant}/#", cloud.token_issuer_v1),
        tenant_id: tenant,
    })
}

/// The issuer of service accounts' tokens.
pub(crate) fn issuer(view: &View<'_>) -> Option<OidcIssuer> {
    let url = view.spec.oidc_issuer()?;
    Some(OidcIssuer { url: url.to_owned(), jwks_uri: format!("{}/openid/v1/jwks", url.trim_end_matches('/')) })
}

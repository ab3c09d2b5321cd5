//! What the issuer of service accounts' tokens shows the world: files to put on a static site.

use serde_json::{Value, json};
use slipway_cluster::OidcIssuer;
use slipway_pki::{Pki, PkiError, jwks};

/// Path below the output directory and content of each document, as the API server itself would serve them.
pub(crate) fn documents(issuer: &OidcIssuer, pki: &Pki) -> Result<[(&'static str, Value); 2], PkiError> {
    let discovery = json!({
        "issuer": issuer.url,
        "jwks_uri": issuer.jwks_uri,
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let keys = jwks(&pki.service_account.public_key)?;
    Ok([("oidc/.well-known/openid-configuration", discovery), ("oidc/openid/v1/jwks", keys)])
}

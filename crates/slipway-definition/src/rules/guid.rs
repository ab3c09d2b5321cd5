use super::syntax::is_guid;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{ImageReference, Spec};

/// Ids of applications, groups, tenants and subscriptions are GUIDs.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "guid",
    why: "Azure gives these ids as GUIDs; the Go tools pass on other texts, and the cluster cannot sign in or nobody can.",
    fix: "write the id as Azure shows it, `11111111-2222-3333-4444-555555555555`, not the name",
    about: &[
        "servicePrincipalProfile.clientId",
        "servicePrincipalProfile.objectId",
        "aadProfile.clientAppID",
        "aadProfile.serverAppID",
        "aadProfile.tenantID",
        "aadProfile.adminGroupID",
        "orchestratorProfile.kubernetesConfig.userAssignedClientID",
        "masterProfile.imageReference.subscriptionId",
        "agentPoolProfiles[].imageReference.subscriptionId",
        "windowsProfile.imageReference.subscriptionId",
    ],
    check: |spec, found| {
        principal(spec, found);
        let properties = spec.properties();
        if let Some(aad) = &properties.aad_profile {
            let at = Pointer::from("/properties/aadProfile");
            one(at.key("clientAppID"), aad.client_app_id.as_deref(), found);
            one(at.key("serverAppID"), aad.server_app_id.as_deref(), found);
            one(at.key("tenantID"), aad.tenant_id.as_deref(), found);
            one(at.key("adminGroupID"), aad.admin_group_id.as_deref(), found);
        }
        let client = spec.kubernetes().user_assigned_client_id.as_deref();
        one(Pointer::from(Spec::KUBERNETES).key("userAssignedClientID"), client, found);
        image(Pointer::from(Spec::MASTER), spec.master().and_then(|master| master.image_reference.as_ref()), found);
        for (at, pool) in spec.each_pool() {
            image(at, pool.image_reference.as_ref(), found);
        }
        let windows = properties.windows_profile.as_ref();
        image("/properties/windowsProfile".into(), windows.and_then(|windows| windows.image_reference.as_ref()), found);
    },
};

/// Of a principal that nothing uses, another rule says that.
fn principal(spec: &Spec, found: &mut Findings<'_>) {
    if let Some(principal) = &spec.properties().service_principal_profile
        && !spec.uses_managed_identity()
    {
        let at = Pointer::from("/properties/servicePrincipalProfile");
        one(at.key("clientId"), principal.client_id.as_deref(), found);
        one(at.key("objectId"), principal.object_id.as_deref(), found);
    }
}

#[allow(clippy::needless_pass_by_value, reason = "callers make the pointer for this call")]
fn image(at: Pointer, image: Option<&ImageReference>, found: &mut Findings<'_>) {
    let subscription = image.and_then(|image| image.subscription_id.as_deref());
    one(at.key("imageReference").key("subscriptionId"), subscription, found);
}

fn one(at: Pointer, id: Option<&str>, found: &mut Findings<'_>) {
    let id = id.unwrap_or_default();
    if !id.is_empty() && !is_guid(id) {
        found.error(at, format!("{} is no GUID", tick(id)));
    }
}

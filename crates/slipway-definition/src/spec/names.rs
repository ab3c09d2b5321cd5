//! One spelling for what users may spell in several ways.

/// `Kubernetes` when the orchestrator type says so in any case, or says nothing.
pub fn orchestrator_type(written: &str) -> Option<&'static str> {
    (written.is_empty() || written.eq_ignore_ascii_case("Kubernetes")).then_some("Kubernetes")
}

/// `Basic` or `Standard`, in any case.
pub fn load_balancer_sku(written: &str) -> Option<&'static str> {
    ["Basic", "Standard"].into_iter().find(|sku| sku.eq_ignore_ascii_case(written))
}

/// A region without spaces in lower case: `West US 2` is `westus2`.
pub fn location(written: &str) -> String {
    written.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A version without the leading `v` that the peers tolerate.
pub fn version(written: &str) -> &str {
    written.strip_prefix('v').unwrap_or(written)
}

/// Whether the environment's name is that of an Azure Stack Hub.
pub fn is_azure_stack(environment: &str) -> bool {
    environment.eq_ignore_ascii_case("AzureStackCloud")
}

/// Network plugin and policy as the peers translate them before any default (peer-behaviour.md 2.5).
///
/// The policy `azure` without a plugin is the old spelling of the Azure CNI plugin, `none` that of kubenet; a policy that
/// brings its own plugin names it.
pub fn network<'w>(plugin: &'w str, policy: &'w str) -> (&'w str, &'w str) {
    match (plugin, policy) {
        ("", "" | "azure") => ("azure", ""),
        ("", "calico" | "antrea") => ("azure", policy),
        ("", "cilium") => ("cilium", policy),
        (_, "none") => ("kubenet", ""),
        ("", _) => ("kubenet", policy),
        _ => (plugin, policy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        assert_eq!(orchestrator_type("KUBERNETES"), Some("Kubernetes"));
        assert_eq!(orchestrator_type("DCOS"), None);
        assert_eq!(load_balancer_sku("STANDARD"), Some("Standard"));
        assert_eq!(location("West US 2"), "westus2");
        assert_eq!(version("v1.35.1"), "1.35.1");
        assert!(is_azure_stack("azurestackcloud"));
    }

    #[test]
    fn old_policies_are_plugins() {
        assert_eq!(network("", ""), ("azure", ""));
        assert_eq!(network("", "azure"), ("azure", ""));
        assert_eq!(network("azure", "azure"), ("azure", "azure"));
        assert_eq!(network("", "none"), ("kubenet", ""));
        assert_eq!(network("kubenet", "calico"), ("kubenet", "calico"));
    }
}

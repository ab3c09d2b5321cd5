use super::syntax::is_word;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// The version is a part of the archive's address.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "azure-cni-version",
    why: "The version names the archive that machines fetch; where there is none of it, no pod gets an address.",
    fix: "write a version of Azure CNI such as `v1.6.21`, or leave it off",
    about: &["orchestratorProfile.kubernetesConfig.azureCNIVersion"],
    check: |spec, found| {
        let config = spec.kubernetes();
        let version = config.azure_cni_version.as_deref().unwrap_or_default();
        let numbers: Vec<_> = version.strip_prefix('v').unwrap_or_default().split('.').collect();
        let is_number = |text: &&str| is_word(text, 1..=5, b"") && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_version = numbers.len() == 3 && numbers.iter().all(is_number);
        if !version.is_empty() && !is_version {
            let at = Pointer::from(Spec::KUBERNETES).key("azureCNIVersion");
            found.error(at, format!("{} is no version of Azure CNI", tick(version)));
        }
    },
};

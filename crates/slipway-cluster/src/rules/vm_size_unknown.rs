//! `vm-size-unknown`

use slipway_catalog::is_size_name;
use slipway_definition::{Rule, nearest, quote};

use crate::Asked;

/// Of more unknown sizes, the nearest name is not looked for.
const SUGGESTED: usize = 20;

pub(super) static VM_SIZE_UNKNOWN: Rule<Asked> = Rule {
    id: "vm-size-unknown",
    why: "Azure refuses a size that it does not have, in the middle of the deployment.",
    fix: "check the spelling (`az vm list-sizes`)",
    about: &[
        "masterProfile.vmSize",
        "agentPoolProfiles[].vmSize",
        "orchestratorProfile.kubernetesConfig.privateCluster.jumpboxProfile.vmSize",
    ],
    check: |asked, found| {
        let Ok(sizes) = asked.catalog.sizes() else { return };
        let mut unknown = 0;
        for (at, name) in asked.each_size() {
            // What cannot be a name at all is the rule `vm-size`'s.
            if name.is_empty() || !is_plain(name) || asked.sizes.contains_key(name) {
                continue;
            }
            unknown += 1;
            let near = if unknown <= SUGGESTED { near(name, sizes.names().into_iter()) } else { None };
            let did_you_mean = near.map(|near| format!("did you mean `{near}`?"));
            let tick = quote::tick(name);
            if !is_size_name(name) {
                let finding = found.error(at.clone(), format!("{tick} is no name of an Azure size"));
                let form = || {
                    "a name is `Standard_`, letters, the number of processors, and more: `Standard_D2s_v5`".to_owned()
                };
                finding.help(did_you_mean.unwrap_or_else(form));
            } else if !asked.spec.is_custom_cloud() {
                // Another cloud has the sizes that its operator has put there.
                let finding = found.warning(at.clone(), format!("no machine size {tick} is known"));
                let help = did_you_mean.unwrap_or_else(|| "check the spelling (`az vm list-sizes`).".to_owned());
                finding.help(format!("{help} A size newer than this catalog will work"));
            }
        }
    },
};

fn is_plain(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

/// The nearest name, by what follows `Standard_`, which all have in common.
fn near<'c>(name: &str, known: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let own = |name: &str| name.split_once('_').is_some_and(|(tier, _)| tier.eq_ignore_ascii_case("standard"));
    let tail = if own(name) { &name["standard_".len()..] } else { name };
    let tails = known.filter_map(|known| known.strip_prefix("Standard_").map(|tail| (tail, known)));
    let tails: Vec<_> = tails.collect();
    let near = nearest(tail, tails.iter().map(|(tail, _)| *tail))?;
    tails.iter().find(|(tail, _)| *tail == near).map(|(_, known)| *known)
}

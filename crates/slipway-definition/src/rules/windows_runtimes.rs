use std::collections::BTreeSet;

use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Builds that containers can be of, as the api model has them.
const BUILDS: [&str; 4] = ["17763", "18362", "18363", "19041"];

/// How Windows containers are kept apart.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "windows-runtimes",
    why: "containerd on Windows gets one runtime for each entry, named after its build number.",
    fix: "set `default` to `process` or `hyperv`, and name each of the builds 17763, 18362, 18363, 19041 once at most",
    about: &["windowsProfile.windowsRuntimes"],
    check: |spec, found| {
        let Some(windows) = spec.properties().windows_profile.as_ref().filter(|_| spec.has_windows()) else { return };
        let Some(runtimes) = &windows.windows_runtimes else { return };
        let at = Pointer::from("/properties/windowsProfile/windowsRuntimes");
        match runtimes.default.as_deref().unwrap_or_default() {
            "process" | "hyperv" => {}
            "" => {
                found.error(at.key("default"), "`windowsRuntimes` has no `default`");
            }
            other => {
                found.error(at.key("default"), format!("there is no isolation {}", tick(other)));
            }
        }
        let mut seen = BTreeSet::new();
        for (index, runtime) in runtimes.hyperv_runtimes.iter().enumerate() {
            let at = at.key("hypervRuntimes").index(index).key("buildNumber");
            let build = runtime.build_number.as_deref().unwrap_or_default();
            if !BUILDS.contains(&build) {
                found.error(at, format!("{} is no build of Windows that runs in Hyper-V here", tick(build)));
            } else if !seen.insert(build) {
                found.error(at, format!("the build `{build}` is there twice"));
            }
        }
    },
};

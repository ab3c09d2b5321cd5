use crate::rule::Rule;
use crate::spec::Spec;

/// Windows and Linux have fields of their own for this.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "accelerated-networking-os",
    why: "Accelerated networking is switched by `acceleratedNetworkingEnabled` on Linux and by \
          `acceleratedNetworkingEnabledWindows` on Windows; the other field does nothing.",
    fix: "use the field of the pool's operating system",
    about: &[
        "agentPoolProfiles[].acceleratedNetworkingEnabled",
        "agentPoolProfiles[].acceleratedNetworkingEnabledWindows",
    ],
    check: |spec, found| {
        for (at, pool) in spec.each_pool() {
            let linux = pool.accelerated_networking_enabled;
            let windows = pool.accelerated_networking_enabled_windows;
            let is_linux = matches!(pool.os_type.as_deref().unwrap_or_default(), "" | "Linux");
            if is_linux && windows == Some(true) {
                let message = "`acceleratedNetworkingEnabledWindows` has no effect on a pool of Linux machines";
                let finding = found.warning(at.key("acceleratedNetworkingEnabledWindows"), message);
                finding.help("use `acceleratedNetworkingEnabled`");
            }
            // The Go tools fill both fields in the models that they write.
            if pool.is_windows() && linux == Some(true) && windows.is_none() {
                let message = "`acceleratedNetworkingEnabled` has no effect on a pool of Windows machines";
                let finding = found.warning(at.key("acceleratedNetworkingEnabled"), message);
                finding.label(at.key("osType"), "").help("use `acceleratedNetworkingEnabledWindows`");
            }
        }
    },
};

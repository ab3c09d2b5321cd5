use std::collections::BTreeMap;

use super::syntax::has_control;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Where a machine's own files lie: none of the user's may be there.
const KEPT: [&str; 2] = ["/opt/slipway/", "/run/slipway/"];
/// Files and folders that slipway writes among others.
const WRITTEN: [&str; 10] = [
    "/etc/kubernetes/certs/",
    "/etc/kubernetes/manifests/",
    "/etc/kubernetes/addons/",
    "/etc/kubernetes/azure.json",
    "/etc/default/kubelet",
    "/etc/containerd/config.toml",
    "/etc/cni/net.d/10-azure.conflist",
    "/var/lib/kubelet/config.yaml",
    "/var/lib/kubelet/bootstrap-kubeconfig",
    "/var/lib/etcddisk/",
];

/// Local files that masters get.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-files",
    why: "A file goes from a path here to an absolute path there; the Go tools look at neither before the machine is made.",
    fix: "give `source`, a path of this machine, and `dest`, the absolute path of a file on the masters",
    about: &["masterProfile.customFiles"],
    check: |spec, found| {
        let files = spec.master().map(|master| master.custom_files.as_slice()).unwrap_or_default();
        let mut first: BTreeMap<&str, Pointer> = BTreeMap::new();
        for (index, file) in files.iter().enumerate() {
            let at = Pointer::from(Spec::MASTER).key("customFiles").index(index);
            if file.source.as_deref().is_none_or(|source| source.trim().is_empty()) {
                found.error(at.key("source"), "a file has no `source`").help("write the path of a file on this machine");
            }
            let dest = file.dest.as_deref().unwrap_or_default();
            let at = at.key("dest");
            if let Some(problem) = problem(dest) {
                found.error(at.clone(), problem);
            } else if let Some(other) = first.get(dest) {
                let finding = found.error(at.clone(), format!("two files are written to {}", tick(dest)));
                finding.say("again here").label(other.clone(), "first here").help("choose another `dest`, or remove one");
            } else if let Some(folder) = KEPT.iter().find(|folder| dest.starts_with(*folder)) {
                let finding = found.error(at.clone(), format!("`{folder}` holds the machine's own files"));
                finding.help("choose a path elsewhere");
            } else if WRITTEN.iter().any(|path| dest == *path || (path.ends_with('/') && dest.starts_with(path))) {
                let finding = found.warning(at.clone(), format!("slipway writes {} itself", what(dest)));
                finding.help("choose another path unless the file is meant to stand there");
            }
            first.entry(dest).or_insert(at);
        }
    },
};

fn problem(dest: &str) -> Option<String> {
    if dest.trim().is_empty() {
        Some("a file has no `dest`".to_owned())
    } else if has_control(dest) {
        Some(format!("{} holds a control character", tick(dest)))
    } else if !dest.starts_with('/') {
        Some(format!("{} is no absolute path", tick(dest)))
    } else if dest.split('/').any(|part| part == "..") {
        Some(format!("{} climbs with `..`", tick(dest)))
    } else if dest.ends_with('/') {
        Some(format!("{} is a folder", tick(dest)))
    } else {
        None
    }
}

fn what(dest: &str) -> String {
    let folder = WRITTEN.iter().find(|path| path.ends_with('/') && dest.starts_with(*path));
    folder.map_or_else(|| tick(dest), |folder| format!("what is in `{folder}`"))
}

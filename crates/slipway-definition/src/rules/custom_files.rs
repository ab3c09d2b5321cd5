use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::syntax::has_control;
use crate::pointer::Pointer;
use crate::quote::tick;
use crate::rule::{Findings, Rule};
use crate::spec::{CustomFile, Secret, Spec};

/// Where a machine's own files lie, or what is no place for files: none of the user's may be there.
const KEPT: [(&str, &str); 5] = [
    ("/opt/slipway/", "holds the machine's own files"),
    ("/run/slipway/", "holds the machine's own files"),
    ("/proc/", "is the kernel's"),
    ("/sys/", "is the kernel's"),
    ("/dev/", "is the kernel's"),
];
/// Folders that slipway writes to among others; what it writes by name is compared with the parts when they are merged.
const WRITTEN: [&str; 4] =
    ["/etc/kubernetes/certs/", "/etc/kubernetes/manifests/", "/etc/kubernetes/addons/", "/var/lib/etcddisk/"];
/// Folders that a restart empties.
const FLEETING: [&str; 2] = ["/run/", "/tmp/"];
/// Files of one group of machines.
const MOST: usize = 64;

/// Local files that machines get.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-files",
    why: "A file goes from a path here to an absolute path there; the Go tools look at neither before the machine is made.",
    fix: "give `source`, a path of this machine, and `dest`, the absolute path of a file on the machines",
    about: &["masterProfile.customFiles", "agentPoolProfiles[].customFiles"],
    check: |spec, found| {
        for (at, machines) in spec.each_machines().filter(|(_, machines)| !machines.custom_files.is_empty()) {
            let at = at.key("customFiles");
            if machines.is_windows {
                found.error(at, "files are put on Linux machines alone").help("remove `customFiles` from this pool");
                continue;
            }
            if machines.custom_files.len() > MOST {
                let message = format!("{} files are more than {MOST}", machines.custom_files.len());
                found.error(at, message).help("put them into an archive, and unpack it by an extension");
                continue;
            }
            let mut first: BTreeMap<&str, Pointer> = BTreeMap::new();
            for (index, file) in machines.custom_files.iter().enumerate() {
                let at = at.index(index);
                bytes(file, &at, found);
                let dest = file.dest.as_deref().unwrap_or_default();
                let at = at.key("dest");
                if let Some(problem) = problem(dest) {
                    found.error(at.clone(), problem);
                } else if let Some(other) = first.get(dest) {
                    let finding = found.error(at.clone(), format!("two files are written to {}", tick(dest)));
                    finding.say("again here").label(other.clone(), "first here").help("choose another `dest`, or remove one");
                } else {
                    place(dest, &at, found);
                }
                first.entry(dest).or_insert(at);
            }
        }
    },
};

/// What becomes of the file, apart from its place.
fn bytes(file: &CustomFile, at: &Pointer, found: &mut Findings<'_>) {
    let content = file.content.as_ref().map(Secret::expose).unwrap_or_default();
    if content.is_empty() {
        let source = file.source.as_deref().unwrap_or_default();
        if source.trim().is_empty() {
            found.error(at.key("source"), "a file has no `source`").help("write the path of a file on this machine");
        } else if source.contains('\0') {
            found.error(at.key("source"), "the path of the file holds a zero byte");
        }
    } else if STANDARD.decode(content).is_err() {
        // The value may be a secret: it is not repeated.
        let finding = found.error(at.key("content"), "the file's content is no base64");
        finding.help("write what `base64 -w0` makes of the file, or name the file in `source`");
    }
    let mode = file.mode.as_deref().unwrap_or_default();
    let is_mode = mode.len() == 4 && mode.starts_with('0') && mode.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    if !mode.is_empty() && !is_mode {
        let finding = found.error(at.key("mode"), format!("{} are no permissions", tick(mode)));
        finding.help("write four octal digits, a zero first: `0600`, `0644`, `0755`");
    }
}

/// What speaks against a path that is one.
fn place(dest: &str, at: &Pointer, found: &mut Findings<'_>) {
    if let Some((folder, why)) = KEPT.iter().find(|(folder, _)| dest.starts_with(folder)) {
        found.error(at.clone(), format!("`{folder}` {why}")).help("choose a path elsewhere");
    } else if let Some(folder) = WRITTEN.iter().find(|folder| dest.starts_with(*folder)) {
        let finding = found.warning(at.clone(), format!("slipway writes what is in `{folder}` itself"));
        finding.help("choose another path unless the file is meant to stand there");
    } else if let Some(folder) = FLEETING.iter().find(|folder| dest.starts_with(*folder)) {
        let finding = found.warning(at.clone(), format!("`{folder}` is empty again after a restart"));
        finding.help("choose a path elsewhere: files are written once");
    }
}

fn problem(dest: &str) -> Option<String> {
    if dest.trim().is_empty() {
        Some("a file has no `dest`".to_owned())
    } else if has_control(dest) || dest.contains('\\') {
        Some(format!("{} holds a backslash or a control character", tick(dest)))
    } else if !dest.starts_with('/') {
        Some(format!("{} is no absolute path", tick(dest)))
    } else if dest.split('/').any(|part| part == "..") {
        Some(format!("{} climbs with `..`", tick(dest)))
    } else if dest.contains("//") || dest.split('/').any(|part| part == ".") {
        Some(format!("{} can be written in a shorter way", tick(dest)))
    } else if dest.ends_with('/') {
        Some(format!("{} is a folder", tick(dest)))
    } else if dest.len() > 1024 || dest.split('/').any(|part| part.len() > 255) {
        Some("the path is longer than a file system takes".to_owned())
    } else {
        None
    }
}

//! Manifests of addons as one archive, which the VM extension's settings carry.
//!
//! customData holds 64 KiB, which the manifests of a few addons fill, and no machine's can ever be changed; the settings hold
//! four times as much and bring new manifests to masters that run.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tar::{Builder, Header};

use crate::cloud_config::gzip;
use crate::render::MachineFile;

/// Folder whose files are in the archive.
pub(crate) const FOLDER: &str = "/etc/kubernetes/addons/";

/// Path of the archive on a master; the step `manifests` unpacks it.
pub const PATH: &str = "/opt/slipway/addons.tar.gz";

/// Parameter of the template that holds it. A securestring: nobody has to see it in the history of deployments.
pub const PARAMETER: &str = "addonManifests";

/// Base64 of the gzip'd archive of the files in [`FOLDER`]: the same bytes every time. `None` when there are none.
pub(crate) fn of(files: &[MachineFile]) -> Option<String> {
    let mut archive = Builder::new(Vec::new());
    let mut count = 0;
    for file in files {
        let Some(name) = file.path.strip_prefix(FOLDER) else { continue };
        let mut header = Header::new_gnu();
        header.set_mode(0o600);
        header.set_size(file.text.len() as u64);
        // Fails for a path with `..` or of another root alone, which no part has; memory takes every byte.
        archive.append_data(&mut header, name, file.text.as_bytes()).ok()?;
        count += 1;
    }
    let bytes = archive.into_inner().ok().filter(|_| count > 0)?;
    Some(STANDARD.encode(gzip(&bytes)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_archive_has_the_manifests_and_nothing_else() {
        let file = |path: &str| MachineFile { path: path.to_owned(), mode: "0644".to_owned(), text: path.into() };
        let files = [file("/etc/kubernetes/addons/a.yaml"), file("/etc/hosts"), file("/etc/kubernetes/addons/b.yaml")];
        let packed = STANDARD.decode(of(&files).expect("there are manifests")).expect("base64");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut found = BTreeMap::new();
        for entry in archive.entries().expect("an archive") {
            let mut entry = entry.expect("an entry");
            let (mut text, mode) = (String::new(), entry.header().mode().expect("a mode"));
            entry.read_to_string(&mut text).expect("text");
            found.insert(entry.path().expect("a path").display().to_string(), (mode, text));
        }
        let wanted = ["a.yaml", "b.yaml"].map(|name| (name.to_owned(), (0o600, format!("{FOLDER}{name}"))));
        assert_eq!(found, BTreeMap::from(wanted));
        assert_eq!(of(&files[1..2]), None);
    }
}

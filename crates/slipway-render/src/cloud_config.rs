//! customData: one gzip'd `#cloud-config` with a role's files but for the addons' manifests. The same bytes every time.

use std::fmt::Write as _;
use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, GzBuilder};

use crate::render::MachineFile;
use crate::{archive, yaml};

/// Characters of base64 that Azure takes as customData (64 KiB of bytes).
pub const CUSTOM_DATA_LIMIT: usize = 87_380;

/// A role's cloud-config.
#[derive(Clone, Debug)]
pub struct CloudConfig {
    /// The YAML.
    pub text: String,
    /// Base64 of its gzip.
    pub custom_data: String,
}

impl CloudConfig {
    /// Writes the files of a role as cloud-init takes them.
    pub(crate) fn of(files: &[MachineFile]) -> Self {
        let mut text = String::from("#cloud-config\nssh_pwauth: false\nwrite_files:\n");
        for file in files.iter().filter(|file| !file.path.starts_with(archive::FOLDER)) {
            let _ = writeln!(text, "- path: {}", yaml::quoted(&file.path));
            let _ = writeln!(text, "  owner: root:root\n  permissions: '{}'", file.mode);
            content(&file.text, &mut text);
        }
        let custom_data = STANDARD.encode(gzip(text.as_bytes()));
        Self { text, custom_data }
    }
}

/// A literal block where YAML gives it back byte for byte, else a quoted scalar.
fn content(of: &str, out: &mut String) {
    let is_plain = of.ends_with('\n')
        && !of.ends_with("\n\n")
        && of.len() > 1
        && !of.starts_with([' ', '\n', '\t'])
        && of.chars().all(|c| c == '\n' || c == '\t' || (' '..='~').contains(&c));
    if !is_plain {
        let _ = writeln!(out, "  content: {}", yaml::quoted(of));
        return;
    }
    out.push_str("  content: |\n");
    for line in of.lines() {
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
        out.push('\n');
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    // Writing to memory cannot fail; the header has no time, so the bytes depend on the input alone.
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_block_would_change_is_quoted() {
        for odd in ["no newline", "two\n\n", " indented\n", "\n", "ümlaut\n", "bell\u{7}\n", ""] {
            let mut out = String::new();
            content(odd, &mut out);
            assert!(out.starts_with("  content: \""), "{odd:?} became {out:?}");
        }
        let mut out = String::new();
        content("a\n\n  b\n", &mut out);
        assert_eq!(out, "  content: |\n    a\n\n      b\n");
    }
}

//! Local files on machines.

use super::Secret;
use crate::read::object;

object! {
    /// A local file to put on machines.
    pub struct CustomFile {
        /// Path where `generate` runs.
        source: Option<String> = "source" => Full;
        /// The file itself, base64: `generate` writes it here from `source`, and does not look there again.
        content: Option<Secret> = "content" => Full;
        /// Absolute path on the machine.
        dest: Option<String> = "dest" => Full;
        /// Permissions on the machine, `0600` where nothing is said.
        mode: Option<String> = "mode" => Full;
    }
}

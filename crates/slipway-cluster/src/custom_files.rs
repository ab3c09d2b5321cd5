//! Files of the user's on machines.

use crate::CustomFile;

/// The parameter that holds a file of a group of machines, by the group's name and the file's index.
pub fn custom_file_parameter(machines: &str, index: usize) -> String {
    format!("{machines}CustomFile{index}")
}

/// What machines get. A file without a place has been reported by the definition's own rules.
pub(crate) fn of(machines: &str, files: &[slipway_definition::CustomFile]) -> Vec<CustomFile> {
    let text = |given: &Option<String>| given.clone().filter(|text| !text.is_empty());
    let file = |(index, file): (usize, &slipway_definition::CustomFile)| {
        Some(CustomFile {
            path: text(&file.dest)?,
            mode: text(&file.mode).unwrap_or_else(|| "0600".to_owned()),
            parameter: custom_file_parameter(machines, index),
        })
    };
    files.iter().enumerate().filter_map(file).collect()
}

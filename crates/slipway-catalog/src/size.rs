//! Virtual machine sizes, `catalog/sizes.toml`; the head of that file says what a line holds.

use serde::de::Error as _;

/// What a virtual machine size can do.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact")]
pub struct Size {
    /// Name as Azure spells it.
    pub name: String,
    /// Virtual processors; 0 when unknown.
    pub vcpus: u32,
    /// Memory, GiB; 0 when unknown.
    pub memory_gb: f64,
    /// Data disks at most; 0 when unknown.
    pub max_data_disks: u32,
    /// Premium disks.
    pub premium: bool,
    /// NIC offload.
    pub accelerated: bool,
    /// Can be a machine of the first generation.
    pub first_generation: bool,
    /// Can be a machine of the second generation.
    pub second_generation: bool,
    /// Arm64.
    pub arm: bool,
    /// The image needs `NVMe` drivers, and disks have no SCSI names.
    pub nvme: bool,
    /// Day on which Azure stops the size, or stopped it: `2028-11-15`.
    pub retires: Option<String>,
}

impl Size {
    /// What Azure's naming convention tells of a size that the catalog does not know.
    pub fn by_convention(name: &str) -> Self {
        let features = features(name);
        let newest = name.rsplit_once("_v").and_then(|(_, version)| version.parse::<u32>().ok()).unwrap_or(1);
        Self {
            name: name.to_owned(),
            vcpus: 0,
            memory_gb: 0.0,
            max_data_disks: 0,
            premium: features.contains('s'),
            accelerated: newest >= 3,
            first_generation: newest < 6 && !features.contains('p'),
            second_generation: newest >= 3,
            arm: features.contains('p'),
            nvme: newest >= 6,
            retires: None,
        }
    }
}

/// The letters after the number: `s` of `Standard_D2s_v3`, `ads` of `Standard_D4ads_v5`. Of the oldest sizes the `S` stands before it.
fn features(name: &str) -> String {
    let core = name.split('_').nth(1).unwrap_or_default();
    let Some(first_digit) = core.find(|c: char| c.is_ascii_digit()) else {
        return String::new();
    };
    let (family, rest) = core.split_at(first_digit);
    let letters: String = rest.chars().filter(char::is_ascii_alphabetic).collect();
    let old_premium = if family.len() > 1 && family.ends_with('S') { "s" } else { "" };
    letters.to_ascii_lowercase() + old_premium
}

/// Finds one size without reading the whole table: the file has one line a size.
pub(crate) fn find(text: &str, name: &str) -> Result<Option<Size>, toml::de::Error> {
    let asked = name.strip_suffix("_Promo").unwrap_or(name);
    let (asked, active_cores) = without_active_cores(asked);
    let line = text.lines().find_map(|line| {
        let (key, row) = line.split_once(" = ")?;
        key.eq_ignore_ascii_case(&asked).then_some((key, row))
    });
    let Some((key, row)) = line else {
        return Ok(None);
    };
    let row = toml::from_str::<toml::Table>(&format!("row = {row}"))?;
    let mut size = row
        .get("row")
        .and_then(toml::Value::as_array)
        .and_then(|row| size(key, row))
        .ok_or_else(|| toml::de::Error::custom(format!("{key} is not a line of sizes")))?;
    if let Some(cores) = active_cores {
        size.vcpus = cores;
    }
    Ok(Some(size))
}

/// `Standard_E16-4s_v5` → `Standard_E16s_v5` and 4.
fn without_active_cores(name: &str) -> (String, Option<u32>) {
    if let Some((head, tail)) = name.split_once('-') {
        let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        if let Ok(cores) = tail[..digits].parse() {
            return (format!("{head}{}", &tail[digits..]), Some(cores));
        }
    }
    (name.to_owned(), None)
}

fn size(name: &str, row: &[toml::Value]) -> Option<Size> {
    let number = |index: usize| {
        let value: &toml::Value = row.get(index)?;
        #[expect(clippy::cast_precision_loss, reason = "gibibytes are small")]
        value.as_float().or_else(|| value.as_integer().map(|n| n as f64))
    };
    let count = |index: usize| row.get(index).and_then(toml::Value::as_integer).and_then(|n| u32::try_from(n).ok());
    let flags = row.get(5)?.as_str()?;
    Some(Size {
        name: name.to_owned(),
        vcpus: count(0)?,
        memory_gb: number(1)?,
        max_data_disks: count(2)?,
        premium: flags.contains('P'),
        accelerated: flags.contains('A'),
        first_generation: flags.contains('1'),
        second_generation: flags.contains('2'),
        arm: flags.contains('R'),
        nvme: flags.contains('N'),
        retires: row.get(6).map(ToString::to_string),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    fn known(name: &str) -> Size {
        Catalog::builtin().size(name).expect("a readable table").unwrap_or_else(|| panic!("{name} is in the table"))
    }

    #[test]
    fn sizes_are_found_in_any_case_and_with_fewer_cores() {
        let size = known("standard_d2S_V3");
        assert_eq!((size.name.as_str(), size.vcpus, size.premium), ("Standard_D2s_v3", 2, true));
        assert_eq!(known("Standard_E16-4s_v5").vcpus, 4);
        assert!(Catalog::builtin().size("Standard_Nonsense").expect("a readable table").is_none());
    }

    #[test]
    fn names_tell_of_unknown_sizes() {
        assert!(Size::by_convention("Standard_D4as_v9").premium);
        assert!(Size::by_convention("Standard_DS2_v2").premium);
        assert!(!Size::by_convention("Standard_D2_v3").premium);
        assert!(Size::by_convention("Standard_D4pds_v9").arm);
    }
}

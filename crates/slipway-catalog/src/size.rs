//! Virtual machine sizes, `catalog/sizes.toml`; the head of that file says what a line holds.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use serde::de::Error as _;

use crate::CatalogError;

/// The table, below `catalog/`.
pub(crate) const SIZES: &str = "sizes.toml";
/// The hosts' caches of some, below `catalog/`.
pub(crate) const CACHES: &str = "caches.toml";

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
    /// Temporary disk, GiB; 0 when there is none or it is unknown.
    pub temporary_disk_gb: u32,
    /// The host's cache for disks, GiB; 0 when there is none, `None` when it is unknown.
    pub cache_gb: Option<u32>,
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
        let newest = version(name);
        Self {
            name: name.to_owned(),
            vcpus: 0,
            memory_gb: 0.0,
            max_data_disks: 0,
            temporary_disk_gb: 0,
            cache_gb: None,
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

/// Where an ephemeral operating system disk can lie, the first choice first.
pub const PLACEMENTS: [&str; 3] = ["NvmeDisk", "CacheDisk", "ResourceDisk"];

/// What Azure makes an ephemeral disk of at most, GiB.
const LARGEST_EPHEMERAL: u32 = 2040;

impl Size {
    /// Room for an ephemeral operating system disk on one of the host's disks, GiB; 0 when the size has none there, `None` when
    /// that is unknown (learn.microsoft.com, "Ephemeral OS disks"; of several `NVMe` disks, Azure takes as many as it needs).
    pub fn room(&self, placement: &str) -> Option<u32> {
        let is_known = self.vcpus > 0;
        // Older sizes without premium disks have a temporary disk, but nothing ephemeral on it.
        if is_known && !self.premium && version(&self.name) < 4 {
            return Some(0);
        }
        let local = is_known.then_some(self.temporary_disk_gb);
        let room = match placement {
            "NvmeDisk" => local.map(|gb| if self.nvme { gb } else { 0 }),
            "ResourceDisk" => local.map(|gb| if self.nvme { 0 } else { gb }),
            _ => self.cache_gb,
        };
        room.map(|gb| gb.min(LARGEST_EPHEMERAL))
    }

    /// Where an ephemeral disk of so many GiB surely fits.
    pub fn ephemeral_placement(&self, gb: Option<u32>) -> Option<&'static str> {
        let gb = gb?;
        PLACEMENTS.into_iter().find(|placement| self.room(placement).is_some_and(|room| room >= gb))
    }
}

/// The version at the end of a size's name; 1 when there is none.
fn version(name: &str) -> u32 {
    name.rsplit_once("_v").and_then(|(_, version)| version.parse().ok()).unwrap_or(1)
}

/// Whether Azure could name a size so: `Standard_` or `Basic_`, the family's letters, the number of processors, perhaps `-` and the
/// number of active ones, letters for features, then words for an accelerator and the version (learn.microsoft.com, Azure VM
/// sizes naming conventions). Any case.
pub fn is_size_name(name: &str) -> bool {
    let Some((tier, rest)) = name.split_once('_') else {
        return false;
    };
    let (core, words) = rest.split_once('_').map_or((rest, None), |(core, words)| (core, Some(words)));
    let family = core.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = core[family..].bytes().take_while(u8::is_ascii_digit).count();
    let mut features = &core[family + digits..];
    if let Some(active) = features.strip_prefix('-') {
        features = active.trim_start_matches(|c: char| c.is_ascii_digit());
        if features.len() == active.len() {
            return false;
        }
    }
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    ["standard", "basic"].iter().any(|known| tier.eq_ignore_ascii_case(known))
        && (1..=4).contains(&family)
        && (1..=4).contains(&digits)
        && features.len() <= 8
        && features.bytes().all(|byte| byte.is_ascii_alphabetic())
        && words.is_none_or(|words| words.split('_').all(is_word))
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

/// Sizes that are looked for line by line, before an index is worth its making.
const FEW: u32 = 16;

/// The table; a line is read when its size is asked for.
#[derive(Clone, Debug, Default)]
pub struct Sizes<'c> {
    text: &'c str,
    caches: &'c str,
    asked: Cell<u32>,
    /// Name and row by the name in lower case, made when more than a few are asked for.
    index: OnceCell<BTreeMap<String, (&'c str, &'c str)>>,
}

impl<'c> Sizes<'c> {
    pub(crate) fn of(text: &'c str, caches: &'c str) -> Self {
        Self { text, caches, ..Self::default() }
    }

    /// Each name with its row, in the table's order.
    fn rows(&self) -> impl Iterator<Item = (&'c str, &'c str)> + use<'c> {
        rows(self.text)
    }

    fn cache(&self, size: &Size) -> Option<u32> {
        let known = rows(self.caches).find(|(name, _)| *name == size.name).and_then(|(_, gb)| gb.parse().ok());
        known.or_else(|| (size.nvme || size.temporary_disk_gb == 0 && version(&size.name) >= 5).then_some(0))
    }

    fn find(&self, asked: &str) -> Option<(&'c str, &'c str)> {
        self.asked.set(self.asked.get().saturating_add(1));
        if self.asked.get() <= FEW {
            return self.rows().find(|(name, _)| name.eq_ignore_ascii_case(asked));
        }
        let index = || self.rows().map(|(name, row)| (name.to_ascii_lowercase(), (name, row))).collect();
        self.index.get_or_init(index).get(asked).copied()
    }

    /// A size by its name, any case; `None` when the catalog does not know it.
    ///
    /// # Errors
    /// When its line does not say what it must.
    pub fn get(&self, name: &str) -> Result<Option<Size>, CatalogError> {
        let malformed = |source| CatalogError::Malformed { path: SIZES.to_owned(), source: Box::new(source) };
        let asked = name.to_ascii_lowercase();
        let (asked, active_cores) = without_active_cores(asked.strip_suffix("_promo").unwrap_or(&asked));
        let row = self.find(&asked).map(|(key, row)| read(key, row, active_cores));
        let size = row.transpose().map_err(malformed)?;
        Ok(size.map(|size| Size { cache_gb: self.cache(&size), ..size }))
    }

    /// All names, sorted.
    pub fn names(&self) -> Vec<&'c str> {
        let mut names: Vec<_> = self.rows().map(|(name, _)| name).collect();
        names.sort_unstable_by_key(|name| name.to_ascii_lowercase());
        names
    }
}

fn rows(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}

fn read(key: &str, row: &str, active_cores: Option<u32>) -> Result<Size, toml::de::Error> {
    let row = toml::from_str::<toml::Table>(&format!("row = {row}"))?;
    let mut size = row
        .get("row")
        .and_then(toml::Value::as_array)
        .and_then(|row| size(key, row))
        .ok_or_else(|| toml::de::Error::custom(format!("{key} is not a line of sizes")))?;
    if let Some(cores) = active_cores {
        size.vcpus = cores;
    }
    Ok(size)
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
        temporary_disk_gb: count(4)?,
        cache_gb: None,
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
        let catalog = Catalog::builtin();
        let sizes = catalog.sizes().expect("a table");
        sizes.get(name).expect("a readable line").unwrap_or_else(|| panic!("{name} is in the table"))
    }

    #[test]
    fn sizes_are_found_in_any_case_and_with_fewer_cores() {
        let size = known("standard_d2S_V3");
        assert_eq!((size.name.as_str(), size.vcpus, size.premium), ("Standard_D2s_v3", 2, true));
        assert_eq!(known("Standard_E16-4s_v5").vcpus, 4);
        let catalog = Catalog::builtin();
        assert!(catalog.sizes().expect("a table").get("Standard_Nonsense").expect("no line").is_none());
    }

    #[test]
    fn every_line_can_be_read_and_every_name_is_one() {
        let catalog = Catalog::builtin();
        let sizes = catalog.sizes().expect("a table");
        for name in sizes.names() {
            assert!(sizes.get(name).expect("a readable line").is_some(), "{name}");
            assert!(is_size_name(name), "{name}");
        }
        for name in ["Standard_ND96isr_H100_v5", "Standard_E16-4s_v5", "standard_d2_v3", "Standard_NV12_Promo"] {
            assert!(is_size_name(name), "{name}");
        }
        for name in
            ["Standard_Nope", "D2s_v3", "Standard_D2s-v3", "Standard_", "Standard_2D", "Standard_D2s_", "Large_D2"]
        {
            assert!(!is_size_name(name), "{name}");
        }
    }

    #[test]
    fn an_ephemeral_disk_lies_where_it_fits() {
        let placed = |name: &str, gb| known(name).ephemeral_placement(Some(gb));
        assert_eq!(placed("Standard_D2ds_v6", 110), Some("NvmeDisk"));
        assert_eq!(placed("Standard_D2ds_v6", 111), None);
        assert_eq!(placed("Standard_D2s_v3", 50), Some("CacheDisk"));
        assert_eq!(placed("Standard_D2s_v3", 51), None);
        assert_eq!(placed("Standard_D4ds_v5", 150), Some("ResourceDisk"));
        assert_eq!(placed("Standard_D2s_v5", 30), None);
        assert_eq!(placed("Standard_D2_v3", 30), None);
        assert_eq!(known("Standard_D4ds_v5").room("CacheDisk"), None);
        assert_eq!(known("Standard_D4s_v5").room("CacheDisk"), Some(0));
        assert_eq!(Size::by_convention("Standard_D4ds_v9").room("NvmeDisk"), None);
    }

    #[test]
    fn every_cache_is_of_a_size() {
        let catalog = Catalog::builtin();
        let sizes = catalog.sizes().expect("a table");
        for (name, gb) in rows(sizes.caches) {
            assert!(sizes.names().contains(&name) && gb.parse::<u32>().is_ok(), "{name}");
        }
    }

    #[test]
    fn names_tell_of_unknown_sizes() {
        assert!(Size::by_convention("Standard_D4as_v9").premium);
        assert!(Size::by_convention("Standard_DS2_v2").premium);
        assert!(!Size::by_convention("Standard_D2_v3").premium);
        assert!(Size::by_convention("Standard_D4pds_v9").arm);
    }
}

//! The eight digits that end resource names: the peers' cluster id, so that existing clusters keep their names.
//!
//! FNV-1a (64 bit) of the DNS prefix seeds the additive lagged-Fibonacci generator (607, 273) of Go's first random
//! package; its first 32-bit value in decimal, padded to eight digits and cut to eight, is the id.

use crate::seed_table::SEED_TABLE;

const LENGTH: usize = 607;
const TAP: usize = 273;
/// 2³¹ − 1, the modulus of the seeding generator.
const MODULUS: i64 = 0x7fff_ffff;

/// The id of a cluster by its DNS prefix: eight decimal digits.
///
/// ```
/// assert_eq!(slipway_cluster::id("mytest"), "16226736");
/// ```
pub fn id(dns_prefix: &str) -> String {
    let first = first_value(fnv1a(dns_prefix));
    // Int63 >> 31 is Go's Uint32.
    let number = (first & i64::MAX) >> 31;
    let mut digits = format!("{number:08}");
    digits.truncate(8);
    digits
}

fn fnv1a(text: &str) -> i64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.cast_signed()
}

/// The generator's first 64-bit value after seeding.
fn first_value(seed: i64) -> i64 {
    let mut x = seed % MODULUS;
    if x < 0 {
        x += MODULUS;
    }
    if x == 0 {
        x = 89_482_311;
    }
    let mut next = || {
        x = lehmer(x);
        x
    };
    for _ in 0..20 {
        next();
    }
    let mut state = [0_i64; LENGTH];
    for (slot, cooked) in state.iter_mut().zip(SEED_TABLE) {
        let high = next() << 40;
        let middle = next() << 20;
        let low = next();
        *slot = high ^ middle ^ low ^ cooked;
    }
    // The first step moves tap to the last place and feed to LENGTH - TAP - 1.
    state[LENGTH - TAP - 1].wrapping_add(state[LENGTH - 1])
}

/// One step of x ← 48271·x mod (2³¹ − 1), by Schrage's method as Go has it.
fn lehmer(x: i64) -> i64 {
    let next = 48_271 * (x % 44_488) - 3_399 * (x / 44_488);
    if next < 0 { next + MODULUS } else { next }
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_those_of_existing_clusters() {
        for (prefix, expected) in [
            ("mytest", "16226736"),
            ("0", "12612715"),
            ("a", "41704259"),
            ("azurestack", "14494249"),
            ("contoso-dev-01", "34143004"),
            ("my-very-long-dns-prefix-of-a-cluster-in-azure", "20646999"),
            ("prod", "38331632"),
            ("zzz", "91698056"),
        ] {
            assert_eq!(id(prefix), expected, "{prefix}");
        }
    }
}

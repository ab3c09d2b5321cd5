//! "Did you mean": the known word nearest to what the user wrote.

/// Longer words are not compared: the distance costs length × length.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, when it is near enough to be a slip of the finger.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_leaves_strangers() {
        let known = ["count", "dnsPrefix", "vmSize"];
        assert_eq!(nearest("DnsPrefx", known), Some("dnsPrefix"));
        assert_eq!(nearest("cuont", known), Some("count"));
        assert_eq!(nearest("subnet", known), None);
        assert_eq!(nearest(&"c".repeat(100_000), known), None);
    }
}

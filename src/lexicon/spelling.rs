//! How far apart two spellings may be and still be taken for the same word.

/// Returns how many edits a folded text forgives: none up to two letters, one up to five, two up to twelve, then three.
pub(super) fn allowed_edits(key: &str) -> u8 {
    match key.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=12 => 2,
        _ => 3,
    }
}

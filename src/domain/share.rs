//! Parts of a whole, never rounded up.

/// A part of a whole, in thousandths, from 0 to 1000; rounded down, so that a bar is full only when
/// everything is there.
pub fn thousandths(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let part = i128::from(part.clamp(0, whole)) * 1000 / i128::from(whole);
    i64::try_from(part).unwrap_or(0)
}

/// A percentage with one decimal, rounded down: 66.6 is not yet two thirds.
pub fn percent(part: i64, whole: i64) -> String {
    let thousandths = thousandths(part, whole);
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

//! What a code alone may show of a person.

/// A name of which only the first character can be read: 王**.
pub fn name(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    let rest = letters.count().clamp(1, 2);
    first
        .into_iter()
        .chain(std::iter::repeat_n('*', rest))
        .collect()
}

/// A phone number without its middle: 138****0000. A short number is stars only.
pub fn phone(phone: &str) -> String {
    if phone.len() < 8 || !phone.is_ascii() {
        return "*".repeat(phone.chars().count());
    }
    let (front, back) = (&phone[..3], &phone[phone.len() - 4..]);
    format!("{front}****{back}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_name_tells_its_first_character_and_not_its_length() {
        assert_eq!(name("王秀英"), "王**");
        assert_eq!(name("小满"), "小*");
        assert_eq!(name("欧阳明月"), "欧**");
        assert_eq!(name("阿"), "阿*");
        assert_eq!(name(""), "*");
    }

    #[test]
    fn a_masked_number_lacks_its_middle() {
        assert_eq!(phone("13800000000"), "138****0000");
        assert_eq!(phone("057455500100"), "057****0100");
        assert_eq!(phone("110"), "***");
    }
}

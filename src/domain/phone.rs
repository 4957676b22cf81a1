//! Phone numbers as people type them.

/// The digits of a mainland mobile number, from what people type: spaces, dashes, brackets, full
/// width digits and +86 are fine. `None` when it is not such a number.
pub fn mobile(text: &str) -> Option<String> {
    let digits = digits(text);
    let digits = digits
        .strip_prefix("86")
        .filter(|rest| rest.len() == 11)
        .unwrap_or(&digits);
    (digits.len() == 11 && digits.starts_with('1')).then(|| digits.to_owned())
}

/// The digits of any phone to call, 3 to 15 of them.
pub fn any(text: &str) -> Option<String> {
    let digits = digits(text);
    (3..=15).contains(&digits.len()).then_some(digits)
}

/// Only the decimal digits, full-width ones made plain; empty when there is a letter among them.
pub fn digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' => out.push(c),
            '０'..='９' => out.push(char::from(
                u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0) + b'0',
            )),
            c if c.is_alphabetic() => return String::new(),
            _ => {}
        }
    }
    out
}

/// A number for the eye: `138 0000 1234`, `0574-5550-1234`; others unchanged.
pub fn grouped(digits: &str) -> String {
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    if digits.len() == 11 && digits.starts_with('1') {
        format!("{} {} {}", part(0..3), part(3..7), part(7..11))
    } else if digits.len() == 12 && digits.starts_with('0') {
        format!("{}-{}-{}", part(0..4), part(4..8), part(8..12))
    } else {
        digits.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_understood_as_people_type_it() {
        for text in [
            "13800001234",
            "138 0000 1234",
            "138-0000-1234",
            "+86 138 0000 1234",
            "１３８００００１２３４",
            "（138）00001234",
        ] {
            assert_eq!(mobile(text).as_deref(), Some("13800001234"), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "1380000123",
            "138000012345",
            "23800001234",
            "138o0001234",
            "电话",
            "😀",
        ] {
            assert_eq!(mobile(text), None, "{text}");
        }
        assert_eq!(any("0574-5550 1234").as_deref(), Some("057455501234"));
        assert_eq!(any("12").as_deref(), None);
    }

    #[test]
    fn a_number_is_shown_in_groups() {
        assert_eq!(grouped("13800001234"), "138 0000 1234");
        assert_eq!(grouped("057455501234"), "0574-5550-1234");
        assert_eq!(grouped("12345"), "12345");
        assert_eq!(grouped("电话电话电话电话电话电"), "电话电话电话电话电话电");
    }
}

//! Texts that people type: trimmed, bounded in code points, free of what can forge a display.

use linli_contract::FieldError;

use crate::error::{field, field_limit};

/// Controls that reorder text let a name or an address pretend to be another one.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn check(
    text: &str,
    pointer: &str,
    length: std::ops::RangeInclusive<usize>,
    newlines: bool,
) -> Result<String, FieldError> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text
        .chars()
        .any(|c| is_forbidden(c) || (c.is_control() && !(newlines && c == '\n')))
    {
        return Err(field(pointer, "bad_text"));
    }
    let count = text.chars().count();
    let limit = |bound: usize| i64::try_from(bound).unwrap_or(i64::MAX);
    if count == 0 && *length.start() > 0 {
        Err(field(pointer, "required"))
    } else if count < *length.start() {
        Err(field_limit(pointer, "too_short", limit(*length.start())))
    } else if count > *length.end() {
        Err(field_limit(pointer, "too_long", limit(*length.end())))
    } else {
        Ok(text.to_owned())
    }
}

/// One line of text, its length in code points after trimming. `pointer` is where it stands in the
/// request body.
pub fn line(
    text: &str,
    pointer: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Result<String, FieldError> {
    check(text, pointer, length, false)
}

/// Text of several lines.
pub fn paragraph(
    text: &str,
    pointer: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Result<String, FieldError> {
    check(text, pointer, length, true)
}

/// A phone number in digits: 11 of a mainland mobile, or a fixed line or short number of 3 to 12.
/// Spaces and dashes are accepted, and +86 in front.
pub fn phone(text: &str, pointer: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let digits: String = text
        .strip_prefix("+86")
        .unwrap_or(text)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{3000}'))
        .collect();
    if digits.is_empty() {
        return Err(field(pointer, "required"));
    }
    let valid = digits.chars().all(|c| c.is_ascii_digit()) && (3..=12).contains(&digits.len());
    if valid {
        Ok(digits)
    } else {
        Err(field(pointer, "bad_phone"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters_and_spaces_at_the_ends_do_not() {
        assert_eq!(line("  修自行车 ", "/text", 4..=60).unwrap(), "修自行车");
        let code = |text: &str| line(text, "/text", 4..=6).unwrap_err().code;
        assert_eq!(code("修车"), "too_short");
        assert_eq!(code("  "), "required");
        assert_eq!(code("一二三四五六七"), "too_long");
        assert_eq!(line("", "/text", 0..=6).unwrap(), "");
    }

    #[test]
    fn text_cannot_reorder_itself_on_the_screen() {
        for text in [
            "修\u{202E}自行车",
            "\u{2066}修自行车",
            "修自行车\u{7}补胎",
            "修自行\n车",
        ] {
            assert_eq!(line(text, "/text", 4..=60).unwrap_err().code, "bad_text");
        }
        assert_eq!(paragraph("一\r\n二", "/text", 1..=9).unwrap(), "一\n二");
    }

    #[test]
    fn a_phone_number_may_have_spaces_and_dashes() {
        assert_eq!(phone("138 0000-1113", "/phone").unwrap(), "13800001113");
        assert_eq!(phone("+86 13800001113", "/phone").unwrap(), "13800001113");
        for bad in [
            "12",
            "1380000111a",
            "1380000111300",
            "１３８００００１１１３",
        ] {
            assert_eq!(phone(bad, "/phone").unwrap_err().code, "bad_phone");
        }
    }
}

//! What people type: trimmed, bounded in code points, free of characters that could mislead.

/// Why a text is refused: the contract's word and the bound that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextError {
    /// `required`, `too_short`, `too_long`, `bad_text` or `bad_phone`.
    pub code: &'static str,
    /// The bound, in code points.
    pub limit: Option<i64>,
}

impl TextError {
    const fn new(code: &'static str) -> Self {
        Self { code, limit: None }
    }
}

/// Whether a character can make a text look like another one, or is not text at all. The
/// directional controls reorder what a worker reads; a line break is allowed where lines are.
fn misleads(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n')
}

/// Trims a text and checks it. Carriage returns of old forms become line breaks; `lines` allows
/// those. `min` and `max` are in code points; an empty text is `required` when `min` is above 0.
pub fn clean(raw: &str, min: usize, max: usize, lines: bool) -> Result<String, TextError> {
    let text = raw.replace("\r\n", "\n");
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 && min > 0 {
        return Err(TextError::new("required"));
    }
    if text.chars().any(|c| misleads(c) || (c == '\n' && !lines)) {
        return Err(TextError::new("bad_text"));
    }
    let bound = |limit: usize| i64::try_from(limit).ok();
    if length < min {
        return Err(TextError {
            code: "too_short",
            limit: bound(min),
        });
    }
    if length > max {
        return Err(TextError {
            code: "too_long",
            limit: bound(max),
        });
    }
    Ok(text.to_owned())
}

/// The digits of a phone number. Spaces, dashes, brackets, full-width digits and the country code
/// are how people write them and are understood; 7 to 12 digits remain.
pub fn phone(raw: &str) -> Result<String, TextError> {
    let mut digits = String::new();
    let mut international = false;
    for c in raw.trim().chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => digits.extend(
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            ),
            '+' | '＋' if digits.is_empty() && !international => international = true,
            ' ' | '\u{3000}' | '\u{a0}' | '-' | '－' | '–' | '—' | '(' | ')' | '（' | '）' => {}
            _ => return Err(TextError::new("bad_phone")),
        }
    }
    if digits.is_empty() && !international {
        return Err(TextError::new("required"));
    }
    if international {
        digits = digits
            .strip_prefix("86")
            .ok_or(TextError::new("bad_phone"))?
            .to_owned();
    }
    // Eleven digits that begin with 1 are a mobile number, whose second digit is never 0 to 2.
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let plausible = if mobile {
        digits.as_bytes().get(1).is_some_and(|d| *d >= b'3')
    } else {
        (7..=12).contains(&digits.len())
    };
    plausible.then_some(digits).ok_or(TextError::new("bad_phone"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_counted_in_characters_not_bytes() {
        assert_eq!(clean("  水管漏水  ", 1, 4, false).unwrap(), "水管漏水");
        assert_eq!(clean("👵🏻", 1, 2, false).unwrap(), "👵🏻");
        let error = clean("水管漏水了", 1, 4, false).unwrap_err();
        assert_eq!((error.code, error.limit), ("too_long", Some(4)));
        assert_eq!(clean("水", 2, 4, false).unwrap_err().code, "too_short");
    }

    #[test]
    fn nothing_but_spaces_is_nothing() {
        assert_eq!(clean(" \u{3000}\n", 1, 4, true).unwrap_err().code, "required");
        assert_eq!(clean("  ", 0, 4, true).unwrap(), "");
    }

    #[test]
    fn characters_that_mislead_are_refused() {
        for bad in ["a\u{202E}b", "a\u{2066}b", "a\u{0}b", "a\u{7}b", "a\tb"] {
            assert_eq!(clean(bad, 1, 9, true).unwrap_err().code, "bad_text", "{bad:?}");
        }
        assert_eq!(clean("a\nb", 1, 9, true).unwrap(), "a\nb");
        assert_eq!(clean("a\r\nb", 1, 9, true).unwrap(), "a\nb");
        assert_eq!(clean("a\nb", 1, 9, false).unwrap_err().code, "bad_text");
    }

    #[test]
    fn a_phone_is_understood_however_it_is_written() {
        for (written, digits) in [
            ("13800001113", "13800001113"),
            ("138 0000 1113", "13800001113"),
            ("+86 138-0000-1113", "13800001113"),
            ("１３８００００１１１３", "13800001113"),
            ("(0574) 5550 1201", "057455501201"),
            ("0574－55501201", "057455501201"),
            ("5550120", "5550120"),
        ] {
            assert_eq!(phone(written).unwrap(), digits, "{written}");
        }
    }

    #[test]
    fn what_is_no_phone_is_said_so() {
        for bad in ["12345", "abc", "138000011134567", "10800001113", "+1 555 0100", "+", "12O45678"] {
            assert_eq!(phone(bad).unwrap_err().code, "bad_phone", "{bad}");
        }
        assert_eq!(phone("  ").unwrap_err().code, "required");
    }
}

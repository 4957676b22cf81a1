//! What people type into a field.

/// Why a text cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but spaces.
    Empty,
    /// Shorter than this many characters.
    TooShort(usize),
    /// Longer than this many characters.
    TooLong(usize),
    /// Characters that turn the direction of writing, or control characters: they can make a text
    /// read differently from what it is.
    Hidden,
}

impl TextError {
    /// The word of the contract for it and its bound, as in a problem's `errors`.
    pub fn code(self) -> (&'static str, Option<i64>) {
        let bound = |limit: usize| i64::try_from(limit).ok();
        match self {
            Self::Empty => ("required", None),
            Self::TooShort(limit) => ("too_short", bound(limit)),
            Self::TooLong(limit) => ("too_long", bound(limit)),
            Self::Hidden => ("bad_text", None),
        }
    }
}

/// A text as the value of a parameter in an address.
pub fn encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// A long number in groups of four, as one reads it aloud.
pub fn in_fours(number: &str) -> String {
    let mut out = String::with_capacity(number.len() + 3);
    for (place, c) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// A text in lines of at most `limit` halves of a Chinese character, for pictures, where nothing wraps by itself.
/// A line ends at a space where it has one.
pub fn wrapped(text: &str, limit: usize) -> Vec<String> {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        if used + width(c) > limit && !line.is_empty() {
            let rest = line.rfind(' ').map(|space| line.split_off(space));
            lines.push(std::mem::replace(
                &mut line,
                rest.unwrap_or_default().trim_start().to_owned(),
            ));
            used = line.chars().map(width).sum();
        }
        line.push(c);
        used += width(c);
    }
    lines.push(line);
    lines
        .iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The sentences of a text, for reading them aloud one by one: a voice that is given too much at once falls silent.
pub fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['。', '！', '？', '；', '\n', '!', '?', ';'])
        .map(str::trim)
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// Bytes in base64url without padding.
pub fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=three.len() {
            let digit = (bits >> (18 - 6 * place)) & 63;
            out.push(char::from(DIGITS[digit as usize]));
        }
    }
    out
}

/// The bytes of a base64url text without padding.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for digit in text.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held).to_le_bytes()[0]);
        }
    }
    // A single digit at the end is no byte, and nothing may hide in what is left over.
    (held < 6 && bits & ((1 << held) - 1) == 0).then_some(out)
}

/// A text without spaces at its ends, of `min` to `max` characters (code points).
pub fn checked(text: &str, min: usize, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.chars().any(is_hidden) {
        return Err(TextError::Hidden);
    }
    match text.chars().count() {
        0 if min > 0 => Err(TextError::Empty),
        n if n < min => Err(TextError::TooShort(min)),
        n if n > max => Err(TextError::TooLong(max)),
        _ => Ok(text.to_owned()),
    }
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') || (c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_aloud_sentence_by_sentence() {
        let text = "\n 点单。修水管\n\n— \n3.5 元；Ready? ";
        assert_eq!(sentences(text), ["点单。", "修水管", "3.5 元；", "Ready?"]);
    }

    #[test]
    fn a_text_is_broken_into_lines_at_spaces_and_between_characters() {
        assert_eq!(wrapped("管道疏通", 32), ["管道疏通"]);
        assert_eq!(
            wrapped("给三号楼的楼道装一排扶手", 12),
            ["给三号楼的楼", "道装一排扶手"]
        );
        assert_eq!(
            wrapped("Unblock a drain today", 14),
            ["Unblock a", "drain today"]
        );
        assert_eq!(wrapped("abcdefgh", 4), ["abcd", "efgh"]);
        assert!(wrapped("  ", 4).is_empty());
    }

    #[test]
    fn bytes_are_written_for_addresses_without_padding() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xFB, 0xEF, 0xFF], "--__"),
        ] {
            assert_eq!(base64url(bytes), text);
            assert_eq!(from_base64url(text).as_deref(), Some(bytes));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_base64url(&base64url(&all)), Some(all));
    }

    #[test]
    fn what_is_no_base64url_is_no_bytes() {
        for text in ["Z", "Zg==", "Zm9v+", "Zm 9v", "Zh", "水"] {
            assert_eq!(from_base64url(text), None, "{text}");
        }
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(checked(" 水管漏水😀 ", 1, 5), Ok("水管漏水😀".into()));
        assert_eq!(checked("水管漏水了啊", 1, 5), Err(TextError::TooLong(5)));
        assert_eq!(checked("水", 2, 5), Err(TextError::TooShort(2)));
    }

    #[test]
    fn a_text_in_an_address_means_itself() {
        assert_eq!(encoded("a-1_.~"), "a-1_.~");
        assert_eq!(encoded("3号&x=1"), "3%E5%8F%B7%26x%3D1");
    }

    #[test]
    fn spaces_alone_are_no_answer() {
        assert_eq!(checked(" \n　", 1, 5), Err(TextError::Empty));
        assert_eq!(checked("  ", 0, 5), Ok(String::new()));
    }

    #[test]
    fn marks_that_turn_the_writing_are_refused() {
        assert_eq!(checked("abc\u{202E}gpj.exe", 1, 50), Err(TextError::Hidden));
        assert_eq!(checked("a\u{0007}", 1, 50), Err(TextError::Hidden));
        assert_eq!(
            checked("第一行\n第二行", 1, 50),
            Ok("第一行\n第二行".into())
        );
    }
}

//! The number of a receipt.

pub(in crate::features::votes) use crate::domain::text::in_fours as grouped;

/// A receipt has so many digits, shown in groups of four.
pub(in crate::features::votes) const DIGITS: usize = 16;

/// Reads a typed number: spaces and dashes between the digits do not matter, nor do the wide digits of
/// a Chinese keyboard. `None` when it is not a receipt's number.
pub(in crate::features::votes) fn read(typed: &str) -> Option<String> {
    let mut digits = String::with_capacity(DIGITS);
    for c in typed.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '\u{ff10}'..='\u{ff19}' => {
                digits.push(char::from_digit(u32::from(c) - 0xff10, 10)?);
            }
            '-' | '\u{2010}'..='\u{2015}' | '\u{ff0d}' | '.' | '\u{b7}' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    (digits.len() == DIGITS).then_some(digits)
}

/// How many digits are there already, for the sentence about what is missing.
pub(in crate::features::votes) fn digits(typed: &str) -> usize {
    typed.chars().filter(|c| c.is_numeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        for typed in [
            "4821930577160294",
            "4821 9305 7716 0294",
            " 4821-9305-7716-0294\n",
            "４８２１　９３０５　７７１６　０２９４",
            "4821·9305·7716·0294",
        ] {
            assert_eq!(read(typed).as_deref(), Some("4821930577160294"), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for typed in [
            "",
            "4821",
            "48219305771602944",
            "482193057716029x",
            "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(digits("4821 930"), 7);
    }

    #[test]
    fn groups_of_four_read_back() {
        assert_eq!(grouped("4821930577160294"), "4821 9305 7716 0294");
        assert_eq!(
            read(&grouped("4821930577160294")).as_deref(),
            Some("4821930577160294")
        );
        assert_eq!(grouped("48219"), "4821 9");
    }
}

//! Decimal numbers as files write them, without rounding.

/// A number that is not negative: `digits` shifted by `places` decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u64,
    places: u8,
}

/// Why a text is not such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotDecimal {
    /// It is no number.
    NoNumber,
    /// It is below zero.
    Negative,
    /// It has too many digits.
    TooLong,
}

/// More decimals than this no money has.
const MOST_PLACES: usize = 9;

impl Decimal {
    pub(super) const ZERO: Self = Self {
        digits: 0,
        places: 0,
    };

    /// Reads `1200`, `1200.50` or `1200,50`. A file that was through a spreadsheet has the comma.
    pub(super) fn read(text: &[u8]) -> Result<Self, NotDecimal> {
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        let point = text.iter().position(|byte| matches!(byte, b'.' | b','));
        let (whole, part) = match point {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, &[][..]),
        };
        let digits = whole.iter().chain(part);
        if digits.clone().next().is_none() || digits.clone().any(|byte| !byte.is_ascii_digit()) {
            return Err(NotDecimal::NoNumber);
        }
        let zeros = part.iter().rev().take_while(|byte| **byte == b'0').count();
        // Zeros at the end say how exact the file is, as far as anybody is.
        let places = (part.len() - zeros).max(part.len().min(MOST_PLACES));
        let mut number = 0_u64;
        for byte in digits.take(whole.len() + places) {
            number = number
                .checked_mul(10)
                .and_then(|number| number.checked_add(u64::from(byte - b'0')))
                .ok_or(NotDecimal::TooLong)?;
        }
        if negative && number > 0 {
            return Err(NotDecimal::Negative);
        }
        if places > MOST_PLACES {
            return Err(NotDecimal::TooLong);
        }
        Ok(Self {
            digits: number,
            places: u8::try_from(places).map_err(|_| NotDecimal::TooLong)?,
        })
    }

    /// The same without zeros at the end.
    pub(super) fn shortened(mut self) -> Self {
        while self.places > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }

    /// How many decimals it has.
    pub(super) fn places(self) -> u8 {
        self.places
    }

    /// The number in units of so many decimals, at least as many as it has.
    pub(super) fn scaled(self, places: u8) -> Option<u64> {
        let factor = 10_u64.checked_pow(u32::from(places.checked_sub(self.places)?))?;
        self.digits.checked_mul(factor)
    }
}

/// A whole number of minor units, written with all its decimals.
pub fn written(number: u64, places: u8) -> String {
    if places == 0 {
        return number.to_string();
    }
    let unit = 10_u64.pow(u32::from(places.min(19)));
    format!(
        "{}.{:0width$}",
        number / unit,
        number % unit,
        width = usize::from(places)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, digits, places) in [
            ("0", 0, 0),
            ("1200", 1200, 0),
            ("1200.50", 120_050, 2),
            ("1200,05", 120_005, 2),
            (".5", 5, 1),
            ("5.", 5, 0),
            ("+7", 7, 0),
            ("-0.00", 0, 2),
            ("100.000000000000000000000", 100_000_000_000, 9),
            ("007", 7, 0),
        ] {
            assert_eq!(
                Decimal::read(text.as_bytes()),
                Ok(Decimal { digits, places }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_says_so() {
        for (text, wrong) in [
            ("", NotDecimal::NoNumber),
            (".", NotDecimal::NoNumber),
            ("-", NotDecimal::NoNumber),
            ("1 000", NotDecimal::NoNumber),
            ("1.2.3", NotDecimal::NoNumber),
            ("1e5", NotDecimal::NoNumber),
            ("nan", NotDecimal::NoNumber),
            ("-1", NotDecimal::Negative),
            ("99999999999999999999999", NotDecimal::TooLong),
            ("0.0000000001", NotDecimal::TooLong),
        ] {
            assert_eq!(Decimal::read(text.as_bytes()), Err(wrong), "{text}");
        }
    }

    #[test]
    fn minor_units_are_written_with_their_decimals() {
        for (number, places, text) in [
            (120_050, 2, "1200.50"),
            (120_005, 2, "1200.05"),
            (120_000, 2, "1200.00"),
            (5, 3, "0.005"),
            (0, 2, "0.00"),
            (7, 0, "7"),
        ] {
            assert_eq!(written(number, places), text);
            let read = Decimal::read(text.as_bytes()).unwrap();
            assert_eq!(read.scaled(places), Some(number));
            assert_eq!(read.places(), places);
        }
        let long = Decimal::read(b"50.50").unwrap().shortened();
        assert_eq!((long.places(), long.scaled(1)), (1, Some(505)));
        assert_eq!(long.scaled(0), None);
    }
}

//! A scanner is a keyboard that types fast: at least six characters, 30 ms each at most, with Enter, Tab or a
//! silence after them. Times are those of the keys themselves, so that a busy page changes nothing.

/// So many characters at least.
const SHORTEST: usize = 6;
/// More than any code holds.
const LONGEST: usize = 512;
/// So many milliseconds a character, on average.
const MEAN_MS: f64 = 30.0;
/// After so long without a key it has ended.
pub(in crate::features::kiosk) const SILENCE_MS: i32 = 100;

/// What a key, or the silence after it, means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::kiosk) enum Heard {
    /// Nothing that a scanner did.
    Nothing,
    /// The first character of what may become a scan: what a field holds now is what it held before.
    First,
    /// A scan, without control characters.
    Scan(String),
}

/// Listens to keys.
#[derive(Clone, Debug, Default)]
pub(in crate::features::kiosk) struct Scanner {
    text: String,
    count: usize,
    first: f64,
    last: f64,
}

impl Scanner {
    /// A key went down at a time. A key that ends a scan must do nothing else.
    pub(in crate::features::kiosk) fn key(&mut self, key: &str, at: f64) -> Heard {
        if matches!(key, "Enter" | "Tab") {
            return self.end(at);
        }
        let mut chars = key.chars();
        let (Some(char), None) = (chars.next(), chars.next()) else {
            // Shift comes between capitals, and is no character.
            return Heard::Nothing;
        };
        let silent = at - self.last > f64::from(SILENCE_MS);
        if self.count == 0 || silent || at < self.last {
            *self = Self {
                first: at,
                ..Self::default()
            };
        }
        self.last = at;
        self.count += 1;
        if !char.is_control() && self.text.len() < LONGEST {
            self.text.push(char);
        }
        if self.count == 1 {
            Heard::First
        } else {
            Heard::Nothing
        }
    }

    /// Nothing came for a while.
    pub(in crate::features::kiosk) fn silence(&mut self) -> Heard {
        self.end(self.last)
    }

    fn end(&mut self, at: f64) -> Heard {
        let scanner = std::mem::take(self);
        // Enter long after the characters is somebody's own.
        let timely = at - scanner.last <= f64::from(SILENCE_MS);
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let gaps = scanner.count.saturating_sub(1) as f64;
        let fast = scanner.last - scanner.first <= MEAN_MS * gaps;
        let long = scanner.count >= SHORTEST && scanner.text.chars().count() >= SHORTEST;
        if timely && fast && long {
            Heard::Scan(scanner.text)
        } else {
            Heard::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types a text, so many milliseconds a key, and says what the last one was heard as.
    fn typed(scanner: &mut Scanner, text: &str, each: f64) -> f64 {
        let mut at = 5_000.0;
        for (place, char) in text.chars().enumerate() {
            let heard = scanner.key(&char.to_string(), at);
            let expected = if place == 0 || each > 100.0 {
                Heard::First
            } else {
                Heard::Nothing
            };
            assert_eq!(heard, expected, "{place}");
            at += each;
        }
        at
    }

    #[test]
    fn fast_keys_with_an_end_are_a_scan() {
        for end in ["Enter", "Tab"] {
            let mut scanner = Scanner::default();
            let at = typed(&mut scanner, "20081103", 8.0);
            assert_eq!(scanner.key(end, at), Heard::Scan("20081103".to_owned()));
            assert_eq!(scanner.key(end, at), Heard::Nothing, "once");
        }
        let mut scanner = Scanner::default();
        typed(&mut scanner, "20081103", 30.0);
        assert_eq!(scanner.silence(), Heard::Scan("20081103".to_owned()));
    }

    #[test]
    fn nobody_types_like_that() {
        for (text, each) in [("20081103", 31.0), ("12345", 5.0), ("20081103", 180.0)] {
            let mut scanner = Scanner::default();
            let at = typed(&mut scanner, text, each);
            assert_eq!(scanner.key("Enter", at), Heard::Nothing, "{text} {each}");
        }
    }

    #[test]
    fn somebodys_own_key_after_a_scan_is_theirs() {
        let mut scanner = Scanner::default();
        let at = typed(&mut scanner, "20081103", 5.0);
        assert_eq!(scanner.key("Enter", at + 150.0), Heard::Nothing);
    }

    #[test]
    fn a_slow_key_before_it_does_not_spoil_a_scan() {
        let mut scanner = Scanner::default();
        assert_eq!(scanner.key("a", 1_000.0), Heard::First);
        let at = typed(&mut scanner, "20081103", 5.0);
        assert_eq!(scanner.key("Enter", at), Heard::Scan("20081103".to_owned()));
    }

    #[test]
    fn keys_without_a_character_and_control_characters_are_no_part_of_it() {
        let mut scanner = Scanner::default();
        let mut at = 1_000.0;
        for key in ["\u{2}", "Shift", "A", "B", "3", "D", "E", "6", "\u{3}"] {
            scanner.key(key, at);
            at += 4.0;
        }
        assert_eq!(scanner.key("Tab", at), Heard::Scan("AB3DE6".to_owned()));
    }

    #[test]
    fn a_scan_without_end_does_not_fill_the_memory() {
        let mut scanner = Scanner::default();
        for place in 0..100_000 {
            scanner.key("x", f64::from(place));
        }
        assert!(scanner.text.len() <= LONGEST);
    }
}

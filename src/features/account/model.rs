//! What is checked before the server is asked, and what a wrong answer means for which field.

use linli_contract::{FieldError, SignInMethod};

use crate::domain::phone;

/// The ways to sign in that this version knows, in the server's order.
pub(super) fn ways(offered: &[SignInMethod]) -> Vec<SignInMethod> {
    offered
        .iter()
        .filter(|way| !matches!(way, SignInMethod::Other(_)))
        .cloned()
        .collect()
}

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Nothing was typed.
    Empty,
    /// It is no mobile number.
    Phone,
    /// It has not this many digits.
    Digits(usize),
}

/// A mobile number as the server wants it.
pub(super) fn mobile(text: &str) -> Result<String, Wrong> {
    match phone::mobile(text) {
        Some(number) => Ok(number),
        None if text.trim().is_empty() => Err(Wrong::Empty),
        None => Err(Wrong::Phone),
    }
}

/// Exactly so many digits; spaces between them and full-width digits are fine.
pub(super) fn digits(text: &str, count: usize) -> Result<String, Wrong> {
    let digits = phone::digits(text);
    if text.trim().is_empty() {
        Err(Wrong::Empty)
    } else if digits.len() == count {
        Ok(digits)
    } else {
        Err(Wrong::Digits(count))
    }
}

/// A code that was asked for. It is kept on the device, because the phone may close this page
/// while its owner reads the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// To which number.
    pub(super) phone: String,
    /// When another one may be asked for, in milliseconds since 1970.
    pub(super) again_at: i64,
    /// Until when it works.
    pub(super) expires_at: i64,
}

impl Sent {
    /// The text to keep.
    pub(super) fn to_text(&self) -> String {
        [
            self.phone.as_str(),
            &self.again_at.to_string(),
            &self.expires_at.to_string(),
        ]
        .join(" ")
    }

    /// Reads a kept text; a code that no longer works is forgotten.
    pub(super) fn from_text(text: &str, now: i64) -> Option<Self> {
        let mut parts = text.split(' ');
        let sent = Self {
            phone: parts.next().and_then(phone::mobile)?,
            again_at: parts.next()?.parse().ok()?,
            expires_at: parts.next()?.parse().ok()?,
        };
        (sent.expires_at > now).then_some(sent)
    }

    /// In how many seconds another one may be asked for. A clock that was set back does not make
    /// anybody wait longer than an hour.
    pub(super) fn seconds_left(&self, now: i64) -> i64 {
        let left = (self.again_at - now + 999) / 1000;
        if (0..=3600).contains(&left) { left } else { 0 }
    }
}

/// The field that a pointer into the request means; `form` when it means none of them.
pub(super) fn field_of(error: &FieldError) -> &'static str {
    match error.pointer.trim_start_matches('/') {
        "phone" => "phone",
        "code" => "code",
        "card" => "card",
        "pin" => "pin",
        _ => "form",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_of_a_newer_server_is_not_shown() {
        let offered = [
            SignInMethod::PhoneCode,
            SignInMethod::Other("face".into()),
            SignInMethod::Demo,
        ];
        assert_eq!(
            ways(&offered),
            [SignInMethod::PhoneCode, SignInMethod::Demo]
        );
    }

    #[test]
    fn a_code_is_understood_as_it_is_pasted() {
        for text in ["420715", " 420 715 ", "４２０７１５", "420-715"] {
            assert_eq!(digits(text, 6).as_deref(), Ok("420715"), "{text}");
        }
        for text in ["42071", "4207155", "验证码", "42o715"] {
            assert_eq!(digits(text, 6), Err(Wrong::Digits(6)), "{text}");
        }
        assert_eq!(digits("  ", 6), Err(Wrong::Empty));
        assert_eq!(digits("2008 1103", 8).as_deref(), Ok("20081103"));
    }

    #[test]
    fn a_number_is_checked_before_it_is_sent() {
        assert_eq!(mobile("138 0013 8000").as_deref(), Ok("13800138000"));
        assert_eq!(mobile(""), Err(Wrong::Empty));
        assert_eq!(mobile("0574-5550-0100"), Err(Wrong::Phone));
    }

    #[test]
    fn a_code_on_its_way_survives_a_reload_until_it_expires() {
        let sent = Sent {
            phone: "13800138000".into(),
            again_at: 60_000,
            expires_at: 300_000,
        };
        assert_eq!(Sent::from_text(&sent.to_text(), 1000), Some(sent.clone()));
        assert_eq!(Sent::from_text(&sent.to_text(), 300_000), None);
        for broken in ["", "x", "13800138000 1", "13800138000 a b", "1 2 3"] {
            assert_eq!(Sent::from_text(broken, 0), None, "{broken}");
        }
        assert_eq!(sent.seconds_left(18_000), 42);
        assert_eq!(sent.seconds_left(59_001), 1);
        assert_eq!(sent.seconds_left(60_000), 0);
        assert_eq!(sent.seconds_left(-365 * 86_400_000), 0);
    }

    #[test]
    fn a_wrong_answer_finds_its_field() {
        let error = |pointer: &str| FieldError {
            pointer: pointer.into(),
            code: "wrong_code".into(),
            limit: None,
        };
        assert_eq!(field_of(&error("/pin")), "pin");
        assert_eq!(field_of(&error("/method")), "form");
        assert_eq!(field_of(&error("")), "form");
    }
}

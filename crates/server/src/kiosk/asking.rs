//! What both flows have in common: a request waits, its screen polls, somebody decides.

use crate::account::secrets;
use crate::error::{Code, Error, Result};

/// How many codes are tried before one is free. Among so few that live at once the first nearly always is.
pub(super) const CODES_MAX: usize = 16;

/// Clocks and networks are not exact: a poll may come so much early, in milliseconds.
const SLACK: i64 = 500;

/// A request as its screen finds it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Asked {
    pub(super) state: String,
    pub(super) expires_at: i64,
    /// When its screen asked last; 0 before the first time.
    pub(super) polled_at: i64,
}

impl Asked {
    /// Whether it was approved; `false` while it waits.
    ///
    /// # Errors
    /// `request_over`, `request_refused`, and `too_many_requests` for a poll that comes too soon.
    pub(super) fn approved(&self, now: i64, interval: u32) -> Result<bool> {
        match self.state.as_str() {
            _ if self.expires_at <= now => Err(Code::RequestOver.into()),
            "approved" => Ok(true),
            "refused" => Err(Code::RequestRefused.into()),
            "waiting" if now - self.polled_at < i64::from(interval) * 1000 - SLACK => {
                Err(Error::new(Code::TooManyRequests).after(interval))
            }
            "waiting" => Ok(false),
            _ => Err(Code::RequestOver.into()),
        }
    }
}

/// What a poll answers while nobody has decided.
pub(super) const fn still_waiting(interval: u32) -> Error {
    Error::new(Code::StillWaiting).after(interval)
}

/// Two digits.
pub(super) fn match_number() -> Result<String> {
    // 2^32 is not a multiple of a hundred, but the difference is one in forty million.
    let number = u32::from_le_bytes(secrets::random::<4>()?) % 100;
    Ok(format!("{number:02}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_learns_where_its_request_stands() {
        let asked = |state: &str, polled_at| Asked {
            state: state.to_owned(),
            expires_at: 10_000,
            polled_at,
        };
        let code = |asked: Asked, now| asked.approved(now, 2).map_err(|error| error.code);
        assert_eq!(code(asked("waiting", 0), 5000), Ok(false));
        assert_eq!(code(asked("waiting", 3500), 5000), Ok(false));
        assert_eq!(
            code(asked("waiting", 3501), 5000),
            Err(Code::TooManyRequests)
        );
        assert_eq!(code(asked("approved", 4999), 5000), Ok(true));
        assert_eq!(code(asked("refused", 0), 5000), Err(Code::RequestRefused));
        assert_eq!(code(asked("claimed", 0), 5000), Err(Code::RequestOver));
        for state in ["waiting", "approved", "refused", "claimed"] {
            assert_eq!(code(asked(state, 0), 10_000), Err(Code::RequestOver));
        }
    }

    #[test]
    fn a_match_number_has_two_digits() {
        for _ in 0..100 {
            let number = match_number().unwrap();
            assert!(number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}

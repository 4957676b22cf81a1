//! The addresses of the pages that leave no trace. They say nothing of what they are about, and what was
//! chosen before a step is never in them. [`Route`] knows them by what stands behind `/care` alone, so that
//! the first screen, which has no use for them, does not bring them along.

use std::fmt;

use linli_contract::{GuideId, SheetId};

use super::route::Route;

/// A page for somebody who wants to talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarePage {
    /// `/care`
    Doors,
    /// `/care/help`: whom to call now.
    Help,
    /// `/care/check`
    Checks,
    /// `/care/check/{id}`
    Check(SheetId),
    /// `/care/read/{id}`
    Reading(GuideId),
    /// `/care/book`: what for, where and with whom.
    Book,
    /// `/care/times`
    Times,
    /// `/care/form`: the details, while the time is held.
    Form,
    /// `/care/booking`: a booking, or the field for its code.
    Booking,
    /// `/care/wait`: the waiting list.
    Wait,
}

impl CarePage {
    /// Reads what stands behind `/care/`.
    pub fn parse(tail: &str) -> Option<Self> {
        let parts: Vec<&str> = tail.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Doors,
            ["help"] => Self::Help,
            ["check"] => Self::Checks,
            ["check", id] => Self::Check((*id).into()),
            ["read", id] => Self::Reading((*id).into()),
            ["book"] => Self::Book,
            ["times"] => Self::Times,
            ["form"] => Self::Form,
            ["booking"] => Self::Booking,
            ["wait"] => Self::Wait,
            _ => return None,
        })
    }
}

impl From<CarePage> for Route {
    fn from(page: CarePage) -> Self {
        Self::parse(&page.to_string())
    }
}

impl fmt::Display for CarePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/care")?;
        match self {
            Self::Doors => Ok(()),
            Self::Help => f.write_str("/help"),
            Self::Checks => f.write_str("/check"),
            Self::Check(id) => write!(f, "/check/{id}"),
            Self::Reading(id) => write!(f, "/read/{id}"),
            Self::Book => f.write_str("/book"),
            Self::Times => f.write_str("/times"),
            Self::Form => f.write_str("/form"),
            Self::Booking => f.write_str("/booking"),
            Self::Wait => f.write_str("/wait"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_page_and_says_nothing() {
        for page in [
            CarePage::Doors,
            CarePage::Help,
            CarePage::Checks,
            CarePage::Check("s2".into()),
            CarePage::Reading("a1".into()),
            CarePage::Book,
            CarePage::Times,
            CarePage::Form,
            CarePage::Booking,
            CarePage::Wait,
        ] {
            let address = page.to_string();
            let route = Route::from(page.clone());
            assert!(route.is_care(), "{address}");
            assert_eq!(route.to_string(), address);
            let tail = address.trim_start_matches("/care").trim_start_matches('/');
            assert_eq!(CarePage::parse(tail), Some(page), "{address}");
            for word in ["psych", "counsel", "crisis", "mental", "phq", "gad", "who"] {
                assert!(!address.contains(word), "{address}");
            }
        }
        for tail in ["x", "check/a/b", "help/now"] {
            assert_eq!(CarePage::parse(tail), None, "{tail}");
        }
    }
}

//! The addresses of those with whom one can meet. [`Route`] knows them by what stands behind `/provider`
//! alone, so that the first screen, which has no use for them, does not bring them along.

use std::fmt;

use linli_contract::BookingId;

use super::route::Route;

/// A page of somebody with whom one can meet, or of a worker who looks after such times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProviderPage {
    /// `/provider`: the bookings of a day.
    Bookings,
    /// `/provider/bookings/{id}`: what was put to a booking for its provider alone.
    Shared(BookingId),
    /// `/provider/times`: opening and closing times.
    Times,
    /// `/provider/key`: the key for what only they may read.
    Key,
    /// `/provider/calls`: who wants to be called.
    Calls,
}

impl ProviderPage {
    /// Reads what stands behind `/provider/`.
    pub fn parse(tail: &str) -> Option<Self> {
        let parts: Vec<&str> = tail.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Bookings,
            ["bookings", id] => Self::Shared((*id).into()),
            ["times"] => Self::Times,
            ["key"] => Self::Key,
            ["calls"] => Self::Calls,
            _ => return None,
        })
    }
}

impl From<ProviderPage> for Route {
    fn from(page: ProviderPage) -> Self {
        Self::parse(&page.to_string())
    }
}

impl fmt::Display for ProviderPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/provider")?;
        match self {
            Self::Bookings => Ok(()),
            Self::Shared(id) => write!(f, "/bookings/{id}"),
            Self::Times => f.write_str("/times"),
            Self::Key => f.write_str("/key"),
            Self::Calls => f.write_str("/calls"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_page() {
        for page in [
            ProviderPage::Bookings,
            ProviderPage::Shared("b1".into()),
            ProviderPage::Times,
            ProviderPage::Key,
            ProviderPage::Calls,
        ] {
            let address = page.to_string();
            let Route::Provider(tail) = Route::from(page.clone()) else {
                panic!("{address} is an address of a provider");
            };
            assert_eq!(ProviderPage::parse(&tail), Some(page), "{address}");
            assert_eq!(Route::Provider(tail).to_string(), address);
        }
        for tail in ["x", "bookings", "bookings/a/b"] {
            assert_eq!(ProviderPage::parse(tail), None, "{tail}");
        }
    }
}

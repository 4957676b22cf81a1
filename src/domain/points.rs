//! The addresses of household points. [`Route`] knows them by what stands behind `/points` alone, so that
//! the first screen, which has no use for them, does not bring them along.

use std::fmt;

use linli_contract::{EntryId, RedemptionId};

use super::route::Route;

/// A page about points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointsPage {
    /// `/points`: both accounts and the ledger.
    Account,
    /// `/points/entries/{id}`
    Entry(EntryId),
    /// `/points/rewards` (积分超市)
    Rewards,
    /// `/points/redemptions`: what my household exchanged points for.
    Redemptions,
    /// `/points/redemptions/{id}`: the pick-up code.
    Redemption(RedemptionId),
    /// `/points/rules`
    Rules,
    /// `/points/boards`: standing by building.
    Boards,
}

impl PointsPage {
    /// Reads what stands behind `/points/`.
    pub fn parse(tail: &str) -> Option<Self> {
        let parts: Vec<&str> = tail.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Account,
            ["entries", id] => Self::Entry((*id).into()),
            ["rewards"] => Self::Rewards,
            ["redemptions"] => Self::Redemptions,
            ["redemptions", id] => Self::Redemption((*id).into()),
            ["rules"] => Self::Rules,
            ["boards"] => Self::Boards,
            _ => return None,
        })
    }
}

impl From<PointsPage> for Route {
    fn from(page: PointsPage) -> Self {
        Self::parse(&page.to_string())
    }
}

impl fmt::Display for PointsPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/points")?;
        match self {
            Self::Account => Ok(()),
            Self::Entry(id) => write!(f, "/entries/{id}"),
            Self::Rewards => f.write_str("/rewards"),
            Self::Redemptions => f.write_str("/redemptions"),
            Self::Redemption(id) => write!(f, "/redemptions/{id}"),
            Self::Rules => f.write_str("/rules"),
            Self::Boards => f.write_str("/boards"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_page() {
        for page in [
            PointsPage::Account,
            PointsPage::Entry("e1".into()),
            PointsPage::Rewards,
            PointsPage::Redemptions,
            PointsPage::Redemption("r1".into()),
            PointsPage::Rules,
            PointsPage::Boards,
        ] {
            let address = page.to_string();
            let Route::Points(tail) = Route::from(page.clone()) else {
                panic!("{address} is an address of points");
            };
            assert_eq!(PointsPage::parse(&tail), Some(page), "{address}");
            assert_eq!(Route::Points(tail).to_string(), address);
        }
        for tail in ["x", "entries", "entries/a/b"] {
            assert_eq!(PointsPage::parse(tail), None, "{tail}");
        }
    }
}

//! The addresses of household points. [`Route`](super::route::Route) has them as one of its own.

use std::fmt;

use linli_contract::{EntryId, RedemptionId};

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
    /// Reads what stands behind `/points`, in parts that are ids.
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Account,
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
    use super::super::route::Route;
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
            assert_eq!(Route::parse(&address), Route::Points(page), "{address}");
        }
        for path in ["/points/x", "/points/entries", "/points/entries/a/b"] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}

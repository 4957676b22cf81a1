//! The calls of this feature.

use linli_contract::{EntryId, EntryState, NewAppeal, NewRedemption, NewTakingPart, RedemptionId};

use super::model::ledger::{Account, Filter};
use crate::domain::text::encoded;
use crate::offline::Write;

/// Both accounts of my household.
pub(super) const ACCOUNT: &str = "/v1/points";
/// The rules in numbers and words.
pub(super) const RULES: &str = "/v1/points/rules";
/// What points are given and taken for.
pub(super) const INDICATORS: &str = "/v1/points/indicators?limit=200";
/// What points are exchanged for.
pub(super) const REWARDS: &str = "/v1/points/rewards?limit=200";
/// What my household exchanged.
pub(super) const REDEMPTIONS: &str = "/v1/points/redemptions?limit=100";
/// Standing by building.
pub(super) const BOARDS: &str = "/v1/points/boards";

/// The first page of the ledger, or the one behind a cursor.
pub(super) fn entries(filter: &Filter, cursor: Option<&str>) -> String {
    let mut path = "/v1/points/entries?limit=50".to_owned();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(&encoded(value));
        }
    };
    add("text", filter.text.trim());
    add("month", &filter.month);
    add("account", filter.account.map_or("", Account::as_str));
    let state = filter.state.as_ref().map_or("", EntryState::as_str);
    add("state", state);
    add("cursor", cursor.unwrap_or_default());
    path
}

/// One entry.
pub(super) fn entry(id: &EntryId) -> String {
    format!("/v1/points/entries/{id}")
}

/// One redemption.
pub(super) fn redemption(id: &RedemptionId) -> String {
    format!("/v1/points/redemptions/{id}")
}

/// Objects to an entry.
pub(super) fn appeal(id: &EntryId, text: String) -> Write {
    let body = linli_json::to_text(&NewAppeal { text });
    Write::post(format!("/v1/points/entries/{id}/appeal"), body)
}

/// Exchanges points for a reward.
pub(super) fn redeem(new: &NewRedemption) -> Write {
    Write::post("/v1/points/redemptions", linli_json::to_text(new))
}

/// Gives a redemption back.
pub(super) fn give_back(id: &RedemptionId) -> Write {
    Write {
        method: "DELETE",
        path: redemption(id),
        body: String::new(),
        if_match: None,
        booking_code: None,
    }
}

/// Appears on the boards under a name.
pub(super) fn take_part(name: String) -> Write {
    Write {
        method: "PUT",
        path: "/v1/points/taking-part".to_owned(),
        body: linli_json::to_text(&NewTakingPart { name }),
        if_match: None,
        booking_code: None,
    }
}

/// Appears there no more.
pub(super) fn leave() -> Write {
    Write {
        method: "DELETE",
        path: "/v1/points/taking-part".to_owned(),
        body: String::new(),
        if_match: None,
        booking_code: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_looked_for_is_asked() {
        let all = Filter::default();
        assert_eq!(entries(&all, None), "/v1/points/entries?limit=50");
        let filter = Filter {
            text: " 楼道 & ".into(),
            month: "2026-11".into(),
            account: Some(Account::Spendable),
            state: Some(EntryState::Posted),
        };
        assert_eq!(
            entries(&filter, Some("c+1")),
            "/v1/points/entries?limit=50&text=%E6%A5%BC%E9%81%93%20%26&month=2026-11\
             &account=spendable&state=posted&cursor=c%2B1"
        );
    }
}

//! Household points (积分): two accounts, an append-only ledger, appeals, rewards, boards.

pub mod appeal;
pub mod boards;
pub(crate) mod caps;
pub mod entries;
pub(crate) mod feed;
pub(crate) mod home;
pub(crate) mod ledger;
pub mod model;
pub mod overview;
pub(crate) mod record;
pub mod redeem;
pub mod redemptions;
pub(crate) mod reverse;
pub mod rewards;
pub mod rules;
pub(crate) mod settle;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("get_points", "/v1/points", overview::get)
        .get("list_points_entries", "/v1/points/entries", entries::list)
        .get("get_points_entry", "/v1/points/entries/{id}", entries::get)
        .post(
            "appeal_points_entry",
            "/v1/points/entries/{id}/appeal",
            appeal::create,
        )
        .get(
            "list_indicators",
            "/v1/points/indicators",
            rules::indicators,
        )
        .get("get_points_rules", "/v1/points/rules", rules::rules)
        .get("list_rewards", "/v1/points/rewards", rewards::list)
        .get(
            "list_redemptions",
            "/v1/points/redemptions",
            redemptions::list,
        )
        .post(
            "create_redemption",
            "/v1/points/redemptions",
            redeem::create,
        )
        .get(
            "get_redemption",
            "/v1/points/redemptions/{id}",
            redemptions::get,
        )
        .delete(
            "cancel_redemption",
            "/v1/points/redemptions/{id}",
            redemptions::cancel,
        )
        .get("get_boards", "/v1/points/boards", boards::get)
        .put(
            "take_part_in_boards",
            "/v1/points/taking-part",
            boards::take_part,
        )
        .delete("leave_boards", "/v1/points/taking-part", boards::leave)
}

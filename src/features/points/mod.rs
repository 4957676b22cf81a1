//! Household points (积分): two accounts, their ledger, rewards and boards.

mod api;
mod components;
mod model;
mod pages;
mod redeeming;
mod store;
mod words;

pub use pages::{
    boards_page, entry_page, points_page, redemption_page, redemptions_page, rewards_page,
    rules_page,
};

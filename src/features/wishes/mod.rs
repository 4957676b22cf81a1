//! What the menu lacks (心愿单): reading wishes, seconding them as a household, making one.

mod api;
mod components;
mod model;
mod pages;

pub use pages::{new_wish_page, wish_page, wishes_page};

//! The pages of points.

mod account;
mod boards;
mod entry;
mod redemption;
mod redemptions;
mod rewards;
mod rules;

pub use account::points_page;
pub use boards::boards_page;
pub use entry::entry_page;
pub use redemption::redemption_page;
pub use redemptions::redemptions_page;
pub use rewards::rewards_page;
pub use rules::rules_page;

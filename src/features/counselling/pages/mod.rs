//! The pages of this feature.

mod check;
mod checks;
mod counselling;
mod crisis;
mod reading;

pub use check::check_page;
pub use checks::checks_page;
pub use counselling::counselling_page;
pub use crisis::crisis_page;
pub use reading::reading_page;

//! The pages.

mod health;
mod not_here;
mod pairing;
mod sign_in;
mod start;

pub use health::health_page;
pub use not_here::not_here_page;
pub use pairing::pairing_page;
pub use sign_in::sign_in_page;
pub use start::start_page;

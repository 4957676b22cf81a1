//! The page of the first screen.

mod home;

pub use home::home_page;

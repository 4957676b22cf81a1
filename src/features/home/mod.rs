//! The first screen: what waits for me, what I can do, what is new.

mod components;
mod model;
mod pages;

pub use pages::home_page;

//! The parts pages are made of. They know texts and the browser, but no feature and no server.
//!
//! They are plain functions that return [`AnyView`](leptos::prelude::AnyView): one function is
//! compiled once, however many pages call it.

pub mod appearance;
pub mod ballot;
pub mod bar;
pub mod choice;
pub mod dialog;
pub mod effect;
pub mod field;
pub mod list;
pub mod nav;
pub mod notice;
pub mod order;
pub mod page;
pub mod parts;
pub mod photos;
pub mod points;
pub mod poster;
pub mod problem;
pub mod project;
pub mod qr;
pub mod quiet;
pub mod search;
pub mod template;
pub mod toast;
pub mod wish;

pub use linli_view::view;
pub use template::changing;

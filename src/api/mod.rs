//! The way to the server: one request function, its errors, and the session's end.

mod client;

pub use client::{Answer, Body, Request, base_url, configure, decode, get, send, upload_url};

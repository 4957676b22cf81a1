//! The way to the server: one request function, its errors, and the session's end.

mod client;
mod sign_out;

pub use client::{
    Answer, Body, HELP_LINES, Request, base_url, begin, calendar, configure, decode, file, get,
    picture_url, send, upload_url,
};
pub use sign_out::{end_session_before, sign_out};

//! One page a file.

mod me;
mod sign_in;

pub use me::me_page;
pub use sign_in::sign_in_page;

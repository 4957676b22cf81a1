//! One page a file.

mod accesses;
mod hand_off;
mod me;
mod sign_in;

pub use accesses::accesses_page;
pub use hand_off::hand_off_page;
pub use me::me_page;
pub use sign_in::sign_in_page;

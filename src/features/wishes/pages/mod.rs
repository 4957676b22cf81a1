//! One page a file.

mod new_wish;
mod wish;
mod wishes;

pub use new_wish::new_wish_page;
pub use wish::wish_page;
pub use wishes::wishes_page;

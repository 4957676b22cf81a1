//! Parts of the kiosk.

mod around;
mod bar;
mod keypad;
mod sheet;
mod show;
mod take_along;

pub use around::around;
pub(super) use around::corner;
pub use bar::bar;
pub(super) use keypad::keypad;
pub(super) use sheet::sheet;
pub use show::show;
pub use take_along::take_along;

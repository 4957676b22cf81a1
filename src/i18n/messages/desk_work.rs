//! Texts of what waits for the desk.

use linli_contract::WorkKind;

/// See the feature `desk`.
pub struct DeskWork {
    pub nav: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub waiting: fn(u32) -> String,
    pub kinds: &'static str,
    pub all: &'static str,
    pub kind: fn(&WorkKind) -> &'static str,
    pub grid: &'static str,
    pub all_grids: &'static str,
    pub my_grid: fn(&str) -> String,
    pub caption: fn(&str) -> String,
    pub column_what: &'static str,
    pub column_kind: &'static str,
    pub column_due: &'static str,
    pub since: fn(&str) -> String,
    pub for_a_colleague: &'static str,
    pub elsewhere: &'static str,
    pub found: fn(usize) -> String,
    pub late: fn(u32) -> String,
    pub keys: &'static str,
    pub keys_text: &'static str,
    pub empty_title: &'static str,
    pub empty_text: &'static str,
    pub none_title: &'static str,
    pub none_text: &'static str,
}

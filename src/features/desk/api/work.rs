//! The calls of the desk about what waits.

use linli_contract::WorkKind;

use crate::domain::text::encoded;

/// So many rows a page has.
const PAGE: u32 = 100;

/// How much waits, everywhere or in one grid.
pub(in crate::features::desk) fn counts(grid: &str) -> String {
    with_grid("/v1/desk/work/counts?".to_owned(), grid)
}

/// The first page of what waits, of a kind and in a grid where one is chosen.
pub(in crate::features::desk) fn list(kind: Option<&WorkKind>, grid: &str) -> String {
    let mut path = format!("/v1/desk/work?limit={PAGE}");
    if let Some(kind) = kind {
        path.push_str("&kind=");
        path.push_str(&encoded(kind.as_str()));
    }
    with_grid(path, grid)
}

fn with_grid(mut path: String, grid: &str) -> String {
    if !grid.is_empty() {
        if !path.ends_with('?') {
            path.push('&');
        }
        path.push_str("grid=");
        path.push_str(&encoded(grid));
    }
    path.truncate(path.trim_end_matches('?').len());
    path
}

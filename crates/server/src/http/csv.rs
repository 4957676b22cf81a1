//! Tables as files (RFC 4180), for programs that calculate.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;

use crate::error::{Error, Result};

/// A table that grows row by row.
pub struct Table(String);

impl Table {
    /// A table with these columns. The mark at its beginning tells that it is UTF-8.
    pub fn new(columns: &[&str]) -> Self {
        let mut table = Self("\u{feff}".to_owned());
        table.row(columns);
        table
    }

    /// One row more.
    pub fn row(&mut self, cells: &[&str]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            push(&mut self.0, cell);
        }
        self.0.push_str("\r\n");
    }

    /// The file, which no browser keeps.
    pub fn answer(self, name: &str) -> Result<Response> {
        let mut response = Response::new(Body::from(self.0));
        let headers = response.headers_mut();
        let name = format!("attachment; filename=\"{name}.csv\"");
        headers.insert(
            CONTENT_DISPOSITION,
            HeaderValue::try_from(name).map_err(Error::internal)?,
        );
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// Writes a cell. What a program would take for a formula is a text: an apostrophe goes before it. A number with a
/// sign stays a number.
fn push(out: &mut String, cell: &str) {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<i64>().is_err();
    let quoted = formula || cell.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quoted {
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: &str) -> String {
        let mut out = String::new();
        push(&mut out, cell);
        out
    }

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_the_table() {
        for (cell, expected) in [
            ("", ""),
            ("换锁", "换锁"),
            ("-5", "-5"),
            ("+8", "+8"),
            ("=1+1", "\"'=1+1\""),
            ("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\""),
            ("-2+3", "\"'-2+3\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("他说\"好\"，行", "\"他说\"\"好\"\"，行\""),
            ("a,b", "\"a,b\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(written(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_row() {
        let mut table = Table::new(&["a", "b"]);
        table.row(&["1", "=2"]);
        assert_eq!(table.0, "\u{feff}a,b\r\n1,\"'=2\"\r\n");
    }
}

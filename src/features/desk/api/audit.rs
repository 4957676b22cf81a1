//! The calls of the operator.

use crate::api::base_url;
use crate::domain::text::encoded;

/// So many entries a page has.
const PAGE: u32 = 50;

/// What was done by somebody and on a day, where one is chosen; the newest first.
pub(in crate::features::desk) fn entries(person: &str, day: &str) -> String {
    format!("/v1/desk/audit?limit={PAGE}{}", narrowed(person, day))
}

/// The address of the same as a table.
pub(in crate::features::desk) fn file(person: &str, day: &str) -> String {
    let narrowed = narrowed(person, day);
    let query = narrowed.replacen('&', "?", 1);
    [base_url().as_str(), "/v1/desk/audit/file", &query].concat()
}

fn narrowed(person: &str, day: &str) -> String {
    let mut query = String::new();
    for (name, value) in [("person", person), ("day", day)] {
        if !value.is_empty() {
            query.push('&');
            query.push_str(name);
            query.push('=');
            query.push_str(&encoded(value));
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_chosen_is_asked_for() {
        assert_eq!(entries("", ""), "/v1/desk/audit?limit=50");
        assert!(entries("zhou-min", "").ends_with("&person=zhou-min"));
        assert!(file("zhou-min", "2026-11-25").ends_with("/file?person=zhou-min&day=2026-11-25"));
        assert!(file("", "").ends_with("/v1/desk/audit/file"));
    }
}

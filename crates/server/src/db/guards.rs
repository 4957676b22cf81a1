//! Tables that are only ever added to. This is the one place where the two databases are told the same in
//! different words: neither has triggers that the other understands.

/// What is told about points. See `migrations/006_points.sql`.
const APPEND_ONLY: [&str; 7] = [
    "point_entries",
    "point_outcomes",
    "point_reviews",
    "point_uses",
    "point_corrections",
    "point_appeals",
    "point_appeal_decisions",
];

/// The step of the schema that makes the database refuse to change or delete their rows.
pub(super) const STEP: &str = "006_points_guards";

/// Its statements.
pub(super) fn statements(sqlite: bool) -> Vec<String> {
    let mut statements = Vec::new();
    if !sqlite {
        statements.push(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END'"
                .to_owned(),
        );
    }
    for table in APPEND_ONLY {
        for (word, event) in [("update", "UPDATE"), ("delete", "DELETE")] {
            let name = format!("{table}_refuses_{word}");
            statements.push(if sqlite {
                format!(
                    "CREATE TRIGGER {name} BEFORE {event} ON {table} \
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            } else {
                format!(
                    "CREATE TRIGGER {name} BEFORE {event} ON {table} \
                     FOR EACH ROW EXECUTE FUNCTION append_only()"
                )
            });
        }
    }
    statements
}

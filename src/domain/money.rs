//! Sums of money as people type them.

/// What is typed is not a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASum;

/// Yuan as people type them, in fen: `1200`, `1,200`, `¥1200.50`, `1200元`. Nothing is no sum.
pub fn fen(typed: &str) -> Result<Option<i64>, NotASum> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '\u{ff0c}'))
        .collect();
    let plain = plain
        .trim_start_matches(['\u{a5}', '\u{ffe5}'])
        .trim_end_matches('\u{5143}');
    if plain.is_empty() {
        return if typed.trim().is_empty() {
            Ok(None)
        } else {
            Err(NotASum)
        };
    }
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 10 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(NotASum);
    }
    let number = |text: &str| text.parse::<i64>().map_err(|_| NotASum);
    let part = match part.len() {
        0 => 0,
        1 => number(part)? * 10,
        _ => number(part)?,
    };
    Ok(Some(number(whole)? * 100 + part))
}

/// Fen as one would type them in yuan.
pub fn yuan(fen: i64) -> String {
    if fen % 100 == 0 {
        (fen / 100).to_string()
    } else {
        format!("{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for (typed, fen_) in [
            ("1200", Some(120_000)),
            (" 1,200 ", Some(120_000)),
            ("1，200.5元", Some(120_050)),
            ("¥0.05", Some(5)),
            ("", None),
            ("  ", None),
        ] {
            assert_eq!(fen(typed), Ok(fen_), "{typed}");
        }
        for typed in [
            "-5",
            "1.2.3",
            "五千",
            "1.234",
            "元",
            "12345678901",
            ".5",
            "1e3",
        ] {
            assert_eq!(fen(typed), Err(NotASum), "{typed}");
        }
    }
}

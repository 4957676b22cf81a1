//! Searching the catalogue at every keystroke, without a round trip.

use linli_contract::{CategoryId, ServiceRow};

/// The rows that match, as their places in `rows`, in the catalogue's order but with hits in the
/// name first. Words are separated by spaces and must all be found, in the name, the summary, the
/// provider, or the Latin search words (full pinyin and initials, from their beginnings).
pub fn matches(rows: &[ServiceRow], category: Option<&CategoryId>, typed: &str) -> Vec<usize> {
    let typed = normal(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut in_name = Vec::new();
    let mut elsewhere = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if category.is_some_and(|id| *id != row.category_id) {
            continue;
        }
        match words.iter().map(|word| rank(row, word)).min() {
            Some(0) => {}
            Some(1) => elsewhere.push(place),
            Some(_) | None => in_name.push(place),
        }
    }
    in_name.append(&mut elsewhere);
    in_name
}

/// 2: in the name or its Latin words; 1: elsewhere; 0: nowhere.
fn rank(row: &ServiceRow, word: &str) -> u8 {
    let letters = row.name.chars().count();
    let latin = word.is_ascii()
        && row.search.as_deref().is_some_and(|search| {
            // Two letters are initials; inside a full pinyin they would match across syllables.
            let initials = |known: &str| known.len() <= letters;
            search
                .split(' ')
                .any(|known| (word.len() > 2 || initials(known)) && known.contains(word))
        });
    if latin || contains(&row.name, word) {
        2
    } else {
        u8::from(contains(&row.summary, word) || contains(&row.provider, word))
    }
}

/// Whether a text contains a word whatever its letters' case. `word` is lower case already.
fn contains(text: &str, word: &str) -> bool {
    if word.is_ascii() {
        // Bytes are compared, so that 868 rows make no 868 copies at every keystroke.
        text.as_bytes()
            .windows(word.len())
            .any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    } else {
        text.contains(word)
    }
}

/// Lower case, full-width letters and spaces made plain, at most 40 characters: more is no search.
fn normal(typed: &str) -> String {
    typed
        .chars()
        .take(40)
        .map(|c| match c {
            '　' | '，' | ',' => ' ',
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use linli_contract::Payer;

    use super::*;

    fn row(name: &str, summary: &str, provider: &str, category: &str, search: &str) -> ServiceRow {
        ServiceRow {
            id: name.into(),
            category_id: category.into(),
            name: name.into(),
            summary: summary.into(),
            provider: provider.into(),
            payer: Payer::Government,
            price_fen: 0,
            unit: String::new(),
            rating_tenths: None,
            search: Some(search.into()),
        }
    }

    fn rows() -> Vec<ServiceRow> {
        vec![
            row(
                "老年餐",
                "送到家，管道天然气做的",
                "社区食堂",
                "meals",
                "laoniancan lnc",
            ),
            row(
                "停电检修",
                "跳闸",
                "供电所",
                "repair",
                "tingdianjianxiu tdjx",
            ),
            row(
                "管道疏通",
                "厨房下水道",
                "惠民维修",
                "repair",
                "guandaoshutong gdst",
            ),
            row(
                "Wi-Fi设置",
                "帮您连上网",
                "IT志愿队",
                "learning",
                "wifishezhi wfsz",
            ),
        ]
    }

    fn names(typed: &str) -> Vec<String> {
        let rows = rows();
        matches(&rows, None, typed)
            .into_iter()
            .map(|place| rows[place].name.clone())
            .collect()
    }

    #[test]
    fn a_service_is_found_by_its_name_summary_provider_pinyin_and_initials() {
        for typed in [
            "管道疏",
            "下水道",
            "惠民",
            "guandao",
            "gd",
            "GDST",
            "ＧＤ",
            " gd ",
        ] {
            assert_eq!(names(typed), ["管道疏通"], "{typed}");
        }
    }

    #[test]
    fn hits_in_the_name_come_first() {
        assert_eq!(names("管道"), ["管道疏通", "老年餐"]);
    }

    #[test]
    fn all_words_must_be_found_and_no_word_finds_all() {
        assert_eq!(names("厨房 维修"), ["管道疏通"]);
        assert_eq!(names("厨房 食堂"), Vec::<String>::new());
        assert_eq!(names("").len(), 4);
        assert_eq!(names("wi-fi it"), ["Wi-Fi设置"]);
    }

    #[test]
    fn the_category_narrows_the_search() {
        let rows = rows();
        assert_eq!(matches(&rows, Some(&"meals".into()), "").len(), 1);
        assert!(matches(&rows, Some(&"meals".into()), "gd").is_empty());
    }

    #[test]
    fn anything_can_be_typed() {
        for typed in [
            "😀",
            "\u{202E}",
            "a".repeat(10_000).as_str(),
            "\0",
            "%",
            "（",
        ] {
            let _ = names(typed);
        }
    }
}

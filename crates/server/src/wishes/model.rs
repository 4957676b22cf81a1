//! The rules of wishes, pure: which wishes are alike, and what can become of them.

use std::collections::HashMap;

use linli_contract::{Timestamp, WishStatus};

/// How many similar wishes are shown before one is made.
pub const SIMILAR: usize = 5;

/// The state of a stored wish at a moment: an open wish lapses when its time runs out, whether or
/// not anybody has written that down.
pub fn state(stored: &str, due_at: Option<Timestamp>, now: Timestamp) -> WishStatus {
    match WishStatus::from(stored) {
        WishStatus::Open if due_at.is_some_and(|due| due <= now) => WishStatus::Lapsed,
        status => status,
    }
}

/// What a worker can decide of a wish in a state. Enough households only start the review: they
/// never decide it, and a worker need not wait for them.
pub fn decisions(status: &WishStatus) -> &'static [WishStatus] {
    match status {
        WishStatus::Open | WishStatus::Review => &[WishStatus::Adopted, WishStatus::Declined],
        _ => &[],
    }
}

/// Words with which wishes begin or end whatever they are about; they would make all alike.
const FILLERS: [&str; 24] = [
    "希望",
    "想要",
    "能不能",
    "能否",
    "可不可以",
    "可以",
    "有没有",
    "我们",
    "咱们",
    "小区",
    "社区",
    "楼下",
    "附近",
    "增加",
    "一个",
    "一些",
    "有人",
    "大家",
    "请",
    "里",
    "吗",
    "the",
    "please",
    "could we have",
];

/// Likeness from which a wish is shown as similar: two short wishes that share one word of two
/// characters out of four reach it, two that share a single character do not.
const LIKE_ENOUGH: f64 = 0.25;

/// The pairs of neighbouring characters of a text, with how often each occurs. A text of one
/// character is its own pair.
fn bigrams(text: &str) -> HashMap<(char, char), usize> {
    let mut text = text.to_lowercase();
    for filler in FILLERS {
        text = text.replace(filler, " ");
    }
    let mut pairs = HashMap::new();
    // Pairs never reach over a space or a mark: those part words from one another.
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = word.chars().collect();
        match chars.as_slice() {
            [] => {}
            [single] => *pairs.entry((*single, '\0')).or_insert(0) += 1,
            _ => {
                for pair in chars.windows(2) {
                    *pairs.entry((pair[0], pair[1])).or_insert(0) += 1;
                }
            }
        }
    }
    pairs
}

/// How alike two texts are, from 0 to 1: twice the shared pairs of characters over all pairs
/// (Dice's coefficient). It needs no dictionary and works for 中文 and for Latin scripts.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (bigrams(a), bigrams(b));
    let total: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if total == 0 {
        return 0.0;
    }
    let shared: usize = a
        .iter()
        .map(|(pair, count)| (*count).min(b.get(pair).copied().unwrap_or(0)))
        .sum();
    // A wish has at most 60 characters, so that these numbers are exact.
    #[allow(clippy::cast_precision_loss)]
    {
        2.0 * shared as f64 / total as f64
    }
}

/// The places of the texts that are like `wanted`, the most alike first; equal ones keep their
/// order. Each candidate has its text in several languages.
pub fn similar<'a, I>(wanted: &str, candidates: I, most: usize) -> Vec<usize>
where
    I: IntoIterator<Item = [&'a str; 2]>,
{
    let mut ranked: Vec<(usize, f64)> = candidates
        .into_iter()
        .enumerate()
        .map(|(index, texts)| {
            let best = texts
                .iter()
                .map(|text| likeness(wanted, text))
                .fold(0.0, f64::max);
            (index, best)
        })
        .filter(|(_, likeness)| *likeness >= LIKE_ENOUGH)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.truncate(most);
    ranked.into_iter().map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_about_the_same_thing_are_alike() {
        for (a, b) in [
            ("修自行车", "自行车打气"),
            ("希望小区里有人修自行车", "楼下能不能有个修自行车的摊"),
            ("老人理发上门", "上门给老人理发"),
            ("A place to repair bicycles", "bicycle repair stand"),
        ] {
            assert!(
                likeness(a, b) >= LIKE_ENOUGH,
                "{a} / {b}: {}",
                likeness(a, b)
            );
        }
    }

    #[test]
    fn wishes_that_share_only_polite_words_are_not_alike() {
        for (a, b) in [
            ("希望小区增加一个快递柜", "希望小区增加一个篮球场"),
            ("修自行车", "给老人理发"),
            ("", "修自行车"),
            ("！！", "？？"),
        ] {
            assert!(
                likeness(a, b) < LIKE_ENOUGH,
                "{a} / {b}: {}",
                likeness(a, b)
            );
        }
    }

    #[test]
    fn likeness_is_the_same_both_ways_and_one_for_the_same_text() {
        let (a, b) = ("修自行车", "自行车打气");
        assert!((likeness(a, b) - likeness(b, a)).abs() < f64::EPSILON);
        assert!((likeness(a, a) - 1.0).abs() < f64::EPSILON);
        assert!((likeness("自行车！", "自行车") - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_most_alike_come_first_and_at_most_as_many_as_asked() {
        let texts = [
            ["给老人理发", "haircuts for older neighbours"],
            ["自行车打气", "air for bicycles"],
            ["修自行车", "bicycle repair"],
            ["修自行车的师傅", "somebody who mends bicycles"],
        ];
        assert_eq!(similar("修自行车", texts, 5), [2, 3, 1]);
        assert_eq!(similar("修自行车", texts, 1), [2]);
        assert_eq!(similar("bicycle repair", texts, 1), [2]);
    }

    #[test]
    fn what_has_ended_is_not_decided_again() {
        for status in WishStatus::ALL {
            let waits = matches!(status, WishStatus::Open | WishStatus::Review);
            assert_eq!(!decisions(status).is_empty(), waits, "{status:?}");
        }
    }

    #[test]
    fn an_open_wish_lapses_by_itself() {
        let due = Some(Timestamp(1000));
        assert_eq!(state("open", due, Timestamp(999)), WishStatus::Open);
        assert_eq!(state("open", due, Timestamp(1000)), WishStatus::Lapsed);
        assert_eq!(state("review", due, Timestamp(2000)), WishStatus::Review);
    }
}

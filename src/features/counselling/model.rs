//! How a self-check is counted. Which one it is, is data: nothing here knows a scale by name.

use std::fmt::Write as _;

use linli_contract::{Sheet, SheetBand};

/// Whether a sheet can be shown at all: a newer backend may have other kinds.
pub(super) fn is_usable(sheet: &Sheet) -> bool {
    !sheet.items.is_empty() && sheet.options.len() > 1
}

/// The sum of all answers; without one of them there is none.
pub(super) fn sum(sheet: &Sheet, answers: &[Option<u32>]) -> Option<u32> {
    if answers.len() != sheet.items.len() {
        return None;
    }
    answers.iter().copied().sum()
}

/// The band of a sum, before it is multiplied.
pub(super) fn band(sheet: &Sheet, sum: u32) -> Option<&SheetBand> {
    sheet
        .bands
        .iter()
        .find(|band| (band.from..=band.to).contains(&sum))
}

/// A sum and the highest one, as they are shown.
pub(super) const fn shown(sheet: &Sheet, sum: u32) -> (u32, u32) {
    let times = sheet.scoring.multiplier;
    (
        sum.saturating_mul(times),
        sheet.scoring.max.saturating_mul(times),
    )
}

/// Whether this answer leads to the help lines at once.
pub(super) fn is_risk(sheet: &Sheet, item: usize, value: u32) -> bool {
    let Some(item) = sheet.items.get(item) else {
        return false;
    };
    sheet
        .risk_items
        .iter()
        .any(|risk| risk.item == item.id && value >= risk.from)
}

/// The words of an answer.
pub(super) fn words(sheet: &Sheet, value: u32) -> &str {
    sheet
        .options
        .iter()
        .find(|option| option.value == value)
        .map_or("", |option| &option.text)
}

/// What a counsellor would read, in the words of the sheet.
pub(super) fn to_share(sheet: &Sheet, answers: &[Option<u32>], result: &str) -> String {
    let mut text = format!("{} ({})\n{result}\n", sheet.title, sheet.version);
    for (item, answer) in sheet.items.iter().zip(answers) {
        let value = answer.unwrap_or_default();
        let _ = write!(text, "\n{}\n{value} {}\n", item.text, words(sheet, value));
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_contract::{Page, SheetAdvice};

    use super::*;

    /// The contract's own examples have the published items and bands.
    fn sheet(title: &str) -> Sheet {
        let text = include_str!("../../../contract/examples/list_sheets/response.json");
        let page: Page<Sheet> = linli_json::from_text(text).unwrap();
        let found = page.items.into_iter().find(|s| s.title.starts_with(title));
        found.unwrap()
    }

    /// Where the band changes, from the lowest sum on.
    fn steps(sheet: &Sheet) -> Vec<u32> {
        let of = |sum| band(sheet, sum).map(|band| band.from).unwrap();
        (1..=sheet.scoring.max)
            .filter(|sum| of(*sum) != of(sum - 1))
            .collect()
    }

    fn all(sheet: &Sheet, value: u32) -> Vec<Option<u32>> {
        vec![Some(value); sheet.items.len()]
    }

    #[test]
    fn bands_change_where_the_published_tables_say() {
        for (title, items, max, changes) in [
            ("PHQ-9", 9, 27, vec![5, 10, 15, 20]),
            ("GAD-7", 7, 21, vec![5, 10, 15]),
            ("WHO-5", 5, 25, vec![13]),
        ] {
            let sheet = sheet(title);
            assert_eq!(
                (sheet.items.len(), sheet.scoring.max, steps(&sheet)),
                (items, max, changes),
                "{title}"
            );
            // Every sum that can come is in a band, and none beyond.
            let highest = sheet.options.iter().map(|o| o.value).max().unwrap();
            assert_eq!(sum(&sheet, &all(&sheet, highest)), Some(max), "{title}");
            assert!(band(&sheet, 0).is_some() && band(&sheet, max + 1).is_none());
        }
    }

    #[test]
    fn well_being_is_low_up_to_twelve_and_shown_out_of_a_hundred() {
        let sheet = sheet("WHO-5");
        assert_eq!(band(&sheet, 12).unwrap().advice, SheetAdvice::Talk);
        assert_eq!(band(&sheet, 13).unwrap().advice, SheetAdvice::SelfCare);
        assert_eq!(shown(&sheet, 12), (48, 100));
        assert_eq!(shown(&super::tests::sheet("PHQ-9"), 12), (12, 27));
    }

    #[test]
    fn any_answer_but_never_to_the_ninth_item_leads_to_the_help_lines() {
        let sheet = sheet("PHQ-9");
        for value in 0..=3 {
            assert_eq!(is_risk(&sheet, 8, value), value > 0, "{value}");
            assert!((0..8).all(|item| !is_risk(&sheet, item, value)), "{value}");
        }
        assert!(!is_risk(&sheet, 9, 3), "there is no such item");
    }

    #[test]
    fn without_all_answers_there_is_no_sum() {
        let sheet = sheet("GAD-7");
        let mut answers = all(&sheet, 1);
        assert_eq!(sum(&sheet, &answers), Some(7));
        answers[3] = None;
        assert_eq!(sum(&sheet, &answers), None);
        assert_eq!(sum(&sheet, &answers[..3]), None);
        assert_eq!(sum(&sheet, &[]), None);
    }

    #[test]
    fn what_can_be_shared_has_every_question_with_its_answer() {
        let sheet = sheet("GAD-7");
        let text = to_share(&sheet, &all(&sheet, 2), "14");
        for item in &sheet.items {
            assert!(text.contains(&item.text));
        }
        assert_eq!(text.matches(words(&sheet, 2)).count(), sheet.items.len());
    }

    #[test]
    fn a_sheet_of_another_kind_is_left_out() {
        let mut other = sheet("GAD-7");
        assert!(is_usable(&other));
        other.options.truncate(1);
        assert!(!is_usable(&other));
        other.bands.clear();
        assert!(band(&other, 3).is_none());
    }
}

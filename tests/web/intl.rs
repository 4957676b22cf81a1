//! Dates in the community's zone, in both languages, whatever the phone is set to.

use linli::domain::language::Language::{En, Zh};
use linli::platform::intl::{self, Style};
use linli_contract::{Date, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

/// 2026-11-21T15:59:59.999Z: a moment before Sunday in Shanghai, Saturday afternoon in London.
const BEFORE_MIDNIGHT: Timestamp = Timestamp(1_795_276_799_999);
const MIDNIGHT: Timestamp = Timestamp(BEFORE_MIDNIGHT.0 + 1);

#[wasm_bindgen_test]
fn a_day_ends_at_midnight_in_shanghai() {
    assert_eq!(
        intl::instant(BEFORE_MIDNIGHT, Style::DayTime, Zh),
        "11月21日周六 23:59"
    );
    assert_eq!(
        intl::instant(MIDNIGHT, Style::DayTime, Zh),
        "11月22日周日 00:00"
    );
    assert_eq!(intl::instant(MIDNIGHT, Style::Time, Zh), "00:00");
    assert_eq!(
        intl::instant(BEFORE_MIDNIGHT, Style::Day, Zh),
        "11月21日周六"
    );
    let english = intl::instant(MIDNIGHT, Style::DayTime, En);
    assert!(
        english.starts_with("Sun") && english.contains("22 November") && english.ends_with("00:00"),
        "{english}"
    );
    assert_eq!(intl::instant(BEFORE_MIDNIGHT, Style::Time, En), "23:59");
}

#[wasm_bindgen_test]
fn a_long_day_has_its_year_and_the_whole_weekday() {
    let zh = intl::instant(MIDNIGHT, Style::LongDay, Zh);
    assert!(
        zh.contains("2026年11月22日") && zh.contains("星期日"),
        "{zh}"
    );
    let en = intl::instant(MIDNIGHT, Style::LongDay, En);
    assert!(
        en.contains("Sunday") && en.contains("22 November 2026"),
        "{en}"
    );
}

#[wasm_bindgen_test]
fn a_calendar_day_is_the_same_day_everywhere() {
    for (year, month, day) in [(2026, 11, 21), (2028, 2, 29), (2026, 1, 1), (1999, 12, 31)] {
        let date = Date::new(year, month, day).unwrap();
        let text = intl::day(date, Style::Day, Zh);
        assert!(text.starts_with(&format!("{month}月{day}日周")), "{text}");
    }
}

#[wasm_bindgen_test]
fn money_is_exact() {
    assert_eq!(intl::money(1200, Zh), "12元");
    assert_eq!(intl::money(1205, Zh), "12.05元");
    assert_eq!(intl::money(0, En), "¥0");
    assert_eq!(intl::money(-1250, En), "¥-12.50");
    assert_eq!(
        intl::money(9_007_199_254_740_991, Zh),
        "90,071,992,547,409.91元"
    );
}

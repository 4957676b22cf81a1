//! Dates, times and money for the eye, by the browser's `Intl`, always in the community's zone:
//! service hours are local to the town, not to the phone.

use std::cell::RefCell;

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Object, Reflect};
use linli_contract::{Date, Timestamp};
use wasm_bindgen::JsValue;

use crate::domain::language::Language;

/// Which parts of an instant to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 11月21日周六
    Day,
    /// 11月21日周六 09:30
    DayTime,
    /// 2026年11月21日 星期六
    LongDay,
    /// 09:30
    Time,
}

type Formatter = (Language, Style, DateTimeFormat);

thread_local! {
    /// Making a formatter costs milliseconds on a cheap phone; using it costs microseconds.
    static FORMATTERS: RefCell<Vec<Formatter>> = const { RefCell::new(Vec::new()) };
}

/// An instant in words.
pub fn instant(at: Timestamp, style: Style, language: Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a date takes 53 bits")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    FORMATTERS.with_borrow_mut(|formatters| {
        let index = formatters
            .iter()
            .position(|(l, s, _)| (*l, *s) == (language, style))
            .unwrap_or_else(|| {
                formatters.push((language, style, formatter(style, language)));
                formatters.len() - 1
            });
        let format = formatters[index].2.format();
        format
            .call1(&JsValue::UNDEFINED, &date)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

/// A calendar day in words.
pub fn day(date: Date, style: Style, language: Language) -> String {
    // Noon in Asia/Shanghai is 04:00 UTC of the same day.
    instant(
        Timestamp(date.days() * 86_400_000 + 4 * 3_600_000),
        style,
        language,
    )
}

fn formatter(style: Style, language: Language) -> DateTimeFormat {
    let options = Object::new();
    let set = |name: &str, value: &str| {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    set("timeZone", "Asia/Shanghai");
    if matches!(style, Style::DayTime | Style::Time) {
        set("hour", "2-digit");
        set("minute", "2-digit");
        set("hourCycle", "h23");
    }
    if style != Style::Time {
        let long = style == Style::LongDay;
        // A numeric month would be written 11/21 in Chinese.
        set("month", "long");
        set("day", "numeric");
        set("weekday", if long { "long" } else { "short" });
        if long {
            set("year", "numeric");
        }
    }
    DateTimeFormat::new(&Array::of1(&language.tag().into()), &options)
}

/// Money: `12元`, `12.50元`, `¥120,000`. Fen are integers, so no `Intl` is needed.
pub fn money(fen: i64, language: Language) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (yuan, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    let yuan = grouped(yuan);
    let amount = if rest == 0 {
        format!("{sign}{yuan}")
    } else {
        format!("{sign}{yuan}.{rest:02}")
    };
    match language {
        Language::Zh => amount + "元",
        Language::En => format!("¥{amount}"),
    }
}

/// A number in groups of three digits, as large sums are read.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

//! What is printed: 72 mm wide, a number as text and as a code. No name, no address.

use leptos::prelude::*;

use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::qr::qr;
use crate::ui::view;

/// A sheet; it is on paper only.
pub(in crate::features::kiosk) fn sheet(title: &str, number: &str, code: &str) -> AnyView {
    let printed = i18n::instant(clock::now(), Style::DayTime);
    view! {
        <div class="sheet" aria-hidden="true">
            <p>{title.to_owned()}</p>
            <p class="sheet__number">{number.to_owned()}</p>
            {qr(code, String::new())}
            <p>{printed}</p>
            <p>{t().kiosk().sheet_note}</p>
        </div>
    }
    .into_any()
}

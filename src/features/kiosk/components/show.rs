//! The upper part of the screen, which shows and is not touched: the community, the time, what is new.

use leptos::prelude::*;

use super::corner;
use crate::features::kiosk::device::Device;
use crate::i18n::{self, Style, t};
use crate::offline::Session;
use crate::platform::{clock, timer};
use crate::ui::notice::banner;
use crate::ui::parts::art;
use crate::ui::{changing, view};

/// The time goes on so often.
const MINUTE_MS: i32 = 10_000;

/// What is shown.
pub fn show() -> AnyView {
    let session = Session::get();
    let device = Device::get();
    let now = RwSignal::new(clock::now());
    leptos::task::spawn_local(async move {
        while !now.is_disposed() {
            timer::sleep(MINUTE_MS).await;
            now.try_set(clock::now());
        }
    });
    let time = Memo::new(move |_| i18n::instant(now.get(), Style::Time));
    let day = Memo::new(move |_| i18n::instant(now.get(), Style::Day));
    let news = move || {
        let home = session.home.get()?;
        let newest = home.announcements.first()?;
        Some(view! { <p class="kiosk-show__news">{newest.title.clone()}</p> })
    };
    let name = move || {
        session
            .community()
            .map_or_else(|| t().ui().product.to_owned(), |community| community.name)
    };
    let offline = changing(move || {
        (!session.online.get()).then(|| {
            let phone = session
                .community()
                .map(|community| community.centre.phone)
                .unwrap_or_default();
            banner("", "offline", (t().kiosk().offline)(&phone), None)
        })
    });
    view! {
        <header class="kiosk-show">
            {corner()}
            {art("kiosk-show__mark", "mark")}
            <p class="kiosk-show__name">{name}</p>
            <p class="kiosk-show__time"><span class="kiosk-show__clock">{move || time.get()}</span> {move || day.get()}</p>
            {news}
            <p class="kiosk-show__place">{move || device.settings.with(|kiosk| kiosk.name.clone())}</p>
            <div aria-live="polite">{offline}</div>
        </header>
    }
    .into_any()
}

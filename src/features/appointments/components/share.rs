//! Showing the counsellor a finished self-check: a consent of its own, off, and encrypted before it goes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{AppointmentProvider, Booking, BookingAction, BookingId, Page, ProviderId};

use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, words};
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Finished, Query, Quiet, Write};
use crate::platform::envelope;
use crate::ui::parts::{icon, section, submit};
use crate::ui::view;

/// What was shared, or the offer to share what is in memory; nothing where neither is possible.
pub(super) fn share(visit: Visit, booking: &Booking) -> AnyView {
    let a = t().appointments();
    let command = Command::new();
    if let Some(at) = booking.shared_at {
        let (id, code) = (booking.id.clone(), visit.code.get_untracked());
        let back = move |_| send(visit, command, api::unshare(&id, code.clone()));
        let when = i18n::instant(at, Style::DayTime);
        let content = view! {
            <p data-testid="shared">{icon("check")} " " {(a.shared)(&when)}</p>
            <p><button class="button button--quiet" type="button" on:click=back>{a.unshare}</button></p>
        };
        return section(a.share_title, None, content.into_any());
    }
    let can = booking.actions.contains(&BookingAction::Share);
    let (Some(finished), Some(provider), true) = (
        Quiet::get().finished.get_untracked(),
        booking.slot.provider_id.clone(),
        can,
    ) else {
        return ().into_any();
    };
    let kind = booking.slot.kind_id.0.clone();
    let providers = Query::<Page<AppointmentProvider>>::new(api::providers(&kind));
    let offer = Offer {
        visit,
        command,
        providers,
        provider: StoredValue::new(provider),
        booking: StoredValue::new(booking.id.clone()),
        finished: StoredValue::new(finished),
        agreed: RwSignal::new(false),
        told: RwSignal::new(None),
    };
    section(a.share_title, None, offer.view())
}

fn send(visit: Visit, command: Command, write: Write) {
    command.send(write, move |answer| {
        if let Some(booking) = linli_json::from_text::<Booking>(&answer.body) {
            visit.booking.set(Some(booking));
        }
    });
}

#[derive(Clone, Copy)]
struct Offer {
    visit: Visit,
    command: Command,
    providers: Query<Page<AppointmentProvider>>,
    provider: StoredValue<ProviderId>,
    booking: StoredValue<BookingId>,
    finished: StoredValue<Finished>,
    agreed: RwSignal<bool>,
    told: RwSignal<Option<&'static str>>,
}

impl Offer {
    fn view(self) -> AnyView {
        let a = t().appointments();
        let text = self
            .finished
            .with_value(|f| (a.share_text)(&f.title, &f.result));
        let agreed = self.agreed;
        let hand_over = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.seal_and_send();
        };
        let told = move || {
            let refused = self
                .command
                .error
                .get()
                .map(|error| words::sentence(&error));
            let told = self.told.get().map(str::to_owned).or(refused);
            told.map(|text| view! { <p class="card card--wait" role="alert">{text}</p> })
        };
        view! {
            <form class="card stack" data-testid="share" on:submit=hand_over>
                <p>{text}</p>
                <div class="row">
                    <button
                        class="switch" type="button" role="switch" id="share-switch" aria-labelledby="share-label"
                        aria-checked=move || agreed.get().to_string()
                        on:click=move |_| agreed.update(|on| *on = !*on)
                    ></button>
                    <span id="share-label">{a.share_switch}</span>
                </div>
                {told}
                {move || agreed.get().then(|| submit(a.share_send, self.command.pending.into()))}
            </form>
        }
        .into_any()
    }

    /// Nothing leaves the device in the clear: without a key, or a browser that can encrypt, nothing goes.
    fn seal_and_send(self) {
        let a = t().appointments();
        if !self.agreed.get_untracked() {
            return;
        }
        let key = self.providers.get_untracked().and_then(|page| {
            let mut all = page.items.iter();
            let found = all.find(|p| self.provider.with_value(|id| p.id == *id))?;
            found.public_key.clone()
        });
        let Some(key) = key else {
            return self.told.set(Some(a.share_failed));
        };
        self.told.set(None);
        // A key that has changed meanwhile is read anew for the next try.
        self.providers.refresh();
        let text = self.finished.with_value(|finished| finished.text.clone());
        spawn_local(async move {
            match envelope::seal(&text, &key).await {
                Some(sealed) => {
                    let Some(booking) = self.booking.try_get_value() else {
                        return;
                    };
                    let code = self.visit.code.get_untracked();
                    send(
                        self.visit,
                        self.command,
                        api::share(&booking, &sealed, code),
                    );
                }
                None => drop(self.told.try_set(Some(a.share_unable))),
            }
        });
    }
}

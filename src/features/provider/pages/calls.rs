//! `/provider/calls`

use leptos::prelude::*;
use linli_contract::{DeskCall, Page};

use crate::domain::provider::ProviderPage;
use crate::features::provider::api;
use crate::features::provider::components::{For, access, frame, reads};
use crate::features::provider::words::refused;
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Query, Session};
use crate::platform::{clock, document};
use crate::ui::dialog::confirm;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::{call, status};
use crate::ui::toast::Toasts;
use crate::ui::view;

#[derive(Clone, Copy)]
struct Calls {
    query: Query<Page<DeskCall>>,
    command: Command,
    asking: RwSignal<bool>,
    asked: RwSignal<Option<DeskCall>>,
}

/// Who wants to be called, the most urgent first.
pub fn calls_page() -> AnyView {
    let access = access(Session::get(), For::Workers);
    let calls = Calls {
        query: Query::idle(),
        command: Command::new(),
        asking: RwSignal::new(false),
        asked: RwSignal::new(None),
    };
    reads(access, move || calls.query.read(api::CALLS.to_owned()));
    frame(
        "provider-calls",
        ProviderPage::Calls,
        access,
        calls.query.state(),
        move || calls.view(),
    )
}

impl Calls {
    fn view(self) -> AnyView {
        let p = t().provider();
        let query = self.query;
        let text = move || {
            let p = t().provider();
            let who = self.asked.get().map(|call| call.name);
            view! { <p><strong>{who}</strong></p> <p>{p.call_text}</p> }.into_any()
        };
        view! {
            {heading(p.calls, Some(p.calls_lead.to_owned()))}
            {refused(self.command.error)}
            {loadable(
                move || query.get(),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                move |page| self.list(&page.items),
            )}
            {confirm(self.asking, "[data-asked]", p.call_ask, text, ("button--primary", p.call_finish), self.command.pending.into(), move || self.finish())}
        }
        .into_any()
    }

    fn list(self, calls: &[DeskCall]) -> AnyView {
        let p = t().provider();
        if calls.is_empty() {
            let text = Some(p.calls_none_text.to_owned());
            return empty("art-done", p.calls_none, text, ().into_any());
        }
        let cards = calls.iter().map(|call| self.card(call)).collect_view();
        view! { <ul class="stack" data-count=calls.len().to_string()>{cards}</ul> }.into_any()
    }

    fn card(self, one: &DeskCall) -> AnyView {
        let p = t().provider();
        let by = i18n::instant(one.call_by, Style::DayTime);
        let due = if one.call_by < clock::now() {
            status("stop", "warn", &(p.call_late)(&by))
        } else {
            status("wait", "clock", &(p.call_by)(&by))
        };
        let when = match &one.when {
            Some(when) => (p.call_when)(when),
            None => p.call_any.to_owned(),
        };
        let asked_at = (p.call_asked)(&i18n::instant(one.created_at, Style::DayTime));
        let (mine, kept) = (one.id.clone(), one.clone());
        let back = move || {
            self.asked
                .with(|asked| asked.as_ref().is_some_and(|call| call.id == mine))
                .then_some("")
        };
        let ask = move |_| {
            if !self.command.pending.get_untracked() {
                self.asked.set(Some(kept.clone()));
                self.asking.set(true);
            }
        };
        let label = format!("{}: {}", p.call_finish, one.name);
        view! {
            <li class="card stack" data-id=one.id.0.clone()>
                <div class="order-card__head">
                    <h2 class="order-card__title">{one.name.clone()}</h2>
                    {due}
                </div>
                <p>{when}</p>
                <p class="soft">{asked_at}</p>
                <div class="row">
                    {call("button--primary", &one.name, &one.phone)}
                    <button class="button button--soft" type="button" aria-label=label data-finish="" data-asked=back on:click=ask>{p.call_finish}</button>
                </div>
            </li>
        }
        .into_any()
    }

    fn finish(self) {
        let Some(call) = self.asked.get_untracked() else {
            return;
        };
        let query = self.query;
        self.command.send(api::finish(&call.id), move |_| {
            Toasts::say(t().provider().call_finished);
            query.change(|page| page.items.retain(|one| one.id != call.id));
            request_animation_frame(|| {
                document::focus("main h1");
            });
        });
        self.asking.set(false);
    }
}

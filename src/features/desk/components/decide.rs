//! Deciding a wish: adopt it with the service that it became, or say why it cannot be done.

use leptos::prelude::*;
use linli_contract::{DeskWish, NewDecision, Page, ServiceId, ServiceRow, WishId, WishStatus};

use crate::domain::{search, text};
use crate::features::desk::api;
use crate::features::desk::forms::Kept;
use crate::i18n::t;
use crate::offline::{Command, Query, Write};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{small_icon, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// Longest reason, in characters.
const REASON_MAX: usize = 300;
/// So many services are offered at once; typing more narrows them.
const OFFERED: usize = 8;
/// The fields, as the summary leads to them.
const STATUS: &str = "decision-adopted";
const BECAME: &str = "became";
const REASON: &str = "reason";

/// What is chosen and typed about a wish.
#[derive(Clone, Copy)]
struct Form {
    status: RwSignal<Vec<String>>,
    service: RwSignal<Vec<String>>,
    looked_for: RwSignal<String>,
    reason: Kept,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
}

/// What a decision needs to know, and whom it tells.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Deciding {
    /// The catalogue, from which the service is chosen.
    pub(in crate::features::desk) services: Query<Page<ServiceRow>>,
    /// Told the wish as it is now, where the answer can be read.
    pub(in crate::features::desk) decided: Callback<Option<DeskWish>>,
    /// Told that somebody else was quicker.
    pub(in crate::features::desk) too_late: Callback<WishId>,
    /// Closes the form; what was typed is a draft.
    pub(in crate::features::desk) close: Callback<()>,
}

/// The form of the decisions that are possible.
pub(in crate::features::desk) fn decide_form(deciding: Deciding, wish: &DeskWish) -> AnyView {
    let d = t().desk();
    let id = wish.wish.id.clone();
    let form = Form {
        status: RwSignal::new(Vec::new()),
        service: RwSignal::new(Vec::new()),
        looked_for: RwSignal::new(String::new()),
        reason: Kept::new(format!("desk.wish.{id}")),
        wrong: RwSignal::new(Vec::new()),
        command: Command::new(),
    };
    let options = wish
        .decisions
        .iter()
        .map(|status| Choice {
            note: (d.decision_note)(status).to_owned(),
            ..Choice::new(status.as_str(), (d.decision)(status))
        })
        .collect();
    let lines = form.lines();
    let adopts = Memo::new(move |_| form.adopts());
    let (error, late) = (form.command.error, id.clone());
    Effect::new(move |_| {
        if error.with(|error| {
            error
                .as_ref()
                .is_some_and(|e| e.code() == "not_possible_now")
        }) {
            deciding.too_late.run(late.clone());
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(new) = form.checked() {
            let write = Write::post(api::decision(&id), api::decide(&new));
            let forget = form.reason.forget();
            form.command.send(write, move |answer| {
                forget();
                deciding
                    .decided
                    .try_run(linli_json::from_text(&answer.body));
            });
        }
    };
    let kind = Kind {
        long: true,
        max: Some(REASON_MAX),
        ..Kind::default()
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            {summary(lines, form.command.error)}
            {choices("decision", "choices--named", false, false, options, form.status)}
            {move || adopts.get().then(|| form.became(deciding.services, lines))}
            {text_field(REASON, d.reason, Some(d.reason_hint), form.reason.text, of_field(lines, REASON), kind)}
            <p class="draft-note">{small_icon("edit")} {d.draft_note}</p>
            <div class="row">
                {submit(t().desk().decide_send, form.command.pending.into())}
                <button class="button button--quiet" type="button" on:click=move |_| deciding.close.run(())>{t().ui().cancel}</button>
            </div>
        </form>
    }
    .into_any()
}

impl Form {
    fn chosen(self) -> Option<WishStatus> {
        self.status
            .with(|keys| keys.first().map(|word| WishStatus::from(word.as_str())))
    }

    fn adopts(self) -> bool {
        self.chosen() == Some(WishStatus::Adopted)
    }

    fn lines(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let wrong = self.wrong.get();
            let fields = [
                ("/reason", REASON),
                ("/service_id", BECAME),
                ("/status", STATUS),
            ];
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => lines(&error, &fields, REASON),
                _ => wrong,
            }
        })
    }

    /// The decision, or what is missing at its field.
    fn checked(self) -> Option<NewDecision> {
        let d = t().desk();
        let mut wrong = Vec::new();
        let status = untrack(|| self.chosen());
        if status.is_none() {
            wrong.push((STATUS.to_owned(), d.decision_missing.to_owned()));
        }
        let adopts = status == Some(WishStatus::Adopted);
        let service_id = self
            .service
            .with_untracked(|keys| keys.first().map(|id| ServiceId(id.clone())))
            .filter(|_| adopts);
        if adopts && service_id.is_none() {
            wrong.push((BECAME.to_owned(), d.became_missing.to_owned()));
        }
        let reason = text::checked(&self.reason.text.get_untracked(), 1, REASON_MAX);
        if let Err(error) = reason {
            wrong.push((REASON.to_owned(), text_sentence(error)));
        }
        let fine = wrong.is_empty();
        self.wrong.set(wrong);
        Some(NewDecision {
            status: status.filter(|_| fine)?,
            reason: reason.ok()?,
            service_id,
        })
    }

    /// Which service the wish became.
    fn became(
        self,
        services: Query<Page<ServiceRow>>,
        lines: Signal<Vec<(String, String)>>,
    ) -> AnyView {
        let d = t().desk();
        let change = move |text: String| self.looked_for.set(text);
        let words = Words {
            label: d.became_search,
            hint: d.became_search,
            clear: d.search_clear,
        };
        // The places of what is offered, and how many more there are; none when nothing is typed.
        let found = Memo::new(move |_| {
            let rows = services.get()?;
            let typed = self.looked_for.get();
            let mut matches = match typed.trim() {
                "" => return None,
                typed => search::matches(&rows.items, None, typed),
            };
            let rest = matches.len().saturating_sub(OFFERED);
            matches.truncate(OFFERED);
            Some((matches, rest))
        });
        let options = move || {
            let rows = services.get()?;
            let mut places = found.get().map(|(places, _)| places).unwrap_or_default();
            // What is chosen stays in sight, whatever is looked for after it.
            let chosen = self.service.get_untracked();
            let chosen = rows.items.iter().position(|row| chosen.contains(&row.id.0));
            if let Some(chosen) = chosen.filter(|place| !places.contains(place)) {
                places.insert(0, chosen);
            }
            let options = places
                .into_iter()
                .filter_map(|place| rows.items.get(place))
                .map(|row| Choice {
                    note: row.provider.clone(),
                    ..Choice::new(row.id.as_str(), row.name.as_str())
                })
                .collect();
            Some(choices(
                "service",
                "choices--named",
                false,
                false,
                options,
                self.service,
            ))
        };
        let count = move || match found.get() {
            Some((places, _)) if places.is_empty() => d.became_none.to_owned(),
            Some((_, rest)) if rest > 0 => (d.became_more)(rest),
            _ => String::new(),
        };
        view! {
            <fieldset class="stack">
                <legend class="field__label">{d.became}</legend>
                <p class="field__hint">{d.became_hint}</p>
                {field_error(BECAME, of_field(lines, BECAME))}
                {search_field(BECAME, words, self.looked_for, change)}
                {options}
                <p class="soft" role="status">{count}</p>
            </fieldset>
        }
        .into_any()
    }
}

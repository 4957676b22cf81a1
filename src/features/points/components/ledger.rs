//! The ledger by month: searched, read page by page, and added up.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{EntryState, PointsEntry, PointsOverview};

use super::entries;
use crate::domain::load::LoadState;
use crate::domain::points::PointsPage;
use crate::features::points::model::ledger::{
    Account, Check, Filter, Month, check, months, months_since,
};
use crate::features::points::store::{Ledger, Pages};
use crate::features::points::words::{self, points, signed};
use crate::i18n::{self, t};
use crate::offline::Query;
use crate::platform::timer;
use crate::ui::page::{empty, loadable, skeleton_rows};
use crate::ui::parts::{icon, section};
use crate::ui::search::{Words, search_field};
use crate::ui::{changing, view};

/// The server is asked when nothing was typed for so long.
const PAUSE_MS: i32 = 350;

/// The ledger with its search. `overview` is what it has to add up to.
pub(in crate::features::points) fn ledger(
    ledger: Ledger,
    overview: Query<PointsOverview>,
) -> AnyView {
    let content = view! {
        {tools(ledger, overview)}
        {move || if ledger.here_only() {
            here(ledger)
        } else {
            list(ledger, ledger.shown(), overview)
        }}
    };
    section(t().points().ledger, None, content.into_any())
}

/// The search, the parts and the months.
fn tools(ledger: Ledger, overview: Query<PointsOverview>) -> AnyView {
    let p = t().points();
    let filter = ledger.filter;
    let typed = RwSignal::new(filter.with_untracked(|filter| filter.text.clone()));
    let alarm = StoredValue::new_local(None);
    let look = move |text: String| {
        typed.set(text);
        alarm.set_value(Some(timer::after(PAUSE_MS, move || {
            let text = typed.try_get_untracked().unwrap_or_default();
            filter.try_update(|filter| filter.text = text);
        })));
    };
    // The way out of a search without a find empties the field, too.
    Effect::new(move |_| {
        if filter.with(Filter::is_empty) {
            typed.set(String::new());
        }
    });
    let words = Words {
        label: p.search,
        hint: p.search_hint,
        clear: p.search_clear,
    };
    let part = move |key: &'static str,
                     word: &'static str,
                     account: Option<Account>,
                     state: Option<EntryState>| {
        let (one, two) = (state.clone(), state);
        view! {
            <button
                class="stage-filter stage-filter--points" type="button" data-part=key
                aria-pressed=move || filter.with(|now| now.account == account && now.state == one).to_string()
                on:click=move |_| filter.update(|now| {
                    now.account = account;
                    now.state.clone_from(&two);
                })
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="ledger__tools">
            {search_field("ledger-search", words, typed, look)}
            <div class="stage-filters" role="group" aria-label=p.filters>
                {part("all", p.filter_all, None, None)}
                {part("spendable", p.filter_spendable, Some(Account::Spendable), None)}
                {part("standing", p.filter_standing, Some(Account::Standing), None)}
                {part("pending", p.filter_pending, None, Some(EntryState::Pending))}
                {part("voided", p.filter_voided, None, Some(EntryState::Voided))}
            </div>
            <div class="ledger__month">
                <label class="field__label" for="ledger-month">{p.filter_month}</label>
                <select
                    class="field__input ledger__select" id="ledger-month"
                    prop:value=move || filter.with(|now| now.month.clone())
                    on:change=move |event| filter.update(|now| now.month = event_target_value(&event))
                >
                    <option value="">{p.filter_month_all}</option>
                    {move || overview.get().map(|overview| month_options(&overview, filter))}
                </select>
            </div>
        </div>
    }
    .into_any()
}

fn month_options(overview: &PointsOverview, filter: RwSignal<Filter>) -> AnyView {
    let chosen = filter.with_untracked(|now| now.month.clone());
    months_since(overview)
        .into_iter()
        .map(|month| {
            let (value, is_chosen) = (month.clone(), month == chosen);
            view! { <option value=value selected=is_chosen>{words::month(&month)}</option> }
        })
        .collect_view()
        .into_any()
}

/// What fits among the entries that are here, where the server cannot be asked.
fn here(ledger: Ledger) -> AnyView {
    let all = Memo::new(move |_| ledger.all.entries());
    let found = Memo::new(move |_| {
        ledger.filter.with(|filter| {
            let mut found = all.get();
            found.retain(|entry| filter.fits(entry));
            found
        })
    });
    let retry = view! {
        <button class="button button--small" type="button" on:click=move |_| ledger.refresh()>{icon("refresh")} {t().ui().retry}</button>
    };
    view! {
        <div class="card card--wait stack" role="status">
            <p>{move || (t().points().here_only)(all.with(Vec::len))}</p>
            <div class="row">{retry}</div>
        </div>
        {by_month(found, Signal::derive(|| true), true)}
    }
    .into_any()
}

fn list(ledger: Ledger, pages: Pages, overview: Query<PointsOverview>) -> AnyView {
    let known = Memo::new(move |_| pages.total().is_some());
    loadable(
        move || known.get().then(|| Arc::new(())),
        Signal::derive(move || pages.state()),
        move || ledger.refresh(),
        skeleton_rows,
        move |_| {
            let entries = Memo::new(move |_| pages.entries());
            view! {
                <p class="soft" role="status">{move || found(ledger, pages)}</p>
                {body(ledger, pages, entries)}
                {move || rest(pages)}
                {move || sum(ledger, pages, entries, overview)}
            }
            .into_any()
        },
    )
}

/// How many a search found, for those who listen.
fn found(ledger: Ledger, pages: Pages) -> Option<String> {
    let narrowed = !ledger.filter.with(Filter::is_empty);
    let total = pages.total().filter(|_| narrowed)?;
    Some((t().points().found)(total.entries))
}

fn body(ledger: Ledger, pages: Pages, entries: Memo<Vec<PointsEntry>>) -> AnyView {
    let narrowed = ledger.filter.with_untracked(|filter| !filter.is_empty());
    let goes_on = Signal::derive(move || pages.goes_on());
    let any = Memo::new(move |_| !entries.with(Vec::is_empty));
    changing(move || {
        if any.get() {
            by_month(entries, goes_on, narrowed)
        } else {
            nothing(ledger, narrowed)
        }
    })
}

fn nothing(ledger: Ledger, narrowed: bool) -> AnyView {
    let p = t().points();
    if narrowed {
        let all = view! {
            <button class="button button--primary" type="button" on:click=move |_| ledger.filter.set(Filter::default())>{p.show_all}</button>
        };
        let text = Some(p.none_found_text.to_owned());
        empty("art-search", p.none_found, text, all.into_any())
    } else {
        let rules = view! { <a class="button button--primary" href=PointsPage::Rules.to_string()>{p.rules_link}</a> };
        let text = Some(p.none_text.to_owned());
        empty("art-empty", p.none, text, rules.into_any())
    }
}

/// The months with their entries. A narrowed list has no sums of months: they would be taken for the
/// months' own.
fn by_month(all: Memo<Vec<PointsEntry>>, goes_on: Signal<bool>, narrowed: bool) -> AnyView {
    let groups = Memo::new(move |_| all.with(|all| months(all, goes_on.get())));
    view! {
        <div class="stack" data-testid="ledger" data-count=move || all.with(Vec::len).to_string()>
            <For each=move || groups.get() key=Month::mark children=move |month| group(&month, narrowed) />
        </div>
    }
    .into_any()
}

fn group(month: &Month, narrowed: bool) -> AnyView {
    let title = (t().points().month)(month.of.0, month.of.1);
    let sum = (!narrowed).then(|| month_sum(month)).flatten();
    view! {
        <section class="ledger__group" data-month=format!("{}-{:02}", month.of.0, month.of.1)>
            <div class="ledger__head"><h3 class="ledger__title">{title}</h3> {sum}</div>
            {entries(month.entries.iter())}
        </section>
    }
    .into_any()
}

fn month_sum(month: &Month) -> Option<AnyView> {
    let sum = month.sum?;
    let words = (t().points().month_sum)(
        &signed(sum.standing),
        &signed(sum.gained),
        &signed(sum.gone),
    );
    Some(view! { <p class="soft">{words}</p> }.into_any())
}

/// The way to what is not here yet.
fn rest(pages: Pages) -> Option<AnyView> {
    let p = t().points();
    if let Some(error) = pages.failed() {
        return Some(
            view! {
                <div class="card card--stop stack" role="alert">
                    <p>{p.more_failed} " " {i18n::sentence(&error)}</p>
                    <div class="row"><button class="button button--small" type="button" on:click=move |_| pages.refresh()>{icon("refresh")} {t().ui().retry}</button></div>
                </div>
            }
            .into_any(),
        );
    }
    if pages.busy() {
        return Some(skeleton_rows());
    }
    pages.cursor()?;
    Some(
        view! {
            <button class="button button--soft button--wide ledger__more" type="button" data-more="" on:click=move |_| pages.more()>{p.more}</button>
        }
        .into_any(),
    )
}

/// Whether what is shown makes what is claimed, in words.
fn sum(
    ledger: Ledger,
    pages: Pages,
    entries: Memo<Vec<PointsEntry>>,
    overview: Query<PointsOverview>,
) -> Option<AnyView> {
    let p = t().points();
    let whole = ledger.filter.with(Filter::is_empty);
    let balance = overview.get();
    let total = pages.total()?;
    if entries.with(Vec::is_empty) && total.entries == 0 {
        return None;
    }
    // Two answers of two moments are compared only when both are of now.
    let fresh = pages.state() == LoadState::Ready && overview.state().get() == LoadState::Ready;
    let of_now = balance.as_deref().filter(|_| whole && fresh);
    let checked = entries.with(|all| check(all, pages.goes_on(), &total, of_now));
    Some(match checked {
        Check::Partial { shown, of } => view! {
            <div class="ledger__sum" data-testid="sum" data-sum="partial">
                {icon("info")}
                <div class="stack">
                    <p>{(p.partial)(shown, of)}</p>
                    {(!pages.busy()).then(|| view! {
                        <button class="button button--small" type="button" on:click=move |_| pages.all()>{p.read_all}</button>
                    })}
                </div>
            </div>
        }
        .into_any(),
        Check::Agrees {
            entries,
            spendable,
            standing,
        } => {
            let words = if whole && fresh {
                (p.agrees)(entries, &points(spendable))
            } else {
                (p.agrees_found)(entries, &signed(spendable), &signed(standing))
            };
            view! { <div class="ledger__sum ledger__sum--ok" data-testid="sum" data-sum="agrees">{icon("check")} <p>{words}</p></div> }
                .into_any()
        }
        Check::Differs => view! {
            <div class="ledger__sum ledger__sum--stop" data-testid="sum" data-sum="differs">
                {icon("warn")}
                <div class="stack">
                    <p>{p.differs}</p>
                    <button
                        class="button button--small" type="button"
                        on:click=move |_| {
                            ledger.refresh();
                            overview.refresh();
                        }
                    >
                        {icon("refresh")} {p.read_again}
                    </button>
                </div>
            </div>
        }
        .into_any(),
    })
}

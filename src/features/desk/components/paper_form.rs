//! What stands on one paper: entered by one worker, then by another one. The choices are in memory only:
//! no device keeps what a household chose, and no second worker is shown what the first one entered.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    Ballot, BallotKind, BallotOption, MatterAnswer, PaperVote, UnitRow, VoteChannel, VoteChoice,
};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::text::in_fours;
use crate::features::desk::api;
use crate::features::desk::model::papers::{self, Wrong};
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Session};
use crate::platform::document;
use crate::ui::ballot::channel;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::field_error;
use crate::ui::parts::{icon, small_icon, status, submit};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::qr::qr;
use crate::ui::view;

/// The fields, as the summary leads to them.
const CHANNEL: &str = "paper-channel";
const CHOICES: &str = "paper-choices";

/// A paper that is being entered.
#[derive(Clone)]
pub(in crate::features::desk) struct Paper {
    /// Whose it is.
    pub(in crate::features::desk) unit: UnitRow,
    /// Its first entry, when this is the second.
    pub(in crate::features::desk) first: Option<PaperVote>,
}

/// Whom the form tells.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct PaperTold {
    /// Told how the paper stands now.
    pub(in crate::features::desk) done: Callback<PaperVote>,
    /// Told that the paper no longer waits.
    pub(in crate::features::desk) gone: Callback<()>,
    /// Enters the first entry anew.
    pub(in crate::features::desk) anew: Callback<UnitRow>,
    /// Closes the form.
    pub(in crate::features::desk) close: Callback<()>,
}

/// What is chosen.
#[derive(Clone, Copy)]
struct Form {
    channel: RwSignal<Vec<String>>,
    chosen: RwSignal<Vec<VoteChoice>>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
}

/// The form of a paper.
pub(in crate::features::desk) fn paper_form(
    ballot: Arc<Ballot>,
    paper: Paper,
    told: PaperTold,
) -> AnyView {
    let b = t().desk_ballots();
    let form = Form {
        channel: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(Vec::new()),
        wrong: RwSignal::new(Vec::new()),
        command: Command::new(),
    };
    let second = paper.first.is_some();
    let error = form.command.error;
    Effect::new(move |_| {
        if second && error.with(|error| error.as_ref().is_some_and(|e| e.status() == 404)) {
            told.gone.run(());
        }
    });
    let found = Signal::derive(move || {
        let wrong = form.wrong.get();
        let fields = [("/channel", CHANNEL), ("/choices", CHOICES)];
        match error.get() {
            Some(error) if wrong.is_empty() => lines(&error, &fields, CHOICES),
            _ => wrong,
        }
    });
    let unit = paper.unit.clone();
    let send = {
        let (ballot, unit) = (ballot.clone(), unit.clone());
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            form.send(&ballot, &unit.id, second, told.done);
        }
    };
    let (lead, own) = match &paper.first {
        Some(first) => (said_first(first), is_mine(first)),
        None => (b.entering_lead.to_owned(), false),
    };
    let differs = move || {
        let differs = error.with(|e| e.as_ref().map(Error::code) == Some("second_entry_differs"));
        let unit = unit.clone();
        let act = move |_| told.anew.run(unit.clone());
        (differs || own).then(|| view! {
            <p><button class="button button--quiet button--small" type="button" data-anew="" on:click=act>{b.anew}</button></p>
        })
    };
    let replaces = paper.unit.voted.then(|| {
        view! { <p class="button-reason">{small_icon("info")} <span>{b.replaces}</span></p> }
    });
    let ways = [
        Choice::new(VoteChannel::Paper.as_str(), b.channel_paper),
        Choice::new(VoteChannel::Visit.as_str(), b.channel_visit),
    ];
    let way = (!second).then(|| {
        view! {
            <fieldset class="field" id=CHANNEL tabindex="-1">
                <legend class="field__label">{b.channel}</legend>
                {field_error(CHANNEL, of_field(found, CHANNEL))}
                {choices("channel", "choices--named", false, false, ways.into(), form.channel)}
            </fieldset>
        }
    });
    let label = if second { b.confirm_send } else { b.enter_send };
    view! {
        <form class="form" novalidate on:submit=send>
            <p>{lead}</p>
            {own.then(|| view! { <p class="button-reason">{small_icon("warn")} <span>{b.confirming_own}</span></p> })}
            {replaces}
            {summary(found, error)}
            {differs}
            {way}
            <fieldset class="field" id=CHOICES tabindex="-1">
                <legend class="field__label">{b.on_paper}</legend>
                {field_error(CHOICES, of_field(found, CHOICES))}
                {form.options(&ballot)}
            </fieldset>
            {form.sum(&ballot)}
            <p class="draft-note">{small_icon("info")} <span>{b.secret}</span></p>
            <div class="row">
                {submit(label, form.command.pending.into())}
                <button class="button button--quiet" type="button" on:click=move |_| told.close.run(())>{t().ui().cancel}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Who entered a paper first, and when.
fn said_first(first: &PaperVote) -> String {
    let when = i18n::instant(first.entered_at, Style::DayTime);
    (t().desk_ballots().confirming_lead)(channel(&first.channel), &first.entered_by, &when)
}

/// Whether it seems that I entered it first. Two workers may have one name: the server decides.
pub(in crate::features::desk) fn is_mine(first: &PaperVote) -> bool {
    let home = untrack(|| Session::get().home.get());
    let me = home.and_then(|home| home.me.as_ref().map(|me| me.name.clone()));
    me.is_some_and(|name| name == first.entered_by)
}

impl Form {
    fn send(self, ballot: &Ballot, unit: &str, second: bool, done: Callback<PaperVote>) {
        let b = t().desk_ballots();
        let mut wrong = Vec::new();
        let way = self.channel.with_untracked(|keys| keys.first().cloned());
        if way.is_none() && !second {
            wrong.push((CHANNEL.to_owned(), b.channel_missing.to_owned()));
        }
        let chosen = self.chosen.get_untracked();
        if let Some(what) = papers::wrong(ballot, &chosen) {
            let sentence = match what {
                Wrong::Nothing => b.wrong_nothing.to_owned(),
                Wrong::Unanswered(n) => (b.wrong_unanswered)(n),
                Wrong::TooMany(most) => (b.wrong_too_many)(most),
                Wrong::OverBudget(over) => (b.wrong_over)(&i18n::money(over)),
            };
            wrong.push((CHOICES.to_owned(), sentence));
        }
        let fine = wrong.is_empty();
        self.wrong.set(wrong);
        if !fine {
            return;
        }
        let write = if second {
            api::confirm_paper(&ballot.id, unit, chosen)
        } else {
            let way = VoteChannel::from(way.unwrap_or_default().as_str());
            api::enter_paper(&ballot.id, unit, way, chosen)
        };
        self.command.send(write, move |answer| {
            if let Some(paper) = linli_json::from_text::<PaperVote>(&answer.body) {
                done.try_run(paper);
            }
        });
    }

    fn options(self, ballot: &Arc<Ballot>) -> AnyView {
        let matters = ballot.kind == BallotKind::Matters;
        let rows = ballot
            .options
            .iter()
            .map(|option| {
                if matters {
                    self.matter(option)
                } else {
                    self.option(&ballot.kind, option)
                }
            })
            .collect_view();
        view! { <ul class="choices" data-count=ballot.options.len().to_string()>{rows}</ul> }
            .into_any()
    }

    fn option(self, kind: &BallotKind, option: &BallotOption) -> AnyView {
        let many = *kind != BallotKind::One;
        let id = format!("paper-{}", option.id);
        let (mine, kind, toggled) = (option.id.clone(), kind.clone(), option.id.clone());
        let checked = move || self.chosen.with(|all| papers::chosen(all, &mine).is_some());
        let toggle = move |_| {
            self.chosen
                .update(|all| papers::toggle(&kind, all, &toggled));
        };
        view! {
            <li class=if many { "choice choice--many" } else { "choice" } data-id=option.id.0.clone()>
                <input
                    class="choice__input" type=if many { "checkbox" } else { "radio" } name="paper" id=id.clone()
                    value=option.id.0.clone() prop:checked=checked on:change=toggle
                />
                <label class="choice__label" for=id>
                    <span class="choice__text">{option.title.clone()}</span>
                    {option.cost_fen.map(|cost| view! { <span class="choice__note">{i18n::money(cost)}</span> })}
                </label>
            </li>
        }
        .into_any()
    }

    fn matter(self, matter: &BallotOption) -> AnyView {
        let v = t().votes();
        let group = format!("paper-{}", matter.id);
        let answers = [
            (MatterAnswer::Yes, v.yes),
            (MatterAnswer::No, v.no),
            (MatterAnswer::Abstain, v.abstain),
        ];
        let radios = answers
            .into_iter()
            .map(|(answer, word)| {
                let id = format!("{group}-{}", answer.as_str());
                let (mine, given) = (matter.id.clone(), answer.clone());
                let checked = move || {
                    let of = |all: &Vec<VoteChoice>| {
                        let choice = papers::chosen(all, &mine);
                        choice.is_some_and(|choice| choice.answer.as_ref() == Some(&given))
                    };
                    self.chosen.with(of)
                };
                let (of, value) = (matter.id.clone(), answer.as_str().to_owned());
                let choose = move |_| {
                    self.chosen
                        .update(|all| papers::answer(all, &of, answer.clone()));
                };
                view! {
                    <div class="choice choice--tile">
                        <input
                            class="choice__input" type="radio" name=group.clone() id=id.clone()
                            value=value prop:checked=checked on:change=choose
                        />
                        <label class="choice__label" for=id><span class="choice__text">{word}</span></label>
                    </div>
                }
            })
            .collect_view();
        view! {
            <li data-id=matter.id.0.clone()>
                <fieldset class="stack">
                    <legend class="field__label">{matter.title.clone()}</legend>
                    <div class="choices choices--grid">{radios}</div>
                </fieldset>
            </li>
        }
        .into_any()
    }

    /// Of a budget: what the chosen options cost.
    fn sum(self, ballot: &Arc<Ballot>) -> Option<AnyView> {
        let budget = i18n::money(ballot.budget_fen?);
        let ballot = ballot.clone();
        let text = move || {
            let cost = self.chosen.with(|chosen| papers::cost(&ballot, chosen));
            (t().desk_ballots().cost)(&i18n::money(cost), &budget)
        };
        Some(view! { <p role="status">{text}</p> }.into_any())
    }
}

/// What came of it: it waits, or it counts and has a receipt for whoever voted.
pub(in crate::features::desk) fn paper_done(paper: &PaperVote, next: Callback<()>) -> AnyView {
    let b = t().desk_ballots();
    let (kind, symbol, title, text) = if paper.confirmed {
        (
            "done",
            "check",
            (b.confirmed)(&paper.label),
            b.confirmed_text,
        )
    } else {
        ("wait", "clock", (b.entered)(&paper.label), b.entered_text)
    };
    let receipt = paper.receipt.as_ref().map(|number| {
        let v = t().votes();
        let shown = in_fours(number);
        let address =
            document::origin() + &Route::Receipt(Some(number.clone())).to_string();
        let groups = shown
            .split(' ')
            .map(|group| view! { <span class="ticket__group">{group.to_owned()}</span> " " })
            .collect_view();
        view! {
            <div class="ticket" data-receipt=number.clone()>
                <div class="ticket__text">
                    <p class="ticket__label">{v.receipt_number}</p>
                    <p class="ticket__number">{groups}</p>
                    <p class="soft">{v.receipt_no_choice}</p>
                </div>
                {qr(&address, (v.receipt_qr)(&shown))}
            </div>
            <p>
                <button class="button button--soft button--small" type="button" on:click=move |_| document::print()>{icon("print")} {v.print}</button>
            </p>
        }
    });
    view! {
        <section class="card stack" data-paper=if paper.confirmed { "counted" } else { "waiting" }>
            <h2 class="card__title" tabindex="-1">{title}</h2>
            <p class="row">{status(kind, symbol, channel(&paper.channel))}</p>
            <p>{text}</p>
            {receipt}
            <p><button class="button button--primary" type="button" on:click=move |_| next.run(())>{b.next}</button></p>
        </section>
    }
    .into_any()
}

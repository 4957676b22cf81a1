//! The count here against the published result and against what the file says.

use leptos::prelude::*;
use linli_contract::BallotResult;
use linli_tally::{Outcome, Rule, pb};

use crate::features::recount::model::compare::{self, Difference};
use crate::features::recount::model::matters::Matter;
use crate::features::recount::model::rule;
use crate::features::recount::words::{Words, short};
use crate::i18n::t;
use crate::ui::parts::{icon, section};
use crate::ui::view;

/// More differences than this are not listed: they all say the same.
const MOST: usize = 50;

/// What is compared, for tests and for those who look into the page.
const PUBLISHED: &str = "published";
const FILE: &str = "file";

/// A count of options. `published` is the result of the ballot that the file belongs to; `missing` says
/// that it should be there and is not.
pub(in crate::features::recount) fn of_options(
    file: &pb::File,
    counted_by: Rule,
    outcome: &Outcome,
    published: Option<&BallotResult>,
    missing: bool,
) -> AnyView {
    let r = t().recount();
    let words = Words::of(file);
    let with_published = published.map(|result| {
        let ours = rule::published(&result.kind, &result.rule);
        let lines: Vec<String> = compare::options(file, outcome, result)
            .iter()
            .map(|difference| told(difference, |id| named(file, id), |fen| words.fen(fen)))
            .collect();
        let by_rule = ours.is_some_and(|ours| ours != counted_by);
        verdict(PUBLISHED, r.published, lines, None, by_rule, true)
    });
    let with_file = file.compare(outcome).map(|comparison| {
        let here = comparison.only_here.iter();
        let there = comparison.only_there.iter();
        let lines = here
            .map(|option| (r.diff_only_here)(&words.quoted(*option)))
            .chain(there.map(|option| (r.diff_only_there)(&words.quoted(*option))))
            .collect();
        let undecided = comparison.undecided.len();
        let note = (undecided > 0).then(|| (r.undecided)(undecided));
        let by_rule = match rule::said(file) {
            rule::Said::Known(known) => known != counted_by,
            rule::Said::Unknown(_) | rule::Said::Nothing => true,
        };
        verdict(FILE, r.said_by_file, lines, note, by_rule, false)
    });
    let nothing = (with_published.is_none() && with_file.is_none())
        .then(|| view! { <p class="soft">{r.nothing_to_compare}</p> });
    let missing =
        (missing && published.is_none()).then(|| view! { <p class="soft">{r.not_published}</p> });
    let content =
        view! { <div class="stack">{with_published} {with_file} {missing} {nothing}</div> };
    section(r.compared, None, content.into_any())
}

/// A count of matters, where its ballot is known.
pub(in crate::features::recount) fn of_matters(
    counted: &[Matter],
    published: &BallotResult,
) -> AnyView {
    let r = t().recount();
    let title = |id: &str| {
        let matter = counted.iter().find(|matter| matter.id == id);
        (r.quoted)(&short(matter.map_or(id, |matter| &matter.title)))
    };
    let lines = compare::matters(counted, published)
        .iter()
        .map(|difference| told(difference, title, |fen| fen.to_string()))
        .collect();
    let content = verdict(PUBLISHED, r.published, lines, None, false, true);
    section(r.compared, None, content)
}

fn named(file: &pb::File, id: &str) -> String {
    let options = file.election.options();
    match options.iter().position(|option| option.id == id) {
        Some(place) => Words::of(file).quoted(place),
        None => (t().recount().quoted)(&short(id)),
    }
}

/// A difference in words.
fn told(
    difference: &Difference,
    name: impl Fn(&str) -> String,
    fen: impl Fn(u64) -> String,
) -> String {
    let r = t().recount();
    match difference {
        Difference::Votes { here, there } => (r.diff_votes)(*here, *there),
        Difference::Terms => r.diff_terms.to_owned(),
        Difference::OnlyHere(id) => (r.diff_only_here)(&name(id)),
        Difference::OnlyThere(id) => (r.diff_only_there)(&name(id)),
        Difference::Order => r.diff_order.to_owned(),
        Difference::Total { id, here, there } => (r.diff_total)(&name(id), *here, *there),
        Difference::Spent { here, there } => (r.diff_spent)(&fen(*here), &fen(*there)),
        Difference::Answers {
            id,
            there: [yes, no, abstain],
        } => (r.diff_answers)(&name(id), *yes, *no, *abstain),
        Difference::Areas(id) => (r.diff_areas)(&name(id)),
        Difference::Missing(id) => (r.diff_missing)(&name(id)),
    }
}

/// The same or not, and what is not. `by_rule` says that another rule explains it; `ours` that the
/// community can be asked.
fn verdict(
    against: &'static str,
    title: &str,
    lines: Vec<String>,
    note: Option<String>,
    by_rule: bool,
    ours: bool,
) -> AnyView {
    let r = t().recount();
    let same = lines.is_empty();
    let (class, symbol, word, state) = match (same, by_rule) {
        (true, _) => (
            "recount__verdict recount__verdict--same",
            "check",
            r.same,
            "same",
        ),
        (false, true) => ("recount__verdict", "info", r.differs, "differs"),
        (false, false) => (
            "recount__verdict recount__verdict--differs",
            "warn",
            r.differs,
            "differs",
        ),
    };
    let next = match (same, by_rule) {
        (true, _) => None,
        (false, true) => Some(r.differs_by_rule),
        (false, false) => ours.then_some(r.differs_next),
    };
    let lines = lines
        .into_iter()
        .take(MOST)
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    view! {
        <div class=class data-testid="verdict" data-against=against data-state=state>
            <h3 class="recount__verdict-title">{icon(symbol)} <span>{title.to_owned()} ": " <strong>{word}</strong></span></h3>
            {(!same).then(|| view! { <ul class="recount__differences">{lines}</ul> })}
            {note.map(|note| view! { <p class="soft">{note}</p> })}
            {next.map(|next| view! { <p>{next}</p> })}
        </div>
    }
    .into_any()
}

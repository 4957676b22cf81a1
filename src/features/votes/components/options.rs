//! The options: to read, to choose from, and what was chosen.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotKind, BallotOption, MatterAnswer, VoteChoice};

use super::room::{no_room, no_room_id};
use crate::domain::route::Route;
use crate::features::votes::form::Form;
use crate::features::votes::model::choices::{self, Room};
use crate::features::votes::{api, words};
use crate::i18n::{self, t};
use crate::ui::parts::{icon, section, small_icon, status};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// From so many options on one may look for something.
const MANY: usize = 8;

/// The picture of an option; its words are beside it, so that it is hidden from those who listen
/// where it has none of its own.
pub(in crate::features::votes) fn picture(option: &BallotOption) -> Option<AnyView> {
    let picture = option.picture.as_ref()?;
    let (src, alt) = (api::picture(&picture.id), picture.alt.clone());
    Some(
        view! { <img class="option__picture" src=src alt=alt width="72" height="72" loading="lazy" /> }
            .into_any(),
    )
}

/// What an option says of itself.
fn about(option: &BallotOption) -> AnyView {
    let cost = option.cost_fen.map(i18n::money);
    view! {
        <span class="option__body">
            <span class="option__title">{option.title.clone()}</span>
            {option.text.clone().map(|text| view! { <span class="option__text">{text}</span> })}
            {cost.map(|cost| view! { <span class="option__cost">{cost}</span> })}
        </span>
    }
    .into_any()
}

/// The way to the project behind an option; the draft stays.
fn project(option: &BallotOption) -> Option<AnyView> {
    let href = Route::Project(option.project_id.clone()?).to_string();
    let label = (t().votes().to_project)(&option.title);
    Some(
        view! { <a class="option__more" href=href aria-label=label>{t().votes().about_project} {small_icon("chevron")}</a> }
            .into_any(),
    )
}

fn title_of(ballot: &Ballot) -> &'static str {
    if ballot.kind == BallotKind::Matters {
        t().votes().matters
    } else {
        t().votes().options
    }
}

/// The options for those who read.
pub(in crate::features::votes) fn options(ballot: &Ballot) -> AnyView {
    let rows = ballot
        .options
        .iter()
        .map(|option| {
            let special = option
                .special
                .then(|| view! { <p>{status("wait", "scales", t().votes().special)}</p> });
            view! {
                <li class="option option--read" data-id=option.id.0.clone()>
                    <div class="option__row">{picture(option)} {about(option)}</div>
                    {special}
                    {project(option)}
                </li>
            }
        })
        .collect_view();
    let list = view! { <ul class="stack" data-count=ballot.options.len().to_string()>{rows}</ul> };
    section(title_of(ballot), None, list.into_any())
}

/// What is chosen, for those who read.
pub(in crate::features::votes) fn chosen_list(ballot: &Ballot, chosen: &[VoteChoice]) -> AnyView {
    let rows = choices::sorted(ballot, chosen)
        .iter()
        .map(|choice| {
            let (title, answer) = words::choice(ballot, choice);
            let cost = choices::find(ballot, &choice.option).and_then(|option| option.cost_fen);
            let money = cost
                .filter(|_| ballot.kind == BallotKind::Budget)
                .map(i18n::money);
            view! {
                <li class="chosen__item" data-id=choice.option.0.clone()>
                    {small_icon("check")}
                    <span class="chosen__title">{title}</span>
                    {answer.map(|answer| view! { <strong>{answer}</strong> })}
                    {money.map(|money| view! { <span class="number">{money}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="chosen">{rows}</ul> }.into_any()
}

/// Choosing one, some, or what a budget allows.
pub(in crate::features::votes) fn choose_options(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    let looked_for = RwSignal::new(String::new());
    let found = {
        let ballot = ballot.clone();
        Memo::new(move |_| {
            let words = looked_for.get();
            let fits = |option: &&BallotOption| choices::is_found(option, &words);
            ballot.options.iter().filter(fits).count()
        })
    };
    let search = (ballot.options.len() >= MANY).then(|| {
        let words = Words {
            label: v.search,
            hint: v.search_hint,
            clear: v.search_clear,
        };
        let told = move || looked_for.with(|words| !words.is_empty()).then(|| (v.found)(found.get()));
        view! {
            <div class="ballot__search">{search_field("option-search", words, looked_for, move |text| looked_for.set(text))}</div>
            <p class="soft" role="status">{told}</p>
        }
    });
    let rows = ballot
        .options
        .iter()
        .map(|option| row(form, &ballot, option, looked_for))
        .collect_view();
    view! {
        <fieldset class="ballot__choose section" tabindex="-1">
            <legend class="section__title">{title_of(&ballot)}</legend>
            {search}
            <ul class="stack" data-count=move || found.get().to_string()>{rows}</ul>
        </fieldset>
    }
    .into_any()
}

fn row(
    form: Form,
    ballot: &Arc<Ballot>,
    option: &BallotOption,
    looked_for: RwSignal<String>,
) -> AnyView {
    let many = ballot.kind != BallotKind::One;
    let id = option.id.clone();
    let input = format!("option-{id}");
    let (for_checked, for_room, for_click) = (id.clone(), id.clone(), id.clone());
    let checked = move || {
        form.chosen
            .with(|chosen| choices::has(chosen, &for_checked))
    };
    let room = Memo::new(move |_| form.room(&for_room));
    let shut = move || room.with(|room| *room != Room::Fits);
    let searched = option.clone();
    let hidden = move || looked_for.with(|words| !choices::is_found(&searched, words));
    let described = {
        let why = no_room_id(&id);
        move || shut().then(|| why.clone())
    };
    view! {
        <li class="option" class:option--shut=shut data-id=id.0.clone() hidden=hidden>
            <div class=if many { "choice choice--many" } else { "choice" }>
                <input
                    class="choice__input" type=if many { "checkbox" } else { "radio" } name="option" id=input.clone()
                    value=id.0.clone() prop:checked=checked
                    aria-disabled=move || shut().then_some("true") aria-describedby=described
                    on:click=move |event| {
                        // It stays as it is, and what stands under it says why.
                        if shut() {
                            event.prevent_default();
                        }
                    }
                    on:change=move |_| form.toggle(&for_click)
                />
                <label class="choice__label option__label" for=input>
                    {picture(option)} {about(option)}
                </label>
            </div>
            {no_room(form, ballot.clone(), option.clone(), room)}
            {project(option)}
        </li>
    }
    .into_any()
}

/// Answering every matter.
pub(in crate::features::votes) fn choose_matters(form: Form, ballot: &Ballot) -> AnyView {
    let rows = ballot
        .options
        .iter()
        .map(|matter| answer_row(form, matter))
        .collect_view();
    view! {
        <section class="ballot__choose section" tabindex="-1" aria-labelledby="matters-title">
            <h2 class="section__title" id="matters-title">{title_of(ballot)}</h2>
            <ul class="stack" data-count=ballot.options.len().to_string()>{rows}</ul>
        </section>
    }
    .into_any()
}

fn answer_row(form: Form, matter: &BallotOption) -> AnyView {
    let v = t().votes();
    let id = matter.id.clone();
    let group = format!("matter-{id}");
    let answers = [
        (MatterAnswer::Yes, v.yes, "check"),
        (MatterAnswer::No, v.no, "close"),
        (MatterAnswer::Abstain, v.abstain, "hand"),
    ];
    let radios = answers
        .into_iter()
        .map(|(answer, word, symbol)| {
            let input = format!("{group}-{}", answer.as_str());
            let (of, given, now) = (id.clone(), answer.clone(), id.clone());
            let checked =
                move || form.chosen.with(|all| choices::answer(all, &now) == Some(&given));
            view! {
                <div class="choice choice--tile">
                    <input
                        class="choice__input" type="radio" name=group.clone() id=input.clone() value=answer.as_str().to_owned()
                        prop:checked=checked on:change=move |_| form.answer(&of, answer.clone())
                    />
                    <label class="choice__label matter__answer" for=input>
                        {icon(symbol)} <span class="choice__text">{word}</span>
                    </label>
                </div>
            }
        })
        .collect_view();
    let answered = {
        let id = id.clone();
        move || form.chosen.with(|all| choices::answer(all, &id).is_some())
    };
    view! {
        <li data-id=id.0.clone() data-answered=move || answered().to_string()>
            <fieldset class="card matter">
                <legend class="matter__title">{matter.title.clone()}</legend>
                {matter.text.clone().map(|text| view! { <p class="option__text">{text}</p> })}
                {matter.cost_fen.map(|cost| view! { <p class="option__cost">{i18n::money(cost)}</p> })}
                {matter.special.then(|| view! { <p>{status("wait", "scales", v.special)}</p> })}
                <div class="matter__answers">{radios}</div>
                {project(matter)}
            </fieldset>
        </li>
    }
    .into_any()
}

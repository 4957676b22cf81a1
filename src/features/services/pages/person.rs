//! The first step: for whom the order is. Residents choose among those they may act for; somebody
//! from the centre looks for the resident.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Page, Person, Service};

use crate::domain::load::LoadState;
use crate::domain::route::Step;
use crate::features::services::api;
use crate::features::services::form::Form;
use crate::features::services::model::person::{MYSELF, choice_of};
use crate::i18n::{self, t};
use crate::offline::Query;
use crate::platform::timer;
use crate::ui::choice::{Choice, choices};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;
/// The field in which a worker looks for somebody.
const SEARCH: &str = "q-search";

/// What is looked for, and what was found.
#[derive(Clone, Copy)]
struct Search {
    typed: RwSignal<String>,
    found: Query<Page<Person>>,
}

impl Form {
    /// Asks for whom the order is.
    pub(super) fn person_step(self, service: &Arc<Service>) -> AnyView {
        let before = self
            .draft()
            .with_untracked(|draft| draft.choice().map(str::to_owned));
        let chosen = RwSignal::new(Vec::from_iter(before.clone()));
        let search = Search {
            typed: RwSignal::new(String::new()),
            found: Query::idle(),
        };
        let looks = self.for_residents();
        let offered = Memo::new(move |_| self.offered(search));
        // Whoever is chosen is remembered: what is looked for next may not show them.
        let picked = RwSignal::new(None::<Person>);
        Effect::new(move |_| {
            let key = chosen.with(|keys| keys.first().cloned());
            let person = offered.with_untracked(|all| {
                all.iter()
                    .find(|person| key.as_deref() == Some(choice_of(person)))
                    .cloned()
            });
            if person.is_some() {
                picked.set(person);
            }
        });
        let errors = RwSignal::new(Vec::new());
        let service = service.clone();
        let submit_service = service.clone();
        let submit = move || {
            let key = chosen.with_untracked(|keys| keys.first().cloned());
            let person = picked
                .get_untracked()
                .filter(|person| key.as_deref() == Some(choice_of(person)));
            match (person, key) {
                (Some(person), _) => {
                    self.take_person(&person, &submit_service);
                    self.next(&submit_service, &Step::Person);
                }
                // Whom the draft names already, but nobody has looked for since.
                (None, Some(key)) if before.as_ref() == Some(&key) => {
                    self.next(&submit_service, &Step::Person);
                }
                _ => {
                    let first = offered.with_untracked(|all| all.first().map(first_field));
                    let field = if looks { None } else { first };
                    errors.set(vec![(
                        field.unwrap_or_else(|| SEARCH.to_owned()),
                        i18n::field_sentence("required", None),
                    )]);
                }
            }
        };
        let options = move || {
            let mut options: Vec<Choice> = offered.with(|all| all.iter().map(choice).collect());
            // Whoever is chosen stays in sight.
            let key = chosen.with_untracked(|keys| keys.first().cloned());
            if let Some(key) = key.filter(|key| options.iter().all(|option| option.key != *key)) {
                let known = picked.get_untracked().as_ref().map(choice);
                let of_draft = || {
                    let name = self
                        .draft()
                        .with_untracked(|draft| draft.acting_name.clone());
                    Choice::new(key.as_str(), name)
                };
                let chosen = known.filter(|known| known.key == key);
                options.insert(0, chosen.unwrap_or_else(of_draft));
            }
            choices("q", "choices--named", false, false, options, chosen)
        };
        let s = t().services();
        let hint = if looks {
            s.who_for_worker
        } else {
            s.who_for_hint
        };
        let fields = view! {
            <fieldset class="stack">
                <legend><h1 class="question__title" tabindex="-1">{s.who_for}</h1></legend>
                <p class="question__hint">{hint}</p>
                {looks.then(|| search_view(search, offered))}
                {options}
            </fieldset>
        };
        self.frame(&service, &Step::Person, errors, fields.into_any(), submit)
    }

    /// Those who can be chosen now: who was found, or else those one may always act for. Without a
    /// household nobody orders for themself.
    fn offered(self, search: Search) -> Vec<Person> {
        let known = self.people().get().map(|page| page.items.clone());
        let mut people = known.unwrap_or_default();
        let typed = search.typed.get();
        let typed = typed.trim();
        if !typed.is_empty() {
            // The answer begins with those one may always act for, whatever was looked for.
            let known: Vec<_> = people.iter().map(|person| person.id.clone()).collect();
            let has = |text: &String| text.contains(typed);
            people.retain(|person| {
                has(&person.name) || person.address.iter().chain(&person.phone).any(has)
            });
            let found = search.found.get();
            let found = found.iter().flat_map(|page| &page.items);
            people.extend(found.filter(|person| !known.contains(&person.id)).cloned());
        }
        let alone = self.session().me().is_some_and(|me| me.household.is_none());
        people.retain(|person| !(alone && choice_of(person) == MYSELF));
        people
    }
}

fn search_view(Search { typed, found }: Search, offered: Memo<Vec<Person>>) -> AnyView {
    let s = t().services();
    let words = Words {
        label: s.search_people,
        hint: s.search_people_hint,
        clear: s.search_clear,
    };
    let alarm = StoredValue::new_local(None);
    let change = move |text: String| {
        let q = text.trim().to_owned();
        typed.set(text);
        // The guard goes with the step, and with it a call that is still to come.
        let ask = (!q.is_empty())
            .then(|| timer::after(TYPING_MS, move || found.read(api::find_people(&q))));
        alarm.set_value(ask);
    };
    let outcome = move || {
        if typed.with(|typed| typed.trim().is_empty()) {
            return String::new();
        }
        match found.state().get() {
            LoadState::Failed(error)
            | LoadState::Stale {
                error: Some(error), ..
            } => i18n::sentence(&error),
            LoadState::Ready => match offered.with(Vec::len) {
                0 => s.search_people_none.to_owned(),
                n => (s.search_people_found)(n),
            },
            _ => String::new(),
        }
    };
    view! {
        {search_field(SEARCH, words, typed, change)}
        <p class="soft" role="status">{outcome}</p>
    }
    .into_any()
}

fn first_field(person: &Person) -> String {
    format!("q-{}", choice_of(person))
}

/// A person as a choice: how they are called, what they are to whom, where they live.
fn choice(person: &Person) -> Choice {
    let s = t().services();
    let (label, known) = if choice_of(person) == MYSELF {
        (s.myself.to_owned(), person.name.clone())
    } else {
        let relation = (s.relation)(&person.relation);
        (person.name.clone(), relation.to_owned())
    };
    let phone = person.phone.iter().filter(|phone| phone.contains('*'));
    let parts = [known].into_iter().chain(person.address.clone());
    let note: Vec<String> = parts.chain(phone.cloned()).collect();
    Choice {
        note: note.join(" · "),
        ..Choice::new(choice_of(person), label)
    }
}

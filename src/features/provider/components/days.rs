//! The days as a strip.

use leptos::prelude::*;
use linli_contract::Date;

use super::{Access, reads};
use crate::features::provider::model;
use crate::i18n::{self, t};
use crate::offline::Query;
use crate::platform::clock;
use crate::ui::choice::{Choice, choices};
use crate::ui::parts::icon;
use crate::ui::view;

/// The day that is looked at, as [`choices`] holds it: none before it is known what day it is.
#[derive(Clone, Copy)]
pub(in crate::features::provider) struct Days {
    chosen: RwSignal<Vec<String>>,
}

impl Days {
    /// Begins with today, once the page is for whoever is here.
    pub(in crate::features::provider) fn new(access: Memo<Access>) -> Self {
        let chosen = RwSignal::new(Vec::new());
        reads(access, move || {
            let today = model::days(clock::now(), 0, 1).map(|(today, _)| today.to_string());
            if chosen.with_untracked(Vec::is_empty) {
                chosen.set(today.into_iter().collect());
            }
        });
        Self { chosen }
    }

    /// The day that is looked at.
    pub(in crate::features::provider) fn get(self) -> Option<Date> {
        self.chosen.with(|days| days.first()?.parse().ok())
    }

    /// The strip, from `before` days ago on, and the way to what has changed on the day meanwhile.
    pub(in crate::features::provider) fn view<T>(
        self,
        (before, count): (i64, i64),
        query: Query<T>,
    ) -> AnyView {
        let p = t().provider();
        let Some((today, all)) = model::days(clock::now(), before, count) else {
            return ().into_any();
        };
        let options = all.into_iter().map(|day| Choice {
            note: if day == today {
                p.today.to_owned()
            } else {
                String::new()
            },
            ..Choice::new(day.to_string(), i18n::day(day))
        });
        view! {
            <div class="days" role="group" aria-label=p.days>
                {choices("day", "choices--strip", true, false, options.collect(), self.chosen)}
            </div>
            <p><button class="button button--quiet button--small" type="button" on:click=move |_| query.refresh()>{icon("refresh")} {p.newest}</button></p>
        }
        .into_any()
    }
}

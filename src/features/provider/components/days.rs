//! The days as a strip.

use leptos::prelude::*;
use linli_contract::Date;

use super::{Access, reads};
use crate::features::provider::model;
use crate::i18n::{self, t};
use crate::platform::clock;
use crate::ui::choice::{Choice, choices};
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

    /// The strip, from `before` days ago on.
    pub(in crate::features::provider) fn view(self, before: i64, count: i64) -> AnyView {
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
        }
        .into_any()
    }
}

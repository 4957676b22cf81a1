//! What the pages that leave no trace hold. It is in memory only, no part of it is ever a draft, a kept
//! copy or an entry of the outbox, and it goes when one leaves these pages.

use leptos::prelude::*;

use super::{Session, cache};
use crate::domain::route::Route;

/// What is held. One exists, made when one of the pages is first opened.
#[derive(Clone, Copy)]
pub struct Quiet {
    /// A self-check that was finished: what may be shared with a counsellor, by a consent of its own.
    pub finished: RwSignal<Option<Finished>>,
    /// Whether one is on these pages; what the features hold goes when this turns false.
    pub here: Memo<bool>,
}

/// A finished self-check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Its name, for the screen.
    pub title: String,
    /// The result, for the screen.
    pub result: String,
    /// What a counsellor would get: title, version, every question with its answer, and the sum.
    pub text: String,
}

impl Quiet {
    /// What is held, from anywhere under the root.
    pub fn get() -> Self {
        match use_context::<Self>() {
            Some(quiet) => quiet,
            None => Session::get().keep(Self::start),
        }
    }

    fn start() -> Self {
        let route = use_context::<RwSignal<Route>>();
        let quiet = Self {
            finished: RwSignal::new(None),
            here: Memo::new(move |_| route.is_none_or(|route| stays(&route.get()))),
        };
        quiet.on_leaving(move || {
            quiet.finished.set(None);
            cache::outdate("/v1/appointments/");
        });
        quiet
    }

    /// Calls whenever one leaves these pages, for as long as the caller's owner lives.
    pub fn on_leaving(self, forget: impl Fn() + 'static) {
        Effect::new(move |was: Option<bool>| {
            let here = self.here.get();
            if was == Some(true) && !here {
                forget();
            }
            here
        });
    }
}

/// Signing in on the way is no leaving.
fn stays(route: &Route) -> bool {
    match route {
        Route::SignIn(Some(next)) => next.is_care(),
        other => other.is_care(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_for_a_page_of_the_section_is_no_leaving() {
        let care = || Route::Care("form".to_owned());
        let sign_in = |next: Route| Route::SignIn(Some(Box::new(next)));
        assert!(stays(&care()) && stays(&sign_in(care())));
        for route in [Route::Home, Route::SignIn(None), sign_in(Route::Orders)] {
            assert!(!stays(&route), "{route}");
        }
    }
}

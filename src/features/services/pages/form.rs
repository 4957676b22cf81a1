//! `/services/{id}/order/…`: one question a page, kept at every keystroke.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Service, ServiceId};

use super::check::check_step;
use super::sent::sent_page;
use crate::domain::load::LoadState;
use crate::domain::route::{Route, Step};
use crate::features::services::form::Form;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::notice::banner;
use crate::ui::page::{loadable_page, page};
use crate::ui::view;

/// The form of a service, or what became of an order that was handed in.
pub fn order_form_page(id: &ServiceId, step: &Step) -> AnyView {
    if let Step::Sent(key) = step {
        return sent_page(id, key);
    }
    let form = Form::open(id);
    let route = expect_context::<RwSignal<Route>>();
    let step = Memo::new(move |_| match route.get() {
        Route::OrderForm(_, step) => step,
        _ => Step::Person,
    });
    form.arrive(step);
    let title = Signal::derive(move || {
        form.service()
            .get()
            .map_or_else(String::new, |s| (t().services().form_title)(&s.name))
    });
    // Whose form it is is known before anything is typed into it: it begins anew with another person.
    let home = form.session().home;
    let known = Memo::new(move |_| {
        let unknown = home
            .state()
            .with(|state| matches!(state, LoadState::Loading));
        !unknown && form.looked().get()
    });
    // A refreshed service must not wipe the field in which somebody types.
    let stable = Memo::new(move |_| {
        let service = form.service().get().filter(|_| known.get());
        service.map(Stable)
    });
    let content = loadable_page(
        move || stable.get().map(|stable| stable.0),
        form.service().state(),
        move || form.service().refresh(),
        move |service| (move || form.step_view(&service, &step.get())).into_any(),
    );
    let state = form.service().state();
    let shown = Signal::derive(move || match state.get() {
        LoadState::Ready | LoadState::Stale { .. } if !known.get() => LoadState::Loading,
        // The form works on a kept copy as well as on the newest.
        LoadState::Stale { .. } => LoadState::Ready,
        state => state,
    });
    page("order-form", "", title, shown, content)
}

/// A service that counts as new only when its questions or terms changed.
#[derive(Clone)]
struct Stable(Arc<Service>);

impl PartialEq for Stable {
    fn eq(&self, other: &Self) -> bool {
        self.0.version == other.0.version && self.0.form_version == other.0.form_version
    }
}
impl Form {
    fn step_view(self, service: &Arc<Service>, step: &Step) -> AnyView {
        let content = match step {
            Step::Person | Step::Sent(_) => self.person_step(service),
            Step::Check => check_step(self, service),
            Step::Question(id) => {
                match service.questions.iter().find(|question| question.id == *id) {
                    Some(question) => self.question_step(service, question),
                    None => check_step(self, service),
                }
            }
        };
        let acting = move || {
            let name = self.draft().with(|draft| draft.acting_name.clone());
            (!name.is_empty()).then(|| {
                banner(
                    "banner--acting",
                    "people",
                    (t().services().acting_for)(&name),
                    None,
                )
            })
        };
        // The heading of the new step takes the focus, as on a new page.
        request_animation_frame(|| {
            document::focus("main h1");
        });
        view! { {acting} {content} }.into_any()
    }
}

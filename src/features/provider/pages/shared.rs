//! `/provider/bookings/{id}`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{BookingId, Envelope};

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::provider::ProviderPage;
use crate::features::provider::components::{For, access, frame, reads};
use crate::features::provider::model::Shared;
use crate::features::provider::{api, model};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::envelope::Closed;
use crate::platform::{document, keys};
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::{section, small_icon};
use crate::ui::quiet::leave;
use crate::ui::{changing, view};

/// What somebody put to a booking for its provider alone. It is opened here, in the page's memory.
pub fn shared_page(id: &BookingId) -> AnyView {
    let session = Session::get();
    let access = access(session, For::Counsellors);
    // What stands here is somebody else's: Escape takes it off the screen, as on their own pages.
    StoredValue::new_local(document::on_escape(leave));
    let query = Query::<Envelope>::idle();
    let path = api::envelope(id);
    reads(access, move || query.read(path.clone()));
    let opened = RwSignal::new(None::<Result<String, Closed>>);
    Effect::new(move |_| {
        let owner = session.person();
        let Some(envelope) = query.get() else { return };
        spawn_local(async move {
            let result = keys::open(&owner, &envelope).await;
            opened.try_set(Some(result));
        });
    });
    // None is there, as the server answers it, is nothing to try again.
    let none = Memo::new(move |_| {
        query
            .state()
            .with(|state| matches!(state, LoadState::Failed(error) if error.status() == 404))
    });
    let state = Signal::derive(move || match query.state().get() {
        LoadState::Failed(Error::Problem(problem)) if problem.status == 404 => LoadState::Ready,
        state => state,
    });
    frame(
        "provider-shared",
        ProviderPage::Bookings,
        access,
        state,
        move || {
            let p = t().provider();
            let content = changing(move || {
                if none.get() {
                    return nothing();
                }
                loadable(
                    move || query.get(),
                    query.state(),
                    move || query.refresh(),
                    skeleton_rows,
                    move |_| changing(move || inside(opened.get())),
                )
            });
            let back = ProviderPage::Bookings.to_string();
            view! {
                {heading(p.shared, Some(p.shared_lead.to_owned()))}
                {content}
                <p class="section"><a class="button" href=back>{p.back}</a></p>
            }
            .into_any()
        },
    )
}

fn nothing() -> AnyView {
    let p = t().provider();
    let text = Some(p.shared_none_text.to_owned());
    empty("art-empty", p.shared_none, text, ().into_any())
}

fn inside(opened: Option<Result<String, Closed>>) -> AnyView {
    match opened {
        None => {
            view! { <p role="status">{t().provider().opening}</p> {skeleton_rows()} }.into_any()
        }
        Some(Ok(text)) => match model::shared(&text) {
            Some(shared) => check(&shared),
            None => whole(&text),
        },
        Some(Err(closed)) => stays_closed(closed),
    }
}

fn check(shared: &Shared) -> AnyView {
    let p = t().provider();
    let row = |(question, answer): &(String, String)| {
        view! { <li>{question.clone()} <br /> <strong>{answer.clone()}</strong></li> }
    };
    let rows = shared.answers.iter().map(row).collect_view();
    view! {
        <section class="card stack" data-testid="opened">
            <h2 class="card__title">{shared.title.clone()}</h2>
            <p class="shared__result">{shared.result.clone()}</p>
            <p class="button-reason">{small_icon("info")} <span>{p.not_diagnosis}</span></p>
        </section>
        {section(p.answers, None, view! { <ol class="shared__answers" data-count=shared.answers.len().to_string()>{rows}</ol> }.into_any())}
    }
    .into_any()
}

/// A text of another making, line by line.
fn whole(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.map(|line| view! { <p>{line.to_owned()}</p> });
    view! { <section class="card stack" data-testid="opened">{lines.collect_view()}</section> }
        .into_any()
}

fn stays_closed(closed: Closed) -> AnyView {
    let p = t().provider();
    let (title, text, symbol) = match closed {
        Closed::NoKey => (p.no_key, p.no_key_text, "no-key"),
        Closed::OtherKey => (p.other_key, p.other_key_text, "other-key"),
        Closed::Broken => (p.broken, p.broken_text, "broken"),
        Closed::Unable => (p.unable, "", "unable"),
        Closed::Storage => (p.no_key, p.key_storage_read, "storage"),
    };
    let way = ProviderPage::Key.to_string();
    view! {
        <section class="card card--wait stack" role="alert" data-testid="closed" data-state=symbol>
            <h2 class="card__title">{title}</h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            <p><a class="button button--soft" href=way>{small_icon("shield")} {p.to_key}</a></p>
        </section>
    }
    .into_any()
}

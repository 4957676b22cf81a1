//! The frame of every page: its marks, title and focus, and what shows while it is not ready.

use std::sync::Arc;

use leptos::prelude::*;

use super::effect::effect;
use super::parts::{art, icon};
use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::platform::{document, history, timer};
use crate::ui::{changing, view};

/// What the shell tells pages: whether this page was reached by going back, so that it stands
/// where it was left, and whether it is the first one, which takes no focus.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Arrival {
    /// Whether to scroll to where the page was left, once there is something to show.
    pub scroll_back: bool,
    /// Where that was.
    pub left_at: f64,
    /// The first page after loading: the focus stays where the browser has it.
    pub first: bool,
}

/// A page: `name` becomes `data-page`, `class` joins `page`. The content brings its own `h1`, by
/// [`heading`] or otherwise. The title of the window follows `title`.
pub fn page(
    name: &'static str,
    class: &'static str,
    title: Signal<String>,
    state: Signal<LoadState>,
    content: AnyView,
) -> AnyView {
    let arrival = use_context::<RwSignal<Arrival>>()
        .map(|a| a.get_untracked())
        .unwrap_or_default();
    effect(move |_| {
        let title = title.get();
        document::set_title(&if title.is_empty() {
            t().ui().product.to_owned()
        } else {
            format!("{title} · {}", t().ui().product)
        });
    });
    let mut arrived = None;
    effect(move |_| {
        if arrived.is_none() && !arrival.first {
            document::focus("main h1");
        }
        let shown = state.with(LoadState::has_content);
        let settled = state.with(|state| *state != LoadState::Loading);
        // The content or what is said instead brings a heading of its own: where the old one had the
        // focus, it is lost.
        if settled && arrived == Some(false) && !arrival.first {
            request_animation_frame(|| {
                if document::focus_is_lost() {
                    document::focus("main h1");
                }
            });
        }
        if shown && arrived != Some(true) && arrival.scroll_back {
            history::scroll_to(arrival.left_at);
        }
        arrived = Some(shown || arrived == Some(true));
    });
    view! {
        <main class=format!("page {class}") id="main" data-page=name data-state=move || state.with(LoadState::word)>
            {stale_strip(state)}
            {content}
        </main>
    }
    .into_any()
}

/// A page that needs no data.
pub fn plain_page(
    name: &'static str,
    class: &'static str,
    title: &str,
    content: AnyView,
) -> AnyView {
    let title = title.to_owned();
    page(
        name,
        class,
        Signal::derive(move || title.clone()),
        Signal::derive(|| LoadState::Ready),
        content,
    )
}

/// The head of a page: its `h1` and, under it, a sentence.
pub fn heading(title: &str, lead: Option<String>) -> AnyView {
    view! {
        <div class="page__head">
            <h1 tabindex="-1">{title.to_owned()}</h1>
            {lead.map(|lead| view! { <p class="page__lead">{lead}</p> })}
        </div>
    }
    .into_any()
}

/// Shows a value when there is one; before that a skeleton; without one the reason and what to do.
/// `value` is called again whenever its signals change.
pub fn loadable<T: Send + Sync + 'static>(
    value: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static,
    state: Signal<LoadState>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
    skeleton: impl Fn() -> AnyView + Send + Sync + 'static,
    content: impl Fn(Arc<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(value, state, retry, skeleton, content, empty)
}

/// As [`loadable`], for pages whose heading comes with the value: until then the page is headed by
/// what is said instead.
pub fn loadable_page<T: Send + Sync + 'static>(
    value: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static,
    state: Signal<LoadState>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
    content: impl Fn(Arc<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(value, state, retry, coming, content, only_empty)
}

fn shown<T: Send + Sync + 'static>(
    value: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static,
    state: Signal<LoadState>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
    skeleton: impl Fn() -> AnyView + Send + Sync + 'static,
    content: impl Fn(Arc<T>) -> AnyView + Send + Sync + 'static,
    empty: Empty,
) -> AnyView {
    let failure = Memo::new(move |_| match state.get() {
        LoadState::Failed(error) => Some(error),
        _ => None,
    });
    changing(move || match (failure.get(), value()) {
        (Some(error), _) => failed(&error, retry, empty),
        (None, Some(value)) => content(value),
        (None, None) => skeleton(),
    })
}

/// [`empty`] or [`only_empty`].
type Empty = fn(&'static str, &str, Option<String>, AnyView) -> AnyView;

/// A failed page: what happened, what to do next.
fn failed(error: &Error, retry: impl Fn() + Copy + 'static, empty: Empty) -> AnyView {
    if error.needs_sign_in() {
        let here = Route::parse(&history::path());
        return empty(
            "art-street",
            &i18n::read_sentence(error),
            None,
            sign_in_link(here),
        );
    }
    // What is not there is not there the next time either: the way leads on.
    let gone = match (error.code(), error.status()) {
        ("service_withdrawn", _) => Some((Route::Services, t().ui().tab_services)),
        (_, 404 | 410) => Some((Route::Home, t().ui().go_home)),
        _ => None,
    };
    let action = match gone {
        Some((route, text)) => {
            view! { <a class="button button--primary" href=route.to_string()>{text}</a> }.into_any()
        }
        None => view! {
            <button class="button button--primary" type="button" on:click=move |_| retry()>
                {icon("refresh")}
                {t().ui().retry}
            </button>
        }
        .into_any(),
    };
    view! { <div role="alert">{empty("art-offline", t().ui().failed_title, Some(i18n::read_sentence(error)), action)}</div> }.into_any()
}

/// The way to sign in and back to a page.
pub fn sign_in_link(next: Route) -> AnyView {
    let href = Route::SignIn(Some(Box::new(next))).to_string();
    view! { <a class="button button--primary" href=href>{t().ui().sign_in}</a> }.into_any()
}

/// Nothing to show: a quiet drawing, a sentence and the next step.
pub fn empty(drawing: &'static str, title: &str, text: Option<String>, action: AnyView) -> AnyView {
    let title = view! { <h2 class="empty__title">{title.to_owned()}</h2> };
    quiet(drawing, title.into_any(), text, action)
}

/// The same as all that a page has to say, so that the title is the page's `h1`.
pub fn only_empty(
    drawing: &'static str,
    title: &str,
    text: Option<String>,
    action: AnyView,
) -> AnyView {
    let title = view! { <h1 class="empty__title" tabindex="-1">{title.to_owned()}</h1> };
    quiet(drawing, title.into_any(), text, action)
}

fn quiet(drawing: &'static str, title: AnyView, text: Option<String>, action: AnyView) -> AnyView {
    view! {
        <div class="empty">
            {art("empty__art", drawing)}
            {title}
            {text.map(|text| view! { <p class="empty__text">{text}</p> })}
            {action}
        </div>
    }
    .into_any()
}

/// A page of which nothing is known yet.
pub fn coming() -> AnyView {
    view! { <h1 class="visually-hidden" tabindex="-1">{t().ui().loading}</h1> {skeleton_rows()} }
        .into_any()
}

/// Grey rows in the shape of what comes.
pub fn skeleton_rows() -> AnyView {
    view! {
        <div class="skeleton" aria-hidden="true">
            <span class="skeleton__block skeleton__block--row"></span>
            <span class="skeleton__block skeleton__block--row"></span>
            <span class="skeleton__block skeleton__block--row"></span>
            <span class="skeleton__block skeleton__block--row"></span>
        </div>
    }
    .into_any()
}

/// Says that what is shown is a kept copy, and of when. A copy that is being replaced says so only
/// when that takes more than a moment.
fn stale_strip(state: Signal<LoadState>) -> AnyView {
    let slow = RwSignal::new(false);
    let alarm = StoredValue::new_local(None);
    effect(move |_| {
        let waiting = state.with(|state| matches!(state, LoadState::Stale { error: None, .. }));
        slow.set(false);
        alarm.set_value(waiting.then(|| {
            timer::after(1500, move || {
                slow.try_set(true);
            })
        }));
    });
    changing(move || {
        let LoadState::Stale { since, error } = state.get() else {
            return ().into_any();
        };
        if error.is_none() && !slow.get() {
            return ().into_any();
        }
        let as_of = (t().ui().as_of)(&i18n::instant(since, Style::DayTime));
        view! {
            <div class="stale" role="status">
                {icon("clock")}
                <span class="stale__text">{as_of} {error.is_none().then_some(t().ui().refreshing)}</span>
            </div>
        }
        .into_any()
    })
}

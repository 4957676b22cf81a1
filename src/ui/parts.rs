//! Small parts: icons, drawings, buttons, sections, chips.

use leptos::prelude::*;

use crate::domain::phone;
use crate::i18n::t;
use crate::platform::mode;
use crate::ui::view;

/// An icon of the sprite, 24 px. It is never alone in saying something.
pub fn icon(name: &str) -> AnyView {
    svg("icon", name)
}

/// An icon in the size of small text.
pub fn small_icon(name: &str) -> AnyView {
    svg("icon icon--small", name)
}

/// A drawing of the sprite in a class of its own.
pub fn art(class: &'static str, name: &str) -> AnyView {
    svg(class, name)
}

fn svg(class: &'static str, name: &str) -> AnyView {
    view! { <svg class=class aria-hidden="true"><use href=format!("/icons.svg#{name}") /></svg> }
        .into_any()
}

/// A round badge in the colour of an area (`order`, `wish`, `guide`, `ok`, `wait`, `primary`).
pub fn badge(area: &str, name: &str) -> AnyView {
    view! { <span class=format!("badge badge--{area}")>{icon(name)}</span> }.into_any()
}

/// A part of a page under a heading, with a way to more of it.
pub fn section(title: &str, more: Option<(String, &str)>, content: AnyView) -> AnyView {
    view! {
        <section class="section">
            <div class="section__head">
                <h2 class="section__title">{title.to_owned()}</h2>
                {more.map(|(href, text)| view! { <a class="section__more" href=href>{text.to_owned()}</a> })}
            </div>
            {content}
        </section>
    }
    .into_any()
}

/// The button of an action. While the work runs it says so and takes no second tap; the work is
/// guarded as well, so a double tap is one tap.
pub fn action(
    class: &'static str,
    label: &str,
    busy: Signal<bool>,
    act: impl Fn() + 'static,
) -> AnyView {
    let label = label.to_owned();
    view! {
        <button
            class=format!("button {class}")
            type="button"
            aria-busy=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    act();
                }
            }
        >
            {move || if busy.get() { t().ui().sending.to_owned() } else { label.clone() }}
        </button>
    }
    .into_any()
}

/// The button that submits the form around it.
pub fn submit(label: &str, busy: Signal<bool>) -> AnyView {
    let label = label.to_owned();
    view! {
        <button class="button button--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
            {move || if busy.get() { t().ui().sending.to_owned() } else { label.clone() }}
        </button>
    }
    .into_any()
}

/// A button that calls.
pub fn call(class: &'static str, name: &str, number: &str) -> AnyView {
    if mode::is_kiosk() {
        // Nobody can call from there; the number is to be read.
        return view! { <strong class="call__number">{phone::grouped(number)}</strong> }.into_any();
    }
    view! {
        <a class=format!("button {class}") href=format!("tel:{number}") aria-label=(t().ui().call)(name)>
            {icon("phone")}
            {phone::grouped(number)}
        </a>
    }
    .into_any()
}

/// A row of a list that leads to a page.
pub fn link_row(href: String, id: &str, title: &str, text: String) -> AnyView {
    view! {
        <li data-id=id.to_owned()>
            <a class="list-row" href=href>
                <span class="list-row__body">
                    <span class="list-row__title">{title.to_owned()}</span>
                    <span class="list-row__text">{text}</span>
                </span>
                {svg("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}

/// A name and a value of a list of facts.
pub fn fact(name: &str, value: AnyView) -> AnyView {
    view! {
        <div class="facts__row">
            <dt class="facts__name">{name.to_owned()}</dt>
            <dd class="facts__value">{value}</dd>
        </div>
    }
    .into_any()
}

/// The line at the end of a page that leads to a person.
pub fn help_line(number: &str) -> AnyView {
    if mode::is_kiosk() {
        return ().into_any();
    }
    view! {
        <footer class="page__help">
            <a href=format!("tel:{number}")>{t().ui().help} " " <span class="page__number">{phone::grouped(number)}</span></a>
        </footer>
    }
    .into_any()
}

/// A status: an icon and a word; the colour only repeats them.
pub fn status(kind: &str, symbol: &str, word: &str) -> AnyView {
    view! { <span class=format!("status status--{kind}")>{small_icon(symbol)} {word.to_owned()}</span> }.into_any()
}

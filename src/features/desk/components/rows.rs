//! A list that is written row by row, such as the options of a ballot: each row in its order, and one of
//! them open for writing. What is typed goes into the list at once, so that closing a row loses nothing.

use leptos::prelude::*;

use crate::i18n::t;
use crate::platform::document;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The list and how its rows are shown.
pub(in crate::features::desk) struct Rows<T: 'static> {
    /// The rows.
    pub(in crate::features::desk) items: RwSignal<Vec<T>>,
    /// The beginning of a row's id; its place follows.
    pub(in crate::features::desk) name: &'static str,
    /// What the button says that adds a row.
    pub(in crate::features::desk) add: Signal<&'static str>,
    /// What a row is called.
    pub(in crate::features::desk) title: fn(&T) -> String,
    /// What else it says.
    pub(in crate::features::desk) note: fn(&T) -> String,
    /// The field that takes the focus when a row is opened.
    pub(in crate::features::desk) first: &'static str,
    /// What is wrong: the ids of rows, and sentences.
    pub(in crate::features::desk) wrong: Signal<Vec<(String, String)>>,
}

/// The list. `editor` makes the fields of the row at a place.
pub(in crate::features::desk) fn rows<T: Clone + Default + Send + Sync + 'static>(
    list: Rows<T>,
    editor: impl Fn(usize) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let Rows {
        items,
        name,
        add,
        title,
        note,
        first,
        wrong,
    } = list;
    let open = RwSignal::new(None::<usize>);
    // Only how many rows there are and which one is open builds the list anew, not what is typed.
    let shape = Memo::new(move |_| (items.with(Vec::len), open.get()));
    let show = move |place: usize| {
        open.set(Some(place));
        focus_soon(format!("#{first}"));
    };
    let row = move |place: usize, last: bool| {
        let said = move |say: fn(&T) -> String| {
            move || items.with(|all| all.get(place).map(say).unwrap_or_default())
        };
        let id = format!("{name}-{place}");
        let mine = id.clone();
        let lines = move || {
            wrong.with(|lines| {
                let mine = lines.iter().filter(|(id, _)| *id == mine);
                let texts = mine.map(|(_, text)| text.clone());
                texts
                    .map(|text| view! { <p class="field__error">{icon("warn")} <span>{text}</span></p> })
                    .collect_view()
            })
        };
        let u = t().desk_projects();
        let label = move |word: &'static str| move || format!("{word}: {}", said(title)());
        let up = move |_| {
            open.set(None);
            items.update(|all| all.swap(place - 1, place));
            focus_soon(format!("#{name}-{}", place - 1));
        };
        let down = move |_| {
            open.set(None);
            items.update(|all| all.swap(place, place + 1));
            focus_soon(format!("#{name}-{}", place + 1));
        };
        let remove = move |_| {
            open.set(None);
            items.update(|all| drop(all.remove(place)));
            focus_soon(format!("[data-add={name}]"));
        };
        let tools = view! {
            <div class="row">
                <button class="button button--soft button--small" type="button" id=id aria-label=label(u.row_change) on:click=move |_| show(place)>{u.row_change}</button>
                {(place > 0).then(|| view! { <button class="button button--quiet button--small" type="button" aria-label=label(u.row_up) on:click=up>{u.row_up}</button> })}
                {(!last).then(|| view! { <button class="button button--quiet button--small" type="button" aria-label=label(u.row_down) on:click=down>{u.row_down}</button> })}
                <button class="button button--quiet button--small" type="button" aria-label=label(u.row_remove) on:click=remove>{small_icon("trash")} {u.row_remove}</button>
            </div>
        };
        let head = view! {
            <p class="rows__title"><span class="number soft">{place + 1}</span> " " {said(title)}</p>
            <p class="soft">{said(note)}</p>
        };
        let body = if open.get_untracked() == Some(place) {
            let close = move |_| {
                open.set(None);
                focus_soon(format!("#{name}-{place}"));
            };
            view! {
                <div class="stack" id=format!("{name}-{place}") tabindex="-1">
                    {editor(place)}
                    <p><button class="button button--soft button--small" type="button" on:click=close>{u.row_done}</button></p>
                </div>
            }
            .into_any()
        } else {
            view! { {head} {tools} }.into_any()
        };
        view! { <li class="rows__row stack" data-place=(place + 1).to_string()>{lines} {body}</li> }
            .into_any()
    };
    let list = move || {
        let (count, _) = shape.get();
        let rows: Vec<AnyView> = untrack(|| {
            (0..count)
                .map(|place| row(place, place + 1 == count))
                .collect()
        });
        (count > 0).then(
            || view! { <ol class="card card--flush" data-count=count.to_string()>{rows}</ol> },
        )
    };
    let more = move |_| {
        items.update(|all| all.push(T::default()));
        show(items.with_untracked(Vec::len).saturating_sub(1));
    };
    view! {
        {list}
        <p><button class="button button--soft button--small" type="button" data-add=name on:click=more>{icon("plus")} {move || add.get()}</button></p>
    }
    .into_any()
}

/// Moves the focus once what was changed is on the page.
fn focus_soon(selector: String) {
    request_animation_frame(move || {
        document::focus(&selector);
    });
}

/// A field of a row: it follows the list, and every change of it goes back into the list.
pub(in crate::features::desk) fn cell<T: Clone + Send + Sync + 'static>(
    items: RwSignal<Vec<T>>,
    place: usize,
    part: fn(&mut T) -> &mut String,
) -> RwSignal<String> {
    let held = move |all: &Vec<T>| {
        let mut row = all.get(place).cloned();
        row.as_mut().map(|row| std::mem::take(part(row)))
    };
    let text = RwSignal::new(items.with_untracked(held).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(held) = items
            .with(held)
            .filter(|held| text.with_untracked(|text| text != held))
        {
            text.set(held);
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        if before.is_some() && items.with_untracked(held).is_some_and(|held| held != now) {
            items.update(|all| {
                if let Some(row) = all.get_mut(place) {
                    *part(row) = now;
                }
            });
        }
    });
    text
}

/// A box of a row that is on or off, as the key of the one choice there is.
pub(in crate::features::desk) fn flag<T: Clone + Send + Sync + 'static>(
    items: RwSignal<Vec<T>>,
    place: usize,
    part: fn(&mut T) -> &mut bool,
) -> RwSignal<Vec<String>> {
    let held = move |all: &Vec<T>| {
        all.get(place)
            .cloned()
            .is_some_and(|mut row| *part(&mut row))
    };
    let keys = |on: bool| on.then(|| "yes".to_owned()).into_iter().collect::<Vec<_>>();
    let chosen = RwSignal::new(keys(items.with_untracked(held)));
    Effect::new(move |_| {
        let held = items.with(held);
        if chosen.with_untracked(Vec::is_empty) == held {
            chosen.set(keys(held));
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = chosen.with(|keys| !keys.is_empty());
        if before.is_some() && items.with_untracked(held) != now {
            items.update(|all| {
                if let Some(row) = all.get_mut(place) {
                    *part(row) = now;
                }
            });
        }
    });
    chosen
}

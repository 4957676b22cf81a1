//! Views of one type: shown, followed and changed in place.

use leptos::prelude::*;
use linli::ui::template::{IntoNode as _, Node};
use linli::ui::{changing, view};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Undo, run, text, until};

/// Shows a view in an element of its own.
async fn show(view: impl FnOnce() -> Node + 'static) -> Undo {
    run("document.body.insertAdjacentHTML('beforeend', '<div id=\"shown\"></div>')").await;
    let element = document().get_element_by_id("shown").expect("the element");
    let element = wasm_bindgen::JsCast::unchecked_into(element);
    leptos::mount::mount_to(element, view).forget();
    Undo("document.getElementById('shown').remove()")
}

/// What is shown, without the comments that keep places.
async fn shown() -> String {
    text("document.getElementById('shown').innerHTML.replaceAll('<!---->', '')").await
}

async fn becomes(expected: &str) {
    for _ in 0..50 {
        if shown().await == expected {
            return;
        }
        linli::platform::timer::sleep(20).await;
    }
    assert_eq!(shown().await, expected);
}

#[wasm_bindgen_test]
async fn markup_and_what_is_put_into_it_stand_in_their_order() {
    let (name, none, one, last) = ("<b>".to_owned(), None::<String>, 1_usize, "c");
    let rows = || ["one", "two"].map(|row| view! { <li>{row}</li> });
    let _undo = show(move || {
        view! {
            <section class="card" data-id=name.clone() hidden=false aria-busy=true title=none.clone()>
                {name.clone()} "&" <p>"a " {one} " b" <i></i> {none} {last}</p>
                <ul>{rows().into_iter().collect_view()} <li>"three"</li></ul>
            </section>
            <svg viewBox="0 0 2 2">{view! { <rect width=2_usize /> }}</svg>
        }
    })
    .await;
    assert_eq!(
        shown().await,
        r#"<section class="card" aria-busy="" data-id="&lt;b&gt;">&lt;b&gt;&amp;<p>a 1 b<i></i>c</p><ul><li>one</li><li>two</li><li>three</li></ul></section><svg viewBox="0 0 2 2"><rect width="2"></rect></svg>"#
    );
    let namespace = text("document.querySelector('#shown rect').namespaceURI").await;
    assert_eq!(namespace, "http://www.w3.org/2000/svg");
}

#[wasm_bindgen_test]
async fn what_changes_is_changed_in_place() {
    let owner = Owner::new();
    let (count, class) = owner.with(|| (RwSignal::new(1), RwSignal::new(Some("a"))));
    let _undo = show(move || {
        view! {
            <p class=move || class.get()>
                {move || match count.get() {
                    0 => view! { <b>"none"</b> },
                    n => view! { <i>{n.to_string()} {(n > 2).then(|| view! { <u></u> })}</i> },
                }}
                "!"
            </p>
        }
    })
    .await;
    becomes(r#"<p class="a"><i>1</i>!</p>"#).await;
    run("window.kept = document.querySelector('#shown i')").await;
    count.set(3_usize);
    becomes(r#"<p class="a"><i>3<u></u></i>!</p>"#).await;
    let same = run("window.kept === document.querySelector('#shown i')").await;
    assert!(same.is_truthy(), "the same markup is the same element");
    count.set(0);
    class.set(None);
    becomes("<p><b>none</b>!</p>").await;
    count.set(2);
    class.set(Some("b"));
    becomes(r#"<p class="b"><i>2</i>!</p>"#).await;
}

#[wasm_bindgen_test]
async fn lists_grow_and_shrink_at_their_place() {
    let owner = Owner::new();
    let rows = owner.with(|| RwSignal::new(vec!["a", "b"]));
    let list = move || rows.get().into_iter().map(|row| view! { <li>{row}</li> });
    let _undo = show(
        move || view! { <ul><li>"first"</li> {move || list().collect_view()} <li>"last"</li></ul> },
    )
    .await;
    for now in [
        vec!["a", "b"],
        vec![],
        vec!["c"],
        vec!["d", "e", "f"],
        vec!["f"],
    ] {
        let middle = now
            .iter()
            .fold(String::new(), |all, row| all + "<li>" + row + "</li>");
        rows.set(now);
        becomes(&format!("<ul><li>first</li>{middle}<li>last</li></ul>")).await;
    }
}

#[wasm_bindgen_test]
async fn an_event_calls_once_and_the_newest() {
    let owner = Owner::new();
    let (step, sum) = owner.with(|| (RwSignal::new(1), RwSignal::new(0)));
    let _undo = show(move || {
        (move || {
            let step = step.get();
            view! { <button type="button" on:click=move |_| sum.update(|sum| *sum += step)>{step.to_string()}</button> }
        })
        .into_node()
    })
    .await;
    let click = "document.querySelector('#shown button').click()";
    run(click).await;
    assert_eq!(sum.get_untracked(), 1);
    step.set(10);
    becomes(r#"<button type="button">10</button>"#).await;
    run(click).await;
    until("one more call", || sum.get_untracked() == 11).await;
}

/// What the rows of a form read goes when the form goes, and their effects may be waiting to run.
#[wasm_bindgen_test]
async fn what_is_gone_does_not_run_once_more() {
    let owner = Owner::new();
    let open = owner.with(|| RwSignal::new(true));
    let text = owner.with(|| RwSignal::new("a"));
    let late = owner.with(|| RwSignal::new(0));
    let _undo = show(move || {
        view! {
            <div>{move || {
                if !open.get() {
                    return view! { <p>"closed"</p> }.into_node();
                }
                let inner = Signal::derive(move || text.get());
                let rows = move || {
                    view! { <i>{move || {
                        if inner.try_get().is_none() {
                            late.update(|late| *late += 1);
                        }
                        inner.try_get()
                    }}</i> }
                };
                view! { <b>{rows}</b> {changing(rows)} }.into_node()
            }}</div>
        }
    })
    .await;
    becomes("<div><b><i>a</i></b><i>a</i></div>").await;
    // Every effect has begun to wait.
    linli::platform::timer::sleep(20).await;
    // The form is told first that it goes, and what is inside of it before that is done.
    open.set(false);
    text.set("b");
    becomes("<div><p>closed</p></div>").await;
    assert_eq!(late.get_untracked(), 0, "effects ran without their signals");
}

//! The address bar and the way back.

use std::cell::RefCell;

use linli::platform::history::{self, Move};
use linli::platform::timer;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Undo, run, text, until};

thread_local! {
    static MOVES: RefCell<Option<Vec<(String, Move)>>> = const { RefCell::new(None) };
}

/// Listens once for the life of the page, as the app does.
fn listen() {
    if MOVES.replace(Some(Vec::new())).is_none() {
        history::listen(|path, how| {
            MOVES.with_borrow_mut(|moves| {
                if let Some(moves) = moves {
                    moves.push((path.to_owned(), how));
                }
            });
        });
    }
}

fn moves() -> Vec<(String, Move)> {
    MOVES.with_borrow(|moves| moves.clone().unwrap_or_default())
}

/// Puts the address of the test's page back, and the page to its top.
const HOME: &str = "document.getElementById('tall')?.remove(); history.replaceState(null, '', '/')";

#[wasm_bindgen_test]
async fn moves_are_told_and_back_stands_where_the_page_was_left() {
    listen();
    let _home = Undo(HOME);
    run("const tall = document.createElement('div'); tall.id = 'tall'; tall.style.height = '9000px'; document.body.append(tall)").await;
    history::replace("/services");
    history::scroll_to(1234.0);
    history::push("/services/tap?from=list");
    assert_eq!(history::path(), "/services/tap?from=list");
    assert_eq!(history::saved_scroll().to_bits(), 0.0_f64.to_bits());
    history::back();
    until("the way back", || moves().len() == 3).await;
    assert_eq!(
        moves(),
        [
            ("/services".to_owned(), Move::Replace),
            ("/services/tap?from=list".to_owned(), Move::Forward),
            ("/services".to_owned(), Move::Back),
        ]
    );
    assert!((history::saved_scroll() - 1234.0).abs() < 2.0);
    assert_eq!(text("history.scrollRestoration").await, "manual");
    // A link to the page that is shown begins it anew and leaves no second step on the way back.
    let steps = run("history.length").await;
    history::push("/services");
    assert_eq!(run("history.length").await, steps);
    assert_eq!(
        moves().last().unwrap(),
        &("/services".to_owned(), Move::Forward)
    );
}

#[wasm_bindgen_test]
async fn the_way_back_never_leaves_the_app() {
    listen();
    let _home = Undo(HOME);
    // As when a chat app opens a link to us: what lies before is its page.
    run("history.pushState(null, '', '/chat'); history.pushState(null, '', '/me')").await;
    history::push("/me");
    history::replace("/me?tab=2");
    let before = moves().len();
    history::back();
    assert_eq!(
        moves()[before..],
        [("/".to_owned(), Move::Replace)],
        "home, without a step back"
    );
    history::push("/orders");
    history::push("/orders/1");
    history::back();
    until("the way back", || history::path() == "/orders").await;
    history::back();
    until("the way back", || history::path() == "/").await;
    let before = moves().len();
    history::back();
    assert_eq!(moves()[before..], [("/".to_owned(), Move::Replace)]);
}

#[wasm_bindgen_test]
async fn the_place_is_remembered_while_scrolling() {
    listen();
    let _home = Undo(HOME);
    run("const tall = document.createElement('div'); tall.id = 'tall'; tall.style.height = '9000px'; document.body.append(tall)").await;
    history::replace("/orders");
    history::scroll_to(777.0);
    timer::sleep(400).await;
    assert!((history::saved_scroll() - 777.0).abs() < 2.0);
}

#[wasm_bindgen_test]
async fn links_to_our_own_pages_are_moves_and_others_are_the_browsers() {
    listen();
    let _home = Undo(HOME);
    // It comes after our own listener, tells whether that took the click, and keeps the test's page.
    run("window.taken = []; window.keepHere = (event) => { taken.push(event.defaultPrevented); event.preventDefault(); }; addEventListener('click', keepHere)").await;
    let _listener = Undo("removeEventListener('click', keepHere)");
    for (link, click, ours) in [
        ("<a href='/orders?x=1'><b>deep</b></a>", "{}", true),
        (
            "<a href='/orders'><b>new tab</b></a>",
            "{ ctrlKey: true }",
            false,
        ),
        (
            "<a href='/orders'><b>middle</b></a>",
            "{ button: 1 }",
            false,
        ),
        (
            "<a href='/orders' target='_blank'><b>blank</b></a>",
            "{}",
            false,
        ),
        ("<a href='/v1/uploads/a' ><b>photo</b></a>", "{}", false),
        ("<a href='/a.csv' download><b>file</b></a>", "{}", false),
        (
            "<a href='https://example.org/orders'><b>elsewhere</b></a>",
            "{}",
            false,
        ),
        ("<a href='tel:110'><b>call</b></a>", "{}", false),
        ("<a><b>no address</b></a>", "{}", false),
    ] {
        let before = moves().len();
        let script = format!(
            "(() => {{
              const place = document.createElement('p');
              place.innerHTML = `{link}`;
              document.body.append(place);
              const init = Object.assign({{ bubbles: true, cancelable: true, button: 0 }}, {click});
              place.querySelector('b').dispatchEvent(new MouseEvent('click', init));
              place.remove();
              return String(taken.pop());
            }})()"
        );
        assert_eq!(text(&script).await, ours.to_string(), "{link} {click}");
        assert_eq!(moves().len() - before, usize::from(ours), "{link} {click}");
    }
    assert_eq!(
        moves().last().unwrap(),
        &("/orders?x=1".to_owned(), Move::Forward)
    );
    history::back();
    timer::sleep(200).await;
}

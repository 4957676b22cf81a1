//! The address bar and the way back.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::{mode, window};

type Listener = Box<dyn Fn(&str, Move)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// How an address was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By a link: the page begins at its top.
    Forward,
    /// Instead of the page before: the page begins at its top.
    Replace,
    /// By the browser's back or forward: the page stands where it was left.
    Back,
}

fn history() -> Option<web_sys::History> {
    window().history().ok()
}

/// The path and query now.
pub fn path() -> String {
    if let Some(path) = inside::path() {
        return path;
    }
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// What stands after `#` in the address; it is taken out of there, so that neither the history nor a shared address has
/// it.
pub fn take_fragment() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let text = hash.strip_prefix('#').filter(|text| !text.is_empty())?;
    let now = Entry::now();
    let path = path();
    let _ = history().map(|h| h.replace_state_with_url(&now.state(), "", Some(&path)));
    Some(text.to_owned())
}

/// How many pages of ours lie before this one.
pub(super) fn pages_before() -> i32 {
    if mode::is_kiosk() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no browser keeps more than some dozens"
    )]
    let before = Entry::now().before as i32;
    before
}

/// What every entry of the browser's history remembers, also after loading the page again.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// How many pages of ours lie before it.
    before: f64,
    /// How far the page was scrolled when it was left.
    scroll: f64,
}

impl Entry {
    /// The entry shown now; one that the app did not make is the first.
    fn now() -> Self {
        let state = history().and_then(|h| h.state().ok());
        state
            .and_then(|state| state.dyn_into::<Array>().ok())
            .map(|state| Self {
                before: state.get(0).as_f64().unwrap_or(0.0),
                scroll: state.get(1).as_f64().unwrap_or(0.0),
            })
            .unwrap_or_default()
    }

    fn state(self) -> JsValue {
        Array::of2(&self.before.into(), &self.scroll.into()).into()
    }
}

/// Goes to one of our own paths.
pub fn push(path: &str) {
    if mode::is_kiosk() {
        inside::push(path);
    } else if path != self::path() {
        save_scroll();
        let next = Entry {
            before: Entry::now().before + 1.0,
            scroll: 0.0,
        };
        let _ = history().map(|h| h.push_state_with_url(&next.state(), "", Some(path)));
    }
    notify(path, Move::Forward);
}

/// Goes to a path so that back does not return here.
pub fn replace(path: &str) {
    if mode::is_kiosk() {
        inside::replace(path);
        return notify(path, Move::Replace);
    }
    let next = Entry {
        scroll: 0.0,
        ..Entry::now()
    };
    let _ = history().map(|h| h.replace_state_with_url(&next.state(), "", Some(path)));
    notify(path, Move::Replace);
}

/// Goes back to a page of ours, or home where there is none: what lies before is somebody else's.
pub fn back() {
    if mode::is_kiosk() {
        match inside::back() {
            Some(path) => notify(&path, Move::Back),
            None => replace("/"),
        }
    } else if Entry::now().before > 0.0 {
        let _ = history().map(|h| h.back());
    } else {
        replace("/");
    }
}

/// How far the page was scrolled when it was left, for the entry shown now.
pub fn saved_scroll() -> f64 {
    if mode::is_kiosk() {
        return inside::scroll();
    }
    Entry::now().scroll
}

/// Remembers in the entry shown now how far the page is scrolled.
fn save_scroll() {
    if mode::is_kiosk() {
        return inside::save_scroll();
    }
    let now = Entry {
        scroll: window().scroll_y().unwrap_or(0.0),
        ..Entry::now()
    };
    let _ = history().map(|h| h.replace_state_with_url(&now.state(), "", None));
}

/// Scrolls the page.
pub fn scroll_to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

fn notify(path: &str, how: Move) {
    LISTENER.with_borrow(|listener| {
        if let Some(listener) = listener {
            listener(path, how);
        }
    });
}

/// Calls at every move for the rest of the app's life. Clicks on links to our own paths become
/// moves without loading the page again; other clicks stay the browser's.
pub fn listen(listener: impl Fn(&str, Move) + 'static) {
    LISTENER.set(Some(Box::new(listener)));
    let window = window();
    if let Some(history) = history() {
        // The browser restores before our content is there.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    // Back and forward do not pass through `push`, so the place is remembered while scrolling. What
    // is pending when they come is about the entry before.
    let pending = Rc::new(RefCell::new(None));
    let popped = Closure::<dyn Fn()>::new({
        let pending = pending.clone();
        move || {
            pending.take();
            if !mode::is_kiosk() {
                notify(&path(), Move::Back);
            }
        }
    });
    window.set_onpopstate(Some(popped.as_ref().unchecked_ref()));
    popped.forget();
    let scrolled = Closure::<dyn Fn()>::new(move || {
        *pending.borrow_mut() = Some(super::timer::after(120, save_scroll));
    });
    let _ = window.add_event_listener_with_callback("scroll", scrolled.as_ref().unchecked_ref());
    scrolled.forget();
    let clicked = Closure::<dyn Fn(web_sys::MouseEvent)>::new(|event: web_sys::MouseEvent| {
        if let Some(path) = own_link(&event) {
            event.prevent_default();
            push(&path);
        } else if mode::is_kiosk() && link_of(&event).is_some() {
            // No way leads out of the app: no call, no file, no window, no other place.
            event.prevent_default();
        }
    });
    let _ = window.add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref());
    clicked.forget();
}

/// The path of the link that was clicked, if following it is our job.
fn own_link(event: &web_sys::MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return None;
    }
    let link = link_of(event)?;
    let ours = link.origin() == window().location().origin().ok()?;
    if !ours
        || link.target() == "_blank"
        || link.has_attribute("download")
        || link.pathname().starts_with("/v1/")
    {
        return None;
    }
    Some(link.pathname() + &link.search())
}

fn link_of(event: &web_sys::MouseEvent) -> Option<web_sys::HtmlAnchorElement> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// The way back at a kiosk. It is in memory, and the address bar keeps the address with which the page was loaded: the
/// browser's own history, its back and its forward know nothing of what anybody looked at.
mod inside {
    use std::cell::RefCell;

    use super::window;

    thread_local! {
        /// Paths, each with how far it was scrolled; the last one is shown.
        static STACK: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
    }

    /// So many pages back at most; a day of one session does not fill the memory.
    const DEEPEST: usize = 100;

    pub(super) fn path() -> Option<String> {
        STACK.with_borrow(|stack| stack.last().map(|(path, _)| path.clone()))
    }

    pub(super) fn push(path: &str) {
        let here = super::path();
        if path == here {
            return;
        }
        save_scroll();
        STACK.with_borrow_mut(|stack| {
            if stack.is_empty() {
                stack.push((here, 0.0));
            }
            if stack.len() >= DEEPEST {
                stack.remove(1);
            }
            stack.push((path.to_owned(), 0.0));
        });
    }

    pub(super) fn replace(path: &str) {
        STACK.with_borrow_mut(|stack| {
            stack.pop();
            stack.push((path.to_owned(), 0.0));
        });
    }

    pub(super) fn back() -> Option<String> {
        STACK.with_borrow_mut(|stack| {
            if stack.len() < 2 {
                return None;
            }
            stack.pop();
            stack.last().map(|(path, _)| path.clone())
        })
    }

    pub(super) fn scroll() -> f64 {
        STACK.with_borrow(|stack| stack.last().map_or(0.0, |(_, scroll)| *scroll))
    }

    pub(super) fn save_scroll() {
        let y = window().scroll_y().unwrap_or(0.0);
        STACK.with_borrow_mut(|stack| {
            if let Some((_, scroll)) = stack.last_mut() {
                *scroll = y;
            }
        });
    }
}

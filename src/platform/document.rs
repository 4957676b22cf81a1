//! The document: its title, its root's attributes, and where the focus is.

use wasm_bindgen::JsCast as _;

use super::window;

fn document() -> Option<web_sys::Document> {
    window().document()
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets or removes an attribute of `<html>`; style sheets read them.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

fn find(selector: &str) -> Option<web_sys::HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Moves the focus to the first element that matches, without scrolling when it is a heading.
/// Says whether there was one.
pub fn focus(selector: &str) -> bool {
    let Some(element) = find(selector) else {
        return false;
    };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(element.tag_name() == "H1");
    element.focus_with_options(&options).is_ok()
}

/// The words of the label of a field.
pub fn label_of(id: &str) -> Option<String> {
    let label = find(&format!("label[for=\"{id}\"]"))?;
    let text = label.text_content()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether nothing has the focus, as after what had it went away.
pub fn focus_is_lost() -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// What Tab stops at.
const STOPS: [&str; 5] = [
    "a[href]",
    "button:enabled",
    "input:enabled",
    "select:enabled",
    "textarea:enabled",
];

/// For the key Tab inside an element: where it would leave the element, the focus goes to the
/// other end instead. Says whether it did; otherwise the browser moves it.
pub fn go_round(selector: &str, back: bool) -> bool {
    let inside = STOPS.map(|stop| format!("{selector} {stop}")).join(",");
    let Some(found) = document().and_then(|document| document.query_selector_all(&inside).ok())
    else {
        return false;
    };
    let stops: Vec<web_sys::HtmlElement> = (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .filter(|stop: &web_sys::HtmlElement| stop.offset_parent().is_some())
        .collect();
    let now = document().and_then(|document| document.active_element());
    let group = now.as_ref().and_then(radio_group);
    let at = stops
        .iter()
        .position(|stop| now.as_ref() == Some(stop.as_ref()));
    let beyond = match (at, back) {
        (Some(at), true) => &stops[..at],
        (Some(at), false) => &stops[at + 1..],
        // From the heading or the ground, back leaves and forward comes to the first stop.
        (None, true) => &[],
        (None, false) => &stops[..],
    };
    // Tab sees one of a group of radio buttons; the arrow keys move among them.
    let goes_on = beyond
        .iter()
        .any(|stop| group.is_none() || radio_group(stop) != group);
    let end = if back { stops.last() } else { stops.first() };
    !goes_on && end.is_some_and(|end| end.focus().is_ok())
}

fn radio_group(element: &web_sys::Element) -> Option<String> {
    let input: &web_sys::HtmlInputElement = element.dyn_ref()?;
    (input.type_() == "radio").then(|| input.name())
}

/// Scrolls the first element that matches into view.
pub fn scroll_into_view(selector: &str) {
    if let Some(element) = find(selector) {
        element.scroll_into_view();
    }
}

/// Waits for the style sheet of the pages that are loaded later. `index.html` names it for a medium
/// that is none, so that the first screen does not wait for it; here it becomes a sheet. Without
/// it a page is plain and works, so its failure is none.
pub async fn more_styles() {
    let Some(link) = find("#more-styles") else {
        return;
    };
    if link.get_attribute("data-ready").is_some() {
        return;
    }
    let ready = js_sys::Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            let _ = link.add_event_listener_with_callback(event, &resolve);
        }
    });
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.remove_attribute("media");
    let _ = wasm_bindgen_futures::JsFuture::from(ready).await;
    let _ = link.set_attribute("data-ready", "");
}

/// The element into which the app is mounted; made when the page lacks it.
pub fn mount_point() -> Option<web_sys::HtmlElement> {
    if let Some(found) = find("#app") {
        return Some(found);
    }
    let document = document()?;
    let element = document.create_element("div").ok()?;
    element.set_id("app");
    document.body()?.append_child(&element).ok()?;
    element.dyn_into().ok()
}

/// Removes the first element that matches, such as the shell of `index.html`.
pub fn remove(selector: &str) {
    if let Some(element) = find(selector) {
        element.remove();
    }
}

/// The text of the first element that matches, as it is shown.
pub fn text_of(selector: &str) -> String {
    find(selector)
        .map(|element| element.inner_text())
        .unwrap_or_default()
}

/// Hides the first element that matches.
pub fn hide(selector: &str) {
    if let Some(element) = find(selector) {
        element.set_hidden(true);
    }
}

/// How far the top of an element lies above the window's, and the window's height, in CSS pixels.
pub fn window_into(selector: &str) -> Option<(f64, f64)> {
    let top = find(selector)?.get_bounding_client_rect().top();
    let height = window().inner_height().ok()?.as_f64()?;
    Some((-top, height))
}

/// A custom property of `<html>`, in pixels; it may be given in `px` or `rem`.
pub fn pixels(property: &str) -> Option<f64> {
    let root = document()?.document_element()?;
    let style = window().get_computed_style(&root).ok()??;
    let value = style.get_property_value(property).ok()?;
    let value = value.trim();
    match value.strip_suffix("rem") {
        Some(rem) => {
            let root_size: f64 = style
                .get_property_value("font-size")
                .ok()?
                .trim()
                .strip_suffix("px")?
                .parse()
                .ok()?;
            Some(rem.trim().parse::<f64>().ok()? * root_size)
        }
        None => value.strip_suffix("px")?.parse().ok(),
    }
}

/// Calls whenever the window is scrolled or resized, until the guard is dropped.
pub fn on_scroll(callback: impl Fn() + 'static) -> WindowGuard {
    WindowGuard::listen(&["scroll", "resize"], callback)
}

/// Calls whenever the page comes back into sight, until the guard is dropped.
pub fn on_return(callback: impl Fn() + 'static) -> WindowGuard {
    WindowGuard::listen(&["visibilitychange"], move || {
        if !is_hidden() {
            callback();
        }
    })
}

/// Ends the calls of [`on_scroll`] or [`on_return`] when it is dropped.
pub struct WindowGuard {
    events: &'static [&'static str],
    callback: wasm_bindgen::closure::Closure<dyn Fn()>,
}

impl WindowGuard {
    fn listen(events: &'static [&'static str], callback: impl Fn() + 'static) -> Self {
        let callback = wasm_bindgen::closure::Closure::<dyn Fn()>::new(callback);
        for event in events {
            let _ =
                window().add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        }
        Self { events, callback }
    }
}

impl Drop for WindowGuard {
    fn drop(&mut self) {
        for event in self.events {
            let _ = window()
                .remove_event_listener_with_callback(event, self.callback.as_ref().unchecked_ref());
        }
    }
}

/// Calls with the name of a key that is pressed alone while nobody is writing, until the guard is dropped. Whoever
/// answers `true` has used it, and the browser does not.
pub fn on_key(callback: impl Fn(&str) -> bool + 'static) -> KeyGuard {
    let callback = Pressed::new(move |event: web_sys::KeyboardEvent| {
        let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
        let writing = || is_within(&event, "input,select,textarea,[role=dialog],.dialog");
        if !with_others && !event.is_composing() && !writing() && callback(&event.key()) {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("keydown", callback.as_ref().unchecked_ref());
    KeyGuard { callback }
}

type Pressed = wasm_bindgen::closure::Closure<dyn Fn(web_sys::KeyboardEvent)>;

/// Ends the calls of [`on_key`] when it is dropped.
pub struct KeyGuard {
    callback: Pressed,
}

impl Drop for KeyGuard {
    fn drop(&mut self) {
        let _ = window()
            .remove_event_listener_with_callback("keydown", self.callback.as_ref().unchecked_ref());
    }
}

/// The value of an attribute of the element that has the focus, or of one around it.
pub fn focused(attribute: &str) -> Option<String> {
    let active = document()?.active_element()?;
    let within = active.closest(&format!("[{attribute}]")).ok()??;
    within.get_attribute(attribute)
}

/// Whether an event comes from inside an element that matches.
fn is_within(event: &web_sys::Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// Calls when Escape is pressed and no question stands open that it would close, until the guard is
/// dropped.
pub fn on_escape(callback: impl Fn() + 'static) -> EscapeGuard {
    let callback = Pressed::new(move |event: web_sys::KeyboardEvent| {
        let asked = || find("[role=dialog]").is_some() || is_within(&event, ".dialog");
        if event.key() == "Escape" && !event.is_composing() && !asked() {
            callback();
        }
    });
    // Before the question hears of the key: afterwards it would be closed already.
    let _ = window().add_event_listener_with_callback_and_bool(
        "keydown",
        callback.as_ref().unchecked_ref(),
        true,
    );
    EscapeGuard { callback }
}

/// Ends the calls of [`on_escape`] when it is dropped.
pub struct EscapeGuard {
    callback: Pressed,
}

impl Drop for EscapeGuard {
    fn drop(&mut self) {
        let _ = window().remove_event_listener_with_callback_and_bool(
            "keydown",
            self.callback.as_ref().unchecked_ref(),
            true,
        );
    }
}

/// The address of the program that runs here, as the page has it; none where it is part of the page.
pub fn program() -> Option<String> {
    find("script[type=module]")?.get_attribute("src")
}

/// Whether the page is out of sight, behind another one or on a phone that sleeps.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Whether this page came by loading it again.
pub fn was_reloaded() -> bool {
    window().performance().is_some_and(|performance| {
        performance.navigation().type_() == web_sys::PerformanceNavigation::TYPE_RELOAD
    })
}

/// Takes everything off the screen, and the title.
pub fn clear() {
    if let Some(document) = document() {
        document.set_title("");
        if let Some(body) = document.body() {
            body.set_hidden(true);
            body.set_text_content(None);
        }
    }
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}

/// Opens the browser's print dialog.
pub fn print() {
    let _ = window().print();
}

/// Where the app lives, such as `https://linli.example`, for addresses that leave this device.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

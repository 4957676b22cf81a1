//! `/care/help`

use leptos::prelude::*;
use linli_contract::HelpLines;

use crate::api::HELP_LINES;
use crate::domain::care::CarePage;
use crate::features::counselling::components::{call_me, lines};
use crate::features::counselling::store::Checking;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::heading;
use crate::ui::parts::{icon, section};
use crate::ui::quiet::{leave, plain_quiet_page};
use crate::ui::view;

/// Whom to call now. It waits for nothing: the numbers that are the same in the whole country stand in
/// the texts, the operator's come from the kept copy that everybody has.
pub fn crisis_page() -> AnyView {
    let c = t().care();
    let session = Session::get();
    let checking = Checking::get();
    let query = Query::<HelpLines>::new(HELP_LINES);
    let texts = move || {
        let told = query.get().filter(|told| !told.texts.is_empty());
        let texts = told.map_or_else(
            || c.help_texts.iter().map(|text| (*text).to_owned()).collect(),
            |told| told.texts.clone(),
        );
        let paragraphs = texts.into_iter().map(|text| view! { <p>{text}</p> });
        view! { <div class="calm stack">{paragraphs.collect_view()}</div> }
    };
    let who = Memo::new(move |_| query.get().and_then(|told| told.calls.clone()));
    let centre = move || session.community().map(|community| community.centre);
    let on = move || {
        let (route, word) = match checking.sheet.get() {
            Some(id) => (CarePage::Check(id), c.go_on_check),
            None => (CarePage::Doors, c.go_on),
        };
        view! { <a class="button button--soft" data-go-on="" href=route.to_string()>{word}</a> }
    };
    let content = view! {
        {heading(c.help_title, Some(c.help_lead.to_owned()))}
        {section(c.lines, None, (move || lines(query.get().as_deref(), centre().as_ref())).into_any())}
        <div class="section">{texts}</div>
        {move || who.get().map(|who| section(c.call_me, None, call_me(&who)))}
        <div class="row section">
            {on}
            <button class="button" type="button" on:click=move |_| leave()>{icon("logout")} {c.leave}</button>
        </div>
    };
    plain_quiet_page("crisis", content.into_any())
}

//! `/care/check/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Page, Sheet, SheetId};

use crate::domain::care::CarePage;
use crate::features::counselling::components::{licence, question, result};
use crate::features::counselling::store::Checking;
use crate::features::counselling::{api, model};
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{heading, loadable_page, only_empty};
use crate::ui::quiet::quiet_page;
use crate::ui::view;

/// A self-check: one question at a time, then its result. Nothing of it leaves the page's memory.
pub fn check_page(id: &SheetId) -> AnyView {
    let checking = Checking::get();
    let query = Query::<Page<Sheet>>::new(api::SHEETS);
    let id = id.clone();
    // The same sheet again changes nothing: whoever is answering is not disturbed.
    let sheet = Memo::new(move |_| {
        query.get().map(|page| {
            let mut usable = page.items.iter().filter(|sheet| model::is_usable(sheet));
            usable.find(|sheet| sheet.id == id).cloned()
        })
    });
    let content = loadable_page(
        move || sheet.get().map(Arc::new),
        query.state(),
        move || query.refresh(),
        move |sheet| match sheet.as_ref() {
            Some(sheet) => check(checking, sheet),
            None => none(),
        },
    );
    quiet_page("self-check", query.state(), content)
}

fn check(checking: Checking, sheet: &Sheet) -> AnyView {
    checking.open(sheet);
    let (about, kept) = (licence(sheet), StoredValue::new(sheet.clone()));
    let items = sheet.items.len();
    let step = move || {
        let at = checking.item.get();
        kept.with_value(|sheet| {
            if at < items {
                question(checking, sheet, at)
            } else {
                result(checking, sheet)
            }
        })
    };
    view! {
        {heading(&sheet.title, Some(sheet.instruction.clone()))}
        {step}
        {about}
    }
    .into_any()
}

/// Switched off meanwhile, or never there.
fn none() -> AnyView {
    let c = t().care();
    let href = CarePage::Checks.to_string();
    let way = view! { <a class="button button--primary" href=href>{c.other_checks}</a> };
    let text = Some(c.checks_none_text.to_owned());
    only_empty("art-lost", c.checks_none, text, way.into_any())
}

//! `/contacts`

use leptos::prelude::*;
use linli_contract::{Community, Contact, ContactKind, Hotline, Page};

use crate::features::guide::components::call_row;
use crate::features::guide::model;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::section;
use crate::ui::view;

/// Whom to call. The numbers for emergencies are there even if nothing else is.
pub fn contacts_page() -> AnyView {
    let session = Session::get();
    let query = Query::<Page<Contact>>::new("/v1/contacts");
    let g = t().guide();
    // Who is here comes with the first screen's answer.
    let signed_in = Memo::new(move |_| session.me().is_some());
    let lead = move || {
        if signed_in.get() {
            g.contacts_lead
        } else {
            g.contacts_lead_out
        }
    };
    let content = view! {
        <div class="page__head">
            <h1 tabindex="-1">{g.contacts}</h1>
            <p class="page__lead">{lead}</p>
        </div>
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            |page| list(page.items.iter().map(contact).collect()),
        )}
        {move || emergency(&session.community().map(|c| c.hotlines).unwrap_or_default())}
        {move || session.community().map(|community| others(&community))}
    };
    page(
        "contacts",
        "",
        Signal::derive(|| t().guide().contacts.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn list(rows: Vec<AnyView>) -> AnyView {
    let count = rows.len().to_string();
    view! { <ul class="card card--flush" data-count=count>{rows}</ul> }.into_any()
}

fn contact(contact: &Contact) -> AnyView {
    let g = t().guide();
    let role = match &contact.kind {
        ContactKind::GridWorker => g.grid_worker,
        ContactKind::Police => g.police,
        ContactKind::Doctor => g.doctor,
        ContactKind::Lawyer => g.lawyer,
        ContactKind::Other(_) => "",
    };
    call_row(
        ("guide", model::contact_symbol(&contact.kind)),
        &joined(&contact.name, role),
        &joined(&contact.about, contact.area.as_deref().unwrap_or("")),
        &contact.phone,
    )
}

fn joined(a: &str, b: &str) -> String {
    if a.contains(b) {
        a.to_owned()
    } else {
        [a, b].join(" · ")
    }
}

fn hotline(hotline: &Hotline) -> AnyView {
    call_row(
        model::number_badge(&hotline.phone),
        &hotline.name,
        hotline.hours.as_deref().unwrap_or(""),
        &hotline.phone,
    )
}

fn emergency(hotlines: &[Hotline]) -> AnyView {
    let g = t().guide();
    let mut rows: Vec<AnyView> = hotlines
        .iter()
        .filter(|h| model::is_emergency(&h.phone))
        .map(hotline)
        .collect();
    if rows.is_empty() {
        rows.extend(
            g.always
                .iter()
                .map(|(name, phone)| call_row(model::number_badge(phone), name, "", phone)),
        );
    }
    section(g.emergency, None, list(rows))
}

fn others(community: &Community) -> AnyView {
    let centre = &community.centre;
    let mut rows = vec![call_row(
        ("guide", "home"),
        &centre.name,
        &joined(&centre.address, &centre.hours),
        &centre.phone,
    )];
    rows.extend(
        community
            .hotlines
            .iter()
            .filter(|h| !model::is_emergency(&h.phone))
            .map(hotline),
    );
    section(t().guide().others, None, list(rows))
}

//! `/announcements/{id}`

use leptos::prelude::*;
use linli_contract::{Announcement, AnnouncementId};

use crate::features::guide::components::{article, texts};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::view;

/// One announcement.
pub fn announcement_page(id: &AnnouncementId) -> AnyView {
    let session = Session::get();
    let query = Query::<Announcement>::new(format!("/v1/announcements/{id}"));
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || t().guide().announcement.to_owned(),
            |announcement| announcement.title.clone(),
        )
    });
    let content = loadable(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        skeleton_rows,
        move |announcement| {
            let day = i18n::instant(announcement.published_at, Style::LongDay);
            let community = session.community().map(|c| c.name).unwrap_or_default();
            view! {
                <p class="news__date">{(t().guide().published)(&day, &community)}</p>
                {texts(&announcement.body)}
            }
            .into_any()
        },
    );
    article("announcement", title, query.state(), content)
}

//! Choosing photos: taken or picked, made small at once, shown before they are sent.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::icon;
use crate::i18n::t;
use crate::platform::db::{self, Store};
use crate::platform::mode;
use crate::platform::photo::{self, PhotoError};
use crate::platform::random;
use crate::ui::view;

/// A photo that was chosen: the id under which it will be uploaded, and its JPEG bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The upload's id, made by us, so that sending it twice is harmless.
    pub id: String,
    /// The bytes.
    pub jpeg: Arc<Vec<u8>>,
}

/// Keeps chosen photos on the disk under their ids, so that a draft can name them; those of an earlier
/// visit come from there first. True once they have come: until then a draft knows less than it should.
pub fn keep_on_disk(photos: RwSignal<Vec<Chosen>>, earlier: Vec<String>) -> RwSignal<bool> {
    let loaded = RwSignal::new(earlier.is_empty());
    spawn_local(async move {
        for id in earlier {
            if let Ok(Some(jpeg)) = db::get_bytes(Store::Photos, &id).await {
                let jpeg = Arc::new(jpeg);
                photos.try_update(|all| all.push(Chosen { id, jpeg }));
            }
        }
        loaded.try_set(true);
    });
    Effect::new(move |before: Option<Vec<String>>| {
        let now = photos.get();
        let ids: Vec<String> = now.iter().map(|photo| photo.id.clone()).collect();
        let before = before.unwrap_or_default();
        if !loaded.get() {
            return before;
        }
        let removed: Vec<String> = before
            .iter()
            .filter(|id| !ids.contains(id))
            .cloned()
            .collect();
        let added: Vec<Chosen> = now
            .into_iter()
            .filter(|photo| !before.contains(&photo.id))
            .collect();
        spawn_local(async move {
            for photo in added {
                let _ = db::put_bytes(Store::Photos, &photo.id, &photo.jpeg).await;
            }
            for id in removed {
                let _ = db::delete(Store::Photos, &id).await;
            }
        });
        ids
    });
    loaded
}

/// A picker for at most `max` photos.
pub fn photo_field(
    id: &'static str,
    max: usize,
    photos: RwSignal<Vec<Chosen>>,
    error: RwSignal<Option<String>>,
) -> AnyView {
    if mode::is_kiosk() {
        return view! { <p class="field__hint">{t().ui().photo_kiosk}</p> }.into_any();
    }
    let working = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let choose = move |_| {
        let Some(field) = input.get_untracked() else {
            return;
        };
        working.set(true);
        error.set(None);
        spawn_local(async move {
            match photo::chosen(&field).await {
                Some(Ok(photo)) => {
                    let chosen = Chosen {
                        id: random::uuid(),
                        jpeg: Arc::new(photo.jpeg),
                    };
                    photos.try_update(|all| all.push(chosen));
                }
                Some(Err(PhotoError::NotAPhoto)) => {
                    drop(error.try_set(Some(t().ui().photo_not_a_photo.to_owned())));
                }
                Some(Err(PhotoError::TooLarge)) => {
                    drop(error.try_set(Some(t().ui().photo_too_large.to_owned())));
                }
                None => {}
            }
            working.try_set(false);
        });
    };
    view! {
        <ul class="photos">
            {move || photos.get().into_iter().enumerate().map(|(index, photo)| chosen_photo(index, photo, photos)).collect_view()}
            {move || working.get().then(|| view! { <li class="photo"><span role="status">{t().ui().photo_working}</span></li> })}
            <li hidden=move || { photos.with(Vec::len) >= max }>
                <label class="photo photo--add">
                    {icon("camera")} {t().ui().photo_add}
                    <input class="visually-hidden" id=id type="file" accept="image/*" node_ref=input on:change=choose />
                </label>
            </li>
        </ul>
        <p class="soft">{(t().ui().photo_limit)(max)}</p>
    }
    .into_any()
}

fn chosen_photo(index: usize, photo: Chosen, photos: RwSignal<Vec<Chosen>>) -> AnyView {
    // The preview's address is freed when the row goes.
    let preview = StoredValue::new_local(photo::preview(&photo.jpeg));
    let url = preview.with_value(|p| p.as_ref().map(|p| p.url().to_owned()));
    let id = photo.id;
    view! {
        <li class="photo">
            <img class="photo__image" src=url alt=(t().ui().photo_number)(index + 1) />
            <button
                class="icon-button photo__remove" type="button" aria-label=t().ui().photo_remove
                on:click=move |_| photos.update(|all| all.retain(|p| p.id != id))
            >
                {icon("close")}
            </button>
        </li>
    }
    .into_any()
}

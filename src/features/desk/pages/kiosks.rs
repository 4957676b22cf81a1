//! `/desk/kiosks`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{DeskKiosk, DeskPairing, DeviceDecision, Page, PairingDecision};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Frame, access, frame, reads};
use crate::features::desk::model::kiosks::{Wrong, checked};
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Query, Session};
use crate::platform::timer;
use crate::ui::dialog::confirm;
use crate::ui::field::{Kind, text_field};
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::{action, section, small_icon};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// A request comes while somebody waits beside the device: it is looked for so often.
const LOOK_MS: i32 = 5_000;

/// Pointers into the body, and the fields that they are about.
const FIELDS: [(&str, &str); 3] = [
    ("/name", "name"),
    ("/place", "place"),
    ("/staff_pin", "pin"),
];

/// The page.
#[derive(Clone, Copy)]
struct Board {
    asking: Query<Page<DeskPairing>>,
    paired: Query<Page<DeskKiosk>>,
    /// Which request is being answered.
    open: RwSignal<Option<String>>,
    /// Whether it is asked if a kiosk is to be unpaired, and which.
    unpair: RwSignal<bool>,
    which: StoredValue<String>,
    command: Command,
}

/// Screens that ask to become a kiosk, and those that are.
pub fn desk_kiosks_page() -> AnyView {
    let k = t().desk_kiosks();
    let board = Board {
        asking: Query::idle(),
        paired: Query::idle(),
        open: RwSignal::new(None),
        unpair: RwSignal::new(false),
        which: StoredValue::new(String::new()),
        command: Command::new(),
    };
    let access = access(Session::get());
    reads(access, move || {
        board.asking.read(api::PAIRINGS.to_owned());
        board.paired.read(api::KIOSKS.to_owned());
        spawn_local(async move {
            while !board.open.is_disposed() {
                timer::sleep(LOOK_MS).await;
                // What is being filled in stays as it is.
                if board.open.try_get_untracked() == Some(None) {
                    board.asking.refresh();
                }
            }
        });
    });
    let frame_of = Frame {
        name: "desk-kiosks",
        here: Route::DeskKiosks,
        title: Signal::derive(|| t().desk_kiosks().title.to_owned()),
        access,
        state: board.paired.state(),
        head: heading(k.title, Some(k.lead.to_owned())),
        wide: false,
    };
    frame(frame_of, move || board.view())
}

impl Board {
    fn view(self) -> AnyView {
        let k = t().desk_kiosks();
        let asking = loadable(
            move || self.asking.get(),
            self.asking.state(),
            move || self.asking.refresh(),
            skeleton_rows,
            move |page: std::sync::Arc<Page<DeskPairing>>| {
                if page.items.is_empty() {
                    return view! { <p class="soft">{k.asking_none}</p> }.into_any();
                }
                let rows = page
                    .items
                    .iter()
                    .map(|row| self.request(row))
                    .collect_view();
                view! { <ul class="stack">{rows}</ul> }.into_any()
            },
        );
        let paired = loadable(
            move || self.paired.get(),
            self.paired.state(),
            move || self.paired.refresh(),
            skeleton_rows,
            move |page: std::sync::Arc<Page<DeskKiosk>>| {
                if page.items.is_empty() {
                    let text = Some(k.paired_none_text.to_owned());
                    return empty("art-empty", k.paired_none, text, ().into_any());
                }
                let rows = page.items.iter().map(|row| self.kiosk(row)).collect_view();
                view! { <ul class="stack">{rows}</ul> }.into_any()
            },
        );
        view! {
            {section(k.asking, None, asking)}
            {section(k.paired, None, paired)}
            {self.question()}
        }
        .into_any()
    }

    fn request(self, row: &DeskPairing) -> AnyView {
        let k = t().desk_kiosks();
        let (id, code) = (row.id.0.clone(), row.user_code.clone());
        let until = (k.until)(&i18n::instant(row.expires_at, Style::Time));
        let mine = id.clone();
        let is_open = Memo::new(move |_| self.open.with(|open| *open == Some(mine.clone())));
        let form = {
            let id = id.clone();
            changing(move || {
                if is_open.get() {
                    self.form(&id)
                } else {
                    let id = id.clone();
                    let open = move |_| self.open.set(Some(id.clone()));
                    view! { <p><button class="button button--soft" type="button" data-open="" on:click=open>{k.compare}</button></p> }.into_any()
                }
            })
        };
        view! {
            <li class="card stack" data-id=id>
                <p class="desk-kiosk__code"><strong>{code}</strong> <span class="soft">{until}</span></p>
                {form}
            </li>
        }
        .into_any()
    }

    fn form(self, id: &str) -> AnyView {
        let k = t().desk_kiosks();
        let [name, place, pin] = [(); 3].map(|()| RwSignal::new(String::new()));
        let errors = RwSignal::new(Vec::new());
        let command = Command::new();
        let id = StoredValue::new(id.to_owned());
        Effect::new(move |_| {
            if let Some(error) = command.error.get() {
                errors.set(lines(&error, &FIELDS, "pairing"));
            }
        });
        let send = move |decision: PairingDecision| {
            let agreed = decision.decision == DeviceDecision::Approve;
            let write = id.with_value(|id| api::decide_pairing(id, &decision));
            command.send(write, move |_| {
                Toasts::say(if agreed { k.agreed } else { k.refused });
                self.open.try_set(None);
                self.asking.refresh();
                self.paired.refresh();
            });
        };
        let agree = move || {
            let typed = [name, place, pin].map(|field| field.get_untracked());
            match checked(&typed) {
                Ok(decision) => {
                    errors.set(Vec::new());
                    send(decision);
                }
                Err(wrong) => errors.set(wrong.into_iter().map(words).collect()),
            }
        };
        let refuse = move || {
            send(PairingDecision {
                decision: DeviceDecision::Refuse,
                name: None,
                place: None,
                staff_pin: None,
            });
        };
        let field = move |id, label, hint, value, kind| {
            text_field(
                id,
                label,
                Some(hint),
                value,
                of_field(errors.into(), id),
                kind,
            )
        };
        let pin_kind = Kind {
            inputmode: "numeric",
            class: "field__input--code",
            ..Kind::default()
        };
        view! {
            <form
                class="stack" id="pairing" tabindex="-1" novalidate autocomplete="off"
                on:submit=move |event| {
                    event.prevent_default();
                    agree();
                }
            >
                {summary(errors.into(), command.error)}
                <p class="button-reason">{small_icon("info")} <span>{k.compare}</span></p>
                {field("name", k.name, k.name_hint, name, Kind::default())}
                {field("place", k.place, k.place_hint, place, Kind::default())}
                {field("pin", k.pin, k.pin_hint, pin, pin_kind)}
                <div class="row">
                    {action("button--primary", k.agree, command.pending.into(), agree)}
                    {action("button--danger", k.refuse, command.pending.into(), refuse)}
                </div>
            </form>
        }
        .into_any()
    }

    fn kiosk(self, row: &DeskKiosk) -> AnyView {
        let k = t().desk_kiosks();
        let at = |at| i18n::instant(at, Style::DayTime);
        let id = row.id.0.clone();
        let ask = {
            let id = id.clone();
            move |_| {
                self.command.error.set(None);
                self.which.set_value(id.clone());
                self.unpair.set(true);
            }
        };
        view! {
            <li class="card stack" data-id=id>
                <h3 class="order-card__title">{row.name.clone()}</h3>
                <p>{row.place.clone()}</p>
                <p class="soft">{(k.paired_by)(&row.paired_by, &at(row.paired_at))}</p>
                <p class="soft">{(k.seen)(&at(row.seen_at))}</p>
                <p><button class="button button--danger button--small" type="button" data-unpair="" on:click=ask>{k.unpair}</button></p>
            </li>
        }
        .into_any()
    }

    fn question(self) -> AnyView {
        let k = t().desk_kiosks();
        let act = move || {
            let write = self.which.with_value(|id| api::unpair(id));
            self.command.send(write, move |_| {
                Toasts::say(k.unpaired);
                self.unpair.try_set(false);
                self.paired.refresh();
            });
        };
        let text = move || {
            let failed = move || {
                self.command
                    .error
                    .get()
                    .map(|error: Error| i18n::sentence(&error))
            };
            view! { <p>{k.unpair_text}</p> <p role="alert">{failed}</p> }.into_any()
        };
        let button = ("button--stop", k.unpair);
        let busy = self.command.pending.into();
        confirm(
            self.unpair,
            "main h1",
            k.unpair_question,
            text,
            button,
            busy,
            act,
        )
    }
}

fn words(wrong: Wrong) -> (String, String) {
    let k = t().desk_kiosks();
    let name = |id: &str| if id == "name" { k.name } else { k.place };
    match wrong {
        Wrong::Missing(id) => (id.to_owned(), (k.missing)(name(id))),
        Wrong::TooLong(id, most) => (id.to_owned(), (k.too_long)(name(id), most)),
        Wrong::Pin => ("pin".to_owned(), k.pin_wrong.to_owned()),
    }
}

//! `/provider/times`

use leptos::prelude::*;
use linli_contract::{AppointmentKind, AppointmentProvider, DeskSlot, Page, SlotChange, SlotId};

use super::bookings::of_now;
use crate::domain::provider::ProviderPage;
use crate::features::provider::api;
use crate::features::provider::components::{
    Access, Days, For, Pause, access, frame, opening, reads,
};
use crate::features::provider::form::Opening;
use crate::features::provider::words::refused;
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Query, Session};
use crate::platform::{clock, document};
use crate::ui::dialog::confirm;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::{section, status};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// So many days are in the strip: as far ahead as people may book.
const DAYS: i64 = 30;

#[derive(Clone, Copy)]
struct Times {
    access: Memo<Access>,
    days: Days,
    slots: Query<Page<DeskSlot>>,
    me: Query<AppointmentProvider>,
    kinds: Query<Page<AppointmentKind>>,
    command: Command,
    pause: Pause,
    asking: RwSignal<bool>,
    /// How many of the times that were to be closed stayed open.
    stayed: RwSignal<usize>,
}

/// The times of a day: closing one, all free ones, and opening more.
pub fn times_page() -> AnyView {
    let access = access(Session::get(), For::Both);
    let times = Times {
        access,
        days: Days::new(access),
        slots: Query::idle(),
        me: Query::idle(),
        kinds: Query::idle(),
        command: Command::new(),
        pause: Pause::new(),
        asking: RwSignal::new(false),
        stayed: RwSignal::new(0),
    };
    reads(access, move || {
        times.kinds.read(api::KINDS.to_owned());
        if let Access::Here { counsels: true, .. } = access.get_untracked() {
            times.me.read(api::PROVIDER.to_owned());
        }
    });
    reads(access, move || {
        if let Some(day) = times.days.get() {
            times.stayed.set(0);
            times.slots.read(api::slots(day));
        }
    });
    frame(
        "provider-times",
        ProviderPage::Times,
        access,
        times.slots.state(),
        move || times.view(),
    )
}

impl Times {
    fn view(self) -> AnyView {
        let p = t().provider();
        let slots = self.slots;
        let counsels = matches!(
            self.access.get_untracked(),
            Access::Here { counsels: true, .. }
        );
        let done = Callback::new(move |change: SlotChange| {
            Toasts::say((t().provider().opened)(change.opened.len()));
            slots.refresh();
        });
        let form = opening(Opening {
            days: self.days,
            me: self.me,
            counsels,
            kinds: self.kinds,
            slots,
            done,
        });
        let stayed = changing(move || {
            let count = self.stayed.get();
            (count > 0).then(|| {
                let text = (t().provider().stayed)(count);
                view! { <p class="card card--wait" role="alert" data-testid="stayed">{text}</p> }
            })
        });
        let text = move || {
            let day = self.days.get().map(i18n::day).unwrap_or_default();
            let count = self.free().len();
            view! { <p>{(t().provider().close_text)(&day, count)}</p> }.into_any()
        };
        view! {
            {heading(p.times, Some(p.times_lead.to_owned()))}
            {self.days.view((0, DAYS), slots)}
            {refused(self.command.error)}
            {stayed}
            {loadable(
                move || of_now(slots),
                slots.state(),
                move || slots.refresh(),
                skeleton_rows,
                move |page| self.list(&page.items),
            )}
            {section(p.open, None, form)}
            {confirm(self.asking, "[data-close-all]", p.close_ask, text, ("button--stop", p.close), self.command.pending.into(), move || self.close(self.free()))}
        }
        .into_any()
    }

    /// The times of the day that nobody has, and that are still to come.
    fn free(self) -> Vec<SlotId> {
        let Some(page) = self.slots.get_untracked() else {
            return Vec::new();
        };
        let free = page.items.iter().filter(|slot| is_free(slot));
        free.map(|slot| slot.slot.id.clone()).collect()
    }

    fn list(self, slots: &[DeskSlot]) -> AnyView {
        let p = t().provider();
        if slots.is_empty() {
            let text = Some(p.times_none_text.to_owned());
            return empty("art-empty", p.times_none, text, ().into_any());
        }
        let free = slots.iter().filter(|slot| is_free(slot)).count();
        let all = (free > 1).then(|| {
            let ask = move |_| self.asking.set(true);
            view! {
                <p><button class="button button--danger button--small" type="button" data-close-all="" on:click=ask>{(p.close_all)(free)}</button></p>
            }
        });
        let rows = slots.iter().map(|slot| self.row(slot)).collect_view();
        let taken = slots.iter().any(|slot| slot.booked + slot.held > 0);
        view! {
            <ul class="card card--flush section" data-count=slots.len().to_string()>{rows}</ul>
            {taken.then(|| view! { <p class="soft">{p.kept}</p> })}
            {all}
        }
        .into_any()
    }

    fn row(self, slot: &DeskSlot) -> AnyView {
        let p = t().provider();
        let a = t().appointments();
        let at = &slot.slot;
        let when = format!(
            "{}–{}",
            i18n::instant(at.starts_at, Style::Time),
            i18n::instant(at.ends_at, Style::Time)
        );
        let mut marks = Vec::new();
        if slot.booked > 0 {
            marks.push(status("ok", "check", &(p.booked)(slot.booked)));
        }
        if slot.held > 0 {
            marks.push(status("wait", "clock", &(p.held)(slot.held)));
        }
        if at.remaining > 0 {
            marks.push(view! { <span class="soft">{(p.free)(at.remaining)}</span> }.into_any());
        }
        let modes: Vec<&str> = at.modes.iter().map(|mode| (a.mode_of)(mode)).collect();
        let id = at.id.clone();
        let close = is_free(slot).then(|| {
            let label = (p.close_label)(&when);
            let tap = move |_| {
                if !self.pause.is_on() {
                    self.close(vec![id.clone()]);
                }
            };
            view! {
                <button class="button button--small" type="button" aria-label=label data-close="" on:click=tap>{p.close}</button>
            }
        });
        view! {
            <li class="time" data-id=at.id.0.clone() data-booked=slot.booked.to_string() data-held=slot.held.to_string()>
                <div class="time__body">
                    <p class="time__when">{when}</p>
                    <p class="soft">{modes.join(a.comma)}</p>
                </div>
                <div class="time__marks">{marks}</div>
                {close}
            </li>
        }
        .into_any()
    }

    fn close(self, ids: Vec<SlotId>) {
        self.asking.set(false);
        if ids.is_empty() || self.command.pending.get_untracked() {
            return;
        }
        let slots = self.slots;
        self.stayed.set(0);
        self.command
            .send(api::change_slots(Vec::new(), ids), move |answer| {
                let Some(change) = linli_json::from_text::<SlotChange>(&answer.body) else {
                    return slots.refresh();
                };
                if !change.closed.is_empty() {
                    Toasts::say((t().provider().closed)(change.closed.len()));
                }
                self.stayed.try_set(change.kept.len());
                self.pause.begin();
                slots.change(|page| {
                    page.items
                        .retain(|slot| !change.closed.contains(&slot.slot.id));
                });
                // Whoever took one meanwhile is shown.
                slots.refresh();
                request_animation_frame(|| {
                    if !document::focus("[data-close]") {
                        document::focus("main h1");
                    }
                });
            });
    }
}

/// Whether a time can be closed: nobody has it, and it has not begun.
fn is_free(slot: &DeskSlot) -> bool {
    slot.booked == 0 && slot.held == 0 && slot.slot.starts_at > clock::now()
}

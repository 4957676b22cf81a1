//! `/provider/key`

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{AppointmentProvider, NewPublicKey};

use crate::domain::provider::ProviderPage;
use crate::domain::text::in_fours;
use crate::features::provider::api;
use crate::features::provider::components::{For, access, frame, reads};
use crate::features::provider::words::{sentence, warning};
use crate::i18n::t;
use crate::offline::{Command, Query, Session};
use crate::platform::keys::{self, Unmade};
use crate::ui::dialog::confirm;
use crate::ui::page::{heading, loadable, skeleton_rows};
use crate::ui::parts::{action, section, status};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// Where the key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is not known yet.
    Looking,
    /// Nobody has made one.
    None,
    /// It is in this browser.
    Here,
    /// It is elsewhere, or lost.
    Away,
}

#[derive(Clone, Copy)]
struct Key {
    session: Session,
    query: Query<AppointmentProvider>,
    place: RwSignal<Place>,
    /// Making the key takes a moment; a second tap meanwhile makes no second key.
    making: RwSignal<bool>,
    /// A key that is here, and of which nobody knows whether the server has its public half.
    made: StoredValue<Option<NewPublicKey>>,
    command: Command,
    told: RwSignal<Option<&'static str>>,
    asking: RwSignal<bool>,
    forgetting: RwSignal<bool>,
}

/// The key for what only this counsellor may read: made here, and never taken out.
pub fn key_page() -> AnyView {
    let session = Session::get();
    let access = access(session, For::Counsellors);
    let key = Key {
        session,
        query: Query::idle(),
        place: RwSignal::new(Place::Looking),
        making: RwSignal::new(false),
        made: StoredValue::new(None),
        command: Command::new(),
        told: RwSignal::new(None),
        asking: RwSignal::new(false),
        forgetting: RwSignal::new(false),
    };
    reads(access, move || key.query.read(api::PROVIDER.to_owned()));
    Effect::new(move |_| key.look());
    key.follow();
    frame(
        "provider-key",
        ProviderPage::Key,
        access,
        key.query.state(),
        move || key.view(),
    )
}

impl Key {
    /// Looks whether the published key is in this browser.
    fn look(self) {
        let owner = self.session.person();
        let Some(provider) = self.query.get() else {
            return;
        };
        let Some(public) = provider.public_key.clone() else {
            return self.place.set(Place::None);
        };
        spawn_local(async move {
            let here = keys::holds(&owner, &public.modulus).await == Ok(true);
            let place = if here { Place::Here } else { Place::Away };
            self.place.try_set(place);
        });
    }

    fn view(self) -> AnyView {
        let p = t().provider();
        let query = self.query;
        let told = changing(move || {
            let refused = self.command.error.get().map(|error| {
                if error.outcome_unknown() {
                    t().provider().key_unknown.to_owned()
                } else {
                    sentence(&error)
                }
            });
            let text = self.told.get().map(str::to_owned).or(refused);
            text.map(warning)
        });
        let facts = p
            .key_facts
            .iter()
            .map(|text| view! { <li>{*text}</li> })
            .collect_view();
        let facts = view! { <ul class="doors__protects">{facts}</ul> };
        let ask = || view! { <p>{t().provider().key_ask_text}</p> }.into_any();
        let forget = || view! { <p>{t().provider().key_forget_text}</p> }.into_any();
        view! {
            {heading(p.key, Some(p.key_lead.to_owned()))}
            {told}
            {loadable(
                move || query.get(),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                move |provider| self.state(&provider),
            )}
            {section(p.key_about, None, facts.into_any())}
            {confirm(self.asking, "[data-make] button", p.key_ask, ask, ("button--primary", p.key_renew), self.making.into(), move || self.make())}
            {confirm(self.forgetting, "[data-forget]", p.key_forget_ask, forget, ("button--stop", p.key_forget), self.making.into(), move || self.forget())}
        }
        .into_any()
    }

    fn state(self, provider: &AppointmentProvider) -> AnyView {
        let number = provider
            .public_key
            .as_ref()
            .map(|key| in_fours(&key.id.chars().take(12).collect::<String>()));
        changing(move || {
            let p = t().provider();
            let place = self.place.get();
            let (mark, symbol, title, text, word) = match place {
                Place::Looking => return skeleton_rows(),
                Place::None => ("wait", "info", p.key_none, p.key_none_text, p.key_make),
                Place::Here => ("ok", "check", p.key_here, p.key_here_text, p.key_renew),
                Place::Away => ("stop", "warn", p.key_away, p.key_away_text, p.key_make),
            };
            let word_of = match place {
                Place::Looking => "looking",
                Place::None => "none",
                Place::Here => "here",
                Place::Away => "away",
            };
            let number = number.clone().map(|number| {
                view! { <p class="soft">{p.key_number} " " <span class="number">{number}</span></p> }
            });
            let class = match place {
                Place::Here => "button--soft",
                _ => "button--primary",
            };
            let press = move || match place {
                Place::None => self.make(),
                _ => self.asking.set(true),
            };
            let forget = (place == Place::Here).then(|| {
                view! { <button class="button button--quiet" type="button" data-forget="" on:click=move |_| self.forgetting.set(true)>{p.key_forget}</button> }
            });
            view! {
                <section class="card stack" data-testid="key" data-state=word_of>
                    <p>{status(mark, symbol, title)}</p>
                    <p>{text}</p>
                    {number}
                    <div class="row">
                        <span data-make="">{action(class, word, self.making.into(), press)}</span>
                        {forget}
                    </div>
                </section>
            }
            .into_any()
        })
    }

    /// Makes a key here, and then publishes its other half: in this order, so that nothing is ever
    /// encrypted for a key that nobody has.
    fn make(self) {
        self.asking.set(false);
        if self.making.get_untracked() || self.command.pending.get_untracked() {
            return;
        }
        self.making.set(true);
        self.told.set(None);
        self.command.error.set(None);
        let owner = untrack(|| self.session.person());
        spawn_local(async move {
            let made = match self.made.try_get_value().flatten() {
                Some(made) => Ok(made),
                None => keys::create(&owner).await,
            };
            if self.making.is_disposed() {
                // The page has been left: a key that nobody knows of is no harm.
                return;
            }
            match made {
                Ok(public) => self.publish(public),
                Err(unmade) => {
                    let p = t().provider();
                    let told = match unmade {
                        Unmade::Unable => p.key_unable,
                        Unmade::Storage => p.key_storage,
                    };
                    self.told.set(Some(told));
                    self.making.set(false);
                }
            }
        });
    }

    fn publish(self, public: NewPublicKey) {
        self.made.set_value(Some(public.clone()));
        self.command.send(api::publish(&public), move |answer| {
            self.made.try_set_value(None);
            if self.query.accept(&answer.body).is_err() {
                self.query.refresh();
            }
            Toasts::say(t().provider().key_made);
        });
    }

    /// What became of publishing: the button is free again, and a key that was refused goes.
    fn follow(self) {
        Effect::new(move |was: Option<bool>| {
            let pending = self.command.pending.get();
            if was != Some(true) || pending {
                return pending;
            }
            self.making.set(false);
            let refused = self.command.error.with_untracked(|error| {
                error.as_ref().is_some_and(|error| !error.outcome_unknown())
            });
            if let (true, Some(made)) = (refused, self.made.get_value()) {
                self.made.set_value(None);
                let owner = untrack(|| self.session.person());
                spawn_local(async move {
                    let _ = keys::forget_one(&owner, &made.modulus).await;
                });
            }
            pending
        });
    }

    fn forget(self) {
        self.forgetting.set(false);
        let owner = untrack(|| self.session.person());
        spawn_local(async move {
            if keys::forget(&owner).await.is_ok() {
                self.place.try_set(Place::Away);
                Toasts::say(t().provider().key_forgotten);
            } else {
                self.told.try_set(Some(t().provider().key_storage_read));
            }
        });
    }
}

//! The one table of pages: which function shows which route, and in which group it is loaded.
//!
//! Home is in the first module. The other groups are loaded apart when the feature `split` is on
//! (the release build turns it on), and ahead of time while the person looks at home. Nothing
//! else names a page's code: what the shell could reach would stay in the first module.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::{entry, kiosk_shell};
use crate::domain::care::CarePage;
use crate::domain::points::PointsPage;
use crate::domain::provider::ProviderPage;
use crate::domain::route::Route;
use crate::features::{
    account, appointments, counselling, guide, home, kiosk, orders, points, projects, provider,
    recount, services, votes, wishes,
};
use crate::i18n::t;
use crate::platform::mode;
use crate::ui::page::{only_empty, plain_page};
use crate::ui::view;

/// Shows the pages of a group.
pub(super) type View = fn(&Route) -> AnyView;

/// A group's code did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LoadError;

/// A group of pages that is loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The first screen.
    Home,
    /// Finding and ordering services.
    Menu,
    /// What is mine, and what one reads: orders, wishes, account, guide.
    Resident,
    /// Projects, and voting on them.
    Votes,
    /// Counting a ballot again; the counting comes with it.
    Recount,
    /// The points of my household.
    Points,
    /// Somebody to talk to: self-checks, appointments, whom to call.
    Care,
    /// Those with whom one can meet: their bookings, their times, their key.
    Provider,
    /// The workers' desk.
    Desk,
    /// What a kiosk has around its pages, and its own ones.
    Kiosk,
}

impl Group {
    /// The group of a route. `public/shell.js` says the same of addresses, to ask for the group of the
    /// first page while the program is still coming.
    pub(super) const fn of(route: &Route) -> Self {
        match route {
            Route::Home | Route::NotFound => Self::Home,
            Route::Services | Route::Service(_) | Route::Lists(_) | Route::OrderForm(..) => {
                Self::Menu
            }
            Route::Orders
            | Route::Order(_)
            | Route::Outbox
            | Route::Wishes
            | Route::NewWish
            | Route::Wish(_)
            | Route::SignIn(_)
            | Route::Me
            | Route::HandOff
            | Route::Accesses
            | Route::Announcements
            | Route::Announcement(_)
            | Route::Guides
            | Route::Guide(_)
            | Route::Contacts => Self::Resident,
            Route::Projects
            | Route::NewProject
            | Route::Project(_)
            | Route::Ballot(_)
            | Route::Result(_)
            | Route::Receipt(_) => Self::Votes,
            Route::Recount(_) => Self::Recount,
            Route::Points(_) => Self::Points,
            Route::Care(_) => Self::Care,
            Route::Provider(_) => Self::Provider,
            Route::Desk
            | Route::DeskOrder(_)
            | Route::DeskWork
            | Route::DeskServices
            | Route::DeskService(_)
            | Route::DeskAudit
            | Route::DeskWishes
            | Route::DeskProjects
            | Route::DeskNewProject
            | Route::DeskProject(_)
            | Route::DeskBallots
            | Route::DeskNewBallot
            | Route::DeskBallot(_)
            | Route::DeskPapers(_)
            | Route::DeskPoints
            | Route::DeskRecord
            | Route::DeskAppeals
            | Route::DeskHandouts
            | Route::DeskKiosks => Self::Desk,
            Route::Kiosk => Self::Kiosk,
        }
    }

    /// Whether the group's styles are in the second sheet, which the first screen does not wait for.
    pub(super) const fn has_more_styles(self) -> bool {
        matches!(
            self,
            Self::Votes
                | Self::Recount
                | Self::Points
                | Self::Care
                | Self::Provider
                | Self::Desk
                | Self::Kiosk
        )
    }

    /// The group's view, where its code is part of this module; otherwise the way to load it.
    pub(super) fn entry(self) -> Entry {
        match self {
            Self::Home => Entry::Here(home_pages),
            Self::Menu => entry::menu(),
            Self::Resident => entry::resident(),
            Self::Votes => entry::votes(),
            Self::Recount => entry::recount(),
            Self::Points => entry::points(),
            Self::Care => entry::care(),
            Self::Provider => entry::provider(),
            Self::Desk => entry::desk(),
            Self::Kiosk => entry::kiosk(),
        }
    }
}

/// How a group is entered.
pub(super) enum Entry {
    /// At once.
    Here(View),
    /// After loading it.
    #[cfg_attr(
        not(feature = "split"),
        expect(dead_code, reason = "one module has all groups")
    )]
    Later(Pin<Box<dyn Future<Output = Result<View, LoadError>>>>),
}

fn home_pages(route: &Route) -> AnyView {
    match route {
        Route::Home => home::home_page(),
        _ => not_found(),
    }
}

pub(super) fn menu_pages(route: &Route) -> AnyView {
    match route {
        Route::Lists(id) => services::lists_page(id.as_deref()),
        Route::Service(id) => services::service_page(id),
        Route::OrderForm(id, step) => services::order_form_page(id, step),
        _ => services::services_page(),
    }
}

pub(super) fn resident_pages(route: &Route) -> AnyView {
    match route {
        Route::Order(id) => orders::order_page(id),
        Route::Outbox => orders::outbox_page(),
        Route::Wishes => wishes::wishes_page(),
        Route::NewWish => wishes::new_wish_page(),
        Route::Wish(id) => wishes::wish_page(id),
        Route::SignIn(next) => account::sign_in_page(next.as_deref()),
        Route::HandOff => account::hand_off_page(),
        Route::Me => account::me_page(),
        Route::Accesses => account::accesses_page(),
        Route::Announcements => guide::announcements_page(),
        Route::Announcement(id) => guide::announcement_page(id),
        Route::Guides => guide::guides_page(),
        Route::Guide(id) => guide::guide_page(id),
        Route::Contacts => guide::contacts_page(),
        _ => orders::orders_page(),
    }
}

pub(super) fn votes_pages(route: &Route) -> AnyView {
    match route {
        Route::NewProject => projects::new_project_page(),
        Route::Project(id) => projects::project_page(id),
        Route::Ballot(id) => votes::ballot_page(id),
        Route::Result(id) => votes::result_page(id),
        Route::Receipt(number) => votes::receipt_page(number.as_deref()),
        _ => projects::projects_page(),
    }
}

pub(super) fn recount_pages(route: &Route) -> AnyView {
    match route {
        Route::Recount(ballot) => recount::recount_page(ballot.as_ref()),
        _ => not_found(),
    }
}

pub(super) fn points_pages(route: &Route) -> AnyView {
    let page = match route {
        Route::Points(tail) => PointsPage::parse(tail),
        _ => None,
    };
    match page {
        Some(PointsPage::Account) => points::points_page(),
        Some(PointsPage::Entry(id)) => points::entry_page(&id),
        Some(PointsPage::Rewards) => points::rewards_page(),
        Some(PointsPage::Redemptions) => points::redemptions_page(),
        Some(PointsPage::Redemption(id)) => points::redemption_page(&id),
        Some(PointsPage::Rules) => points::rules_page(),
        Some(PointsPage::Boards) => points::boards_page(),
        None => not_found(),
    }
}

pub(super) fn care_pages(route: &Route) -> AnyView {
    let page = match route {
        Route::Care(tail) => CarePage::parse(tail),
        _ => None,
    };
    match page {
        Some(CarePage::Doors) => counselling::counselling_page(),
        Some(CarePage::Help) => counselling::crisis_page(),
        Some(CarePage::Checks) => counselling::checks_page(),
        Some(CarePage::Check(id)) => counselling::check_page(&id),
        Some(CarePage::Reading(id)) => counselling::reading_page(&id),
        Some(CarePage::Book) => appointments::book_page(),
        Some(CarePage::Times) => appointments::slots_page(),
        Some(CarePage::Form) => appointments::form_page(),
        Some(CarePage::Booking) => appointments::booking_page(),
        Some(CarePage::Wait) => appointments::waiting_page(),
        None => not_found(),
    }
}

pub(super) fn provider_pages(route: &Route) -> AnyView {
    let page = match route {
        Route::Provider(tail) => ProviderPage::parse(tail),
        _ => None,
    };
    match page {
        Some(ProviderPage::Bookings) => provider::bookings_page(),
        Some(ProviderPage::Shared(id)) => provider::shared_page(&id),
        Some(ProviderPage::Times) => provider::times_page(),
        Some(ProviderPage::Key) => provider::key_page(),
        Some(ProviderPage::Calls) => provider::calls_page(),
        None => not_found(),
    }
}

/// At a kiosk this is everything there is on the screen, its pages inside.
pub(super) fn kiosk_pages(_: &Route) -> AnyView {
    if mode::is_kiosk() {
        kiosk_shell::inside()
    } else {
        kiosk::pairing_page()
    }
}

fn not_found() -> AnyView {
    let home = view! { <a class="button button--primary" href="/">{t().ui().go_home}</a> };
    let (title, text) = (t().ui().not_found_title, t().ui().not_found_text);
    let content = only_empty("art-lost", title, Some(text.to_owned()), home.into_any());
    plain_page("not-found", "", title, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address that begins so; ballots have no page for all of them.
    fn example(path: &str) -> String {
        match path {
            "ballots" => "/ballots/b1".to_owned(),
            _ => format!("/{path}"),
        }
    }

    #[test]
    fn the_pages_own_script_knows_the_group_of_every_address() {
        let script = include_str!("../../public/shell.js");
        for (path, group) in [
            ("services", "menu"),
            ("lists", "menu"),
            ("orders", "resident"),
            ("outbox", "resident"),
            ("wishes", "resident"),
            ("sign-in", "resident"),
            ("me", "resident"),
            ("hand-off", "resident"),
            ("announcements", "resident"),
            ("guides", "resident"),
            ("contacts", "resident"),
            ("projects", "votes"),
            ("ballots", "votes"),
            ("receipt", "votes"),
            ("recount", "recount"),
            ("points", "points"),
            ("care", "care"),
            ("provider", "provider"),
            ("desk", "desk"),
            ("kiosk", "kiosk"),
        ] {
            let of_the_table = match Group::of(&Route::parse(&example(path))) {
                Group::Home => "",
                Group::Menu => "menu",
                Group::Resident => "resident",
                Group::Votes => "votes",
                Group::Recount => "recount",
                Group::Points => "points",
                Group::Care => "care",
                Group::Provider => "provider",
                Group::Desk => "desk",
                Group::Kiosk => "kiosk",
            };
            assert_eq!(of_the_table, group, "{path}");
            let lines = [
                format!("    {path}: [\"{group}\""),
                format!("    \"{path}\": [\"{group}\""),
            ];
            assert!(lines.iter().any(|line| script.contains(line)), "{path}");
        }
    }

    #[test]
    fn the_pages_own_script_knows_which_groups_have_more_styles() {
        let all = [
            (Group::Home, ""),
            (Group::Menu, "menu"),
            (Group::Resident, "resident"),
            (Group::Votes, "votes"),
            (Group::Recount, "recount"),
            (Group::Points, "points"),
            (Group::Care, "care"),
            (Group::Provider, "provider"),
            (Group::Desk, "desk"),
            (Group::Kiosk, "kiosk"),
        ];
        let with_more = all.into_iter().filter(|(group, _)| group.has_more_styles());
        let names: Vec<&str> = with_more.map(|(_, name)| name).collect();
        let script = include_str!("../../public/shell.js");
        assert!(script.contains(&format!("/^({})$/", names.join("|"))));
    }
}

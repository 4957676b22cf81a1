//! The words of the app. A missing text is a compile error; one more language is one more folder.
//!
//! A switch of language mounts the pages anew, so texts are plain `&'static str` and no view
//! watches the language.

mod en;
mod messages;
mod zh;

use linli_contract::{Date, Timestamp};

pub use messages::{
    Account, Appointments, Care, Desk, DeskProjects, Errors, Guide, Home, Orders, Projects,
    Recount, RecountErrors, Services, Ui, Votes, Wishes,
};

use crate::domain::error::Error;
use crate::domain::language::Language;
use crate::platform::intl;
pub use crate::platform::intl::{Style, grouped};
use crate::platform::locale::language;

/// The texts in the language now, by feature.
///
/// Each feature's texts are reached by a function of their own, so that a group of pages that is
/// loaded apart takes its texts along.
#[derive(Clone, Copy)]
pub struct Texts;

/// The texts in the language now.
pub const fn t() -> Texts {
    Texts
}

fn in_language<T>(zh: &'static T, en: &'static T) -> &'static T {
    match language() {
        Language::Zh => zh,
        Language::En => en,
    }
}

impl Texts {
    /// The frame around every page, and what pages share.
    pub fn ui(self) -> &'static Ui {
        in_language(&zh::UI, &en::UI)
    }

    /// What can go wrong.
    pub fn errors(self) -> &'static Errors {
        in_language(&zh::ERRORS, &en::ERRORS)
    }

    /// The first screen.
    pub fn home(self) -> &'static Home {
        in_language(&zh::HOME, &en::HOME)
    }

    /// Catalogue, service page, order form.
    pub fn services(self) -> &'static Services {
        in_language(&zh::SERVICES, &en::SERVICES)
    }

    /// My orders, and what waits on this device.
    pub fn orders(self) -> &'static Orders {
        in_language(&zh::ORDERS, &en::ORDERS)
    }

    /// Wishes.
    pub fn wishes(self) -> &'static Wishes {
        in_language(&zh::WISHES, &en::WISHES)
    }

    /// Projects.
    pub fn projects(self) -> &'static Projects {
        in_language(&zh::PROJECTS, &en::PROJECTS)
    }

    /// Ballots, results, receipts.
    pub fn votes(self) -> &'static Votes {
        in_language(&zh::VOTES, &en::VOTES)
    }

    /// Counting again.
    pub fn recount(self) -> &'static Recount {
        in_language(&zh::RECOUNT, &en::RECOUNT)
    }

    /// Signing in, 我的, settings.
    pub fn account(self) -> &'static Account {
        in_language(&zh::ACCOUNT, &en::ACCOUNT)
    }

    /// Announcements, guide pages, contacts.
    pub fn guide(self) -> &'static Guide {
        in_language(&zh::GUIDE, &en::GUIDE)
    }

    /// Somebody to talk to: self-checks, whom to call, the frame of quiet pages.
    pub fn care(self) -> &'static Care {
        in_language(&zh::CARE, &en::CARE)
    }

    /// Appointments.
    pub fn appointments(self) -> &'static Appointments {
        in_language(&zh::APPOINTMENTS, &en::APPOINTMENTS)
    }

    /// The workers' desk.
    pub fn desk(self) -> &'static Desk {
        in_language(&zh::DESK, &en::DESK)
    }

    /// Projects at the desk.
    pub fn desk_projects(self) -> &'static DeskProjects {
        in_language(&zh::DESK_PROJECTS, &en::DESK_PROJECTS)
    }
}

/// An instant in words, in the community's zone.
pub fn instant(at: Timestamp, style: Style) -> String {
    intl::instant(at, style, language())
}

/// A calendar day in words.
pub fn day(date: Date) -> String {
    intl::day(date, Style::Day, language())
}

/// Money in words, from fen.
pub fn money(fen: i64) -> String {
    intl::money(fen, language())
}

/// What went wrong, in a sentence with a next step. The server's own sentence is used for codes
/// that this version does not know.
pub fn sentence(error: &Error) -> String {
    let errors = t().errors();
    if let Some((_, text)) = errors
        .by_code
        .iter()
        .find(|(code, _)| *code == error.code())
    {
        return (*text).to_owned();
    }
    match error {
        Error::Problem(problem) if !problem.title.is_empty() => match &problem.detail {
            Some(detail) => format!("{} {detail}", problem.title),
            None => problem.title.clone(),
        },
        _ => errors.unknown.to_owned(),
    }
}

/// What is wrong with one field, from the code of a problem's `errors` and its bound.
pub fn field_sentence(code: &str, limit: Option<i64>) -> String {
    let errors = t().errors();
    match (code, limit) {
        ("too_long", Some(limit)) => (errors.too_long)(limit),
        ("too_short", Some(limit)) => (errors.too_short)(limit),
        ("too_many", Some(limit)) => (errors.too_many)(limit),
        _ => errors
            .by_field
            .iter()
            .find(|(known, _)| *known == code)
            .map_or(errors.field_unknown, |(_, text)| text)
            .to_owned(),
    }
}

//! The words of the app. A missing text is a compile error; one more language is one more folder.
//!
//! A switch of language mounts the pages anew, so texts are plain `&'static str` and no view
//! watches the language.

mod en;
mod messages;
mod zh;

use linli_contract::{Date, Timestamp};

pub use messages::{
    Account, Appointments, Care, Desk, DeskAudit, DeskBallots, DeskKiosks, DeskPoints,
    DeskProjects, DeskServices, DeskWork, Errors, Guide, HandOff, Home, Kiosk, Orders, Points,
    Poster, Projects, Provider, ReadErrors, Recount, RecountErrors, Services, Ui, Votes, Wishes,
};

use crate::domain::error::Error;
use crate::domain::language::Language;
use crate::platform::intl;
pub use crate::platform::intl::{Style, grouped};
use crate::platform::locale::language;
use crate::platform::{mode, storage};

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

    /// What can go wrong while a page is read.
    pub fn read_errors(self) -> &'static ReadErrors {
        in_language(&zh::READ_ERRORS, &en::READ_ERRORS)
    }

    /// What else can go wrong.
    pub fn errors(self) -> &'static Errors {
        in_language(&zh::ERRORS, &en::ERRORS)
    }

    /// The first screen.
    pub fn home(self) -> &'static Home {
        in_language(&zh::HOME, &en::HOME)
    }

    /// Signing in at a kiosk from one's own phone.
    pub fn hand_off(self) -> &'static HandOff {
        in_language(&zh::HAND_OFF, &en::HAND_OFF)
    }

    /// The kiosks at the desk.
    pub fn desk_kiosks(self) -> &'static DeskKiosks {
        in_language(&zh::DESK_KIOSKS, &en::DESK_KIOSKS)
    }

    /// The kiosk.
    pub fn kiosk(self) -> &'static Kiosk {
        in_language(&zh::KIOSK, &en::KIOSK)
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

    /// Household points.
    pub fn points(self) -> &'static Points {
        in_language(&zh::POINTS, &en::POINTS)
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

    /// Posters, of pages of several features.
    pub fn poster(self) -> &'static Poster {
        in_language(&zh::POSTER, &en::POSTER)
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

    /// Those with whom one can meet.
    pub fn provider(self) -> &'static Provider {
        in_language(&zh::PROVIDER, &en::PROVIDER)
    }

    /// The workers' desk.
    pub fn desk(self) -> &'static Desk {
        in_language(&zh::DESK, &en::DESK)
    }

    /// What was done at the desk.
    pub fn desk_audit(self) -> &'static DeskAudit {
        in_language(&zh::DESK_AUDIT, &en::DESK_AUDIT)
    }

    /// Ballots at the desk, and votes on paper.
    pub fn desk_ballots(self) -> &'static DeskBallots {
        in_language(&zh::DESK_BALLOTS, &en::DESK_BALLOTS)
    }

    /// Points at the desk.
    pub fn desk_points(self) -> &'static DeskPoints {
        in_language(&zh::DESK_POINTS, &en::DESK_POINTS)
    }

    /// Projects at the desk.
    pub fn desk_projects(self) -> &'static DeskProjects {
        in_language(&zh::DESK_PROJECTS, &en::DESK_PROJECTS)
    }

    /// The catalogue at the desk.
    pub fn desk_services(self) -> &'static DeskServices {
        in_language(&zh::DESK_SERVICES, &en::DESK_SERVICES)
    }

    /// What waits for the desk.
    pub fn desk_work(self) -> &'static DeskWork {
        in_language(&zh::DESK_WORK, &en::DESK_WORK)
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
    match known(t().errors().by_code, error) {
        Some(text) => text.to_owned(),
        None => read_sentence(error),
    }
}

/// As [`sentence`], for what can go wrong while a page is read.
pub fn read_sentence(error: &Error) -> String {
    let errors = t().read_errors();
    if let Some(text) = known(errors.by_code, error) {
        return text.to_owned();
    }
    match error {
        Error::Problem(problem) if !problem.title.is_empty() => match &problem.detail {
            Some(detail) => format!("{} {detail}", problem.title),
            None => problem.title.clone(),
        },
        _ => errors.unknown.to_owned(),
    }
}

fn known(by_code: &'static [(&'static str, &'static str)], error: &Error) -> Option<&'static str> {
    let code = match error.code() {
        // Only who was signed in can hear that this is over.
        "sign_in_required" if storage::get(storage::PERSON).is_none() => "sign_in_first",
        // Nothing waits at a kiosk until the network is back.
        "offline" | "timeout" | "not_the_server" if mode::is_kiosk() => "kiosk_offline",
        code => code,
    };
    let mut by_code = by_code.iter();
    let found = by_code.find(|(known, _)| *known == code);
    found.map(|(_, text)| *text)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// These are told in the server's own sentence, which comes in the language that was asked for: only a faulty
    /// client gets them, or few people do, or their page says it in words of its own.
    const TOLD_ELSEWHERE: [&str; 17] = [
        "appeal_over",
        "bad_request",
        "busy",
        "idempotency_key_required",
        "if_match_required",
        "key_changed",
        "method_not_allowed",
        "not_allowed",
        "not_enough_points",
        "not_json",
        "out_of_stock",
        "reward_changed",
        "reward_limit",
        "second_entry_differs",
        "second_worker_needed",
        "slot_taken",
        "too_late",
    ];

    #[test]
    fn every_problem_of_the_contract_has_a_sentence_in_every_language() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/contract/examples/problems");
        let mut codes: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|file| {
                let name = file.unwrap().file_name().into_string().unwrap();
                name.strip_suffix(".json").map(str::to_owned)
            })
            .filter(|code| !TOLD_ELSEWHERE.contains(&code.as_str()))
            .collect();
        codes.sort();
        assert!(codes.len() > 25, "{codes:?}");
        for (language, reading, writing) in [
            ("zh", &zh::READ_ERRORS, &zh::ERRORS),
            ("en", &en::READ_ERRORS, &en::ERRORS),
        ] {
            for code in &codes {
                let mut texts = reading.by_code.iter().chain(writing.by_code);
                let text = texts.find(|(known, _)| known == code);
                let (_, text) = text.unwrap_or_else(|| panic!("{language} lacks {code}"));
                assert!(text.ends_with(['。', '.']), "{language}: {text}");
            }
        }
    }
}

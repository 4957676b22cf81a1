//! What is wrong with a draft, as lines of the form's summary.

use crate::domain::error::Error;
use crate::features::desk::model::draft::{self, Finding, Part, Place};
use crate::i18n::{self, t};

/// The id of a part's field.
pub(in crate::features::desk) const fn field(part: Part) -> &'static str {
    match part {
        Part::Title => "ballot-title",
        Part::Text => "ballot-text",
        Part::Project => "ballot-project",
        Part::Kind => "ballot-kind",
        Part::Roll => "ballot-roll",
        Part::Options => "ballot-options",
        Part::MaxChoices => "ballot-max",
        Part::Budget => "ballot-budget",
        Part::Rule => "ballot-rule",
        Part::RuleText => "ballot-rule-text",
        Part::Opens => "opens-day",
        Part::Closes => "closes-day",
        Part::Announce => "announce-yes",
    }
}

/// The id to which a finding leads.
pub(in crate::features::desk) fn target(place: Place) -> String {
    match place {
        Place::Part(part) => field(part).to_owned(),
        Place::Option(place) => format!("option-{place}"),
    }
}

/// A finding as a line of the summary.
pub(super) fn line((place, code, limit): &Finding) -> (String, String) {
    let b = t().desk_ballots();
    let choices = [Part::Kind, Part::Roll, Part::Rule].map(Place::Part);
    let sentence = match *code {
        "closes_first" => b.closes_first.to_owned(),
        "required" if choices.contains(place) => b.choose_first.to_owned(),
        code => i18n::field_sentence(code, *limit),
    };
    let sentence = match place {
        Place::Option(place) => (b.check_option)(place + 1) + &sentence,
        Place::Part(_) => sentence,
    };
    (target(*place), sentence)
}

/// What the server found wrong, each line with the id of its field.
pub(in crate::features::desk) fn refused(error: &Error) -> Vec<(String, String)> {
    let Error::Problem(problem) = error else {
        return vec![(field(Part::Title).to_owned(), i18n::sentence(error))];
    };
    let lines: Vec<_> = problem
        .errors
        .iter()
        .filter_map(|wrong| {
            let place = draft::place(&wrong.pointer)?;
            let sentence = i18n::field_sentence(&wrong.code, wrong.limit);
            Some((target(place), sentence))
        })
        .collect();
    if lines.is_empty() {
        return vec![(field(Part::Title).to_owned(), i18n::sentence(error))];
    }
    lines
}

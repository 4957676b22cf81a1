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

/// What a part is called.
pub(in crate::features::desk) fn name(part: Part) -> &'static str {
    let b = t().desk_ballots();
    match part {
        Part::Title => b.form_title,
        Part::Text => b.form_text,
        Part::Project => b.form_project,
        Part::Kind => b.form_kind,
        Part::Roll => b.form_roll,
        Part::Options => b.form_options,
        Part::MaxChoices => b.form_max,
        Part::Budget => b.form_budget,
        Part::Rule => b.form_rule,
        Part::RuleText => b.form_rule_text,
        Part::Opens => b.form_opens,
        Part::Closes => b.form_closes,
        Part::Announce => b.form_announce_label,
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
        "owners_matters" => b.owners_matters.to_owned(),
        "required" if choices.contains(place) => b.choose_first.to_owned(),
        code => i18n::field_sentence(code, *limit),
    };
    (target(*place), of_place(*place, &sentence))
}

/// A sentence with the name of its place: the form is long, and has many that read the same.
fn of_place(place: Place, sentence: &str) -> String {
    match place {
        Place::Option(place) => (t().desk_ballots().check_option)(place + 1) + sentence,
        Place::Part(part) => (t().ui().named)(name(part), sentence),
    }
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
            Some((target(place), of_place(place, &sentence)))
        })
        .collect();
    if lines.is_empty() {
        return vec![(field(Part::Title).to_owned(), i18n::sentence(error))];
    }
    lines
}

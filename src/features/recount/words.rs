//! What a file says, and what came of counting it, in words.

use linli_tally::pb::{self, CannotCount, Problem};
use linli_tally::threshold::{Bound, Threshold};
use linli_tally::{Fraction, NotChosen, Outcome};

use super::model::kept::{LARGEST, Wrong};
use super::model::{amount, table};
use super::run::Failure;
use crate::domain::error::Error;
use crate::i18n::{self, t};

/// A name longer than this is cut: a file may hold anything.
const LONGEST: usize = 80;

/// A text of a file, as long as a page can take.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The words in which the numbers of one file are told.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    file: &'a pb::File,
}

impl<'a> Words<'a> {
    pub(super) fn of(file: &'a pb::File) -> Self {
        Self { file }
    }

    /// The name of an option, or its id where it has none.
    pub(super) fn name(self, option: usize) -> String {
        self.file
            .election
            .options()
            .get(option)
            .map_or_else(String::new, |choice| {
                short(if choice.name.is_empty() {
                    &choice.id
                } else {
                    &choice.name
                })
            })
    }

    /// The same within a sentence.
    pub(super) fn quoted(self, option: usize) -> String {
        (t().recount().quoted)(&self.name(option))
    }

    /// Several of them within a sentence.
    pub(super) fn all(self, options: &[usize]) -> String {
        let names: Vec<String> = options.iter().map(|option| self.quoted(*option)).collect();
        (t().recount().listed)(&names)
    }

    /// Whether the options are places to fill and not things to buy.
    pub(super) fn seats(self) -> bool {
        let election = &self.file.election;
        let unit = election.currency_unit();
        amount::are_seats(election.options(), unit, election.budget())
    }

    /// Money, in minor units.
    pub(super) fn money(self, minor: u64) -> String {
        self.with_currency(&amount::text(minor, self.file.election.decimals()))
    }

    /// Money as published, in fen.
    pub(super) fn fen(self, fen: u64) -> String {
        self.with_currency(&amount::text(fen, 2))
    }

    /// What one vote has or pays.
    pub(super) fn share(self, minor: &Fraction) -> String {
        self.with_currency(&amount::share(minor, self.file.election.decimals()))
    }

    fn with_currency(self, number: &str) -> String {
        let r = t().recount();
        let number = &grouped(number);
        let currency = self.file.value("currency").unwrap_or_default();
        // The community's own files have the hash of the terms, and are in yuan.
        let yuan = matches!(currency, "CNY" | "RMB") || self.file.value("terms_hash").is_some();
        if yuan {
            (r.yuan)(number)
        } else if currency.is_empty() {
            number.to_owned()
        } else {
            (r.money)(number, &short(currency))
        }
    }

    /// Votes, or points where a vote gives points.
    pub(super) fn votes(self, votes: u64) -> String {
        let r = t().recount();
        if self.file.vote_type.only_names() {
            (r.votes)(votes)
        } else {
            (r.points)(&amount::text(votes, self.file.point_decimals))
        }
    }

    /// What a supporter of a chosen option pays; nothing where points have decimals, for which there is no
    /// short sentence.
    pub(super) fn paid(self, share: &Fraction) -> Option<String> {
        let r = t().recount();
        match (self.file.vote_type.only_names(), self.file.point_decimals) {
            (true, _) => Some((r.share_paid)(&self.share(share))),
            (false, 0) => Some((r.share_paid_points)(&self.share(share))),
            (false, _) => None,
        }
    }

    /// Why an option was not chosen.
    pub(super) fn why(self, why: &NotChosen) -> String {
        let r = t().recount();
        match why {
            NotChosen::Withdrawn => r.why_withdrawn.to_owned(),
            NotChosen::BelowFloor { lacks } => (r.why_below_floor)(&self.votes(*lacks)),
            NotChosen::DearerThanBudget { by } => (r.why_dearer)(&self.money(*by)),
            NotChosen::DoesNotFit { .. } if self.seats() => r.why_no_seat.to_owned(),
            NotChosen::DoesNotFit { left, short_by } => {
                (r.why_does_not_fit)(&self.money(*left), &self.money(*short_by))
            }
            NotChosen::AfterStop { stopped_by } => (r.why_after_stop)(&self.quoted(*stopped_by)),
            NotChosen::NoVotes => r.why_no_votes.to_owned(),
            NotChosen::SupportersCannotPay { have, short_by } => {
                (r.why_supporters)(&self.money(*have), &self.money(*short_by))
            }
            NotChosen::FewerVotes { needed } => (r.why_fewer)(&self.votes(*needed)),
            NotChosen::LostTie { to } => (r.why_tie)(&self.quoted(*to)),
        }
    }

    /// How the money ran.
    pub(super) fn money_ran(self, outcome: &Outcome) -> String {
        let r = t().recount();
        let budget = self.file.election.budget();
        if self.seats() {
            let unit = self.file.election.currency_unit();
            (r.seats_ran)(
                &outcome.chosen().count().to_string(),
                &(budget / unit).to_string(),
            )
        } else {
            (r.money_ran)(
                &self.money(outcome.spent),
                &self.money(budget),
                &self.money(outcome.left),
            )
        }
    }

    /// The budget, or how many places there are.
    pub(super) fn budget(self) -> String {
        let budget = self.file.election.budget();
        if self.seats() {
            let places = budget / self.file.election.currency_unit();
            (t().recount().seats)(&places.to_string())
        } else {
            self.money(budget)
        }
    }
}

/// A decimal number with its whole part in groups.
fn grouped(number: &str) -> String {
    let (whole, part) = number.split_at(number.find('.').unwrap_or(number.len()));
    match whole.parse() {
        Ok(whole) => i18n::grouped(whole) + part,
        Err(_) => number.to_owned(),
    }
}

/// The word by which tests and styles know a reason.
pub(super) fn reason(why: &NotChosen) -> &'static str {
    match why {
        NotChosen::Withdrawn => "withdrawn",
        NotChosen::BelowFloor { .. } => "below_floor",
        NotChosen::DearerThanBudget { .. } => "dearer_than_budget",
        NotChosen::DoesNotFit { .. } => "does_not_fit",
        NotChosen::AfterStop { .. } => "after_stop",
        NotChosen::NoVotes => "no_votes",
        NotChosen::SupportersCannotPay { .. } => "supporters_short",
        NotChosen::FewerVotes { .. } => "fewer_votes",
        NotChosen::LostTie { .. } => "tie",
    }
}

/// Milliseconds as seconds.
pub(super) fn seconds(ms: u64) -> String {
    (t().recount().seconds)(&format!("{}.{:02}", ms / 1000, ms % 1000 / 10))
}

/// A share that must be reached.
pub(super) fn threshold(share: Threshold) -> String {
    let r = t().recount();
    match share.bound {
        Bound::Included => (r.at_least)(share.numerator, share.denominator),
        Bound::Excluded => (r.more_than)(share.numerator, share.denominator),
    }
}

/// Why a recount cannot be done: where, what, and what to do.
pub(super) struct Told {
    /// The line of the file.
    pub(super) line: Option<u64>,
    /// What is wrong.
    pub(super) what: String,
    /// The next step, where the sentence does not have it.
    pub(super) next: Option<&'static str>,
}

/// A failure in words.
pub(super) fn failure(failure: &Failure) -> Told {
    let r = t().recount();
    let plain = |what: String| Told {
        line: None,
        what,
        next: None,
    };
    match failure {
        Failure::TooLarge(size) => plain((r.too_large)(size.div_ceil(1 << 20), LARGEST >> 20)),
        Failure::Unreadable => plain(r.unreadable.to_owned()),
        Failure::NoFile => plain(r.no_file.to_owned()),
        Failure::Server(Error::Offline | Error::Timeout) => plain(r.needs_network.to_owned()),
        Failure::Server(error) if error.code() == "not_closed_yet" => {
            plain(r.not_closed.to_owned())
        }
        Failure::Server(error) => plain(i18n::sentence(error)),
        Failure::Wrong(Wrong::File(error)) => {
            let cannot = matches!(
                error.problem,
                Problem::CannotCount(_) | Problem::NoBallotFile | Problem::TooMany(_)
            );
            Told {
                line: Some(error.line),
                what: problem(&error.problem),
                next: Some(if cannot { r.next_other } else { r.next_look }),
            }
        }
        Failure::Wrong(Wrong::Table(error)) => {
            let of_options = error.problem == table::Problem::OfOptions;
            Told {
                line: Some(error.line),
                what: table_problem(&error.problem),
                next: (!of_options).then_some(r.next_look),
            }
        }
    }
}

fn problem(problem: &Problem) -> String {
    let w = &t().recount().wrong;
    match problem {
        Problem::NoBallotFile => w.no_ballot_file.to_owned(),
        Problem::SectionMissing(section) => (w.section_missing)(section.name()),
        Problem::SectionAgain(section) => (w.section_again)(section.name()),
        Problem::ColumnMissing { section, column } => (w.column_missing)(section.name(), column),
        Problem::KeyMissing(key) => (w.key_missing)(key),
        Problem::KeyAgain(key) => (w.key_again)(key),
        Problem::TooManyFields => w.too_many_fields.to_owned(),
        Problem::OpenQuote => w.open_quote.to_owned(),
        Problem::LineTooLong => w.line_too_long.to_owned(),
        Problem::NotText => w.not_text.to_owned(),
        Problem::NotANumber { field, found } => (w.not_a_number)(field, found),
        Problem::TooLarge { field } => (w.too_large)(field),
        Problem::Negative { field } => (w.negative)(field),
        Problem::NoId => w.no_id.to_owned(),
        Problem::SameId(id) => (w.same_id)(id),
        Problem::UnknownOption(id) => (w.unknown_option)(id),
        Problem::OptionTwice(id) => (w.option_twice)(id),
        Problem::NotOneChoice => w.not_one_choice.to_owned(),
        Problem::PointsDiffer => w.points_differ.to_owned(),
        Problem::TooMany(section) => (w.too_many)(section.name()),
        Problem::CannotCount(cannot) => match cannot {
            CannotCount::VoteType(kind) => (w.vote_type)(kind),
            CannotCount::NegativePoints => w.negative_points.to_owned(),
            CannotCount::DefaultScore => w.default_score.to_owned(),
            CannotCount::VoteStrength => w.vote_strength.to_owned(),
        },
    }
}

fn table_problem(problem: &table::Problem) -> String {
    let w = &t().recount().wrong;
    match problem {
        table::Problem::OfOptions => w.of_options.to_owned(),
        table::Problem::Header => w.header.to_owned(),
        table::Problem::Cells => w.cells.to_owned(),
        table::Problem::NoAnswer(found) => (w.no_answer)(found),
        table::Problem::NoText => w.not_text.to_owned(),
    }
}

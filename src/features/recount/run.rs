//! A recount under way: reading, counting, and what there is to show of it.
//!
//! There is one at a time. Whatever begins takes a new turn, and work of an older turn ends at its next
//! pause without a trace.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Ballot, BallotId, BallotResult};
use linli_tally::{Count, Progress, Rule};

use super::api;
use super::model::kept::{Content, Counted, Kept, LARGEST, Origin, Reader, Wrong};
use super::model::rule::{self, Kind};
use crate::domain::error::Error;
use crate::offline::ballot_file::BallotFile;
use crate::offline::{Query, ballot_file};
use crate::platform::file::Picked;
use crate::platform::slices::Slices;

/// So many bytes are asked of the disk at once.
const PIECE: u64 = 1 << 19;
/// So many are read between two looks at the clock.
const BITE: usize = 1 << 14;

/// Where a recount is.
#[derive(Clone)]
pub(super) enum Phase {
    /// Nothing was chosen.
    Idle,
    /// The votes are on their way from the server.
    Fetching,
    /// A file is being read.
    Reading {
        /// How much of it, in thousandths.
        part: u64,
        /// How many votes so far.
        votes: u64,
    },
    /// Votes are being counted.
    Counting(Progress),
    /// It is done.
    Done(Arc<Counted>),
    /// The reader stopped it.
    Stopped,
    /// It cannot be done.
    Failed(Failure),
}

/// Why a recount cannot be done.
#[derive(Clone, PartialEq)]
pub(super) enum Failure {
    /// The file has more bytes than a phone can take.
    TooLarge(u64),
    /// The file cannot be read from the disk.
    Unreadable,
    /// There is something wrong with it.
    Wrong(Wrong),
    /// The votes did not come from the server.
    Server(Error),
    /// The ballot publishes no votes that can be counted here.
    NoFile,
}

/// The recount of a page.
#[derive(Clone, Copy)]
pub(super) struct Recount {
    /// Where it is.
    pub(super) phase: RwSignal<Phase>,
    /// The file that was read.
    pub(super) kept: RwSignal<Option<Arc<Kept>>>,
    /// The rule that the reader looks at; by the file at first.
    pub(super) kind: RwSignal<Kind>,
    /// The floor as it is typed.
    pub(super) floor: RwSignal<String>,
    turn: StoredValue<u32>,
}

/// The community's own ballot, with what was published about it.
#[derive(Clone)]
pub(super) struct Own {
    /// Which.
    pub(super) id: BallotId,
    /// The ballot.
    pub(super) ballot: Query<Ballot>,
    /// Its result.
    pub(super) result: Query<BallotResult>,
}

impl Own {
    /// Begins to ask for it.
    pub(super) fn new(id: &BallotId) -> Self {
        Self {
            id: id.clone(),
            ballot: Query::new(api::ballot(id)),
            result: Query::new(api::result(id)),
        }
    }
}

impl Recount {
    pub(super) fn new() -> Self {
        let recount = Self {
            phase: RwSignal::new(Phase::Idle),
            kept: RwSignal::new(None),
            kind: RwSignal::new(Kind::Greedy),
            floor: RwSignal::new(String::new()),
            turn: StoredValue::new(0),
        };
        // A file that was read is counted, and again by every other rule.
        Effect::new(move |_| {
            let rule = recount.rule();
            if let (Some(kept), Some(rule)) = (recount.kept.get(), rule) {
                recount.count(kept, rule);
            }
        });
        recount
    }

    /// The rule that is looked at; nothing while its floor is no number.
    pub(super) fn rule(self) -> Option<Rule> {
        let kind = self.kind.get();
        self.kept.with(|kept| match kept.as_ref()?.content {
            Content::Options(ref file) => {
                let floor = self
                    .floor
                    .with(|typed| super::model::amount::points(typed, file.point_decimals));
                let floor = if kind == Kind::Threshold { floor? } else { 0 };
                Some(kind.rule(floor, file.floor))
            }
            Content::Matters(_) => Some(Rule::GREEDY),
        })
    }

    /// Reads a file that was chosen or dropped.
    pub(super) fn read(self, picked: Picked) {
        let Some(turn) = self.begin(Phase::Reading { part: 0, votes: 0 }) else {
            return;
        };
        let size = picked.size();
        if size > LARGEST {
            self.phase.set(Phase::Failed(Failure::TooLarge(size)));
            return;
        }
        spawn_local(async move {
            let mut slices = Slices::begin();
            let mut reader = None;
            let mut from = 0;
            while from < size {
                let Some(piece) = slices.rest(picked.piece(from, PIECE)).await else {
                    return self.end(turn, Failure::Unreadable);
                };
                if piece.is_empty() {
                    return self.end(turn, Failure::Unreadable);
                }
                let reader = reader.get_or_insert_with(|| Reader::of(&piece));
                let read = self.take(turn, &mut slices, reader, &piece, from, size);
                if !read.await {
                    return;
                }
                from += piece.len() as u64;
            }
            let reader = reader.unwrap_or_else(|| Reader::of(&[]));
            // What is left to do at the end gets a slice of its own.
            slices.pause().await;
            self.keep(turn, slices, reader, picked.name(), Origin::Device);
        });
    }

    /// Fetches the votes of the community's ballot and reads them.
    pub(super) fn fetch(self, id: &BallotId, format: &'static str) {
        let Some(turn) = self.begin(Phase::Fetching) else {
            return;
        };
        let id = id.clone();
        spawn_local(async move {
            let BallotFile { text, since } = match ballot_file::fetch(&id, format).await {
                Ok(file) => file,
                Err(error) => return self.end(turn, Failure::Server(error)),
            };
            let mut slices = Slices::begin();
            let mut reader = Reader::of(text.as_bytes());
            let size = text.len() as u64;
            let read = self.take(turn, &mut slices, &mut reader, text.as_bytes(), 0, size);
            if read.await {
                slices.pause().await;
                let name = format!("{id}.{format}");
                self.keep(turn, slices, reader, name, Origin::Server { since });
            }
        });
    }

    /// Says that something about the community's ballot did not come.
    pub(super) fn fail(self, failure: Failure) {
        if let Some(turn) = self.begin(Phase::Fetching) {
            self.end(turn, failure);
        }
    }

    /// Stops what is under way.
    pub(super) fn stop(self) {
        if self.next_turn().is_some() {
            self.phase.set(Phase::Stopped);
        }
    }

    /// Counts the file that was read once more.
    pub(super) fn again(self) {
        if let (Some(kept), Some(rule)) = (self.kept.get_untracked(), untrack(|| self.rule())) {
            self.count(kept, rule);
        }
    }

    /// Takes a piece in bites, with pauses; whether the reader still wants more.
    async fn take(
        self,
        turn: u32,
        slices: &mut Slices,
        reader: &mut Reader,
        piece: &[u8],
        before: u64,
        size: u64,
    ) -> bool {
        let mut done = before;
        for bite in piece.chunks(BITE) {
            if let Err(wrong) = reader.push(bite) {
                self.end(turn, Failure::Wrong(wrong));
                return false;
            }
            done += bite.len() as u64;
            if slices.is_over() {
                let part = done.saturating_mul(1000) / size.max(1);
                let votes = reader.votes();
                if !self.tell(turn, Phase::Reading { part, votes }) {
                    return false;
                }
                slices.pause().await;
            }
        }
        self.is_wanted(turn)
    }

    /// All was read: puts it together, and looks at it by the file's own rule.
    fn keep(self, turn: u32, slices: Slices, reader: Reader, name: String, origin: Origin) {
        let content = match reader.finish() {
            Ok(content) => content,
            Err(wrong) => return self.end(turn, Failure::Wrong(wrong)),
        };
        if !self.is_wanted(turn) {
            return;
        }
        if let Content::Options(file) = &content {
            let first = rule::first(file);
            // A floor that is asked for but not named is one vote.
            let floor = first.floor().max(1);
            let floor = super::model::amount::text(floor, file.point_decimals);
            self.floor.set(floor);
            self.kind.set(Kind::of(first));
        }
        let read_ms = slices.worked();
        self.kept.set(Some(Arc::new(Kept {
            name,
            content,
            origin,
            read_ms,
        })));
    }

    fn count(self, kept: Arc<Kept>, rule: Rule) {
        let Some(turn) = self.next_turn() else {
            return;
        };
        let Content::Options(file) = &kept.content else {
            let counted = Counted {
                kept,
                outcome: None,
                count_ms: 0,
            };
            return self.phase.set(Phase::Done(Arc::new(counted)));
        };
        let all = file.election.options().len();
        self.phase
            .set(Phase::Counting(Progress::Options { done: 0, all }));
        spawn_local(async move {
            let mut slices = Slices::begin();
            slices.pause().await;
            let Content::Options(file) = &kept.content else {
                return;
            };
            let mut count = Count::new(&file.election, rule);
            while count.step() {
                if slices.is_over() {
                    if !self.tell(turn, Phase::Counting(count.progress())) {
                        return;
                    }
                    slices.pause().await;
                }
            }
            let outcome = count.finish();
            let count_ms = slices.worked();
            let counted = Counted {
                kept: kept.clone(),
                outcome: Some((rule, outcome)),
                count_ms,
            };
            self.tell(turn, Phase::Done(Arc::new(counted)));
        });
    }

    /// A new file takes the place of the old one.
    fn begin(self, phase: Phase) -> Option<u32> {
        let turn = self.next_turn()?;
        self.kept.set(None);
        self.phase.set(phase);
        Some(turn)
    }

    /// Makes all work under way an old one; nothing once the page has gone.
    fn next_turn(self) -> Option<u32> {
        self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
    }

    fn is_wanted(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Shows where the work of a turn is; whether it is still wanted.
    fn tell(self, turn: u32, phase: Phase) -> bool {
        self.is_wanted(turn) && self.phase.try_set(phase).is_none()
    }

    fn end(self, turn: u32, failure: Failure) {
        self.tell(turn, Phase::Failed(failure));
    }
}

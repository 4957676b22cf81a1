//! The rules of the outbox, without a browser: what is sent next, and what an outcome means.
//!
//! They promise: no intention is lost without being visible; one intention has one effect; what
//! belongs together arrives in order; nothing is sent under another person's name; the queue
//! empties when the network heals.

use linli_contract::Problem;
use linli_json::Json;

use crate::domain::error::Error;

/// A new entry is left to the page that made it for this long, then any tab may send it.
pub(super) const HEAD_START_MS: i64 = 5_000;
/// The first wait after a failure; it doubles up to the longest.
const FIRST_WAIT_MS: i64 = 2_000;
const LONGEST_WAIT_MS: i64 = 5 * 60_000;

/// A write that waits for its turn, as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Json)]
pub struct Entry {
    /// The idempotency key: one for one intention, made before the first byte is sent.
    pub key: String,
    /// Who wants it. Nothing is sent under another person's name.
    pub person: String,
    /// What kind of write it is.
    pub kind: Kind,
    /// What the list of waiting things shows, such as the service's name.
    pub title: String,
    /// The page on which it can be changed after a refusal.
    pub page: String,
    /// Entries of one lane are sent in order; a refused one holds up the rest of its lane.
    pub lane: String,
    /// The method and path of the request.
    pub method: String,
    /// See `method`.
    pub path: String,
    /// The JSON body; a photo's bytes lie in a store of their own under its key.
    pub body: String,
    /// When it was made, and its place in the queue, in milliseconds since 1970.
    pub created_at: i64,
    /// How often it was sent.
    #[serde(default)]
    pub attempts: u32,
    /// Not to be sent before, in milliseconds since 1970.
    #[serde(default)]
    pub not_before: i64,
    /// The server wants the person to sign in again first.
    #[serde(default)]
    pub needs_sign_in: bool,
    /// Why the server refused it for good; it waits for the person.
    #[serde(default)]
    pub refused: Option<Problem>,
    /// The version that it replaces.
    #[serde(default)]
    pub if_match: Option<String>,
    /// There must be nothing there yet.
    #[serde(default)]
    pub if_new: bool,
}

/// What kind of write an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Json)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An order.
    Order,
    /// A photo that an order or a reply needs.
    Photo,
    /// An answer to 待补充.
    Reply,
    /// 已解决 or 没解决.
    Resolution,
    /// A rating.
    Rating,
    /// A complaint.
    Complaint,
    /// A wish.
    Wish,
    /// A second.
    Second,
    /// A proposed project.
    Project,
    /// A comment on a project.
    Comment,
    /// Following a project, or no more.
    Follow,
    /// What a household thinks of a finished project.
    Evaluation,
    /// A step of a project's work, set by a worker.
    Milestone,
    /// A project that a worker posts.
    Posting,
    /// A vote.
    Vote,
}

/// What sending an entry came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Done,
    /// Nobody knows: send it again with the same key, not before so many seconds.
    Unknown(Option<i64>),
    /// The session ended.
    SignIn,
    /// The server said no for good.
    Refused(Box<Problem>),
}

impl Outcome {
    /// What an error means for an entry.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Problem(problem) if problem.status == 401 => Self::SignIn,
            Error::Problem(problem) if error.outcome_unknown() => {
                Self::Unknown(problem.retry_after)
            }
            Error::Problem(problem) => Self::Refused(problem.clone()),
            _ => Self::Unknown(None),
        }
    }
}

impl Entry {
    /// The entry after an outcome; `None` when it is done and leaves the queue. `jitter` is 0 to
    /// 1023, so that a neighbourhood whose network heals does not knock all at once.
    #[must_use]
    pub fn after(mut self, outcome: Outcome, now: i64, jitter: i64) -> Option<Self> {
        self.attempts = self.attempts.saturating_add(1);
        match outcome {
            Outcome::Done => return None,
            Outcome::SignIn => self.needs_sign_in = true,
            Outcome::Refused(problem) => self.refused = Some(*problem),
            Outcome::Unknown(asked) => {
                let doubled = FIRST_WAIT_MS << self.attempts.saturating_sub(1).min(10);
                let wait = doubled.min(LONGEST_WAIT_MS);
                let wait = wait + wait * jitter.clamp(0, 1023) / 4096;
                let asked = asked.unwrap_or(0).clamp(0, 3600) * 1000;
                self.not_before = now.saturating_add(wait.max(asked));
            }
        }
        Some(self)
    }

    /// Whether it waits, and is not just being sent by the page that made it.
    pub(super) fn waits(&self, now: i64) -> bool {
        self.attempts > 0
            || now - self.created_at >= HEAD_START_MS
            || self.created_at > now + HEAD_START_MS
    }

    /// Whether it may be sent for this person once its time has come.
    fn may_go(&self, person: &str) -> bool {
        self.person == person && !self.needs_sign_in && self.refused.is_none()
    }
}

/// Puts entries in the order in which they were made.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| (a.created_at, &a.key).cmp(&(b.created_at, &b.key)));
}

/// The first entries of all lanes that may be sent for this person at all.
fn heads<'a>(entries: &'a [Entry], person: &'a str) -> impl Iterator<Item = &'a Entry> {
    entries
        .iter()
        .enumerate()
        .filter_map(move |(index, entry)| {
            let first = entries[..index]
                .iter()
                .all(|earlier| earlier.lane != entry.lane);
            (first && entry.may_go(person)).then_some(entry)
        })
}

/// The entry to send now, if there is one. `entries` must be sorted.
pub(super) fn due<'a>(entries: &'a [Entry], person: &'a str, now: i64) -> Option<&'a Entry> {
    // A device whose clock was set back would wait for years: no wait is longer than the longest.
    heads(entries, person)
        .find(|entry| entry.not_before <= now || entry.not_before > now + 2 * 3_600_000)
}

/// In how many milliseconds to look again; `None` when nothing waits for the time.
pub(super) fn next_look(entries: &[Entry], person: &str, now: i64) -> Option<i64> {
    heads(entries, person)
        .map(|entry| (entry.not_before - now).max(0))
        .min()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use linli_contract::Retry;

    use super::*;

    fn entry(key: &str, lane: &str, created_at: i64) -> Entry {
        Entry {
            key: key.into(),
            person: "wang".into(),
            kind: Kind::Order,
            title: "水龙头维修".into(),
            page: "/".into(),
            lane: lane.into(),
            method: "POST".into(),
            path: "/v1/orders".into(),
            body: "{}".into(),
            created_at,
            attempts: 0,
            not_before: 0,
            needs_sign_in: false,
            refused: None,
            if_match: None,
            if_new: false,
        }
    }

    fn problem(status: u16, code: &str) -> Problem {
        Problem {
            kind: String::new(),
            code: code.into(),
            title: String::new(),
            status,
            detail: None,
            request_id: None,
            errors: vec![],
            slots: Vec::new(),
            retry: Retry::Never,
            retry_after: None,
        }
    }

    #[test]
    fn a_lane_is_sent_in_order_and_held_up_by_a_refusal() {
        let mut entries = vec![
            entry("photo", "a", 1),
            entry("order", "a", 2),
            entry("other", "b", 3),
        ];
        assert_eq!(due(&entries, "wang", 10).unwrap().key, "photo");
        entries[0].refused = Some(problem(413, "photo_too_large"));
        assert_eq!(due(&entries, "wang", 10).unwrap().key, "other");
    }

    #[test]
    fn nothing_is_sent_under_another_name() {
        assert_eq!(due(&[entry("a", "a", 1)], "li", 10), None);
        assert_eq!(next_look(&[entry("a", "a", 1)], "li", 10), None);
    }

    #[test]
    fn waits_grow_and_end() {
        let mut waiting = entry("a", "a", 0);
        let mut last = 0;
        for attempt in 0..40 {
            waiting = waiting.after(Outcome::Unknown(None), 0, 0).unwrap();
            assert!(waiting.not_before >= last, "attempt {attempt}");
            last = waiting.not_before;
        }
        assert_eq!(last, LONGEST_WAIT_MS);
        let asked = entry("a", "a", 0)
            .after(Outcome::Unknown(Some(60)), 0, 0)
            .unwrap();
        assert_eq!(asked.not_before, 60_000);
    }

    #[test]
    fn a_clock_set_back_by_a_year_does_not_stop_the_queue() {
        let year = 365 * 86_400_000;
        let waiting = entry("a", "a", year)
            .after(Outcome::Unknown(None), year, 0)
            .unwrap();
        assert!(due(&[waiting], "wang", 0).is_some());
    }

    #[test]
    fn what_an_error_means() {
        let of = |status, code: &str| Outcome::of(&Error::Problem(Box::new(problem(status, code))));
        assert_eq!(Outcome::of(&Error::Offline), Outcome::Unknown(None));
        assert_eq!(Outcome::of(&Error::NotTheServer), Outcome::Unknown(None));
        assert_eq!(of(500, "server_error"), Outcome::Unknown(None));
        assert_eq!(of(429, "too_many_requests"), Outcome::Unknown(None));
        assert_eq!(of(401, "sign_in_required"), Outcome::SignIn);
        assert!(matches!(of(409, "quota_used_up"), Outcome::Refused(_)));
        assert!(matches!(of(422, "validation_failed"), Outcome::Refused(_)));
    }

    /// A small generator (xorshift), so that a failing history can be repeated from its seed.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }
    }

    /// A server that keeps its promises, behind a network that does not.
    #[derive(Default)]
    struct Server {
        effects: Vec<String>,
        known: HashMap<String, Outcome>,
    }

    impl Server {
        fn receive(&mut self, entry: &Entry) -> Outcome {
            if let Some(before) = self.known.get(&entry.key) {
                return before.clone();
            }
            let outcome = if entry.key.ends_with('9') {
                Outcome::Refused(Box::new(problem(409, "quota_used_up")))
            } else {
                self.effects.push(entry.key.clone());
                Outcome::Done
            };
            self.known.insert(entry.key.clone(), outcome.clone());
            outcome
        }
    }

    /// Twenty thousand histories of making, sending, losing, dying, changing hands and healing.
    #[test]
    fn every_intention_has_one_effect_or_is_visible_in_every_history() {
        for seed in 1..=20_000_u64 {
            history(seed);
        }
    }

    fn history(seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let (mut server, mut disk, mut made) =
            (Server::default(), Vec::<Entry>::new(), HashSet::new());
        let mut now = 1_000_000_i64;
        let mut person = "wang";
        for step in 0..60_u32 {
            now += i64::try_from(dice.roll(20_000)).unwrap();
            match dice.roll(10) {
                0 | 1 => {
                    let key = format!("{step}-{}", dice.roll(10));
                    let mut new = entry(&key, &format!("{person}{}", dice.roll(3)), now);
                    new.person = person.into();
                    made.insert(key);
                    disk.push(new);
                }
                2 => person = if person == "wang" { "li" } else { "wang" },
                3 => disk
                    .iter_mut()
                    .filter(|e| e.person == person)
                    .for_each(|e| e.needs_sign_in = false),
                _ => {
                    sort(&mut disk);
                    let Some(next) = due(&disk, person, now).cloned() else {
                        continue;
                    };
                    assert_eq!(next.person, person, "seed {seed}: sent under another name");
                    let outcome = match dice.roll(7) {
                        0 => Outcome::Unknown(None),
                        1 => {
                            server.receive(&next);
                            Outcome::Unknown(Some(3))
                        }
                        2 => Outcome::SignIn,
                        3 => {
                            // The page dies after sending: the disk still has the entry.
                            server.receive(&next);
                            continue;
                        }
                        _ => server.receive(&next),
                    };
                    disk.retain(|e| e.key != next.key);
                    disk.extend(next.after(outcome, now, 7));
                }
            }
        }
        // The network heals, and both people come back and sign in.
        for person in ["wang", "li"] {
            for entry in &mut disk {
                entry.needs_sign_in = false;
            }
            for _ in 0..500 {
                now += LONGEST_WAIT_MS * 2;
                sort(&mut disk);
                let Some(next) = due(&disk, person, now).cloned() else {
                    break;
                };
                let outcome = server.receive(&next);
                disk.retain(|e| e.key != next.key);
                disk.extend(next.after(outcome, now, 0));
            }
        }
        let unique: HashSet<_> = server.effects.iter().cloned().collect();
        assert_eq!(
            unique.len(),
            server.effects.len(),
            "seed {seed}: an intention had two effects"
        );
        let visible: HashSet<_> = disk.iter().map(|e| e.key.clone()).collect();
        for key in &made {
            assert!(
                unique.contains(key) ^ visible.contains(key),
                "seed {seed}: {key} is lost, or done and still waiting"
            );
        }
        for entry in &disk {
            let held_up = disk
                .iter()
                .any(|e| e.lane == entry.lane && e.refused.is_some());
            assert!(held_up, "seed {seed}: {} never left", entry.key);
        }
    }
}

//! Reading: the kept copy at once, the network's after it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::Timestamp;
use linli_json::Read;

use super::cache::{self, Remembered, Visit};
use crate::api::{self, Answer};
use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::platform::clock;

/// A resource of the server and the state of our knowledge about it.
///
/// One request runs at a time; an answer that is no longer wanted is dropped. It belongs to the
/// page or store that made it and ends with it.
pub struct Query<T: 'static> {
    value: RwSignal<Option<Arc<T>>>,
    core: Core,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

/// What does not depend on the type, so that its code exists once.
#[derive(Clone, Copy)]
struct Core {
    path: StoredValue<String>,
    state: RwSignal<LoadState>,
    turn: StoredValue<u32>,
    accept: StoredValue<Accept>,
    version: StoredValue<Option<String>>,
    /// The mark of the text that is shown, and when the server said it last.
    shown: StoredValue<(u64, Timestamp)>,
}

/// Takes a text over into the value; an error when it breaks the contract.
type Accept = Arc<dyn Fn(&str, Timestamp) -> Result<(), Error> + Send + Sync>;

impl<T: Read + Send + Sync + 'static> Query<T> {
    /// Begins to read a path.
    pub fn new(path: impl Into<String>) -> Self {
        let query = Self::idle();
        query.read(path.into());
        query
    }

    /// A query that reads nothing until [`Self::read`] is called.
    pub fn idle() -> Self {
        let value = RwSignal::new(None::<Arc<T>>);
        let path = StoredValue::new(String::new());
        let shown = StoredValue::new((0, Timestamp(0)));
        let accept: Accept = Arc::new(move |text, at| {
            // The same answer again changes nothing on the screen, and is not read twice.
            let mark = cache::mark(text);
            let path = path.try_get_value().ok_or(Error::Aborted)?;
            let same = shown
                .try_get_value()
                .is_some_and(|(shown, _)| shown == mark);
            let known = value.try_get_untracked().flatten().filter(|_| same);
            let decoded: Arc<T> = match &known {
                Some(known) => known.clone(),
                None => Arc::new(api::decode(text)?),
            };
            cache::remember(&path, at, mark, decoded.clone());
            shown.try_set_value((mark, at));
            if known.is_none() {
                value.try_set(Some(decoded));
            }
            Ok(())
        });
        let core = Core {
            path,
            state: RwSignal::new(LoadState::Loading),
            turn: StoredValue::new(0),
            accept: StoredValue::new(accept),
            version: StoredValue::new(None),
            shown,
        };
        Self { value, core }
    }

    /// Reads this path from now on.
    pub fn read(self, path: String) {
        let remembered = cache::remembered(&path);
        let value = remembered.as_ref().map(|known| known.value.clone());
        let value = value.and_then(|value| value.downcast::<T>().ok());
        let remembered = remembered.filter(|_| value.is_some());
        if value.is_some() {
            self.value.set(value);
        }
        self.core.begin(path, remembered);
        self.refresh();
    }

    /// What is known, if anything; the caller is told when it changes.
    pub fn get(self) -> Option<Arc<T>> {
        self.value.get()
    }

    /// What is known now, without being told of changes.
    pub fn get_untracked(self) -> Option<Arc<T>> {
        self.value.get_untracked()
    }

    /// Changes what is shown without asking the server; answers on their way are dropped.
    pub fn change(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        self.core.turn.update_value(|turn| *turn += 1);
        if let Some(value) = self.value.get_untracked() {
            let mut changed = T::clone(&value);
            change(&mut changed);
            self.value.set(Some(Arc::new(changed)));
        }
    }

    /// Takes over what a write answered: it is the newest there is. Nothing happens when the page
    /// that asked has gone meanwhile.
    pub fn accept(self, text: &str) -> Result<(), Error> {
        self.core.next_turn().ok_or(Error::Aborted)?;
        self.core.take(text, None)
    }

    /// As [`Self::accept`], for writes whose answer tells the new version.
    pub fn accept_answer(self, answer: &Answer) -> Result<(), Error> {
        self.core.next_turn().ok_or(Error::Aborted)?;
        self.core.take(&answer.body, answer.etag.clone())
    }
}

impl<T> Query<T> {
    /// The state of the data.
    pub fn state(self) -> Signal<LoadState> {
        self.core.state.into()
    }

    /// The version (`ETag`) of what is shown; none for a kept copy, on which nothing is decided.
    pub fn version(self) -> Option<String> {
        self.core.version.try_get_value().flatten()
    }

    /// Asks the server again.
    pub fn refresh(self) {
        if let Some(turn) = self.core.next_turn() {
            spawn_local(self.core.run(turn));
        }
    }
}

impl Core {
    /// The state at the beginning: a remembered value is shown at once.
    fn begin(self, path: String, remembered: Option<Remembered>) {
        self.path.set_value(path);
        let Some(known) = remembered else {
            self.version.set_value(None);
            self.state.set(LoadState::Loading);
            return;
        };
        let fresh = known.is_fresh(clock::now());
        self.shown.set_value((known.mark, known.at));
        // Nothing is decided on an older copy, so that it has no version.
        self.version.set_value(known.version.filter(|_| fresh));
        self.state.set(if fresh {
            LoadState::Ready
        } else {
            LoadState::Stale {
                since: known.at,
                error: None,
            }
        });
    }

    /// Makes every request on its way an old one; none once the page has gone.
    fn next_turn(self) -> Option<u32> {
        self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
    }

    fn current(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn take(self, text: &str, version: Option<String>) -> Result<(), Error> {
        let accept = self.accept.try_get_value().ok_or(Error::Aborted)?;
        accept(text, clock::now())?;
        self.path
            .try_with_value(|path| cache::confirm(path, version.clone()));
        self.version.try_set_value(version);
        self.state.try_set(LoadState::Ready);
        Ok(())
    }

    async fn run(self, turn: u32) {
        let Some(path) = self.path.try_get_value() else {
            return;
        };
        if path.is_empty() {
            return;
        }
        let (network, asked) = (api::get(&path), Visit::now());
        let empty = self.state.try_with_untracked(LoadState::has_content) == Some(false);
        // The disk is asked while the request is on its way.
        let mut disk = Beside(empty.then(|| Box::pin(self.show_kept(path.clone(), turn, asked))));
        let answer = disk.meanwhile(network).await;
        let accepted = match &answer {
            _ if !self.current(turn) || !asked.lasts() => Err(Error::Aborted),
            Ok(answer) => self.take(&answer.body, answer.etag.clone()),
            Err(error) => Err(error.clone()),
        };
        if accepted.is_err() {
            // What the disk has may be shown instead.
            disk.end().await;
            if !self.current(turn) || !asked.lasts() {
                return;
            }
        }
        match (accepted, answer) {
            (Ok(()), Ok(answer)) => {
                // An answer may tell that somebody else is here now; the copy is kept under their
                // name, once the session has taken note.
                leptos::task::tick().await;
                disk.end().await;
                cache::write(asked, &path, &answer.body).await;
            }
            (Err(error), _) => {
                let since = self
                    .shown
                    .try_get_value()
                    .map_or(Timestamp(0), |(_, at)| at);
                self.state.try_update(|state| {
                    *state = match state {
                        LoadState::Stale { since, .. } if keeps_copy(&error) => LoadState::Stale {
                            since: *since,
                            error: Some(error),
                        },
                        LoadState::Ready if keeps_copy(&error) => LoadState::Stale {
                            since,
                            error: Some(error),
                        },
                        _ => LoadState::Failed(error),
                    };
                });
            }
            (Ok(()), Err(_)) => {}
        }
    }

    async fn show_kept(self, path: String, turn: u32, asked: Visit) {
        let Some((at, text)) = cache::read(&path).await else {
            return;
        };
        let still_empty = self.state.try_with_untracked(LoadState::has_content) == Some(false);
        if !still_empty || !self.current(turn) || !asked.lasts() {
            return;
        }
        let Some(accept) = self.accept.try_get_value() else {
            return;
        };
        if accept(&text, at).is_ok() {
            self.state.try_set(LoadState::Stale {
                since: at,
                error: None,
            });
        }
    }
}

/// A copy stays on screen when the server cannot be asked, not when it says that there is nothing
/// for this person (any more).
fn keeps_copy(error: &Error) -> bool {
    error.outcome_unknown()
}

/// Work beside the network's answer. It must not be dropped in its middle, where the browser may call back.
struct Beside<F>(Option<Pin<Box<F>>>);

impl<F: Future<Output = ()>> Beside<F> {
    /// Waits for an answer. One that came is not kept waiting; without one the work may have another.
    async fn meanwhile<A>(
        &mut self,
        network: impl Future<Output = Result<A, Error>>,
    ) -> Result<A, Error> {
        let mut network = pin!(network);
        let mut failed = None;
        poll_fn(move |context| {
            if failed.is_none() {
                match network.as_mut().poll(context) {
                    Poll::Ready(Err(error)) => failed = Some(error),
                    Poll::Ready(answer) => return Poll::Ready(answer),
                    Poll::Pending => {}
                }
            }
            if let Some(work) = &mut self.0
                && work.as_mut().poll(context).is_ready()
            {
                self.0 = None;
            }
            match (&self.0, failed.take()) {
                (None, Some(error)) => Poll::Ready(Err(error)),
                (_, error) => {
                    failed = error;
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// Waits for the work.
    async fn end(&mut self) {
        if let Some(work) = self.0.take() {
            work.await;
        }
    }
}

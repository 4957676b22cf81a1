//! The self-check that is being answered: in memory only, and gone with the section.

use leptos::prelude::*;
use linli_contract::{Sheet, SheetId};

use crate::offline::{Quiet, Session};

/// A self-check under way. One exists, made when one is first opened.
#[derive(Clone, Copy)]
pub(super) struct Checking {
    /// Which one.
    pub(super) sheet: RwSignal<Option<SheetId>>,
    /// The answers, by the place of the item.
    pub(super) answers: RwSignal<Vec<Option<u32>>>,
    /// The item that is shown; after the last one the result is.
    pub(super) item: RwSignal<usize>,
    quiet: Quiet,
}

impl Checking {
    /// What is under way, from anywhere under the root.
    pub(super) fn get() -> Self {
        use_context::<Self>().unwrap_or_else(|| {
            let quiet = Quiet::get();
            Session::get().keep(move || Self::start(quiet))
        })
    }

    fn start(quiet: Quiet) -> Self {
        let checking = Self {
            sheet: RwSignal::new(None),
            answers: RwSignal::new(Vec::new()),
            item: RwSignal::new(0),
            quiet,
        };
        quiet.on_leaving(move || checking.forget());
        checking
    }

    /// Begins a sheet, or goes on with it where it is the one under way.
    pub(super) fn open(self, sheet: &Sheet) {
        let same = self
            .sheet
            .with_untracked(|id| id.as_ref() == Some(&sheet.id))
            && self.answers.with_untracked(Vec::len) == sheet.items.len();
        if !same {
            self.forget();
            self.answers.set(vec![None; sheet.items.len()]);
            self.sheet.set(Some(sheet.id.clone()));
        }
    }

    /// Drops everything that was answered.
    pub(super) fn forget(self) {
        self.sheet.set(None);
        self.answers.set(Vec::new());
        self.item.set(0);
        self.quiet.finished.set(None);
    }
}

//! What one was looking for among the projects, so that the way back leads to the same list. In
//! memory only.

use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::ProjectStage;

thread_local! {
    static LOOKING: RefCell<(Option<ProjectStage>, String)> =
        const { RefCell::new((None, String::new())) };
}

/// The stage and the words, as they were left.
pub(super) fn looking_for() -> (RwSignal<Option<ProjectStage>>, RwSignal<String>) {
    let (stage, typed) = LOOKING.with_borrow(Clone::clone);
    let (stage, typed) = (RwSignal::new(stage), RwSignal::new(typed));
    Effect::new(move |_| LOOKING.set((stage.get(), typed.get())));
    (stage, typed)
}

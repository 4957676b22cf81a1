//! What is left of the household's quota.

use leptos::prelude::*;
use linli_contract::Quota;

use crate::i18n::{self, t};
use crate::ui::view;

/// The quota in words, as a bar, and when it is full again.
pub(in crate::features::services) fn quota_view(quota: &Quota) -> AnyView {
    let s = t().services();
    let words = (s.quota_left)(quota.left, quota.limit);
    let renews = i18n::day(quota.renews_on);
    let note = if quota.left == 0 {
        (s.quota_none)(&renews)
    } else {
        (s.quota_renews)(&renews)
    };
    view! {
        <div class="quota">
            <p class="quota__line"><span>{(s.quota)(&quota.name)}</span> <strong>{words.clone()}</strong></p>
            <progress class="progress" value=quota.left.to_string() max=quota.limit.to_string() aria-label=words></progress>
            <p class="soft">{note}</p>
        </div>
    }
    .into_any()
}

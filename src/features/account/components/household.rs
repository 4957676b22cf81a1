//! My household: who lives here, and what is left of its quota.

use leptos::prelude::*;
use linli_contract::{Household, Person, Quota};

use crate::domain::phone;
use crate::i18n::{self, t};
use crate::ui::parts::section;
use crate::ui::view;

/// Members and quotas.
pub(in crate::features::account) fn household(household: &Household) -> AnyView {
    let a = t().account();
    let members = household.members.iter().map(member).collect_view();
    let members = view! {
        <ul class="card card--flush" data-count=household.members.len().to_string()>{members}</ul>
    };
    let quotas = if household.quotas.is_empty() {
        view! { <p class="soft">{a.quotas_none}</p> }.into_any()
    } else {
        view! { <div class="card">{household.quotas.iter().map(quota).collect_view()}</div> }
            .into_any()
    };
    view! {
        {section(a.household, None, members.into_any())}
        {section(a.quotas, None, quotas)}
    }
    .into_any()
}

fn member(person: &Person) -> AnyView {
    let a = t().account();
    let number = person.phone.as_deref();
    let number = number.map_or_else(|| a.no_phone.to_owned(), phone::grouped);
    let first = person.name.chars().next().map(String::from);
    view! {
        <li class="list-row" data-id=person.id.0.clone()>
            <span class="avatar" aria-hidden="true">{first}</span>
            <span class="list-row__body">
                <span class="list-row__title">{(a.member)(&person.name, &person.relation)}</span>
                <span class="list-row__text">{number}</span>
            </span>
        </li>
    }
    .into_any()
}

fn quota(quota: &Quota) -> AnyView {
    let a = t().account();
    let left = (a.quota_left)(quota.left, quota.limit);
    let label = [quota.name.as_str(), &left].join(", ");
    view! {
        <div class="quota" data-id=quota.code.clone()>
            <p class="quota__line"><span>{quota.name.clone()}</span> <strong>{left}</strong></p>
            <progress class="progress" value=quota.left.to_string() max=quota.limit.max(1).to_string() aria-label=label></progress>
            <p class="soft">{(a.quota_renews)(&i18n::day(quota.renews_on))}</p>
        </div>
    }
    .into_any()
}

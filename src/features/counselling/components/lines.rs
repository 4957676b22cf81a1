//! Numbers to call.

use leptos::prelude::*;
use linli_contract::{Centre, HelpLine, HelpLines};

use crate::i18n::t;
use crate::ui::parts::{badge, call};
use crate::ui::view;

/// The operator's numbers, or those that the app has by itself, and the centre's.
pub(in crate::features::counselling) fn lines(
    told: Option<&HelpLines>,
    centre: Option<&Centre>,
) -> AnyView {
    let known = |phone: &str| told.is_some_and(|told| told.lines.iter().any(|l| l.phone == phone));
    let told = told.filter(|told| !told.lines.is_empty());
    let mut rows: Vec<AnyView> = if let Some(told) = told {
        told.lines.iter().map(line).collect()
    } else {
        let own = t().care().help_lines.iter();
        own.map(|(name, phone, about)| row(name, phone, None, about))
            .collect()
    };
    if let Some(centre) = centre.filter(|centre| !known(&centre.phone)) {
        let hours = Some(centre.hours.as_str());
        rows.push(row(&centre.name, &centre.phone, hours, &centre.address));
    }
    let count = rows.len().to_string();
    view! { <ul class="card card--flush" data-count=count>{rows}</ul> }.into_any()
}

fn line(line: &HelpLine) -> AnyView {
    row(&line.name, &line.phone, line.hours.as_deref(), &line.about)
}

/// Hours that nobody stated are not guessed; numbers for emergencies need none.
fn row(name: &str, phone: &str, hours: Option<&str>, about: &str) -> AnyView {
    let emergency = matches!(phone, "110" | "119" | "120" | "122");
    let unknown = (!emergency).then(|| t().care().hours_unknown);
    let hours = hours.or(unknown).map(str::to_owned);
    let (area, symbol) = match phone {
        "120" => ("stop", "heart"),
        "110" => ("stop", "shield"),
        _ => ("care", "phone"),
    };
    view! {
        <li data-id=phone.to_owned()>
            <div class="call">
                {badge(area, symbol)}
                <div class="call__body">
                    <p><strong>{name.to_owned()}</strong></p>
                    {hours.map(|hours| view! { <p class="soft">{hours}</p> })}
                    <p class="soft">{about.to_owned()}</p>
                </div>
                {call("button--soft", name, phone)}
            </div>
        </li>
    }
    .into_any()
}

//! A service that is edited: how it is kept while one types, and what may be sent of it.

use linli_contract::{Audience, NewServiceTerms, Payer, ServiceTerms};
use linli_json::Json;

use super::Finding;
use crate::domain::money::{fen, yuan};
use crate::domain::text::{self, TextError};

/// Which services the desk lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Part {
    /// All.
    All,
    /// Those that can be ordered.
    Published,
    /// Those that cannot.
    Withdrawn,
    /// Those that stand on no list.
    Unlisted,
}

impl Part {
    /// All, in the order to show.
    pub(in crate::features::desk) const ALL: [Self; 4] =
        [Self::All, Self::Published, Self::Withdrawn, Self::Unlisted];

    /// What the request says of it.
    pub(in crate::features::desk) const fn query(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Published => "&state=published",
            Self::Withdrawn => "&state=withdrawn",
            Self::Unlisted => "&list=none",
        }
    }
}

/// The parts of a service that are edited, by their pointers, in the order to show.
pub(in crate::features::desk) const POINTERS: [&str; 9] = [
    "/name",
    "/summary",
    "/list_id",
    "/payer",
    "/price_fen",
    "/audience",
    "/promise_hours",
    "/name_en",
    "/summary_en",
];

/// What is typed, part by part in the order of [`POINTERS`], and the version that it was begun with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Kept {
    pub(in crate::features::desk) known: Vec<String>,
    pub(in crate::features::desk) typed: Vec<String>,
}

/// The terms as one would type them.
pub(in crate::features::desk) fn typed(terms: &ServiceTerms) -> Vec<String> {
    vec![
        terms.name.clone(),
        terms.summary.clone(),
        terms.list_id.clone().unwrap_or_default(),
        terms.payer.as_str().to_owned(),
        yuan(terms.price_fen),
        terms.audience.as_str().to_owned(),
        terms.promise_hours.to_string(),
        terms.name_en.clone(),
        terms.summary_en.clone(),
    ]
}

/// What to send, or everything that is wrong. What can be ordered has to stand on a list.
pub(in crate::features::desk) fn checked(
    typed: &[String],
    published: bool,
) -> Result<NewServiceTerms, Vec<Finding>> {
    let part = |place: usize| typed.get(place).map_or("", String::as_str);
    let mut findings = Vec::new();
    let mut take = |pointer, result: Result<String, TextError>| {
        result.unwrap_or_else(|error| {
            let (code, limit) = error.code();
            findings.push((pointer, code, limit));
            String::new()
        })
    };
    let name = take("/name", text::checked(part(0), 2, 40));
    let summary = take("/summary", text::checked(part(1), 2, 120));
    let name_en = take("/name_en", text::checked(part(7), 0, 80));
    let summary_en = take("/summary_en", text::checked(part(8), 0, 240));
    let list_id = Some(part(2).to_owned()).filter(|id| !id.is_empty());
    if published && list_id.is_none() {
        findings.push(("/list_id", "required", None));
    }
    let payer = Payer::from(part(3));
    let price = fen(part(4)).map(Option::unwrap_or_default);
    match price {
        // Free where the government pays, and only there.
        Ok(price) if (payer == Payer::Government) != (price == 0) => {
            findings.push(("/price_fen", "out_of_range", None));
        }
        Ok(_) => {}
        Err(_) => findings.push(("/price_fen", "not_a_number", None)),
    }
    let price_fen = price.unwrap_or(0);
    let promise_hours = part(6).trim().parse().unwrap_or(0);
    if !(1..=8_760).contains(&promise_hours) {
        findings.push(("/promise_hours", "out_of_range", None));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(NewServiceTerms {
        name,
        name_en,
        summary,
        summary_en,
        payer,
        price_fen,
        audience: Audience::from(part(5)),
        promise_hours,
        list_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> ServiceTerms {
        ServiceTerms {
            name: "管道疏通".into(),
            name_en: "Drain unblocking".into(),
            summary: "厨房、卫生间下水堵了".into(),
            summary_en: String::new(),
            payer: Payer::Shared,
            price_fen: 3_050,
            audience: Audience::All,
            promise_hours: 24,
            list_id: Some("purchase".into()),
        }
    }

    #[test]
    fn what_was_read_is_sent_as_it_was_when_nothing_is_changed() {
        assert_eq!(typed(&terms()).len(), POINTERS.len());
        assert_eq!(checked(&typed(&terms()), true), Ok(terms().into()));
    }

    #[test]
    fn everything_that_is_wrong_is_found_at_once() {
        let wrong: Vec<String> = ["换", "", "", "shared", "三十", "all", "0", "", ""]
            .map(str::to_owned)
            .into();
        let found = |published| -> Vec<&str> {
            let findings = checked(&wrong, published).err().unwrap_or_default();
            findings.iter().map(|(pointer, ..)| *pointer).collect()
        };
        assert_eq!(
            found(true),
            [
                "/name",
                "/summary",
                "/list_id",
                "/price_fen",
                "/promise_hours"
            ]
        );
        assert!(
            !found(false).contains(&"/list_id"),
            "a withdrawn one may wait for its list"
        );
    }

    #[test]
    fn only_what_the_government_pays_is_free() {
        let with = |payer: &str, price: &str| {
            let mut typed = typed(&terms());
            payer.clone_into(&mut typed[3]);
            price.clone_into(&mut typed[4]);
            checked(&typed, true).is_ok()
        };
        assert!(with("government", "0") && with("government", "") && with("self", "5"));
        assert!(!with("government", "5") && !with("self", "0") && !with("shared", ""));
    }
}

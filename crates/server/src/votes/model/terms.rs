//! The terms of a ballot: one canonical text of its rules, options and denominators, and its hash.

use linli_contract::{Ballot, Threshold, Thresholds, VotingUnit};
use sha2::{Digest, Sha256};

use crate::account::secrets::hex;

/// Who can see what, in both languages; a part of the terms.
const SECRECY: (&str, &str) = (
    "谁投了票，名册上有记号；投了什么，截止以后谁也对不上。截止以前系统里留着对应关系，好让您改票，工作人员看不到。",
    "The roll shows who voted; what was voted can be traced to nobody after the close. Until then the two are \
     joined inside the system, so that a vote can be changed; no worker sees it.",
);

/// What the sums of areas, which article 278 asks for, tell all the same.
const AREA_TELLS: (&str, &str) = (
    "业主表决要公布同意的面积和参加的面积；哪件事只有一两户反对、弃权，或只有一两户同意，知道各家面积的人就可能算出是谁。",
    " Owners’ results tell the area that agreed and the area that took part: where only one or two owners \
     disagreed, abstained or agreed, somebody who knows the areas of the flats may work out who they are.",
);

/// Who can see what of a ballot with these voting units.
pub fn secrecy(unit: &VotingUnit) -> (String, String) {
    let (mut zh, mut en) = (SECRECY.0.to_owned(), SECRECY.1.to_owned());
    if *unit == VotingUnit::Owner {
        zh.push_str(AREA_TELLS.0);
        en.push_str(AREA_TELLS.1);
    }
    (zh, en)
}

/// The terms of a ballot as it is shown in the first language. `contract/README.md` describes the text.
pub fn text(ballot: &Ballot) -> String {
    let mut terms = Lines(String::new());
    terms.line(&["linli-ballot-terms/1"]);
    terms.line(&["ballot", ballot.id.as_str()]);
    terms.line(&["title", &ballot.title]);
    for paragraph in &ballot.text {
        terms.line(&["text", paragraph]);
    }
    terms.line(&["kind", ballot.kind.as_str()]);
    terms.line(&["unit", ballot.unit.as_str()]);
    terms.line(&["rule", ballot.rule.as_str()]);
    terms.line(&["rule_text", &ballot.rule_text]);
    if let Some(most) = ballot.max_choices {
        terms.line(&["max_choices", &most.to_string()]);
    }
    if let Some(budget) = ballot.budget_fen {
        terms.line(&["budget_fen", &budget.to_string()]);
    }
    if let Some(thresholds) = &ballot.thresholds {
        terms.thresholds(thresholds);
    }
    let (units, area) = (ballot.roll.units.to_string(), ballot.roll.area);
    match area {
        Some(area) => terms.line(&["roll", &ballot.roll.name, &units, &area.to_string()]),
        None => terms.line(&["roll", &ballot.roll.name, &units]),
    }
    terms.line(&["secrecy", &ballot.secrecy]);
    terms.line(&["opens_at", &ballot.opens_at.to_string()]);
    terms.line(&["closes_at", &ballot.closes_at.to_string()]);
    for option in &ballot.options {
        let cost = option.cost_fen.map(|cost| cost.to_string());
        terms.line(&[
            "option",
            option.id.as_str(),
            &cost.unwrap_or_default(),
            if option.special { "special" } else { "" },
            &option.title,
            option.text.as_deref().unwrap_or_default(),
        ]);
    }
    terms.0
}

/// The hash of terms.
pub fn hash(terms: &str) -> String {
    hex(&Sha256::digest(terms.as_bytes()))
}

struct Lines(String);

impl Lines {
    fn line(&mut self, parts: &[&str]) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.0.push('\t');
            }
            let plain = |c| if matches!(c, '\n' | '\t') { ' ' } else { c };
            self.0.extend(part.chars().map(plain));
        }
        self.0.push('\n');
    }

    fn thresholds(&mut self, thresholds: &Thresholds) {
        for (name, threshold) in [
            ("participation_heads", &thresholds.participation_heads),
            ("participation_area", &thresholds.participation_area),
            ("consent", &Some(thresholds.consent.clone())),
            ("special", &thresholds.special),
        ] {
            if let Some(Threshold {
                num,
                den,
                inclusive,
            }) = threshold
            {
                let bound = if *inclusive { "inclusive" } else { "exclusive" };
                self.line(&[name, &format!("{num}/{den}"), bound]);
            }
        }
    }
}

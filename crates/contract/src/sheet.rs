//! Self-checks as data, and the numbers to call. Ids and paths say nothing of what they are for.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{SheetId, SheetItemId};

open_enum!(
    /// What a band of a sheet leads to.
    SheetAdvice {
        /// One can look after oneself.
        SelfCare = "self_care",
        /// It is worth talking to somebody.
        Talk = "talk",
        /// Better soon than late.
        Soon = "soon",
    }
);

/// A self-check (自测) with all it needs: `GET /v1/appointments/sheets`. Its answers stay on the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// The version of its text.
    pub version: String,
    /// The language of its text; no other is answered in its place.
    pub language: String,
    /// Its published name, for the screen only.
    pub title: String,
    /// What it is for, in a sentence that names no illness.
    pub about: String,
    /// On which terms its text may be shown.
    pub licence: SheetLicence,
    /// What stands above the items.
    pub instruction: String,
    /// Its items, in order.
    pub items: Vec<SheetItem>,
    /// The answers, the same for every item.
    pub options: Vec<SheetOption>,
    /// How it is counted.
    pub scoring: SheetScoring,
    /// What the sum means, from the lowest; every sum is in one.
    pub bands: Vec<SheetBand>,
    /// Answers that lead to the help lines at once.
    pub risk_items: Vec<SheetRisk>,
    /// What it is not.
    pub notice: String,
}

/// The terms of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetLicence {
    /// The terms, in a sentence.
    pub text: String,
    /// Who has the rights.
    pub holder: String,
    /// Where the text is from.
    pub source: String,
    /// Whether the operator has still to confirm them.
    pub to_be_confirmed: bool,
}

/// A statement or a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetItem {
    /// Its id, unique in the sheet.
    pub id: SheetItemId,
    /// Its published wording.
    pub text: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetOption {
    /// What it counts.
    pub value: u32,
    /// Its published wording.
    pub text: String,
}

/// How a sheet is counted: the sum of all answers; without one of them there is no sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetScoring {
    /// The highest sum.
    pub max: u32,
    /// The sum is shown times this.
    pub multiplier: u32,
}

/// A band of sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetBand {
    /// From this sum on, before it is multiplied.
    pub from: u32,
    /// Up to this one.
    pub to: u32,
    /// Its published name.
    pub name: String,
    /// What to do, in a sentence.
    pub text: String,
    /// What it leads to.
    pub advice: SheetAdvice,
}

/// An answer that leads to the help lines at the moment it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SheetRisk {
    /// The item.
    pub item: SheetItemId,
    /// From this value on.
    pub from: u32,
}

/// Whom to call: `GET /v1/lines`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct HelpLines {
    /// The numbers, in the order to show.
    pub lines: Vec<HelpLine>,
    /// A few calm sentences.
    pub texts: Vec<String>,
    /// Whether one can ask for a call, and who sees that and calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<String>,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct HelpLine {
    /// Whose it is.
    pub name: String,
    /// Digits only.
    pub phone: String,
    /// When it answers, as the operator configured it; absent means not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// What it is for.
    pub about: String,
}

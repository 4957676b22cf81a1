//! The catalogue: categories, services, their questions and slots.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{CategoryId, Person, Quota, ServiceId, ServiceListRef, SlotId, Timestamp};

/// A category: `GET /v1/categories`, in the order to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// The name of an icon; an app that has no such icon shows a general one.
    pub icon: String,
    /// How many services it has.
    pub services: u32,
}

open_enum!(
    /// Who pays.
    Payer {
        /// 政府买单: the resident pays nothing.
        Government = "government",
        /// 部分自付: the resident pays a part.
        Shared = "shared",
        /// 自付: the resident pays all.
        Own = "self",
    }
);

open_enum!(
    /// For whom a service is.
    Audience {
        /// Everybody who lives here.
        All = "all",
        /// 60 years or older.
        Elder60 = "elder60",
        /// 80 years or older.
        Elder80 = "elder80",
        /// People with a disability.
        Disabled = "disabled",
        /// Families with children.
        Child = "child",
        /// People who moved here.
        Newcomer = "newcomer",
        /// Households on low income.
        LowIncome = "lowincome",
        /// Owners of a flat.
        Owner = "owner",
    }
);

/// A row of the catalogue: `GET /v1/services`. All rows of a community fit into one answer
/// (`limit=1000`), so that the app can search on every keystroke without a round trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ServiceRow {
    /// Its id.
    pub id: ServiceId,
    /// Its category.
    pub category_id: CategoryId,
    /// Its name.
    pub name: String,
    /// One line about it.
    pub summary: String,
    /// Who provides it.
    pub provider: String,
    /// Who pays.
    pub payer: Payer,
    /// What the resident pays, in fen.
    pub price_fen: i64,
    /// For what the price is, in words, for example 次.
    pub unit: String,
    /// The average rating in tenths, 10 to 50; absent when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_tenths: Option<u32>,
    /// Latin search words of the name, lower case: full pinyin and initials, separated by one
    /// space, for example `guandaoshutong gdst`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
}

/// A service: `GET /v1/services/{id}`. It answers first and can be ordered after that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Changes whenever its terms change; an order names the version it was made on.
    pub version: String,
    /// Its category.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// One line about it.
    pub summary: String,
    /// Who pays.
    pub payer: Payer,
    /// What the resident pays, in fen.
    pub price_fen: i64,
    /// For what the price is, in words.
    pub unit: String,
    /// For whom it is.
    pub audience: Audience,
    /// Who comes, in words.
    pub who: String,
    /// How long it takes, in words.
    pub duration: String,
    /// What to prepare, in words.
    pub prepare: String,
    /// The promised answer, in hours: 2, 24, 168 or 360.
    pub promise_hours: u32,
    /// The list of who does what on which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ServiceListRef>,
    /// The provider.
    pub provider: Provider,
    /// What is left of my household's quota; absent when there is none or nobody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    /// Whether it can be ordered now.
    pub orderable: bool,
    /// The version of the questions.
    pub form_version: String,
    /// The questions of the order form, in order.
    pub questions: Vec<Question>,
}

/// A provider of services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Its phone.
    pub phone: String,
    /// The average rating in tenths, 10 to 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_tenths: Option<u32>,
    /// How many ratings that is.
    #[serde(default)]
    pub ratings: u32,
}

open_enum!(
    /// The kind of a question; it says what its `values` hold.
    QuestionKind {
        /// One line of text: `[text]`.
        Text = "text",
        /// Several lines of text: `[text]`.
        LongText = "long_text",
        /// A whole number in decimal digits: `["3"]`.
        Number = "number",
        /// A day: `["2026-11-24"]`.
        Date = "date",
        /// One option: `[key]`.
        Single = "single",
        /// Any number of options: `[key, …]`.
        Multiple = "multiple",
        /// A person who is concerned: `[name, phone]`, the phone may be empty.
        Person = "person",
        /// Where: `[text]`.
        Address = "address",
        /// A phone to call: `[digits]`.
        Phone = "phone",
        /// Photos: `[upload id, …]`.
        Photo = "photo",
        /// A bookable time: `[slot id]`.
        Slot = "slot",
    }
);

/// A question of an order form, after the `attributes` of Open311.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Question {
    /// Its id inside the form.
    pub id: String,
    /// Its kind.
    pub kind: QuestionKind,
    /// The question.
    pub label: String,
    /// A line of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether it must be answered when it is visible.
    pub required: bool,
    /// `single`, `multiple`: what can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Text: least characters. Number: least value. Date: first day, counted from today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Text: most characters. Number: largest value. Date: last day, counted from today. Photo:
    /// most photos. Multiple: most options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Ask only when an earlier question has one of these answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<VisibleIf>,
    /// Answers that close the form and show an emergency phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopper: Option<Stopper>,
    /// What the app may fill in: `name`, `phone` or `address` of the person the order is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
}

/// An option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Choice {
    /// The value of the answer.
    pub key: String,
    /// What is shown.
    pub label: String,
}

/// The condition under which a question is asked. A question whose own question is hidden is
/// hidden as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct VisibleIf {
    /// An earlier question of the same form.
    pub question: String,
    /// Any one of these values.
    pub any_of: Vec<String>,
}

/// An answer that must not become an order: call instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Stopper {
    /// Any one of these values.
    pub any_of: Vec<String>,
    /// What to do now.
    pub message: String,
    /// Whom to call.
    pub phone: String,
}

/// A bookable time: `GET /v1/services/{id}/slots`, in order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many places are left; 0 is shown as full.
    pub left: u32,
}

/// Everyone an order may be for, myself first: `GET /v1/people`.
pub type People = crate::Page<Person>;

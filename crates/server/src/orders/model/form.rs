//! A form as it is stored: in both languages, checked once when it is imported.

use linli_contract::{Choice, Question, QuestionKind, Stopper, VisibleIf};
use serde::{Deserialize, Serialize};

/// A text in the two languages of the backend. An empty English text falls back to the Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// 中文.
    pub zh: String,
    /// English; may be empty.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// The text in a language.
    pub fn get(&self, english: bool) -> &str {
        if english && !self.en.is_empty() {
            &self.en
        } else {
            &self.zh
        }
    }
}

/// The questions of one version of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its code.
    pub code: String,
    /// Its version; an order names the one it answered.
    pub version: String,
    /// Its questions, in the order of asking.
    pub questions: Vec<FormQuestion>,
}

/// A question in both languages; see [`Question`] for the meaning of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FormQuestion {
    pub id: String,
    pub kind: QuestionKind,
    pub label: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    pub required: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FormChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<VisibleIf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopper: Option<FormStopper>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
}

/// An option in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FormChoice {
    pub key: String,
    pub label: Bilingual,
}

/// A stopper in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FormStopper {
    pub any_of: Vec<String>,
    pub message: Bilingual,
    pub phone: String,
}

impl FormQuestion {
    /// The question as the contract shows it.
    pub fn shown(&self, english: bool) -> Question {
        let text = |t: &Bilingual| t.get(english).to_owned();
        Question {
            id: self.id.clone(),
            kind: self.kind.clone(),
            label: text(&self.label),
            hint: self.hint.as_ref().map(text),
            required: self.required,
            options: self
                .options
                .iter()
                .map(|choice| Choice {
                    key: choice.key.clone(),
                    label: text(&choice.label),
                })
                .collect(),
            min: self.min,
            max: self.max,
            visible_if: self.visible_if.clone(),
            stopper: self.stopper.as_ref().map(|stopper| Stopper {
                any_of: stopper.any_of.clone(),
                message: text(&stopper.message),
                phone: stopper.phone.clone(),
            }),
            prefill: self.prefill.clone(),
        }
    }

    /// Whether an option has this key.
    pub fn has_option(&self, key: &str) -> bool {
        self.options.iter().any(|choice| choice.key == key)
    }
}

impl Form {
    /// What an order names as `form_version`: it changes with the form and with its version.
    pub fn public_version(&self) -> String {
        format!("{}.{}", self.code, self.version)
    }

    /// Whether a time must be booked.
    pub fn has_slot(&self) -> bool {
        self.questions.iter().any(|q| q.kind == QuestionKind::Slot)
    }

    /// Checks that the form can be asked: known kinds, unique ids, conditions that refer to
    /// earlier choices, stoppers that can be chosen, prefills that fit. The error names the place.
    pub fn check(&self) -> Result<(), String> {
        use QuestionKind as K;
        for (index, question) in self.questions.iter().enumerate() {
            let wrong = |what: &str| Err(format!("{}/{}: {what}", self.code, question.id));
            let earlier = &self.questions[..index];
            if matches!(question.kind, K::Other(_)) {
                return wrong("unknown kind");
            }
            if earlier.iter().any(|other| other.id == question.id) {
                return wrong("the id is used twice");
            }
            if question.kind == K::Slot && earlier.iter().any(|other| other.kind == K::Slot) {
                return wrong("an order books one slot only");
            }
            let chooses = matches!(question.kind, K::Single | K::Multiple);
            if chooses != (question.options.len() >= 2) {
                return wrong("two options or more belong to a choice, and to nothing else");
            }
            if let (Some(min), Some(max)) = (question.min, question.max)
                && min > max
            {
                return wrong("min is above max");
            }
            if let Some(condition) = &question.visible_if {
                let Some(asked) = earlier.iter().find(|q| q.id == condition.question) else {
                    return wrong("visible_if names no earlier question");
                };
                if condition.any_of.is_empty()
                    || !condition.any_of.iter().all(|key| asked.has_option(key))
                {
                    return wrong("visible_if names an option that does not exist");
                }
            }
            if let Some(stopper) = &question.stopper
                && (stopper.any_of.is_empty()
                    || !stopper.any_of.iter().all(|key| question.has_option(key)))
            {
                return wrong("stopper names an option that does not exist");
            }
            let fits = match question.prefill.as_deref() {
                None => true,
                Some("address") => matches!(question.kind, K::Address | K::Text),
                Some("phone") => question.kind == K::Phone,
                Some("name") => matches!(question.kind, K::Text | K::Person),
                Some(_) => false,
            };
            if !fits {
                return wrong("this prefill does not suit the kind");
            }
        }
        Ok(())
    }
}

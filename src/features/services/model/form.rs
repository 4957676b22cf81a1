//! Filling in a form: which questions are asked, what an answer must be, what is kept.

use std::collections::BTreeMap;

use linli_contract::{Answer, Date, NewOrder, PersonId, Question, QuestionKind, Service, Stopper};
use linli_json::Json;

use crate::domain::phone;
use crate::domain::route::Step;
use crate::domain::text::{self, TextError};

/// Minutes by which the community's clock is ahead of UTC: China has one zone.
pub(crate) const CENTRE_OFFSET: i64 = 480;
/// Most characters of one line and of several, where the question says nothing.
pub(crate) const LINE_MAX: usize = 100;
pub(crate) const LONG_MAX: usize = 500;

/// What a person has filled in. It is kept at every keystroke.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
pub(crate) struct Draft {
    /// The service's name, for the first screen.
    pub(crate) title: String,
    /// When it was changed last, in milliseconds since 1970.
    pub(crate) saved_at: i64,
    /// The version of the questions it answers.
    #[serde(default)]
    pub(crate) form_version: String,
    /// For whom; `None` is the person themself.
    #[serde(default)]
    pub(crate) acting_for: Option<PersonId>,
    /// Their name, to keep it on screen.
    #[serde(default)]
    pub(crate) acting_name: String,
    /// Whether it was said for whom.
    #[serde(default)]
    pub(crate) person_said: bool,
    /// The key of the intention: every tab and every visit hands this form in under it, until the
    /// order is known to be refused.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// The key under which it was handed in, kept before the first byte is sent: while it stands here
    /// this is no draft.
    #[serde(default)]
    pub(crate) waiting: Option<String>,
    /// The refused order of the outbox whose place it takes.
    #[serde(default)]
    pub(crate) replaces: Option<String>,
    /// The values by question.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Vec<String>>,
    /// Those of them that were filled in from what is known of the person, as they were then.
    #[serde(default)]
    pub(crate) filled_in: BTreeMap<String, Vec<String>>,
}

/// What is wrong with an answer: a code of the contract's field errors, and its bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The stable word.
    pub(crate) code: &'static str,
    /// The bound that was broken.
    pub(crate) limit: Option<i64>,
    /// Which of the answer's values it is: a person's phone is the second.
    pub(crate) value: usize,
}

const fn wrong(code: &'static str) -> Wrong {
    Wrong {
        code,
        limit: None,
        value: 0,
    }
}

/// What is known of an order that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The server has it.
    Received,
    /// It is on its way, or waits for the network.
    Waiting,
    /// The server refused it for good, and it lies in the outbox.
    Refused,
    /// Neither here nor there: it was taken back, or never came as far as the outbox.
    Unknown,
}

impl Draft {
    /// It is about to be handed in under a key.
    pub(crate) fn hand_in(&mut self, key: &str) {
        self.key = Some(key.to_owned());
        self.waiting = Some(key.to_owned());
    }

    /// It was refused on the page: what is handed in next is another intention.
    pub(crate) fn begin_anew(&mut self, key: String) {
        self.key = Some(key);
        self.waiting = None;
    }

    /// Takes up what became of the order that was handed in; says whether it is a draft again. `key` is
    /// for the next intention.
    pub(crate) fn take_up(&mut self, fate: Fate, key: String) -> bool {
        match fate {
            Fate::Received | Fate::Waiting => false,
            Fate::Refused => {
                self.replaces = self.waiting.take();
                self.key = Some(key);
                true
            }
            // It may have arrived all the same: the key stays, so that it cannot arrive twice.
            Fate::Unknown => {
                self.key = self.waiting.take();
                true
            }
        }
    }

    /// Takes over from the kept draft what another tab has done with it.
    pub(crate) fn join(&mut self, kept: &Self) {
        if kept.key.is_some() {
            self.key.clone_from(&kept.key);
        }
        self.waiting.clone_from(&kept.waiting);
        self.replaces.clone_from(&kept.replaces);
    }

    /// The values of a question.
    pub(crate) fn values(&self, question: &str) -> &[String] {
        self.values.get(question).map_or(&[], Vec::as_slice)
    }

    /// The questions that are asked, given the answers so far: a question is hidden when the one
    /// it hangs on is hidden or answered otherwise.
    pub(crate) fn asked<'a>(&self, questions: &'a [Question]) -> Vec<&'a Question> {
        let mut asked: Vec<&Question> = Vec::with_capacity(questions.len());
        for question in questions {
            let visible = question.visible_if.as_ref().is_none_or(|condition| {
                asked.iter().any(|earlier| earlier.id == condition.question)
                    && self
                        .values(&condition.question)
                        .iter()
                        .any(|value| condition.any_of.contains(value))
            });
            if visible {
                asked.push(question);
            }
        }
        asked
    }

    /// The stopper that an answer meets.
    pub(crate) fn stopper<'a>(&self, question: &'a Question) -> Option<&'a Stopper> {
        let stopper = question.stopper.as_ref()?;
        self.values(&question.id)
            .iter()
            .any(|value| stopper.any_of.contains(value))
            .then_some(stopper)
    }

    /// What is wrong with the answer to a question. `today` is the community's day.
    pub(crate) fn check(&self, question: &Question, today: Date) -> Option<Wrong> {
        let values = self.values(&question.id);
        let empty = values.iter().all(|value| value.trim().is_empty());
        if empty {
            return question.required.then(|| wrong("required"));
        }
        let first = values.first().map_or("", String::as_str);
        match question.kind {
            QuestionKind::Text | QuestionKind::Address => check_text(question, first, LINE_MAX),
            QuestionKind::LongText => check_text(question, first, LONG_MAX),
            QuestionKind::Number => check_number(question, first),
            QuestionKind::Date => check_date(question, first, today),
            QuestionKind::Single => (!question.options.iter().any(|option| option.key == first))
                .then(|| wrong("not_an_option")),
            QuestionKind::Multiple => check_multiple(question, values),
            QuestionKind::Person => check_text(question, first, 40).or_else(|| {
                let phone = values.get(1).map_or("", String::as_str);
                check_phone(phone).map(|wrong| Wrong { value: 1, ..wrong })
            }),
            QuestionKind::Phone => check_phone(first),
            // Photos and times are chosen, not typed; a kind we do not know is left to the server.
            QuestionKind::Photo | QuestionKind::Slot | QuestionKind::Other(_) => None,
        }
    }

    /// The first step that still needs something: a stopper, a wrong or a missing answer.
    pub(crate) fn first_gap(
        &self,
        service: &Service,
        today: Date,
        choose_person: bool,
    ) -> Option<Step> {
        if choose_person && !self.person_said {
            return Some(Step::Person);
        }
        self.asked(&service.questions)
            .into_iter()
            .find(|question| {
                self.stopper(question).is_some() || self.check(question, today).is_some()
            })
            .map(|question| Step::Question(question.id.clone()))
    }

    /// The order as it is sent: an answer to every question asked, if only an empty one, so that
    /// the server can point at each; cleaned as the checks read them.
    pub(crate) fn order(&self, service: &Service, client_ref: String) -> NewOrder {
        let answers = self
            .asked(&service.questions)
            .into_iter()
            .map(|question| Answer {
                question: question.id.clone(),
                values: self.cleaned(question),
            })
            .collect();
        NewOrder {
            service_id: service.id.clone(),
            service_version: service.version.clone(),
            form_version: service.form_version.clone(),
            acting_for: self.acting_for.clone(),
            answers,
            client_ref,
        }
    }

    fn cleaned(&self, question: &Question) -> Vec<String> {
        let values = self.values(&question.id);
        if values.iter().all(|value| value.trim().is_empty()) {
            return Vec::new();
        }
        let clean = |index: usize, value: &String| match (&question.kind, index) {
            (QuestionKind::Phone, _) | (QuestionKind::Person, 1) => {
                phone::any(value).unwrap_or_else(|| value.trim().to_owned())
            }
            (QuestionKind::Number, _) => phone::digits(value),
            _ => value.trim().to_owned(),
        };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| clean(index, value))
            .collect()
    }
}

/// The step after this one; the last is the check.
pub(crate) fn step_after(draft: &Draft, questions: &[Question], step: &Step) -> Step {
    let asked = draft.asked(questions);
    let next = match step {
        Step::Person => asked.first(),
        Step::Question(id) => {
            let place = asked.iter().position(|question| question.id == *id);
            place.and_then(|place| asked.get(place + 1))
        }
        Step::Check | Step::Sent(_) => None,
    };
    next.map_or(Step::Check, |question| Step::Question(question.id.clone()))
}

fn check_text(question: &Question, text: &str, usual_max: usize) -> Option<Wrong> {
    let bound = |bound: Option<i64>, usual: usize| {
        bound.and_then(|b| usize::try_from(b).ok()).unwrap_or(usual)
    };
    let limit = |n: usize| i64::try_from(n).ok();
    match text::checked(text, bound(question.min, 1), bound(question.max, usual_max)) {
        Ok(_) => None,
        Err(TextError::Empty) => Some(wrong("required")),
        Err(TextError::TooShort(n)) => Some(Wrong {
            limit: limit(n),
            ..wrong("too_short")
        }),
        Err(TextError::TooLong(n)) => Some(Wrong {
            limit: limit(n),
            ..wrong("too_long")
        }),
        Err(TextError::Hidden) => Some(wrong("bad_text")),
    }
}

fn check_number(question: &Question, text: &str) -> Option<Wrong> {
    let trimmed = text.trim();
    let digits = phone::digits(trimmed);
    let plain = trimmed
        .chars()
        .all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    match digits.parse::<i64>() {
        Ok(number) if plain => {
            let small = question.min.is_some_and(|min| number < min);
            let large = question.max.is_some_and(|max| number > max);
            (small || large).then(|| wrong("out_of_range"))
        }
        _ => Some(wrong("not_a_number")),
    }
}

fn check_date(question: &Question, text: &str, today: Date) -> Option<Wrong> {
    let Ok(date) = text.trim().parse::<Date>() else {
        return Some(wrong("not_a_date"));
    };
    let days = date.days() - today.days();
    if days < 0 && question.min.is_none_or(|min| min >= 0) {
        Some(wrong("in_the_past"))
    } else if question.min.is_some_and(|min| days < min)
        || question.max.is_some_and(|max| days > max)
    {
        Some(wrong("out_of_range"))
    } else {
        None
    }
}

fn check_multiple(question: &Question, values: &[String]) -> Option<Wrong> {
    if !values
        .iter()
        .all(|value| question.options.iter().any(|option| option.key == *value))
    {
        return Some(wrong("not_an_option"));
    }
    let max = question
        .max
        .and_then(|max| usize::try_from(max).ok())
        .unwrap_or(usize::MAX);
    (values.len() > max).then_some(Wrong {
        limit: question.max,
        ..wrong("too_many")
    })
}

fn check_phone(text: &str) -> Option<Wrong> {
    (!text.trim().is_empty() && phone::any(text).is_none()).then(|| wrong("bad_phone"))
}

/// Which question a problem's pointer means: `/answers/2/values/0` is the third answer sent.
pub(crate) fn pointed_question<'a>(order: &'a NewOrder, pointer: &str) -> Option<&'a str> {
    let rest = pointer.strip_prefix("/answers/")?;
    let place: usize = rest.split('/').next()?.parse().ok()?;
    order
        .answers
        .get(place)
        .map(|answer| answer.question.as_str())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_contract::{Choice, VisibleIf};

    use super::*;

    fn question(id: &str, kind: QuestionKind) -> Question {
        Question {
            id: id.into(),
            kind,
            label: id.into(),
            hint: None,
            required: true,
            options: ["leak", "block"]
                .map(|key| Choice {
                    key: key.into(),
                    label: key.into(),
                })
                .to_vec(),
            min: None,
            max: None,
            visible_if: None,
            stopper: None,
            prefill: None,
        }
    }

    fn draft(values: &[(&str, &[&str])]) -> Draft {
        let values = values
            .iter()
            .map(|(id, v)| ((*id).into(), v.iter().map(|s| (*s).into()).collect()))
            .collect();
        Draft {
            values,
            ..Draft::default()
        }
    }

    fn today() -> Date {
        Date::new(2026, 11, 22).unwrap()
    }

    fn handed_in(key: &str) -> Draft {
        let mut draft = draft(&[("fault", &["leak"])]);
        draft.hand_in(key);
        draft
    }

    #[test]
    fn what_is_handed_in_is_no_draft_and_comes_back_with_its_key() {
        let text = linli_json::to_text(&handed_in("k1"));
        let kept: Draft = linli_json::from_text(&text).unwrap();
        assert_eq!(kept, handed_in("k1"));
        for fate in [Fate::Received, Fate::Waiting] {
            let mut draft = kept.clone();
            assert!(!draft.take_up(fate, "k2".into()));
            assert_eq!(draft, kept, "{fate:?}");
        }
    }

    #[test]
    fn only_what_was_refused_gets_another_key() {
        let mut refused = handed_in("k1");
        assert!(refused.take_up(Fate::Refused, "k2".into()));
        assert_eq!(refused.key.as_deref(), Some("k2"));
        assert_eq!(
            (refused.waiting, refused.replaces),
            (None, Some("k1".into()))
        );
        // Nobody knows of it: it may have arrived.
        let mut lost = handed_in("k1");
        assert!(lost.take_up(Fate::Unknown, "k2".into()));
        assert_eq!(lost.key.as_deref(), Some("k1"));
        assert_eq!((lost.waiting, lost.replaces), (None, None));
    }

    #[test]
    fn a_refusal_on_the_page_keeps_what_it_takes_the_place_of() {
        let mut draft = handed_in("k1");
        draft.take_up(Fate::Refused, "k2".into());
        draft.hand_in("k2");
        draft.begin_anew("k3".into());
        assert_eq!(draft.key.as_deref(), Some("k3"));
        assert_eq!((draft.waiting, draft.replaces), (None, Some("k1".into())));
    }

    #[test]
    fn two_tabs_with_one_form_have_one_key() {
        let mut second = draft(&[("fault", &["block"])]);
        second.key = Some("k2".into());
        second.join(&handed_in("k1"));
        assert_eq!(second.key.as_deref(), Some("k1"));
        // What the other tab has handed in is no draft for this one either.
        assert_eq!(second.waiting.as_deref(), Some("k1"));
        assert_eq!(second.values("fault"), ["block"]);
        // A draft of an older release has no key: then one's own stands.
        second.join(&draft(&[]));
        assert_eq!(second.key.as_deref(), Some("k1"));
    }

    #[test]
    fn a_draft_of_an_older_release_is_read() {
        let older = r#"{"title":"","saved_at":0,"waiting":"k1","values":{"fault":["leak"]}}"#;
        let mut draft: Draft = linli_json::from_text(older).unwrap();
        assert_eq!((&draft.key, draft.waiting.as_deref()), (&None, Some("k1")));
        draft.take_up(Fate::Unknown, "k2".into());
        assert_eq!(draft.key.as_deref(), Some("k1"));
    }

    fn code(question: &Question, value: &str) -> Option<&'static str> {
        draft(&[(&question.id, &[value])])
            .check(question, today())
            .map(|wrong| wrong.code)
    }

    #[test]
    fn what_is_wrong_with_a_person_is_said_of_the_name_or_of_the_phone() {
        let who = question("who", QuestionKind::Person);
        let wrong = |values: &[&str]| {
            let wrong = draft(&[("who", values)]).check(&who, today());
            wrong.map(|wrong| (wrong.code, wrong.value))
        };
        assert_eq!(wrong(&["王秀英"]), None);
        assert_eq!(wrong(&["王秀英", "138 0000 0001"]), None);
        assert_eq!(wrong(&["王秀英", "138 楼下"]), Some(("bad_phone", 1)));
        assert_eq!(wrong(&["", "138 0000 0001"]), Some(("required", 0)));
    }

    fn chain() -> Vec<Question> {
        let on = |id: &str, question: &str| {
            Some(VisibleIf {
                question: question.into(),
                any_of: vec![id.into()],
            })
        };
        vec![
            question("what", QuestionKind::Single),
            Question {
                visible_if: on("leak", "what"),
                ..question("where", QuestionKind::Single)
            },
            Question {
                visible_if: on("block", "where"),
                ..question("since", QuestionKind::Text)
            },
        ]
    }

    #[test]
    fn a_question_hangs_on_the_answer_before_it() {
        let ids = |d: &Draft| {
            d.asked(&chain())
                .iter()
                .map(|q| q.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&draft(&[])), ["what"]);
        assert_eq!(ids(&draft(&[("what", &["leak"])])), ["what", "where"]);
        assert_eq!(
            ids(&draft(&[("what", &["leak"]), ("where", &["block"])])),
            ["what", "where", "since"]
        );
        // A hidden question's old answer asks nothing.
        assert_eq!(
            ids(&draft(&[("what", &["block"]), ("where", &["block"])])),
            ["what"]
        );
    }

    #[test]
    fn the_steps_lead_to_the_check() {
        let questions = chain();
        let answered = draft(&[("what", &["leak"]), ("where", &["leak"])]);
        let second = step_after(&answered, &questions, &Step::Question("what".into()));
        assert_eq!(second, Step::Question("where".into()));
        assert_eq!(step_after(&answered, &questions, &second), Step::Check);
        assert_eq!(
            step_after(&answered, &questions, &Step::Question("gone".into())),
            Step::Check
        );
    }

    #[test]
    fn answers_are_checked_as_the_server_checks_them() {
        let text = Question {
            max: Some(5),
            ..question("t", QuestionKind::Text)
        };
        assert_eq!(code(&text, "水管漏水了啊"), Some("too_long"));
        assert_eq!(code(&text, "  "), Some("required"));
        assert_eq!(code(&text, "漏\u{202E}水"), Some("bad_text"));
        assert_eq!(code(&text, "漏水😀"), None);
        let number = Question {
            min: Some(1),
            max: Some(10),
            ..question("n", QuestionKind::Number)
        };
        for (value, expected) in [
            ("3", None),
            ("３", None),
            ("0", Some("out_of_range")),
            ("三", Some("not_a_number")),
            ("1.5", Some("not_a_number")),
            ("-1", Some("not_a_number")),
            ("99999999999999999999", Some("not_a_number")),
        ] {
            assert_eq!(code(&number, value), expected, "{value}");
        }
        let date = Question {
            max: Some(30),
            ..question("d", QuestionKind::Date)
        };
        for (value, expected) in [
            ("2026-11-22", None),
            ("2026-11-21", Some("in_the_past")),
            ("2027-01-01", Some("out_of_range")),
            ("明天", Some("not_a_date")),
        ] {
            assert_eq!(code(&date, value), expected, "{value}");
        }
        let phone = question("p", QuestionKind::Phone);
        assert_eq!(code(&phone, "138 0000 1234"), None);
        assert_eq!(code(&phone, "abc"), Some("bad_phone"));
        assert_eq!(
            code(&question("s", QuestionKind::Single), "else"),
            Some("not_an_option")
        );
        assert_eq!(
            code(
                &question("x", QuestionKind::Other("map".into())),
                "anything"
            ),
            None
        );
    }

    #[test]
    fn an_order_has_only_what_was_asked_and_cleaned() {
        let mut questions = chain();
        questions.push(question("phone", QuestionKind::Phone));
        let service: Service = serde_json::from_value(serde_json::json!({
            "id": "s", "version": "1", "category": {"id": "c", "name": "", "icon": "", "services": 1}, "name": "n", "summary": "",
            "payer": "government", "price_fen": 0, "unit": "", "audience": "all", "who": "", "duration": "", "prepare": "",
            "promise_hours": 24, "provider": {"name": "", "phone": ""}, "orderable": true, "form_version": "2",
            "questions": serde_json::to_value(&questions).unwrap(),
        })).unwrap();
        let filled = draft(&[
            ("what", &["block"]),
            ("where", &["leak"]),
            ("phone", &[" 138 0000 1234 "]),
        ]);
        let order = filled.order(&service, "ref".into());
        let sent: Vec<_> = order
            .answers
            .iter()
            .map(|a| (a.question.as_str(), a.values[0].as_str()))
            .collect();
        assert_eq!(sent, [("what", "block"), ("phone", "13800001234")]);
        assert_eq!(
            pointed_question(&order, "/answers/1/values/0"),
            Some("phone")
        );
        assert_eq!(pointed_question(&order, "/answers/9/values/0"), None);
        assert_eq!(pointed_question(&order, "/client_ref"), None);
        assert_eq!(filled.first_gap(&service, today(), false), None);
        assert_eq!(
            draft(&[]).first_gap(&service, today(), true),
            Some(Step::Person)
        );
    }

    #[test]
    fn a_stopper_is_met_by_its_answer_alone() {
        let stopper = Stopper {
            any_of: vec!["leak".into()],
            message: "m".into(),
            phone: "119".into(),
        };
        let question = Question {
            stopper: Some(stopper),
            ..question("gas", QuestionKind::Single)
        };
        assert!(draft(&[("gas", &["leak"])]).stopper(&question).is_some());
        assert!(draft(&[("gas", &["block"])]).stopper(&question).is_none());
    }
}

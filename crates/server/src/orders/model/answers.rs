//! The answers to a form: which questions are visible, what is wrong, what must be an emergency
//! call instead, and how an answer reads.

use std::collections::HashMap;

use linli_contract::{Answer, Date, FieldError, QuestionKind};

use super::form::{Bilingual, Form, FormQuestion};
use crate::error::{field, field_limit};
use crate::http::{line, paragraph, phone};

/// A reference from an answer to something stored, with the place to point at when it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// RFC 6901 pointer into the request.
    pub pointer: String,
    /// The id that was answered.
    pub id: String,
}

/// Answers that fit their form. Photos and slot still have to exist: the database knows that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Trimmed answers to the visible questions, in the form's order, without empty ones.
    pub answers: Vec<Answer>,
    /// The photos named.
    pub photos: Vec<Reference>,
    /// The slot named.
    pub slot: Option<Reference>,
    /// The address given, if the form asks for one.
    pub address: Option<String>,
    /// The phone given, if the form asks for one.
    pub phone: Option<String>,
}

/// Why answers do not make an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Some answers are wrong.
    Wrong(Vec<FieldError>),
    /// An answer says that this is an emergency: call instead.
    Emergency {
        /// The answer that says so.
        pointer: String,
        /// What to do now.
        message: Bilingual,
        /// Whom to call.
        phone: String,
    },
}

const TEXT_MAX: i64 = 200;
const LONG_TEXT_MAX: i64 = 1000;
const NAME_MAX: usize = 40;
const ADDRESS_MAX: usize = 120;
const PHOTOS_MAX: i64 = 3;
const PHONE_MIN: usize = 7;

/// Chinese keyboards write digits full-width as readily as half-width; both are meant as digits.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| {
            match c {
                '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
                '－' => Some('-'),
                _ => None,
            }
            .unwrap_or(c)
        })
        .collect()
}

fn length(bound: i64) -> usize {
    usize::try_from(bound).unwrap_or(0)
}

/// Checks answers against a form. `today` is the day in the community's time zone.
///
/// Answers to questions that are not visible are dropped: a person who went back and changed an
/// earlier answer has not meant them, and a stopper among them does not count.
pub fn check(form: &Form, given: &[Answer], today: Date) -> Result<Checked, Refusal> {
    let mut errors = Vec::new();
    let mut place: HashMap<&str, usize> = HashMap::new();
    for (index, answer) in given.iter().enumerate() {
        let pointer = format!("/answers/{index}/question");
        if !form.questions.iter().any(|q| q.id == answer.question) {
            errors.push(field(pointer, "not_an_option"));
        } else if place.insert(&answer.question, index).is_some() {
            errors.push(field_limit(pointer, "too_many", 1));
        }
    }

    let mut checked = Checked::default();
    let mut emergency = None;
    // The values of the visible questions so far; a hidden question has none, which hides
    // everything that depends on it.
    let mut visible: HashMap<&str, Vec<String>> = HashMap::new();
    for question in &form.questions {
        let shown = question.visible_if.as_ref().is_none_or(|condition| {
            visible
                .get(condition.question.as_str())
                .is_some_and(|values| values.iter().any(|v| condition.any_of.contains(v)))
        });
        if !shown {
            continue;
        }
        let index = place.get(question.id.as_str()).copied();
        let raw = index.map_or(&[][..], |i| given[i].values.as_slice());
        let at = index.map_or_else(|| "/answers".to_owned(), |i| format!("/answers/{i}/values"));
        let empty = raw.iter().all(|value| value.trim().is_empty());
        if empty {
            if question.required {
                errors.push(field(at, "required"));
            }
            visible.insert(&question.id, Vec::new());
            continue;
        }
        if emergency.is_none()
            && let Some(stopper) = &question.stopper
            && let Some(j) = raw.iter().position(|value| stopper.any_of.contains(value))
        {
            emergency = Some(Refusal::Emergency {
                pointer: format!("{at}/{j}"),
                message: stopper.message.clone(),
                phone: stopper.phone.clone(),
            });
        }
        let values = values(question, raw, &at, today, &mut errors);
        remember(&mut checked, question, &values, &at);
        visible.insert(&question.id, values.clone());
        checked.answers.push(Answer {
            question: question.id.clone(),
            values,
        });
    }
    // An emergency is answered as one even when something else is wrong with the form.
    match emergency {
        Some(emergency) => Err(emergency),
        None if errors.is_empty() => Ok(checked),
        None => Err(Refusal::Wrong(errors)),
    }
}

/// Takes note of what the order itself needs to know.
fn remember(checked: &mut Checked, question: &FormQuestion, values: &[String], at: &str) {
    let references = values.iter().enumerate().map(|(j, id)| Reference {
        pointer: format!("{at}/{j}"),
        id: id.clone(),
    });
    match question.kind {
        QuestionKind::Photo => checked.photos.extend(references),
        QuestionKind::Slot => checked.slot = references.into_iter().next(),
        QuestionKind::Address if checked.address.is_none() => {
            checked.address = values.first().cloned();
        }
        QuestionKind::Phone if checked.phone.is_none() => {
            checked.phone = values.first().cloned();
        }
        _ => {}
    }
}

/// Checks the values of one visible question that was answered, and normalises them.
fn values(
    question: &FormQuestion,
    raw: &[String],
    at: &str,
    today: Date,
    errors: &mut Vec<FieldError>,
) -> Vec<String> {
    use QuestionKind as K;
    let most = match question.kind {
        K::Multiple => question.max.unwrap_or(i64::MAX),
        K::Photo => question.max.unwrap_or(PHOTOS_MAX),
        K::Person => 2,
        _ => 1,
    };
    if i64::try_from(raw.len()).unwrap_or(i64::MAX) > most {
        errors.push(field_limit(at, "too_many", most));
        return Vec::new();
    }
    if question.kind == K::Photo
        && let Some(least) = question.min
        && i64::try_from(raw.len()).unwrap_or(i64::MAX) < least
    {
        errors.push(field_limit(at, "required", least));
    }
    let mut values: Vec<String> = Vec::with_capacity(raw.len());
    for (j, value) in raw.iter().enumerate() {
        let pointer = format!("{at}/{j}");
        if matches!(question.kind, K::Multiple | K::Photo) && values.contains(value) {
            // Twice the same choice means the same as once.
            continue;
        }
        match one(question, j, value, &pointer, today) {
            Ok(value) => values.push(value),
            Err(error) => errors.push(error),
        }
    }
    values
}

/// Checks the value at place `j` of an answer.
fn one(
    question: &FormQuestion,
    j: usize,
    value: &str,
    pointer: &str,
    today: Date,
) -> Result<String, FieldError> {
    use QuestionKind as K;
    let wrong = |code: &str| field(pointer, code);
    let bound = |code: &str, limit: i64| Err(field_limit(pointer, code, limit));
    let least = length(question.min.unwrap_or(1)).max(1);
    let most = |usual: i64| length(question.max.unwrap_or(usual));
    match &question.kind {
        K::Text => line(value, pointer, least..=most(TEXT_MAX)),
        K::LongText => paragraph(value, pointer, least..=most(LONG_TEXT_MAX)),
        K::Number => {
            let number: i64 = half_width(value)
                .trim()
                .parse()
                .map_err(|_| wrong("not_a_number"))?;
            match (question.min, question.max) {
                (Some(min), _) if number < min => bound("out_of_range", min),
                (_, Some(max)) if number > max => bound("out_of_range", max),
                _ => Ok(number.to_string()),
            }
        }
        K::Date => {
            let date: Date = value.trim().parse().map_err(|_| wrong("not_a_date"))?;
            let ahead = date.days() - today.days();
            match (question.min, question.max) {
                (Some(min), _) if ahead < min && ahead < 0 => bound("in_the_past", min),
                (Some(min), _) if ahead < min => bound("out_of_range", min),
                (_, Some(max)) if ahead > max => bound("out_of_range", max),
                _ => Ok(date.to_string()),
            }
        }
        K::Single | K::Multiple => question
            .has_option(value)
            .then(|| value.to_owned())
            .ok_or_else(|| wrong("not_an_option")),
        // The name comes first; the phone after it may be left empty.
        K::Person if j == 0 => line(value, pointer, 1..=NAME_MAX),
        K::Person if value.trim().is_empty() => Ok(String::new()),
        K::Person | K::Phone => match phone(&half_width(value), pointer) {
            // A short number such as 110 is nobody's to be called on.
            Ok(digits) if digits.len() < PHONE_MIN => Err(wrong("bad_phone")),
            other => other,
        },
        K::Address => line(value, pointer, 2..=ADDRESS_MAX),
        K::Photo => is_id(value)
            .then(|| value.to_owned())
            .ok_or_else(|| wrong("unknown_upload")),
        K::Slot => is_id(value)
            .then(|| value.to_owned())
            .ok_or_else(|| wrong("not_an_option")),
        K::Other(_) => Err(wrong("bad_text")),
    }
}

/// Whether a text has the shape of an id of the contract.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// An answer in words. Photos have none; a slot's words come from the order, which keeps its time.
pub fn in_words(question: &FormQuestion, values: &[String], english: bool) -> String {
    match question.kind {
        QuestionKind::Photo | QuestionKind::Slot => String::new(),
        QuestionKind::Single | QuestionKind::Multiple => values
            .iter()
            .map(|key| {
                question
                    .options
                    .iter()
                    .find(|choice| choice.key == *key)
                    .map_or(key.as_str(), |choice| choice.label.get(english))
            })
            .collect::<Vec<_>>()
            .join(if english { ", " } else { "、" }),
        QuestionKind::Date => values.first().map_or_else(String::new, |value| {
            value
                .parse()
                .map_or_else(|_| value.clone(), |date| super::words::day(date, english))
        }),
        _ => values
            .iter()
            .filter(|value| !value.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn form(questions: serde_json::Value) -> Form {
        let form: Form = serde_json::from_value(serde_json::json!({
            "code": "test", "version": "1", "questions": questions
        }))
        .unwrap();
        form.check().unwrap();
        form
    }

    fn answer(question: &str, values: &[&str]) -> Answer {
        Answer {
            question: question.to_owned(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
        }
    }

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn wrong(form: &Form, answers: &[Answer]) -> Vec<(String, String, Option<i64>)> {
        match check(form, answers, today()) {
            Err(Refusal::Wrong(errors)) => errors
                .into_iter()
                .map(|e| (e.pointer, e.code, e.limit))
                .collect(),
            other => panic!("expected wrong answers, found {other:?}"),
        }
    }

    fn one_question(kind: &str, more: serde_json::Value) -> Form {
        let mut question = serde_json::json!({
            "id": "q", "kind": kind, "label": {"zh": "问"}, "required": true
        });
        for (key, value) in more.as_object().unwrap() {
            question[key] = value.clone();
        }
        form(serde_json::json!([question]))
    }

    fn codes(form: &Form, values: &[&str]) -> Vec<String> {
        match check(form, &[answer("q", values)], today()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Wrong(errors)) => errors.into_iter().map(|e| e.code).collect(),
            Err(Refusal::Emergency { .. }) => vec!["emergency".to_owned()],
        }
    }

    fn yes_no() -> serde_json::Value {
        serde_json::json!([
            {"key": "yes", "label": {"zh": "是", "en": "Yes"}},
            {"key": "no", "label": {"zh": "否", "en": "No"}}
        ])
    }

    fn chain() -> Form {
        form(serde_json::json!([
            {"id": "a", "kind": "single", "label": {"zh": "甲"}, "required": true, "options": yes_no()},
            {"id": "b", "kind": "single", "label": {"zh": "乙"}, "required": true, "options": yes_no(),
             "visible_if": {"question": "a", "any_of": ["yes"]}},
            {"id": "c", "kind": "single", "label": {"zh": "丙"}, "required": true, "options": yes_no(),
             "visible_if": {"question": "b", "any_of": ["yes"]},
             "stopper": {"any_of": ["yes"], "message": {"zh": "请打电话", "en": "Call"}, "phone": "119"}}
        ]))
    }

    #[test]
    fn a_question_whose_question_is_hidden_is_hidden_as_well() {
        let answers = [
            answer("a", &["no"]),
            answer("b", &["yes"]),
            answer("c", &["no"]),
        ];
        let checked = check(&chain(), &answers, today()).unwrap();
        assert_eq!(checked.answers, [answer("a", &["no"])]);
    }

    #[test]
    fn a_visible_question_that_must_be_answered_is_missed() {
        let answers = [answer("a", &["yes"]), answer("b", &[" "])];
        assert_eq!(
            wrong(&chain(), &answers),
            [("/answers/1/values".into(), "required".into(), None)]
        );
        assert_eq!(
            wrong(&chain(), &[answer("a", &["yes"])]),
            [("/answers".into(), "required".into(), None)]
        );
    }

    #[test]
    fn a_stopper_makes_no_order_whatever_else_is_wrong() {
        let answers = [
            answer("c", &["yes"]),
            answer("b", &["yes"]),
            answer("a", &["yes"]),
            answer("x", &[]),
        ];
        match check(&chain(), &answers, today()) {
            Err(Refusal::Emergency {
                pointer,
                message,
                phone,
            }) => {
                assert_eq!(pointer, "/answers/0/values/0");
                assert_eq!(message.get(true), "Call");
                assert_eq!(phone, "119");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_stopper_that_is_hidden_stops_nothing() {
        let answers = [answer("a", &["no"]), answer("c", &["yes"])];
        assert!(check(&chain(), &answers, today()).is_ok());
    }

    #[test]
    fn an_unknown_question_and_a_second_answer_are_pointed_at() {
        let answers = [
            answer("a", &["no"]),
            answer("x", &["1"]),
            answer("a", &["no"]),
        ];
        assert_eq!(
            wrong(&chain(), &answers),
            [
                ("/answers/1/question".into(), "not_an_option".into(), None),
                ("/answers/2/question".into(), "too_many".into(), Some(1)),
            ]
        );
    }

    #[test]
    fn a_number_is_a_whole_number_within_its_range() {
        let form = one_question("number", serde_json::json!({"min": 1, "max": 20}));
        assert!(codes(&form, &["3"]).is_empty());
        for bad in ["3.5", "three", "99999999999999999999"] {
            assert_eq!(codes(&form, &[bad]), ["not_a_number"], "{bad}");
        }
        assert!(
            codes(&form, &["１２"]).is_empty(),
            "full-width digits are digits"
        );
        assert_eq!(codes(&form, &["0"]), ["out_of_range"]);
        assert_eq!(codes(&form, &["21"]), ["out_of_range"]);
        assert_eq!(codes(&form, &["1", "2"]), ["too_many"]);
    }

    #[test]
    fn a_day_is_counted_from_today() {
        let form = one_question("date", serde_json::json!({"min": 0, "max": 14}));
        assert!(codes(&form, &["2026-11-22"]).is_empty());
        assert!(codes(&form, &["2026-12-06"]).is_empty());
        assert_eq!(codes(&form, &["2026-12-07"]), ["out_of_range"]);
        assert_eq!(codes(&form, &["2026-11-21"]), ["in_the_past"]);
        assert_eq!(codes(&form, &["2026-02-30"]), ["not_a_date"]);
        let tomorrow = one_question("date", serde_json::json!({"min": 1}));
        assert_eq!(codes(&tomorrow, &["2026-11-22"]), ["out_of_range"]);
    }

    #[test]
    fn choices_are_among_the_options_and_not_too_many() {
        let single = one_question("single", serde_json::json!({"options": yes_no()}));
        assert_eq!(codes(&single, &["maybe"]), ["not_an_option"]);
        assert_eq!(codes(&single, &["yes", "no"]), ["too_many"]);
        let multiple = one_question(
            "multiple",
            serde_json::json!({"options": yes_no(), "max": 1}),
        );
        assert_eq!(codes(&multiple, &["yes", "no"]), ["too_many"]);
        let free = one_question("multiple", serde_json::json!({"options": yes_no()}));
        let checked = check(&free, &[answer("q", &["yes", "yes"])], today()).unwrap();
        assert_eq!(
            checked.answers,
            [answer("q", &["yes"])],
            "twice the same is once"
        );
    }

    #[test]
    fn texts_keep_their_bounds_and_their_lines() {
        let form = one_question("text", serde_json::json!({"min": 2, "max": 5}));
        assert_eq!(codes(&form, &["水"]), ["too_short"]);
        assert_eq!(codes(&form, &["水管漏水啦"]), Vec::<String>::new());
        assert_eq!(codes(&form, &["水管漏水啦啦"]), ["too_long"]);
        assert_eq!(codes(&form, &["水\n管"]), ["bad_text"]);
        assert_eq!(codes(&form, &["水\u{202E}管"]), ["bad_text"]);
        let long = one_question("long_text", serde_json::json!({}));
        assert!(codes(&long, &["水\n管"]).is_empty());
    }

    #[test]
    fn a_person_is_a_name_and_perhaps_a_phone() {
        let form = one_question("person", serde_json::json!({}));
        for good in [
            &["王秀英"][..],
            &["王秀英", ""],
            &["王秀英", "138 0000 1113"],
        ] {
            assert!(codes(&form, good).is_empty(), "{good:?}");
        }
        assert_eq!(codes(&form, &["王秀英", "12"]), ["bad_phone"]);
        assert_eq!(codes(&form, &["王秀英", "110"]), ["bad_phone"]);
        assert!(codes(&form, &["王秀英", "１３８００００１１１３"]).is_empty());
        assert_eq!(codes(&form, &["", "13800001113"]), ["required"]);
        assert_eq!(codes(&form, &["甲", "13800001113", "乙"]), ["too_many"]);
        let checked = check(&form, &[answer("q", &["王秀英", "138-0000-1113"])], today()).unwrap();
        assert_eq!(checked.answers[0].values, ["王秀英", "13800001113"]);
    }

    #[test]
    fn photos_and_slots_are_handed_on_with_their_place() {
        let form = form(serde_json::json!([
            {"id": "p", "kind": "photo", "label": {"zh": "照片"}, "required": false, "max": 3},
            {"id": "s", "kind": "slot", "label": {"zh": "时间"}, "required": true}
        ]));
        let answers = [
            answer("p", &["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]),
            answer("s", &["x_1"]),
        ];
        let checked = check(&form, &answers, today()).unwrap();
        assert_eq!(checked.photos[1].pointer, "/answers/0/values/1");
        assert_eq!(checked.slot.unwrap().id, "x_1");
        assert_eq!(
            wrong(&form, &[answer("p", &["../../etc"]), answer("s", &["a b"])])
                .into_iter()
                .map(|e| e.1)
                .collect::<Vec<_>>(),
            ["unknown_upload", "not_an_option"]
        );
        let four = ["a", "b", "c", "d"];
        assert_eq!(
            wrong(&form, &[answer("p", &four), answer("s", &["x"])])[0].1,
            "too_many"
        );
    }

    #[test]
    fn address_and_phone_are_kept_for_the_order() {
        let form = form(serde_json::json!([
            {"id": "w", "kind": "address", "label": {"zh": "哪里"}, "required": true, "prefill": "address"},
            {"id": "t", "kind": "phone", "label": {"zh": "电话"}, "required": true, "prefill": "phone"}
        ]));
        let answers = [
            answer("w", &[" 8号楼2单元1103 "]),
            answer("t", &["0574-55501201"]),
        ];
        let checked = check(&form, &answers, today()).unwrap();
        assert_eq!(checked.address.as_deref(), Some("8号楼2单元1103"));
        assert_eq!(checked.phone.as_deref(), Some("057455501201"));
    }

    #[test]
    fn answers_read_as_words() {
        let form = one_question("multiple", serde_json::json!({"options": yes_no()}));
        let question = &form.questions[0];
        let values = ["yes".to_owned(), "no".to_owned()];
        assert_eq!(in_words(question, &values, false), "是、否");
        assert_eq!(in_words(question, &values, true), "Yes, No");
    }

    #[test]
    fn a_form_that_cannot_be_asked_is_found_at_import() {
        let bad = |questions: serde_json::Value| {
            serde_json::from_value::<Form>(serde_json::json!({
                "code": "test", "version": "1", "questions": questions
            }))
            .unwrap()
            .check()
            .is_err()
        };
        let single = |more: serde_json::Value| {
            let mut q = serde_json::json!({
                "id": "a", "kind": "single", "label": {"zh": "甲"}, "required": true, "options": yes_no()
            });
            for (key, value) in more.as_object().unwrap() {
                q[key] = value.clone();
            }
            q
        };
        let none = serde_json::json!({});
        assert!(!bad(serde_json::json!([single(none.clone())])));
        assert!(bad(serde_json::json!([single(none.clone()), single(none)])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"visible_if": {"question": "a", "any_of": ["yes"]}})
        )])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"stopper": {"any_of": ["maybe"], "message": {"zh": "x"}, "phone": "119"}})
        )])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"prefill": "phone"})
        )])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"kind": "riddle"})
        )])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"options": []})
        )])));
        assert!(bad(serde_json::json!([single(
            serde_json::json!({"min": 2, "max": 1})
        )])));
    }
}

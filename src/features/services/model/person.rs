//! For whom an order is, and what is known of them.

use linli_contract::{Person, Question, QuestionKind};

use super::form::Draft;

/// The choice that stands for the person themself.
pub(crate) const MYSELF: &str = "self";

/// The choice that stands for a person.
pub(crate) fn choice_of(person: &Person) -> &str {
    if person.relation == "self" {
        MYSELF
    } else {
        person.id.as_str()
    }
}

impl Draft {
    /// The choice that was made, once it was said for whom the order is.
    pub(crate) fn choice(&self) -> Option<&str> {
        let id = self.acting_for.as_ref().map_or(MYSELF, |id| id.as_str());
        self.person_said.then_some(id)
    }

    /// Says for whom the order is, and fills in what is known of them. What was typed stays; what
    /// was filled in of somebody else goes, so that nobody's order has another's phone.
    pub(crate) fn take_person(&mut self, person: &Person, questions: &[Question]) {
        let myself = choice_of(person) == MYSELF;
        self.acting_for = (!myself).then(|| person.id.clone());
        self.acting_name = if myself {
            String::new()
        } else {
            person.name.clone()
        };
        self.person_said = true;
        for question in questions {
            let id = &question.id;
            // A phone that was typed beside a name that was filled in goes with that name.
            let first = |values: Option<&Vec<String>>| values.and_then(|v| v.first()).cloned();
            let before = first(self.filled_in.get(id));
            let untouched = self.values(id).iter().all(String::is_empty)
                || (before.is_some() && before == first(self.values.get(id)));
            if !untouched {
                continue;
            }
            match known_of(question, person) {
                Some(known) => {
                    self.values.insert(id.clone(), known.clone());
                    self.filled_in.insert(id.clone(), known);
                }
                None if self.filled_in.remove(id).is_some() => {
                    self.values.remove(id);
                }
                None => {}
            }
        }
    }
}

/// What is known of a person for a question that wants to be filled in.
fn known_of(question: &Question, person: &Person) -> Option<Vec<String>> {
    let phone = person.phone.clone().filter(|phone| !phone.contains('*'));
    match question.prefill.as_deref()? {
        "address" => Some(vec![person.address.clone()?]),
        "phone" => Some(vec![phone?]),
        "name" if question.kind == QuestionKind::Person => {
            Some(vec![person.name.clone(), phone.unwrap_or_default()])
        }
        "name" => Some(vec![person.name.clone()]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, relation: &str, phone: Option<&str>) -> Person {
        Person {
            id: id.into(),
            name: format!("n-{id}"),
            relation: relation.into(),
            phone: phone.map(Into::into),
            address: Some(format!("a-{id}")),
        }
    }

    fn questions() -> Vec<Question> {
        ["address", "phone"]
            .into_iter()
            .map(|id| Question {
                id: id.into(),
                label: id.into(),
                hint: None,
                kind: QuestionKind::Text,
                required: true,
                options: Vec::new(),
                min: None,
                max: None,
                visible_if: None,
                stopper: None,
                prefill: Some(id.into()),
            })
            .collect()
    }

    #[test]
    fn another_person_brings_their_own_address_and_never_the_phone_of_the_one_before() {
        let mut draft = Draft::default();
        draft.take_person(&person("me", "self", Some("13800000001")), &questions());
        assert_eq!(draft.choice(), Some(MYSELF));
        assert_eq!(draft.values("phone"), ["13800000001"]);

        // A resident whose phone is masked: it is asked for.
        draft.take_person(&person("p9", "resident", Some("138****0009")), &questions());
        assert_eq!(
            (draft.choice(), draft.acting_name.as_str()),
            (Some("p9"), "n-p9")
        );
        assert_eq!(draft.values("address"), ["a-p9"]);
        assert!(draft.values("phone").is_empty());
    }

    #[test]
    fn what_was_typed_stays_whoever_is_chosen() {
        let mut draft = Draft::default();
        draft.take_person(&person("p1", "resident", None), &questions());
        draft
            .values
            .insert("address".into(), vec!["the back door".into()]);
        draft
            .values
            .insert("phone".into(), vec!["13800000002".into()]);
        draft.take_person(&person("p2", "resident", None), &questions());
        assert_eq!(draft.values("address"), ["the back door"]);
        assert_eq!(draft.values("phone"), ["13800000002"]);
    }

    #[test]
    fn a_phone_typed_beside_a_name_that_was_filled_in_goes_with_that_name() {
        let contact = [Question {
            kind: QuestionKind::Person,
            prefill: Some("name".into()),
            ..questions().remove(0)
        }];
        let mut draft = Draft::default();
        draft.take_person(&person("p1", "resident", None), &contact);
        draft
            .values
            .insert("address".into(), vec!["n-p1".into(), "13800000001".into()]);
        draft.take_person(&person("p2", "resident", None), &contact);
        assert_eq!(draft.values("address"), ["n-p2", ""]);
    }

    #[test]
    fn nobody_is_chosen_before_it_was_said() {
        assert_eq!(Draft::default().choice(), None);
    }
}

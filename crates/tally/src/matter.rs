//! Matters that are answered with yes, no or abstention, where every vote weighs alike.
//!
//! (Owners' decisions, where area weighs too, are [`article278`](crate::article278).)

use crate::threshold::{Bar, Threshold};

/// An answer to one matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 赞成
    Yes,
    /// 反对
    No,
    /// 弃权: takes part and does not agree.
    Abstain,
}

/// The answers to one matter, counted. Who did not answer is in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many said yes.
    pub yes: u64,
    /// How many said no.
    pub no: u64,
    /// How many abstained.
    pub abstain: u64,
}

/// Of whom the share is reckoned that must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Of all who took part: an abstention counts like a no.
    TookPart,
    /// Of those who said yes or no.
    YesAndNo,
    /// Of all who may vote.
    Everybody,
}

/// What a ballot asks of each of its matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The share of all who may vote that must take part; nothing where any number is enough.
    pub taking_part: Option<Threshold>,
    /// The share that must agree.
    pub agreeing: Threshold,
    /// Of whom.
    pub base: Base,
}

/// A matter's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who took part of all, where the rules ask for it.
    pub taking_part: Option<Bar>,
    /// Who agreed, of the base.
    pub agreeing: Bar,
}

impl Decision {
    /// Whether the matter is passed.
    pub fn passed(&self) -> bool {
        self.taking_part.is_none_or(Bar::met) && self.agreeing.met()
    }
}

impl Answers {
    /// Counts answers.
    ///
    /// # Examples
    ///
    /// ```
    /// use linli_tally::matter::{Answer, Answers};
    /// let answers = Answers::of([Answer::Yes, Answer::Abstain, Answer::Yes]);
    /// assert_eq!(answers, Answers { yes: 2, no: 0, abstain: 1 });
    /// ```
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut counted = Self::default();
        for answer in answers {
            let number = match answer {
                Answer::Yes => &mut counted.yes,
                Answer::No => &mut counted.no,
                Answer::Abstain => &mut counted.abstain,
            };
            *number = number.saturating_add(1);
        }
        counted
    }

    /// How many took part.
    pub fn took_part(self) -> u64 {
        self.yes
            .saturating_add(self.no)
            .saturating_add(self.abstain)
    }

    /// What is decided, when so many may vote.
    pub fn decide(self, rules: Rules, everybody: u64) -> Decision {
        let base = match rules.base {
            Base::TookPart => self.took_part(),
            Base::YesAndNo => self.yes.saturating_add(self.no),
            Base::Everybody => everybody,
        };
        Decision {
            taking_part: rules
                .taking_part
                .map(|threshold| threshold.bar(self.took_part(), everybody)),
            agreeing: rules.agreeing.bar(self.yes, base),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threshold::{MORE_THAN_HALF, TWO_THIRDS};

    #[test]
    fn an_abstention_is_no_agreement_where_the_base_is_who_took_part() {
        let answers = Answers {
            yes: 5,
            no: 4,
            abstain: 1,
        };
        let decide = |base| {
            let rules = Rules {
                taking_part: None,
                agreeing: MORE_THAN_HALF,
                base,
            };
            answers.decide(rules, 20)
        };
        assert!(decide(Base::YesAndNo).passed());
        assert!(!decide(Base::TookPart).passed());
        assert_eq!(decide(Base::TookPart).agreeing.short_by(), 1);
        assert_eq!(decide(Base::Everybody).agreeing.short_by(), 6);
    }

    #[test]
    fn too_few_decide_nothing() {
        let rules = Rules {
            taking_part: Some(TWO_THIRDS),
            agreeing: MORE_THAN_HALF,
            base: Base::TookPart,
        };
        let all_yes = Answers {
            yes: 13,
            ..Answers::default()
        };
        let decision = all_yes.decide(rules, 20);
        assert!(!decision.passed());
        assert_eq!(decision.taking_part.map(Bar::short_by), Some(1));
        assert!(!Answers::default().decide(rules, 0).passed());
    }
}

//! A vote that is being filled in: kept at every tap, and compared with the ballot as it is now.

use linli_contract::{Ballot, MatterAnswer, NewVote, OptionId, VoteChoice};
use linli_json::Json;

use super::choices;

/// A half-filled vote, as it is kept. Title and date are also read by the first screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
pub(in crate::features::votes) struct Draft {
    /// The ballot's title.
    pub(in crate::features::votes) title: String,
    /// When it was changed last, in milliseconds since 1970.
    pub(in crate::features::votes) saved_at: i64,
    /// The hash of the terms under which it was filled in; none before they were frozen.
    #[serde(default)]
    pub(in crate::features::votes) terms_hash: Option<String>,
    /// The version of the vote that it is to replace; none when there was no vote.
    #[serde(default)]
    pub(in crate::features::votes) replaces: Option<String>,
    /// What is chosen.
    #[serde(default)]
    pub(in crate::features::votes) picks: Vec<Pick>,
}

/// A chosen option with what it was when it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Json)]
pub(in crate::features::votes) struct Pick {
    /// The option.
    pub(in crate::features::votes) option: OptionId,
    /// Its title then.
    pub(in crate::features::votes) title: String,
    /// What it cost then.
    #[serde(default)]
    pub(in crate::features::votes) cost_fen: Option<i64>,
    /// A matter's answer.
    #[serde(default)]
    pub(in crate::features::votes) answer: Option<MatterAnswer>,
}

/// What became of a chosen option when the ballot changed before it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Change {
    /// It is no longer on the ballot; this was its title.
    Gone(String),
    /// It has another title or cost now; this was its title. It stays chosen.
    Other(String),
}

impl Draft {
    /// What is chosen now, to be kept.
    pub(in crate::features::votes) fn of(
        ballot: &Ballot,
        chosen: &[VoteChoice],
        replaces: Option<String>,
        now: i64,
    ) -> Self {
        let picks = chosen.iter().filter_map(|choice| {
            let option = choices::find(ballot, &choice.option)?;
            Some(Pick {
                option: choice.option.clone(),
                title: option.title.clone(),
                cost_fen: option.cost_fen,
                answer: choice.answer.clone(),
            })
        });
        Self {
            title: ballot.title.clone(),
            saved_at: now,
            terms_hash: ballot.terms_hash.clone(),
            replaces,
            picks: picks.collect(),
        }
    }

    /// A vote that was handed in and is taken back into the hand.
    pub(in crate::features::votes) fn of_vote(
        ballot: &Ballot,
        vote: &NewVote,
        replaces: Option<String>,
        now: i64,
    ) -> Self {
        let mut draft = Self::of(ballot, &vote.choices, replaces, now);
        draft.terms_hash = Some(vote.terms_hash.clone());
        draft
    }

    /// The choices that still exist, and what changed about the others. Under the same terms
    /// nothing can have changed.
    pub(in crate::features::votes) fn fit(
        &self,
        ballot: &Ballot,
    ) -> (Vec<VoteChoice>, Vec<Change>) {
        let same = self.terms_hash.is_some() && self.terms_hash == ballot.terms_hash;
        let mut chosen = Vec::new();
        let mut changes = Vec::new();
        for pick in &self.picks {
            match choices::find(ballot, &pick.option) {
                // Another title may be another thing: nobody's tick moves to it.
                Some(option) if same || option.title == pick.title => {
                    if option.cost_fen != pick.cost_fen && !same {
                        changes.push(Change::Other(pick.title.clone()));
                    }
                    chosen.push(VoteChoice {
                        option: pick.option.clone(),
                        answer: pick.answer.clone(),
                    });
                }
                _ => changes.push(Change::Gone(pick.title.clone())),
            }
        }
        (chosen, changes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{budget, chosen};
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let ballot = budget(&[10, 20, 30]);
        let picks = chosen(&["c", "a"]);
        let draft = Draft::of(&ballot, &picks, Some("\"v1\"".into()), 7);
        let text = linli_json::to_text(&draft);
        let read: Option<Draft> = linli_json::from_text(&text);
        assert_eq!(read.as_ref(), Some(&draft));
        assert_eq!(draft.fit(&ballot), (picks, vec![]));
        assert_eq!(draft.title, ballot.title);
    }

    #[test]
    fn a_tick_does_not_move_to_another_thing_that_has_its_id_now() {
        let mut ballot = budget(&[10, 20]);
        ballot.terms_hash = None;
        let draft = Draft::of(&ballot, &chosen(&["a"]), None, 7);
        ballot.options[0].title = "Another".into();
        assert_eq!(draft.fit(&ballot), (vec![], vec![Change::Gone("A".into())]));
    }

    #[test]
    fn what_fell_away_before_the_opening_is_named() {
        let mut ballot = budget(&[10, 20, 30]);
        ballot.terms_hash = None;
        let draft = Draft::of(&ballot, &chosen(&["a", "b", "c"]), None, 7);
        ballot.options.remove(0);
        ballot.options[0].cost_fen = Some(9_900);
        ballot.terms_hash = Some("now frozen".into());
        let (left, changes) = draft.fit(&ballot);
        assert_eq!(left, chosen(&["b", "c"]));
        assert_eq!(
            changes,
            [Change::Gone("A".into()), Change::Other("B".into())]
        );
        // The dearer option makes it too much, which is seen before anything is sent.
        assert_eq!(
            choices::gap(&ballot, &left),
            Some(choices::Gap::Over(2_900))
        );
    }

    #[test]
    fn another_language_of_the_same_terms_is_no_change() {
        let mut ballot = budget(&[10, 20]);
        ballot.terms_hash = Some("frozen".into());
        let draft = Draft::of(&ballot, &chosen(&["a"]), None, 7);
        ballot.options[0].title = "A in English".into();
        assert_eq!(draft.fit(&ballot), (chosen(&["a"]), vec![]));
    }

    #[test]
    fn a_damaged_draft_is_none() {
        for text in ["", "{", "[]", "{\"picks\":[{\"option\":1}]}"] {
            assert_eq!(linli_json::from_text::<Draft>(text), None, "{text}");
        }
    }
}

//! Where my vote stands: 草稿, 待送出 or 已计入. Only the server's answer sets the last.

use linli_contract::{Ballot, BallotState, Eligibility, Problem, Standing, Vote};

/// The three honest states, and the reasons why there is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum State {
    /// Not handed in: it counts for nothing.
    Draft,
    /// Handed in, and nobody knows whether the server has it: it counts for nothing yet.
    Sending,
    /// The server has it.
    Counted,
}

impl State {
    /// The word in `data-state`.
    pub(in crate::features::votes) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sending => "sending",
            Self::Counted => "counted",
        }
    }
}

/// The state: `sends` while a vote is on its way or waits, `edits` while the person fills in or
/// changes, `counted` when the server has a vote of this unit.
pub(in crate::features::votes) const fn state(sends: bool, edits: bool, counted: bool) -> State {
    match (sends, edits, counted) {
        (true, _, _) => State::Sending,
        (false, false, true) => State::Counted,
        _ => State::Draft,
    }
}

/// Whether the ballot takes votes, by what the server said and by the clock: a page that was opened
/// before the close must not promise more than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Phase {
    /// It opens later.
    Announced,
    /// It takes votes.
    Open,
    /// It takes none any more.
    Closed,
}

/// The phase of a ballot at a moment, in milliseconds since 1970.
pub(in crate::features::votes) fn phase(ballot: &Ballot, now: i64) -> Phase {
    match ballot.state {
        BallotState::Closed => Phase::Closed,
        _ if now >= ballot.closes_at.0 => Phase::Closed,
        BallotState::Open => Phase::Open,
        // Without frozen terms nothing can be sent, whatever the clock says.
        _ if now >= ballot.opens_at.0 && ballot.terms_hash.is_some() => Phase::Open,
        _ => Phase::Announced,
    }
}

/// Whether I can vote, and why not; the answer of 我能投票吗.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Can {
    /// Nobody is signed in.
    SignIn,
    /// On the roll.
    Yes,
    /// The account has no household.
    NoHousehold,
    /// Not on the roll.
    NotOnRoll,
    /// Under 18.
    UnderAge,
    /// For a reason that this version does not know.
    No,
}

/// See [`Can`].
pub(in crate::features::votes) fn can(mine: Option<&Standing>) -> Can {
    let Some(mine) = mine else { return Can::SignIn };
    match (mine.eligible, &mine.reason) {
        (true, _) => Can::Yes,
        (false, Eligibility::NoHousehold) => Can::NoHousehold,
        (false, Eligibility::NotOnRoll) => Can::NotOnRoll,
        (false, Eligibility::UnderAge) => Can::UnderAge,
        (false, Eligibility::Eligible | Eligibility::Other(_)) => Can::No,
    }
}

/// Whether somebody of the unit changed the vote since this draft was begun: the draft was to
/// replace one version, and now there is another. Nothing is known while the vote is being read.
pub(in crate::features::votes) fn changed_since(
    replaces: Option<&str>,
    vote: Option<(&Vote, Option<&str>)>,
) -> bool {
    match (replaces, vote) {
        (_, Some((_, None)) | None) => false,
        (None, Some((_, Some(_)))) => true,
        (Some(old), Some((_, Some(now)))) => old != now,
    }
}

/// What a refusal means for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::votes) enum Refusal {
    /// Another member changed the vote meanwhile: both are shown, the person decides.
    Changed,
    /// The ballot closed meanwhile: nothing was counted.
    Closed,
    /// The ballot is not what was shown: it is read again.
    Terms,
    /// Anything else.
    Other,
}

/// See [`Refusal`].
pub(in crate::features::votes) fn refusal(problem: &Problem) -> Refusal {
    match problem.code.as_str() {
        "changed_meanwhile" | "if_match_required" => Refusal::Changed,
        "ballot_closed" => Refusal::Closed,
        "terms_changed" | "not_possible_now" => Refusal::Terms,
        _ => Refusal::Other,
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::Timestamp;

    use super::super::samples::{budget, example};
    use super::*;

    #[test]
    fn nothing_but_the_servers_word_makes_a_vote_counted() {
        for (sends, edits, counted) in [
            (true, false, true),
            (true, true, true),
            (true, false, false),
        ] {
            assert_eq!(state(sends, edits, counted), State::Sending);
        }
        assert_eq!(state(false, false, true), State::Counted);
        assert_eq!(state(false, true, true), State::Draft, "while changing");
        assert_eq!(state(false, false, false), State::Draft);
        assert_eq!(State::Counted.word(), "counted");
    }

    #[test]
    fn a_page_left_open_over_the_close_is_closed() {
        let mut ballot = budget(&[1]);
        ballot.state = BallotState::Open;
        ballot.opens_at = Timestamp(10);
        ballot.closes_at = Timestamp(20);
        assert_eq!(phase(&ballot, 19), Phase::Open);
        assert_eq!(phase(&ballot, 20), Phase::Closed);
        ballot.state = BallotState::Announced;
        ballot.terms_hash = Some("x".into());
        assert_eq!(phase(&ballot, 9), Phase::Announced);
        assert_eq!(phase(&ballot, 10), Phase::Open);
        ballot.terms_hash = None;
        assert_eq!(phase(&ballot, 10), Phase::Announced);
        ballot.state = BallotState::Closed;
        assert_eq!(phase(&ballot, 0), Phase::Closed);
    }

    #[test]
    fn why_i_can_or_cannot_vote() {
        let mut mine = Standing {
            eligible: false,
            reason: Eligibility::NotOnRoll,
            unit_label: None,
            voted: false,
            changed_on: None,
            channel: None,
        };
        assert_eq!(can(None), Can::SignIn);
        assert_eq!(can(Some(&mine)), Can::NotOnRoll);
        mine.reason = Eligibility::Other("asleep".into());
        assert_eq!(can(Some(&mine)), Can::No);
        mine.eligible = true;
        assert_eq!(can(Some(&mine)), Can::Yes);
    }

    #[test]
    fn a_change_by_somebody_else_is_noticed_and_silence_is_none() -> Result<(), &'static str> {
        let vote: Vote = linli_json::from_text(&example("get_vote/response.json"))
            .ok_or("the contract's example")?;
        let now = Some((&vote, Some("\"v2\"")));
        assert!(changed_since(None, now));
        assert!(changed_since(Some("\"v1\""), now));
        assert!(!changed_since(Some("\"v2\""), now));
        assert!(!changed_since(Some("\"v1\""), None));
        // A kept copy has no version: nothing is decided on it.
        assert!(!changed_since(None, Some((&vote, None))));
        Ok(())
    }

    #[test]
    fn what_a_refusal_means() -> Result<(), &'static str> {
        for (code, meaning) in [
            ("changed_meanwhile", Refusal::Changed),
            ("if_match_required", Refusal::Changed),
            ("ballot_closed", Refusal::Closed),
            ("terms_changed", Refusal::Terms),
            ("not_on_roll", Refusal::Other),
        ] {
            let problem: Problem =
                linli_json::from_text(&example(&format!("problems/{code}.json")))
                    .ok_or("an example of every problem")?;
            assert_eq!(refusal(&problem), meaning, "{code}");
        }
        Ok(())
    }
}

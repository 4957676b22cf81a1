//! Counting at the very bounds, without a server.

use linli_contract::{
    Ballot, BallotOption, BallotResult, MatterAnswer, NotChosenReason, Roll, Threshold, Thresholds,
    Timestamp, VoteChoice,
};
use linli_server::votes::model::count::{Cast, Counted, result};

use super::{answered, chosen};

fn option(id: &str, cost_fen: Option<i64>, special: bool) -> BallotOption {
    BallotOption {
        id: id.into(),
        title: id.to_owned(),
        text: None,
        cost_fen,
        picture: None,
        project_id: None,
        special,
    }
}

fn ballot(kind: &str, rule: &str, options: Vec<BallotOption>) -> Ballot {
    Ballot {
        id: "b".into(),
        version: 1,
        project_id: None,
        title: "表决".to_owned(),
        text: Vec::new(),
        kind: kind.into(),
        unit: "household".into(),
        options,
        max_choices: None,
        budget_fen: None,
        rule: rule.into(),
        rule_text: String::new(),
        thresholds: None,
        roll: Roll {
            name: "名册".to_owned(),
            units: 12,
            area: None,
        },
        secrecy: String::new(),
        opens_at: Timestamp(0),
        closes_at: Timestamp(1),
        state: "closed".into(),
        terms: None,
        terms_hash: None,
        turnout: None,
        mine: None,
    }
}

fn owners(heads: u32, area: i64) -> Ballot {
    let share = |num, den, inclusive| Threshold {
        num,
        den,
        inclusive,
    };
    let options = vec![
        option("ordinary", None, false),
        option("special", None, true),
    ];
    Ballot {
        unit: "owner".into(),
        roll: Roll {
            name: "业主".to_owned(),
            units: heads,
            area: Some(area),
        },
        thresholds: Some(Thresholds {
            participation_heads: Some(share(2, 3, true)),
            participation_area: Some(share(2, 3, true)),
            consent: share(1, 2, false),
            special: Some(share(3, 4, true)),
        }),
        ..ballot("matters", "owners_278", options)
    }
}

fn counted(ballot: &Ballot, votes: Vec<(Vec<VoteChoice>, Option<i64>)>) -> BallotResult {
    let cast = |(choices, area)| Cast { choices, area };
    let votes: Vec<Cast> = votes.into_iter().map(cast).collect();
    let counted = Counted {
        ballot,
        votes: &votes,
        channels: Vec::new(),
        papers: None,
        at: Timestamp(2),
    };
    result(&counted).unwrap()
}

/// Votes of owners: how each answers both matters, and the area.
fn both(answers: &[(MatterAnswer, i64)]) -> Vec<(Vec<VoteChoice>, Option<i64>)> {
    let vote = |(answer, area): &(MatterAnswer, i64)| {
        let matters = [("ordinary", answer.clone()), ("special", answer.clone())];
        (answered(&matters), Some(*area))
    };
    answers.iter().map(vote).collect()
}

#[test]
fn two_thirds_and_three_quarters_include_the_bound_and_half_does_not() {
    use MatterAnswer::{No, Yes};
    // Six owners with 100 m² each; exactly two thirds take part, exactly three quarters of them consent.
    let all = owners(6, 60_000);
    let exact = [(Yes, 10_000), (Yes, 10_000), (Yes, 10_000), (No, 10_000)];
    let result = counted(&all, both(&exact));
    assert_eq!(result.chosen, ["ordinary".into(), "special".into()]);
    // A hundredth of a square metre less takes part.
    let less = [(Yes, 10_000), (Yes, 10_000), (Yes, 10_000), (No, 9_999)];
    let result = counted(&all, both(&less));
    assert_eq!(result.chosen, []);
    assert_eq!(result.matters[0].bars[1].short_by, 1);
    assert_eq!(
        result.not_chosen[0].reason,
        NotChosenReason::ParticipationShort
    );
    // Exactly half of those who took part is not more than half.
    let half = [(Yes, 10_000), (Yes, 10_000), (No, 10_000), (No, 10_000)];
    let result = counted(&all, both(&half));
    let short: Vec<i64> = result.matters[0]
        .bars
        .iter()
        .map(|bar| bar.short_by)
        .collect();
    assert_eq!(short, [0, 0, 1, 1]);
    // A hundredth more is, by area; by head it is still half.
    let more = [(Yes, 10_001), (Yes, 10_000), (No, 10_000), (No, 10_000)];
    let short: Vec<i64> = counted(&owners(6, 60_001), both(&more)).matters[0]
        .bars
        .iter()
        .map(|bar| bar.short_by)
        .collect();
    assert_eq!(short, [0, 0, 1, 0]);
}

#[test]
fn abstaining_takes_part_and_does_not_consent() {
    use MatterAnswer::{Abstain, Yes};
    let all = owners(4, 40_000);
    let votes = [
        (Yes, 10_000),
        (Yes, 10_000),
        (Abstain, 10_000),
        (Abstain, 10_000),
    ];
    let matter = &counted(&all, both(&votes)).matters[0];
    assert_eq!((matter.yes, matter.abstain, matter.adopted), (2, 2, false));
    assert_eq!(matter.bars[0].value, 4);
}

#[test]
fn ties_go_by_the_published_order_and_nobodys_option_is_chosen() {
    let options = ["a", "b", "c", "d"]
        .map(|id| option(id, None, false))
        .to_vec();
    let three = Ballot {
        max_choices: Some(3),
        ..ballot("up_to", "most_votes", options)
    };
    let votes = vec![(chosen(&["c", "b"]), None), (chosen(&["c", "a"]), None)];
    let result = counted(&three, votes.clone());
    assert_eq!(result.chosen, ["c".into(), "a".into(), "b".into()]);
    assert_eq!(result.not_chosen[0].reason, NotChosenReason::NoVotes);
    let two = Ballot {
        max_choices: Some(2),
        ..three
    };
    let result = counted(&two, votes);
    assert_eq!(result.chosen, ["c".into(), "a".into()]);
    let b = &result.not_chosen[0];
    assert_eq!((b.option.as_str(), &b.reason), ("b", &NotChosenReason::Tie));
}

#[test]
fn money_that_is_left_buys_nothing_that_nobody_chose() {
    let options = vec![
        option("dear", Some(80_000), false),
        option("second", Some(30_000), false),
        option("nobody", Some(1_000), false),
        option("cheap", Some(20_000), false),
    ];
    for rule in ["greedy", "equal_shares"] {
        let budget = Ballot {
            budget_fen: Some(100_000),
            ..ballot("budget", rule, options.clone())
        };
        let votes = vec![
            (chosen(&["dear"]), None),
            (chosen(&["dear"]), None),
            (chosen(&["second", "cheap"]), None),
        ];
        let result = counted(&budget, votes);
        let nobody = result
            .not_chosen
            .iter()
            .find(|no| no.option.as_str() == "nobody");
        assert_eq!(nobody.unwrap().reason, NotChosenReason::NoVotes, "{rule}");
        assert!(result.spent_fen.unwrap() <= 100_000);
        if rule == "greedy" {
            assert_eq!(result.chosen, ["dear".into(), "cheap".into()]);
            let second = &result.not_chosen[0];
            assert_eq!(second.reason, NotChosenReason::DoesNotFit);
            assert_eq!(
                (second.cost_fen, second.available_fen),
                (Some(30_000), Some(20_000))
            );
        }
    }
}

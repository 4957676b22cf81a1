use std::collections::BTreeSet;

use linli_contract::{BallotResult, MatterAnswer, Measure, NotChosenReason, Roll, StepKind};
use linli_tally::{Rule, count, pb};

use super::closing::{AFTER_ALL, WITH_OPTIONS, file, result};
use super::common::{LI, Server, WANG};
use super::{answered, ballot, cast, chosen, vote};

#[tokio::test]
async fn every_result_equals_a_recount_of_the_published_file() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    cast(&wang, &open, &vote(&open, chosen(&["charging", "clock"])))
        .await
        .expect(200);
    server.set_clock_ahead(AFTER_ALL);
    for id in WITH_OPTIONS {
        let result = result(&server, id).await;
        let file = pb::read(file(&server, id, "pb").await.as_bytes()).unwrap();
        assert!(file.notes.is_empty(), "{id}: {:?}", file.notes);
        assert_eq!(file.election.votes().number(), result.ballots, "{id}");
        let rule = file.rule().unwrap();
        let outcome = count(&file.election, rule);
        let options = file.election.options();
        let recounted: Vec<&str> = outcome.chosen().map(|at| options[at].id.as_str()).collect();
        let published: Vec<&str> = result.chosen.iter().map(|id| id.0.as_str()).collect();
        assert_eq!(recounted, published, "{id}");
        assert!(file.compare(&outcome).unwrap().agrees(), "{id}");
        let totals: Vec<u64> = result
            .totals
            .iter()
            .map(|total| u64::from(total.votes))
            .collect();
        assert_eq!(outcome.votes, totals, "{id}");
        // Every option was chosen, or it is told why not.
        assert_eq!(result.chosen.len() + result.not_chosen.len(), options.len());
    }
}

#[tokio::test]
async fn one_ballot_would_have_come_out_otherwise_by_votes_alone() {
    let server = Server::start().await;
    let result = result(&server, "budget-last").await;
    let file = pb::read(file(&server, "budget-last", "pb").await.as_bytes()).unwrap();
    assert_eq!(file.rule(), Some(Rule::EQUAL_SHARES));
    let by_votes = count(&file.election, Rule::GREEDY);
    let options = file.election.options();
    let greedy: BTreeSet<&str> = by_votes
        .chosen()
        .map(|at| options[at].id.as_str())
        .collect();
    let shares: BTreeSet<&str> = result.chosen.iter().map(|id| id.0.as_str()).collect();
    assert_ne!(greedy, shares);
    assert!(greedy.contains("court") && !shares.contains("court"));
    let court = result
        .not_chosen
        .iter()
        .find(|no| no.option.as_str() == "court")
        .unwrap();
    assert_eq!(court.reason, NotChosenReason::SupportersShort);
    assert!(court.available_fen < court.cost_fen);
    // The course: everybody's share first, and at the end why it does not grow.
    let kinds: Vec<&StepKind> = result.steps.iter().map(|step| &step.kind).collect();
    assert_eq!(kinds.first(), Some(&&StepKind::Endowment));
    assert_eq!(kinds.last(), Some(&&StepKind::Completed));
    let spent: i64 = result
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Chosen)
        .filter_map(|step| step.cost_fen)
        .sum();
    assert_eq!(result.spent_fen, Some(spent));
    assert!(spent <= result.budget_fen.unwrap());
}

#[tokio::test]
async fn owners_count_by_head_and_by_area_and_one_matter_failed_by_a_hair() {
    let server = Server::start().await;
    let result = result(&server, "lift-right").await;
    let matter = |id: &str| {
        result
            .matters
            .iter()
            .find(|m| m.option.as_str() == id)
            .unwrap()
    };
    let ground = matter("ground");
    let short: Vec<(&Measure, i64)> = ground
        .bars
        .iter()
        .map(|bar| (&bar.measure, bar.short_by))
        .collect();
    assert_eq!(
        short,
        [
            (&Measure::ParticipationHeads, 0),
            (&Measure::ParticipationArea, 0),
            (&Measure::ConsentHeads, 0),
            (&Measure::ConsentArea, 31_250),
        ]
    );
    assert!(!ground.adopted && matter("cost").adopted);
    assert_eq!(result.not_chosen[0].reason, NotChosenReason::ConsentShort);
    for bar in &ground.bars {
        // Cross-multiplied by hand: the bound is enough for two thirds and three quarters.
        let (value, total) = (i128::from(bar.value), i128::from(bar.total));
        let (num, den) = (i128::from(bar.threshold.num), i128::from(bar.threshold.den));
        assert_eq!(
            value * den >= total * num,
            bar.short_by == 0,
            "{:?}",
            bar.measure
        );
        let needed = i128::from(bar.needed);
        assert!(needed * den >= total * num && (needed - 1) * den < total * num);
    }
    // The area that took part is told once for all; that of a single no would be somebody's flat.
    assert_eq!(Some(ground.bars[1].value), result.turnout.area);
    assert_eq!(Some(ground.bars[3].value), ground.yes_area);
    let told = serde_json::to_value(ground).unwrap();
    assert!(told.get("no_area").is_none() && told.get("abstain_area").is_none());
    assert_eq!(ground.yes + ground.no + ground.abstain, result.ballots);
}

#[tokio::test]
async fn an_owner_of_several_flats_is_one_head_with_all_their_area() {
    let server = Server::start().await;
    // The owner gets a second flat before the ballot is frozen.
    server
        .execute(
            "INSERT INTO flats (id, roll_id, owner_id, area) VALUES ('second', 'owners', 'p27', 7777)",
        )
        .await;
    let opened = super::opening::open_matter(&server, "owners", "owner", "owners_278").await;
    let li = server.signed_in(LI).await;
    let shown = ballot(&li, &opened).await;
    let units = "SELECT COUNT(*) FROM roll_members WHERE roll_id = 'owners'";
    assert_eq!(i64::from(shown.roll.units), server.number(units).await);
    let all = "SELECT CAST(SUM(area) AS BIGINT) FROM flats WHERE roll_id = 'owners'";
    assert_eq!(shown.roll.area, Some(server.number(all).await));
    let mine = "SELECT CAST(SUM(area) AS BIGINT) FROM flats WHERE owner_id = 'p27'";
    let mine = server.number(mine).await;
    assert!(mine > 7777);
    cast(
        &li,
        &shown,
        &vote(&shown, answered(&[("o1", MatterAnswer::Yes)])),
    )
    .await
    .expect(200);
    let turnout = ballot(&li, &opened).await.turnout.unwrap();
    // Until the close the area is told in hundredths of all: the difference of two would tell who voted.
    let step = shown.roll.area.unwrap() / 100;
    assert_eq!((turnout.units, turnout.area), (1, Some(mine / step * step)));
    assert_ne!(turnout.area, Some(mine));
    server.set_clock_ahead(AFTER_ALL);
    let result = result(&server, &opened).await;
    assert_eq!(
        (result.matters[0].yes, result.matters[0].yes_area),
        (1, Some(mine))
    );
    assert_eq!(
        result.not_chosen[0].reason,
        NotChosenReason::ParticipationShort
    );
    // A flat that changes hands later changes nothing that was frozen.
    server
        .execute("UPDATE flats SET area = area + 100 WHERE roll_id = 'owners'")
        .await;
    assert_eq!(ballot(&li, &opened).await.roll.area, shown.roll.area);
}

#[tokio::test]
async fn a_ballot_without_votes_decides_nothing() {
    let server = Server::start().await;
    let opened = super::opening::open_matter(&server, "households", "household", "majority").await;
    server.set_clock_ahead(AFTER_ALL);
    let result = result(&server, &opened).await;
    assert_eq!((result.ballots, result.chosen.len()), (0, 0));
    assert_eq!(result.not_chosen[0].reason, NotChosenReason::ConsentShort);
    assert_eq!(file(&server, &opened, "csv").await, "ballot,o1\r\n");
    let english: BallotResult = server
        .visitor()
        .get(&format!("/v1/ballots/{opened}/result?lang=en"))
        .await
        .json();
    let Roll { name, .. } = english.roll;
    assert_eq!(name, "All households");
}

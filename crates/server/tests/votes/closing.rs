use std::collections::BTreeSet;

use linli_contract::{
    BallotResult, MatterAnswer, Measure, NotChosenReason, Receipt, ReceiptList, Roll, StepKind,
};
use linli_tally::{Rule, count, pb};

use super::common::{LI, Server, WANG};
use super::{DAY, answered, ballot, cast, chosen, my_vote, vote};

/// Later than every ballot of the seed is open.
const AFTER_ALL: i64 = 16 * DAY;

const WITH_OPTIONS: [&str; 7] = [
    "budget-now",
    "dance-hours",
    "club-board",
    "budget-last",
    "budget-before",
    "west-gate",
    "council-five",
];

async fn result(server: &Server, id: &str) -> BallotResult {
    let path = format!("/v1/ballots/{id}/result");
    server.visitor().get(&path).await.expect(200).json()
}

async fn file(server: &Server, id: &str, format: &str) -> String {
    let path = format!("/v1/ballots/{id}/files/{format}");
    let reply = server.visitor().get(&path).await;
    reply.expect(200).text()
}

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
async fn votes_receipts_and_the_roll_add_up() {
    let server = Server::start().await;
    server.set_clock_ahead(AFTER_ALL);
    for id in WITH_OPTIONS
        .iter()
        .chain(&["owners-now", "quiet-pact", "lift-right", "dog-lift"])
    {
        let result = result(&server, id).await;
        let shown = ballot(&server.visitor(), id).await;
        assert_eq!(shown.turnout.as_ref(), Some(&result.turnout), "{id}");
        assert_eq!(result.turnout.units, result.ballots);
        let channels: u32 = result.channels.iter().map(|channel| channel.units).sum();
        assert_eq!(channels, result.ballots);
        let papers = result.papers.unwrap();
        assert!(papers.returned <= papers.handed_out, "{id}: {papers:?}");
        let path = format!("/v1/ballots/{id}/receipts");
        let receipts: ReceiptList = server.visitor().get(&path).await.expect(200).json();
        assert_eq!(receipts.ballots, result.ballots);
        assert_eq!(receipts.numbers.len(), result.ballots as usize);
        assert!(receipts.numbers.is_sorted(), "{id}");
        let csv = file(&server, id, "csv").await;
        assert_eq!(csv.lines().count(), result.ballots as usize + 1);
        let path = format!("/v1/receipts/{}", receipts.numbers[0]);
        let receipt: Receipt = server.visitor().get(&path).await.expect(200).json();
        assert!(receipt.closed && receipt.ballot_id.as_str() == *id);
    }
}

#[tokio::test]
async fn after_close_neither_a_key_nor_an_order_joins_votes_with_the_roll() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    cast(&wang, &open, &vote(&open, chosen(&["piano"])))
        .await
        .expect(200);
    let before: BTreeSet<(String,)> = all(
        &server,
        "SELECT id FROM votes WHERE ballot_id = 'budget-now'",
    )
    .await;
    server.set_clock_ahead(AFTER_ALL);
    result(&server, "budget-now").await;
    assert_eq!(server.number("SELECT COUNT(*) FROM vote_links").await, 0);
    let after: BTreeSet<(String,)> = all(
        &server,
        "SELECT id FROM votes WHERE ballot_id = 'budget-now'",
    )
    .await;
    assert_eq!(after.len(), before.len());
    assert!(
        after.is_disjoint(&before),
        "a vote has kept the id it had while it could be changed"
    );
    // No value of a vote or a receipt occurs on the roll.
    for sql in [
        "SELECT COUNT(*) FROM votes v JOIN ballot_units u ON v.id IN (u.id, u.household_id, \
         u.person_id, u.label_zh)",
        "SELECT COUNT(*) FROM receipts r JOIN ballot_units u ON r.number IN (u.id, u.household_id, \
         u.person_id)",
        "SELECT COUNT(*) FROM receipts r JOIN votes v ON r.number = v.id OR r.fingerprint = v.id",
    ] {
        assert_eq!(server.number(sql).await, 0, "{sql}");
    }
    if std::env::var("LINLI_TEST_POSTGRES").is_err() {
        // SQLite remembers in which order rows came: here by their new random ids.
        let ids: Vec<(String,)> =
            sqlx::query_as("SELECT id FROM votes WHERE ballot_id = 'budget-now' ORDER BY rowid")
                .fetch_all(server.app.db.pool())
                .await
                .unwrap();
        assert!(ids.is_sorted());
        let numbers: Vec<(String,)> = sqlx::query_as(
            "SELECT number FROM receipts WHERE ballot_id = 'budget-now' ORDER BY rowid",
        )
        .fetch_all(server.app.db.pool())
        .await
        .unwrap();
        assert!(numbers.is_sorted());
    }
    // Its own unit cannot find it either; that it voted stays on the roll.
    assert_eq!(wang.get("/v1/ballots/budget-now/vote").await.status, 404);
    let mine = ballot(&wang, "budget-now").await.mine.unwrap();
    assert!(mine.voted && mine.changed_on.is_some());
}

async fn all(server: &Server, sql: &'static str) -> BTreeSet<(String,)> {
    let rows: Vec<(String,)> = sqlx::query_as(sql)
        .fetch_all(server.app.db.pool())
        .await
        .unwrap();
    rows.into_iter().collect()
}

#[tokio::test]
async fn the_files_tell_nothing_but_votes_in_an_order_that_tells_nothing() {
    let server = Server::start().await;
    let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
    let open = ballot(&wang, "quiet-pact").await;
    let no = answered(&[
        ("noon", MatterAnswer::No),
        ("sunday", MatterAnswer::Abstain),
    ]);
    cast(&wang, &open, &vote(&open, no)).await.expect(200);
    let (_, _) = my_vote(&wang, "quiet-pact").await;
    let owners = ballot(&li, "owners-now").await;
    let yes = [
        ("contract", MatterAnswer::Yes),
        ("roof", MatterAnswer::Yes),
        ("yard", MatterAnswer::No),
    ];
    cast(&li, &owners, &vote(&owners, answered(&yes)))
        .await
        .expect(200);
    server.set_clock_ahead(AFTER_ALL);
    for (id, header) in [
        ("quiet-pact", "ballot,noon,sunday"),
        ("owners-now", "ballot,contract,roof,yard"),
        ("west-gate", "ballot,choices"),
    ] {
        let csv = file(&server, id, "csv").await;
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[0], header);
        let votes: Vec<&str> = lines[1..]
            .iter()
            .map(|line| line.split_once(',').unwrap().1)
            .collect();
        assert!(votes.is_sorted(), "{id}: sorted by what they say");
        let columns = header.split(',').count();
        assert!(lines.iter().all(|line| line.split(',').count() == columns));
        for (number, line) in lines[1..].iter().enumerate() {
            assert!(line.starts_with(&format!("{},", number + 1)));
        }
    }
    let pb = file(&server, "budget-now", "pb").await;
    let votes = pb.split("VOTES\n").nth(1).unwrap();
    assert_eq!(votes.lines().next(), Some("voter_id;vote"));
    // Matters have no file of Pabulib, and there is no other format.
    for (id, format) in [("quiet-pact", "pb"), ("budget-now", "xlsx")] {
        let path = format!("/v1/ballots/{id}/files/{format}");
        assert_eq!(
            server.visitor().get(&path).await.status,
            404,
            "{id} {format}"
        );
    }
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
    let area = ground.yes_area.unwrap() + ground.no_area.unwrap() + ground.abstain_area.unwrap();
    assert_eq!(Some(area), result.turnout.area);
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
    assert_eq!((turnout.units, turnout.area), (1, Some(mine)));
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
async fn a_ballot_is_closed_once_however_many_ask() {
    let server = Server::start().await;
    server.set_clock_ahead(AFTER_ALL);
    let mut tasks = Vec::new();
    for _ in 0..16 {
        let visitor = server.visitor();
        tasks.push(tokio::spawn(async move {
            let reply = visitor.get("/v1/ballots/budget-now/result").await;
            reply.expect(200).json::<BallotResult>()
        }));
    }
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
    let sql = "SELECT COUNT(*) FROM receipts WHERE ballot_id = 'budget-now'";
    assert_eq!(server.number(sql).await, i64::from(results[0].ballots));
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

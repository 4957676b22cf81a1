use std::collections::BTreeSet;

use linli_contract::{BallotResult, MatterAnswer, Receipt, ReceiptList};

use super::common::{LI, Server, WANG, set_clock_ahead};
use super::{DAY, answered, ballot, cast, chosen, my_vote, vote};

/// Later than every ballot of the seed is open.
pub(super) const AFTER_ALL: i64 = 16 * DAY;

pub(super) const WITH_OPTIONS: [&str; 7] = [
    "budget-now",
    "dance-hours",
    "club-board",
    "budget-last",
    "budget-before",
    "west-gate",
    "council-five",
];

pub(super) async fn result(server: &Server, id: &str) -> BallotResult {
    let path = format!("/v1/ballots/{id}/result");
    server.visitor().get(&path).await.expect(200).json()
}

pub(super) async fn file(server: &Server, id: &str, format: &str) -> String {
    let path = format!("/v1/ballots/{id}/files/{format}");
    let reply = server.visitor().get(&path).await;
    reply.expect(200).text()
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
        let columns = header.split(',').count();
        if id == "owners-now" {
            // No line is one owner's answers.
            for column in 0..columns - 1 {
                let answers: Vec<_> = votes.iter().map(|v| v.split(',').nth(column)).collect();
                assert!(
                    answers.is_sorted(),
                    "{id}: column {column} is not sorted by itself"
                );
            }
        } else {
            assert!(votes.is_sorted(), "{id}: sorted by what they say");
        }
        assert!(lines.iter().all(|line| line.split(',').count() == columns));
        for (number, line) in lines[1..].iter().enumerate() {
            assert!(line.starts_with(&format!("{},", number + 1)));
        }
    }
    let pb = file(&server, "budget-now", "pb").await;
    let votes = pb.split("VOTES\n").nth(1).unwrap();
    assert_eq!(votes.lines().next(), Some("voter_id;vote"));
    let result = result(&server, "budget-now").await;
    let of = |file: &str| -> Vec<String> {
        let meta = file.split("PROJECTS\n").next().unwrap();
        meta.lines().map(str::to_owned).collect()
    };
    assert_eq!(
        of(&pb),
        [
            "META".to_owned(),
            "key;value".to_owned(),
            "description;今年公益金预算：十二万元怎么花".to_owned(),
            "country;China".to_owned(),
            "unit;全体住户".to_owned(),
            "instance;budget-now".to_owned(),
            "num_projects;8".to_owned(),
            format!("num_votes;{}", result.ballots),
            "budget;120000.00".to_owned(),
            "rule;equalshares/add1".to_owned(),
            "vote_type;approval".to_owned(),
            "language;zh".to_owned(),
            format!("terms_hash;{}", result.terms_hash),
        ]
    );
    // By votes nobody's option is done because money is left, and the file says so.
    let greedy = of(&file(&server, "budget-before", "pb").await);
    for line in ["rule;greedy-threshold", "min_project_score_threshold;1"] {
        assert!(
            greedy.iter().any(|known| known == line),
            "{line}: {greedy:?}"
        );
    }
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
async fn a_ballot_is_closed_also_when_nobody_asks() {
    let server = Server::start_with(|config| {
        set_clock_ahead(&config.data, AFTER_ALL);
    })
    .await;
    for _ in 0..200 {
        if server.number("SELECT COUNT(*) FROM vote_links").await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let left = "SELECT COUNT(*) FROM ballots WHERE terms_hash IS NOT NULL AND closed_at IS NULL";
    assert_eq!(server.number(left).await, 0);
}

#[tokio::test]
async fn whoever_is_told_that_a_vote_counts_is_counted_also_in_the_moment_of_the_close() {
    let server = Server::start().await;
    let opened = super::opening::open_matter(&server, "households", "household", "majority").await;
    let heads: Vec<(String,)> = sqlx::query_as(
        "SELECT MIN(id) FROM people WHERE household_id IS NOT NULL AND birth_year < 2000 \
         GROUP BY household_id",
    )
    .fetch_all(server.app.db.pool())
    .await
    .unwrap();
    assert!(heads.len() > 35);
    let mut tasks = Vec::new();
    for (number, (head,)) in (0..).zip(heads) {
        let client = server.signed_in(&head).await;
        let shown = ballot(&client, &opened).await;
        tasks.push(tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(number * 4)).await;
            let new = vote(&shown, answered(&[("o1", MatterAnswer::Yes)]));
            cast(&client, &shown, &new).await
        }));
    }
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    server.set_clock_ahead(8 * DAY);
    let mut told = BTreeSet::new();
    for task in tasks {
        let reply = task.await.unwrap();
        if reply.status == 200 {
            let receipt = reply.value()["receipt"].as_str().unwrap().to_owned();
            assert!(told.insert(receipt));
        } else {
            assert_eq!(reply.refusal(), (409, "ballot_closed".into()));
        }
    }
    let result = result(&server, &opened).await;
    assert_eq!(result.ballots as usize, told.len());
    let path = format!("/v1/ballots/{opened}/receipts");
    let receipts: ReceiptList = server.visitor().get(&path).await.expect(200).json();
    assert_eq!(receipts.numbers.into_iter().collect::<BTreeSet<_>>(), told);
}

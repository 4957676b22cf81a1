use linli_contract::{
    Ballot, BallotCheck, BallotRow, BallotState, CheckCode, NewBallot, NewOpening, NewOption, Page,
    RollRow,
};

use super::common::{Client, Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use super::{DAY, ballot, cast, chosen, vote};

fn option(title: &str) -> NewOption {
    NewOption {
        title: title.to_owned(),
        text: None,
        cost_fen: None,
        project_id: None,
        special: None,
    }
}

/// A draft that can be opened now.
fn draft(server: &Server) -> NewBallot {
    let now = server.app.clock.now();
    NewBallot {
        project_id: None,
        title: "楼道灯要不要换成声控的".to_owned(),
        text: "每层一盏。\n一年省电费约四百元。".to_owned(),
        kind: "one".into(),
        unit: "household".into(),
        roll: "households".to_owned(),
        options: vec![option("换"), option("不换")],
        max_choices: None,
        budget_fen: None,
        rule: "most_votes".into(),
        rule_text: "得票多的当选。".to_owned(),
        opens_at: now.plus_days(-1),
        closes_at: now.plus_days(7),
        announce: false,
    }
}

async fn create(worker: &Client, new: &NewBallot) -> Ballot {
    worker
        .post("/v1/desk/ballots", new)
        .await
        .expect(201)
        .json()
}

async fn check(worker: &Client, id: &str) -> BallotCheck {
    let path = format!("/v1/desk/ballots/{id}/check");
    worker.get(&path).await.expect(200).json()
}

async fn open(worker: &Client, id: &str, terms_hash: String) -> super::Reply {
    let path = format!("/v1/desk/ballots/{id}/opening");
    worker.post(&path, &NewOpening { terms_hash }).await
}

/// A ballot on one matter that is open now.
pub(super) async fn open_matter(server: &Server, roll: &str, unit: &str, rule: &str) -> String {
    let worker = server.signed_in(ZHAO_QIANG).await;
    let new = NewBallot {
        kind: "matters".into(),
        unit: unit.into(),
        roll: roll.to_owned(),
        rule: rule.into(),
        options: vec![option("同意换灯")],
        ..draft(server)
    };
    let made = create(&worker, &new).await;
    let checked = check(&worker, made.id.as_str()).await;
    assert_eq!(checked.problems, []);
    open(&worker, made.id.as_str(), checked.terms_hash)
        .await
        .expect(201);
    made.id.to_string()
}

#[tokio::test]
async fn a_draft_is_for_workers_alone_until_it_is_announced() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let wang = server.signed_in(WANG).await;
    let made = create(&worker, &draft(&server)).await;
    assert_eq!((made.state, made.version), (BallotState::Draft, 1));
    assert_eq!(made.text, ["每层一盏。", "一年省电费约四百元。"]);
    let path = format!("/v1/ballots/{}", made.id);
    for part in ["", "/vote", "/result", "/receipts", "/files/pb"] {
        let reply = wang.get(&format!("{path}{part}")).await;
        assert_eq!(reply.refusal(), (404, "not_found".into()), "{part}");
    }
    let listed = |page: Page<BallotRow>| page.items.iter().any(|row| row.id == made.id);
    assert!(!listed(wang.get("/v1/ballots?limit=100").await.json()));
    assert!(listed(
        worker.get("/v1/desk/ballots?limit=100").await.json()
    ));

    let desk = format!("/v1/desk/ballots/{}", made.id);
    let shown = worker.get(&desk).await;
    let tag = shown.header("etag").to_owned();
    let announced = NewBallot {
        announce: true,
        opens_at: server.app.clock.now().plus_days(2),
        ..draft(&server)
    };
    let reply = worker.put_with(&desk, &[], &announced).await;
    assert_eq!(reply.refusal(), (428, "if_match_required".into()));
    let reply = worker
        .put_with(&desk, &[("if-match", &tag)], &announced)
        .await;
    let replaced: Ballot = reply.expect(200).json();
    assert_eq!(
        (replaced.state, replaced.version),
        (BallotState::Announced, 2)
    );
    let again = worker
        .put_with(&desk, &[("if-match", &tag)], &announced)
        .await;
    assert_eq!(again.refusal(), (412, "changed_meanwhile".into()));
    assert_eq!(again.status, 412);
    let seen = ballot(&wang, made.id.as_str()).await;
    assert!(seen.mine.unwrap().eligible && seen.terms.is_none());
    assert!(listed(wang.get("/v1/ballots?state=announced").await.json()));
}

#[tokio::test]
async fn a_ballot_opens_exactly_as_it_was_checked_and_never_changes_again() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let wang = server.signed_in(WANG).await;
    let made = create(&worker, &draft(&server)).await;
    let id = made.id.as_str();
    let checked = check(&worker, id).await;
    assert_eq!(checked.problems, []);
    // Somebody changes it after the check.
    let desk = format!("/v1/desk/ballots/{id}");
    let tag = worker.get(&desk).await.header("etag").to_owned();
    let mut other = draft(&server);
    other.options.push(option("再等一年"));
    worker
        .put_with(&desk, &[("if-match", &tag)], &other)
        .await
        .expect(200);
    let reply = open(&worker, id, checked.terms_hash).await;
    assert_eq!(reply.refusal(), (409, "terms_changed".into()));
    let checked = check(&worker, id).await;
    let opened: Ballot = open(&worker, id, checked.terms_hash.clone())
        .await
        .expect(201)
        .json();
    assert_eq!(opened.state, BallotState::Open);
    assert_eq!(opened.terms.as_ref(), Some(&checked.terms));
    assert_eq!(opened.terms_hash, Some(checked.terms_hash.clone()));
    // Neither again, nor changed.
    let reply = open(&worker, id, checked.terms_hash).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    let tag = worker.get(&desk).await.header("etag").to_owned();
    let reply = worker.put_with(&desk, &[("if-match", &tag)], &other).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    let shown = ballot(&wang, id).await;
    let third = shown.options[2].id.as_str();
    cast(&wang, &shown, &vote(&shown, chosen(&[third])))
        .await
        .expect(200);
    // Who moves in later is not on its roll.
    server
        .execute("UPDATE roll_members SET household_id = NULL WHERE roll_id = 'households' AND id = 'h13'")
        .await;
    assert_eq!(ballot(&wang, id).await.roll.units, shown.roll.units);
    let audit = "SELECT COUNT(*) FROM audit WHERE action IN ('ballot.create', 'ballot.replace', \
         'ballot.open')";
    assert_eq!(server.number(audit).await, 3);
}

#[tokio::test]
async fn a_frozen_ballot_waits_for_its_time() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let wang = server.signed_in(WANG).await;
    let new = NewBallot {
        opens_at: server.app.clock.now().plus_days(3),
        closes_at: server.app.clock.now().plus_days(9),
        ..draft(&server)
    };
    let made = create(&worker, &new).await;
    let id = made.id.as_str();
    let checked = check(&worker, id).await;
    open(&worker, id, checked.terms_hash).await.expect(201);
    let early = ballot(&wang, id).await;
    assert_eq!(early.state, BallotState::Announced);
    let reply = cast(&wang, &early, &vote(&early, chosen(&["o1"]))).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    server.set_clock_ahead(4 * DAY);
    assert_eq!(ballot(&wang, id).await.state, BallotState::Open);
    cast(&wang, &early, &vote(&early, chosen(&["o1"])))
        .await
        .expect(200);
    server.set_clock_ahead(10 * DAY);
    assert_eq!(ballot(&wang, id).await.state, BallotState::Closed);
}

#[tokio::test]
async fn two_workers_who_open_a_ballot_in_the_same_moment_open_it_once() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let made = create(&worker, &draft(&server)).await;
    let hash = check(&worker, made.id.as_str()).await.terms_hash;
    let mut tasks = Vec::new();
    for who in [ZHAO_QIANG, ZHOU_MIN, ZHAO_QIANG, ZHOU_MIN] {
        let (client, id, hash) = (
            server.signed_in(who).await,
            made.id.to_string(),
            hash.clone(),
        );
        tasks.push(tokio::spawn(async move {
            open(&client, &id, hash).await.status
        }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    let twice = "SELECT COUNT(*) FROM ballot_units u JOIN ballots b ON b.id = u.ballot_id \
         WHERE b.title_zh LIKE '楼道灯%'";
    let roll = "SELECT COUNT(*) FROM roll_members WHERE roll_id = 'households'";
    assert_eq!(server.number(twice).await, server.number(roll).await);
}

/// What is done to a draft, where it is found, and as what.
type Spoilt = (fn(&mut NewBallot), &'static str, CheckCode);

fn spoilt() -> Vec<Spoilt> {
    vec![
        (
            |b| b.options.truncate(1),
            "/options",
            CheckCode::TooFewOptions,
        ),
        (
            |b| b.options[1].title = "换".into(),
            "/options/1/title",
            CheckCode::Repeated,
        ),
        (
            |b| b.rule = "greedy".into(),
            "/rule",
            CheckCode::RuleDoesNotFit,
        ),
        (
            |b| b.rule = "owners_278".into(),
            "/rule",
            CheckCode::RuleDoesNotFit,
        ),
        (
            |b| {
                b.unit = "owner".into();
                b.roll = "owners".into();
            },
            "/rule",
            CheckCode::RuleDoesNotFit,
        ),
        (
            |b| b.roll = "residents".into(),
            "/roll",
            CheckCode::RollDoesNotFit,
        ),
        (
            |b| b.closes_at = b.opens_at.plus_minutes(1441),
            "/closes_at",
            CheckCode::TimeTooShort,
        ),
        (
            |b| {
                b.opens_at = b.opens_at.plus_days(-9);
                b.closes_at = b.opens_at.plus_days(3);
            },
            "/closes_at",
            CheckCode::ClosesInThePast,
        ),
        (
            |b| {
                b.kind = "up_to".into();
                b.max_choices = Some(2);
            },
            "/max_choices",
            CheckCode::MaxChoicesWrong,
        ),
        (
            |b| {
                b.kind = "budget".into();
                b.rule = "equal_shares".into();
                b.budget_fen = Some(100_000);
                b.options[0].cost_fen = Some(5_000);
            },
            "/options/1/cost_fen",
            CheckCode::CostMissing,
        ),
        (
            |b| {
                b.kind = "budget".into();
                b.rule = "greedy".into();
                b.budget_fen = Some(100_000);
                b.options[0].cost_fen = Some(5_000);
                b.options[1].cost_fen = Some(100_001);
            },
            "/options/1/cost_fen",
            CheckCode::CostOverBudget,
        ),
        (
            |b| {
                b.kind = "budget".into();
                b.rule = "greedy".into();
                b.options[0].cost_fen = Some(5_000);
                b.options[1].cost_fen = Some(1);
            },
            "/budget_fen",
            CheckCode::BudgetMissing,
        ),
    ]
}

#[tokio::test]
async fn the_check_finds_what_stands_in_the_way() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    for (spoil, pointer, code) in spoilt() {
        let mut new = draft(&server);
        spoil(&mut new);
        let made = create(&worker, &new).await;
        let checked = check(&worker, made.id.as_str()).await;
        let found: Vec<(&str, &CheckCode)> = checked
            .problems
            .iter()
            .map(|problem| (problem.pointer.as_str(), &problem.code))
            .collect();
        assert_eq!(found, [(pointer, &code)]);
        let reply = open(&worker, made.id.as_str(), checked.terms_hash).await;
        assert_eq!(
            reply.refusal(),
            (409, "not_possible_now".into()),
            "{code:?}"
        );
    }
    // An association without members, and a shape that no draft has.
    server
        .execute("DELETE FROM roll_members WHERE roll_id = 'landlords'")
        .await;
    let empty = NewBallot {
        roll: "landlords".into(),
        unit: "member".into(),
        ..draft(&server)
    };
    let made = create(&worker, &empty).await;
    let problems = check(&worker, made.id.as_str()).await.problems;
    assert_eq!(problems[0].code, CheckCode::RollEmpty);
    let nowhere = NewBallot {
        roll: "nowhere".into(),
        closes_at: draft(&server).opens_at,
        ..draft(&server)
    };
    let reply = worker.post("/v1/desk/ballots", &nowhere).await;
    let errors: Vec<String> = reply
        .problem()
        .errors
        .into_iter()
        .map(|e| e.pointer)
        .collect();
    assert_eq!(
        (reply.status, errors),
        (422, vec!["/closes_at".into(), "/roll".into()])
    );
}

#[tokio::test]
async fn any_association_can_have_a_ballot() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let rolls: Page<RollRow> = worker.get("/v1/desk/rolls").await.expect(200).json();
    let of = |id: &str| rolls.items.iter().find(|roll| roll.id == id).unwrap();
    assert_eq!(of("garden-club").units, 22);
    assert!(of("owners").area.is_some() && of("households").area.is_none());
    let opened = open_matter(&server, "garden-club", "member", "majority").await;
    let wang = server.signed_in(WANG).await;
    let shown = ballot(&wang, &opened).await;
    assert_eq!(
        (shown.roll.units, shown.roll.name.as_str()),
        (22, "花友会会员")
    );
    assert!(shown.mine.unwrap().eligible);
}

#[tokio::test]
async fn an_option_keeps_its_id_and_no_other_ever_gets_it() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let mut new = draft(&server);
    new.options = vec![option("换"), option("不换"), option("再等等")];
    let made = create(&worker, &new).await;
    let path = format!("/v1/desk/ballots/{}", made.id);
    let ids = |ballot: &Ballot| -> Vec<(String, String)> {
        let pairs = ballot.options.iter();
        pairs.map(|o| (o.title.clone(), o.id.to_string())).collect()
    };
    let first = ids(&made);
    // The first goes, the others change places, and a new one comes.
    let mut all = first.clone();
    for titles in [&["再等等", "不换", "只换一层"][..], &["换", "不换"]] {
        new.options = titles.iter().map(|title| option(title)).collect();
        let tag = worker.get(&path).await.header("etag").to_owned();
        let stored: Ballot = worker
            .put_with(&path, &[("if-match", &tag)], &new)
            .await
            .expect(200)
            .json();
        for (title, id) in ids(&stored) {
            match first.iter().find(|(before, _)| *before == title) {
                Some((_, before)) if title != "换" => assert_eq!(id, *before, "{title}"),
                _ => {
                    assert!(all.iter().all(|(_, given)| *given != id), "{title}: {id}");
                    all.push((title, id));
                }
            }
        }
    }
}

use linli_contract::{
    Eligibility, MatterAnswer, NewVote, Receipt, ReceiptState, Vote, VoteChannel, VoteChoice,
};
use sha2::{Digest, Sha256};

use super::common::{CHEN, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use super::{DAY, ZHANG, answered, ballot, cast, change, chosen, my_vote, vote};

async fn receipt(server: &Server, number: &str) -> Receipt {
    let path = format!("/v1/receipts/{number}");
    server.visitor().get(&path).await.expect(200).json()
}

#[tokio::test]
async fn a_vote_is_cast_and_changed_in_place_and_each_time_there_is_a_receipt() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = ballot(&wang, "budget-now").await;
    let mine = before.mine.as_ref().unwrap();
    assert!(mine.eligible && !mine.voted);
    assert!(mine.unit_label.as_ref().unwrap().contains("3号楼2单元201"));
    let none = wang.get("/v1/ballots/budget-now/vote").await;
    assert_eq!(none.refusal(), (404, "not_found".into()));

    let first = vote(&before, chosen(&["ramp", "charging"]));
    let reply = cast(&wang, &before, &first).await;
    let counted: Vote = reply.expect(200).json();
    // Kept in the published order, whatever order it was sent in.
    assert_eq!(counted.choices, chosen(&["charging", "ramp"]));
    assert_eq!(counted.changed_by.as_deref(), Some("王秀英"));
    assert_eq!(counted.channel, VoteChannel::Online);
    assert!(counted.receipt.len() == 16 && counted.receipt.bytes().all(|b| b.is_ascii_digit()));
    let (read, tag) = my_vote(&wang, "budget-now").await;
    assert_eq!((&read, tag.as_str()), (&counted, reply.header("etag")));
    let after = ballot(&wang, "budget-now").await;
    let turnout = |ballot: &linli_contract::Ballot| ballot.turnout.as_ref().unwrap().units;
    assert_eq!(turnout(&after), turnout(&before) + 1);
    let mine = after.mine.as_ref().unwrap();
    assert!(mine.voted && mine.changed_on == Some(server.app.clock.today()));

    let second = vote(&before, chosen(&["lamps"]));
    let changed: Vote = change(&wang, &before, &second, &tag)
        .await
        .expect(200)
        .json();
    assert_eq!(changed.choices, chosen(&["lamps"]));
    assert_ne!(changed.receipt, counted.receipt);
    assert_eq!(turnout(&ballot(&wang, "budget-now").await), turnout(&after));
    let old = receipt(&server, &counted.receipt).await;
    assert_eq!((old.state, old.closed), (ReceiptState::Replaced, false));
    let new = receipt(&server, &changed.receipt).await;
    assert_eq!(
        (new.state, new.title),
        (ReceiptState::Counted, before.title.clone())
    );
    // The first tag is outdated now, and a first vote comes too late.
    let third = vote(&before, chosen(&["farm"]));
    let late = change(&wang, &before, &third, &tag).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    let late = cast(&wang, &before, &third).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    assert_eq!(
        my_vote(&wang, "budget-now").await.0.choices,
        chosen(&["lamps"])
    );
}

#[tokio::test]
async fn a_vote_says_what_it_replaces() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    let new = vote(&open, chosen(&["ramp"]));
    let path = "/v1/ballots/budget-now/vote";
    let reply = wang.put_with(path, &[], &new).await;
    assert_eq!(reply.refusal(), (428, "if_match_required".into()));
    let reply = change(&wang, &open, &new, "\"nothing\"").await;
    assert_eq!(reply.refusal(), (412, "changed_meanwhile".into()));
    cast(&wang, &open, &new).await.expect(200);
    let other = vote(&open, chosen(&["lamps"]));
    let reply = wang.put_with(path, &[], &other).await;
    assert_eq!(reply.refusal(), (428, "if_match_required".into()));
}

#[tokio::test]
async fn a_lost_answer_is_found_again_also_after_close() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    let first = vote(&open, chosen(&["lockers", "ramp"]));
    let counted: Vote = cast(&wang, &open, &first).await.expect(200).json();
    let votes = "SELECT COUNT(*) FROM votes WHERE ballot_id = 'budget-now'";
    let number = server.number(votes).await;
    let again: Vote = cast(&wang, &open, &first).await.expect(200).json();
    assert_eq!(again, counted);
    // The same try with other choices is another vote, and comes too late.
    let other = NewVote {
        choices: chosen(&["lamps"]),
        ..first.clone()
    };
    let refused = cast(&wang, &open, &other).await;
    assert_eq!(refused.refusal(), (412, "changed_meanwhile".into()));
    assert_eq!(server.number(votes).await, number);

    let (_, tag) = my_vote(&wang, "budget-now").await;
    let second = vote(&open, chosen(&["farm"]));
    let changed: Vote = change(&wang, &open, &second, &tag).await.expect(200).json();
    server.set_clock_ahead(16 * DAY);
    let found: Vote = change(&wang, &open, &second, &tag).await.expect(200).json();
    assert_eq!(
        (found.receipt, found.choices),
        (changed.receipt, changed.choices)
    );
    assert_eq!((found.changed_at, found.changed_by), (None, None));
    // What was replaced was not counted, and what was never cast neither.
    for late in [&first, &vote(&open, chosen(&["clock"]))] {
        let reply = cast(&wang, &open, late).await;
        assert_eq!(reply.refusal(), (409, "ballot_closed".into()));
    }
}

#[tokio::test]
async fn two_votes_of_one_household_in_the_same_moment_leave_exactly_one() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let open = ballot(&wang, "budget-now").await;
    let mut tasks = Vec::new();
    for number in 0..24 {
        let client = if number % 2 == 0 { &wang } else { &zhang }.clone();
        let new = vote(&open, chosen(&[["ramp", "lamps", "farm"][number % 3]]));
        let open = open.clone();
        tasks.push(tokio::spawn(async move {
            (cast(&client, &open, &new).await, new)
        }));
    }
    let mut counted = Vec::new();
    for task in tasks {
        let (reply, new) = task.await.unwrap();
        if reply.status == 200 {
            counted.push((reply.json::<Vote>(), new));
        } else {
            assert_eq!(reply.refusal(), (412, "changed_meanwhile".into()));
        }
    }
    assert_eq!(counted.len(), 1);
    let (read, tag) = my_vote(&zhang, "budget-now").await;
    assert_eq!(read.receipt, counted[0].0.receipt);
    assert_eq!(read.choices, counted[0].1.choices);
    for sql in [
        "SELECT COUNT(*) FROM vote_links WHERE ballot_id = 'budget-now' AND unit_id = 'h09'",
        "SELECT COUNT(*) - (SELECT COUNT(*) FROM vote_links WHERE ballot_id = 'budget-now') + 1 \
         FROM votes WHERE ballot_id = 'budget-now'",
        "SELECT COUNT(*) - (SELECT COUNT(*) FROM vote_links WHERE ballot_id = 'budget-now') + 1 \
         FROM receipts WHERE ballot_id = 'budget-now'",
    ] {
        assert_eq!(server.number(sql).await, 1, "{sql}");
    }
    // And so do changes of it.
    let mut tasks = Vec::new();
    for number in 0..12 {
        let client = if number % 2 == 0 { &wang } else { &zhang }.clone();
        let new = vote(&open, chosen(&["clock"]));
        let (open, tag) = (open.clone(), tag.clone());
        tasks.push(tokio::spawn(async move {
            change(&client, &open, &new, &tag).await.status
        }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[..1], [200]);
    assert!(statuses[1..].iter().all(|status| *status == 412));
}

#[tokio::test]
async fn another_member_sees_the_vote_and_may_change_it_and_nobody_does_so_unseen() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let open = ballot(&wang, "quiet-pact").await;
    let yes = answered(&[("noon", MatterAnswer::Yes), ("sunday", MatterAnswer::Yes)]);
    let no = answered(&[("noon", MatterAnswer::Yes), ("sunday", MatterAnswer::No)]);
    cast(&wang, &open, &vote(&open, yes.clone()))
        .await
        .expect(200);
    let (_, hers) = my_vote(&wang, "quiet-pact").await;
    let blind = cast(&zhang, &open, &vote(&open, no.clone())).await;
    assert_eq!(blind.refusal(), (412, "changed_meanwhile".into()));
    let (seen, tag) = my_vote(&zhang, "quiet-pact").await;
    assert_eq!(
        (seen.choices, seen.changed_by.as_deref()),
        (yes.clone(), Some("王秀英"))
    );
    change(&zhang, &open, &vote(&open, no.clone()), &tag)
        .await
        .expect(200);
    let stale = change(&wang, &open, &vote(&open, yes), &hers).await;
    assert_eq!(stale.refusal(), (412, "changed_meanwhile".into()));
    let (now, _) = my_vote(&wang, "quiet-pact").await;
    assert_eq!(
        (now.choices, now.changed_by.as_deref()),
        (no, Some("张志远"))
    );
    // The household of somebody else has its own.
    let li = server.signed_in(LI).await;
    assert_eq!(li.get("/v1/ballots/quiet-pact/vote").await.status, 404);
}

#[tokio::test]
async fn who_is_not_on_the_roll_reads_why_and_cannot_vote() {
    let server = Server::start().await;
    // A tenant among owners, a child, workers who live elsewhere, an owner's husband.
    for (who, id, reason) in [
        (CHEN, "owners-now", Eligibility::NotOnRoll),
        ("p29", "budget-now", Eligibility::UnderAge),
        ("p29", "dance-hours", Eligibility::UnderAge),
        (ZHOU_MIN, "budget-now", Eligibility::NoHousehold),
        (ZHAO_QIANG, "dance-hours", Eligibility::NotOnRoll),
        ("p28", "owners-now", Eligibility::NotOnRoll),
        (CHEN, "club-board", Eligibility::NotOnRoll),
    ] {
        let client = server.signed_in(who).await;
        let open = ballot(&client, id).await;
        let mine = open.mine.as_ref().unwrap();
        assert_eq!(
            (mine.eligible, &mine.reason),
            (false, &reason),
            "{who} {id}"
        );
        let new = vote(&open, chosen(&[open.options[0].id.as_str()]));
        let reply = cast(&client, &open, &new).await;
        assert_eq!(reply.refusal(), (403, "not_on_roll".into()), "{who} {id}");
    }
    // Before it opens, one reads the same.
    let chen = server.signed_in(CHEN).await;
    let announced = ballot(&chen, "square-name").await;
    assert!(announced.mine.unwrap().eligible);
    assert_eq!(announced.terms_hash, None);
    let new = NewVote {
        client_ref: super::new_key(),
        terms_hash: "0".repeat(64),
        choices: chosen(&["wutong"]),
    };
    let path = "/v1/ballots/square-name/vote";
    let reply = chen.put_with(path, &[("if-none-match", "*")], &new).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
}

/// A ballot, choices, and what is wrong with them: where, what, and the bound.
type Wrong = (
    &'static str,
    Vec<VoteChoice>,
    &'static str,
    &'static str,
    Option<i64>,
);

fn wrong_votes() -> Vec<Wrong> {
    let answer = |option: &str, answer: Option<MatterAnswer>| VoteChoice {
        option: option.into(),
        answer,
    };
    let yes = || Some(MatterAnswer::Yes);
    vec![
        ("budget-now", vec![], "/choices", "required", None),
        (
            "budget-now",
            chosen(&["charging", "ground"]),
            "/choices",
            "over_budget",
            Some(12_000_000),
        ),
        (
            "budget-now",
            chosen(&["ramp", "moon"]),
            "/choices/1/option",
            "not_an_option",
            None,
        ),
        (
            "budget-now",
            chosen(&["ramp", "ramp"]),
            "/choices/1/option",
            "repeated",
            None,
        ),
        (
            "budget-now",
            vec![answer("ramp", yes())],
            "/choices/0/answer",
            "not_an_option",
            None,
        ),
        (
            "dance-hours",
            chosen(&["nine", "half8"]),
            "/choices",
            "too_many",
            Some(1),
        ),
        (
            "club-board",
            chosen(&["pan", "ge", "shi", "yin"]),
            "/choices",
            "too_many",
            Some(3),
        ),
        (
            "quiet-pact",
            vec![answer("noon", yes())],
            "/choices",
            "required",
            None,
        ),
        (
            "quiet-pact",
            vec![answer("noon", yes()), answer("sunday", None)],
            "/choices/1/answer",
            "required",
            None,
        ),
        (
            "quiet-pact",
            vec![
                answer("noon", yes()),
                answer("sunday", Some(MatterAnswer::Other("maybe".into()))),
            ],
            "/choices/1/answer",
            "not_an_option",
            None,
        ),
    ]
}

#[tokio::test]
async fn a_vote_that_the_ballot_does_not_allow_is_refused_where_it_is_wrong() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    for (id, choices, pointer, code, limit) in wrong_votes() {
        let open = ballot(&wang, id).await;
        let reply = cast(&wang, &open, &vote(&open, choices)).await;
        let problem = reply.problem();
        let found: Vec<_> = problem
            .errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.code.as_str(), error.limit))
            .collect();
        assert_eq!(
            (reply.status, found),
            (422, vec![(pointer, code, limit)]),
            "{id}"
        );
        assert_eq!(
            wang.get(&format!("/v1/ballots/{id}/vote")).await.status,
            404
        );
    }
    // Exactly the whole budget is allowed, and so is everything a member may choose.
    let open = ballot(&wang, "budget-now").await;
    let all = chosen(&["charging", "ramp", "lockers", "piano", "clock"]);
    cast(&wang, &open, &vote(&open, all)).await.expect(422);
    let most = chosen(&["charging", "farm", "lockers", "piano"]);
    cast(&wang, &open, &vote(&open, most)).await.expect(200);
    // Other terms than those that were shown.
    let open = ballot(&wang, "dance-hours").await;
    let mut other = vote(&open, chosen(&["nine"]));
    other.terms_hash = ballot(&wang, "budget-now").await.terms_hash.unwrap();
    let reply = cast(&wang, &open, &other).await;
    assert_eq!(reply.refusal(), (409, "terms_changed".into()));
}

#[tokio::test]
async fn after_the_close_nothing_is_counted_and_the_turnout_stays() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "dance-hours").await;
    server.set_clock_ahead(8 * DAY);
    let late = cast(&wang, &open, &vote(&open, chosen(&["nine"]))).await;
    assert_eq!(late.refusal(), (409, "ballot_closed".into()));
    let closed = ballot(&wang, "dance-hours").await;
    assert_eq!(closed.turnout.unwrap().units, open.turnout.unwrap().units);
    assert!(!closed.mine.unwrap().voted);
}

#[tokio::test]
async fn the_hash_is_that_of_the_terms_and_the_terms_are_those_of_the_ballot() {
    let server = Server::start().await;
    for id in [
        "budget-now",
        "owners-now",
        "club-board",
        "quiet-pact",
        "lift-right",
    ] {
        let shown = ballot(&server.visitor(), id).await;
        let terms = shown.terms.clone().unwrap();
        let hash = linli_server::account::secrets::hex(&Sha256::digest(terms.as_bytes()));
        assert_eq!(shown.terms_hash.as_ref(), Some(&hash), "{id}");
        // As the contract's README writes them down.
        let mut lines = vec![
            "linli-ballot-terms/1".to_owned(),
            format!("ballot\t{id}"),
            format!("title\t{}", shown.title),
        ];
        lines.extend(shown.text.iter().map(|text| format!("text\t{text}")));
        lines.push(format!("kind\t{}", shown.kind.as_str()));
        lines.push(format!("unit\t{}", shown.unit.as_str()));
        lines.push(format!("rule\t{}", shown.rule.as_str()));
        lines.push(format!("rule_text\t{}", shown.rule_text));
        lines.extend(shown.max_choices.map(|most| format!("max_choices\t{most}")));
        lines.extend(shown.budget_fen.map(|fen| format!("budget_fen\t{fen}")));
        match shown.rule.as_str() {
            "owners_278" => lines.extend([
                "participation_heads\t2/3\tinclusive".to_owned(),
                "participation_area\t2/3\tinclusive".to_owned(),
                "consent\t1/2\texclusive".to_owned(),
                "special\t3/4\tinclusive".to_owned(),
            ]),
            "majority" => lines.push("consent\t1/2\texclusive".to_owned()),
            _ => {}
        }
        let area = shown.roll.area.map(|area| format!("\t{area}"));
        let (name, units) = (&shown.roll.name, shown.roll.units);
        lines.push(format!("roll\t{name}\t{units}{}", area.unwrap_or_default()));
        lines.push(format!("secrecy\t{}", shown.secrecy));
        lines.push(format!("opens_at\t{}", shown.opens_at));
        lines.push(format!("closes_at\t{}", shown.closes_at));
        for option in &shown.options {
            lines.push(format!(
                "option\t{}\t{}\t{}\t{}\t{}",
                option.id,
                option
                    .cost_fen
                    .map(|fen| fen.to_string())
                    .unwrap_or_default(),
                if option.special { "special" } else { "" },
                option.title,
                option.text.clone().unwrap_or_default(),
            ));
        }
        assert_eq!(terms, lines.join("\n") + "\n");
        // The terms are the same in every language.
        let path = format!("/v1/ballots/{id}?lang=en");
        let english: linli_contract::Ballot = server.visitor().get(&path).await.json();
        assert_ne!(english.title, shown.title);
        assert_eq!(english.terms, shown.terms);
    }
}

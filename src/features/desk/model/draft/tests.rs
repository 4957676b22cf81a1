#![allow(clippy::expect_used)]

use linli_contract::BallotState;

use super::*;

fn rolls() -> Vec<RollRow> {
    let roll = |id: &str, name: &str, unit| RollRow {
        id: id.into(),
        name: name.into(),
        unit,
        units: 76,
        area: None,
    };
    vec![
        roll("residents", "全体成年居民", VotingUnit::Resident),
        roll("households", "全体住户", VotingUnit::Household),
        roll("owners", "全体业主", VotingUnit::Owner),
    ]
}

fn option(title: &str, cost: &str) -> OptionDraft {
    OptionDraft {
        title: title.into(),
        cost: cost.into(),
        ..OptionDraft::default()
    }
}

/// A budget ballot that lacks nothing.
fn budget() -> Draft {
    Draft {
        project: "charging-shed".into(),
        title: "十二万元怎么花".into(),
        text: "每户勾选想要的项目。\n按等额分摊法计票。".into(),
        kind: "budget".into(),
        roll: "households".into(),
        options: vec![option("充电棚", "70,000"), option("坡道", "21500.5元")],
        budget: "120000".into(),
        rule: "equal_shares".into(),
        rule_text: "等额分摊法，居民代表会议通过。".into(),
        opens_day: "2026-11-30".into(),
        opens_time: "09:00".into(),
        closes_day: "2026-12-14".into(),
        closes_time: "20:00".into(),
        announce: true,
        ..Draft::default()
    }
}

fn example(path: &str) -> Ballot {
    let root = env!("CARGO_MANIFEST_DIR");
    let text = std::fs::read_to_string(format!("{root}/contract/examples/{path}"));
    linli_json::from_text(&text.expect("the example is there")).expect("it is a ballot")
}

fn codes(draft: &Draft) -> Vec<(Place, &'static str)> {
    let findings = draft.checked(&rolls()).expect_err("something is wrong");
    findings
        .into_iter()
        .map(|(place, code, _)| (place, code))
        .collect()
}

#[test]
fn a_whole_draft_is_stored_as_the_contract_writes_it() {
    let new = budget().checked(&rolls()).expect("nothing is missing");
    assert_eq!(
        (new.kind, new.unit),
        (BallotKind::Budget, VotingUnit::Household)
    );
    assert_eq!(new.budget_fen, Some(12_000_000));
    assert_eq!(new.options[1].cost_fen, Some(2_150_050));
    assert_eq!((new.max_choices, new.options[0].special), (None, None));
    // Nine in the morning in Shanghai.
    assert_eq!(Some(new.opens_at), "2026-11-30T01:00:00Z".parse().ok());
}

#[test]
fn what_is_stored_comes_back_as_it_was_typed() {
    let mut ballot = example("get_ballot/response.json");
    ballot.roll.name = "全体住户".into();
    ballot.state = BallotState::Draft;
    let draft = Draft::of(&ballot, &rolls());
    assert_eq!(draft.roll, "households");
    assert!(!draft.announce);
    let again = draft
        .checked(&rolls())
        .expect("a stored draft can be stored");
    assert_eq!(again.title, ballot.title);
    assert_eq!(again.text, ballot.text.join("\n"));
    assert_eq!(
        (again.opens_at, again.closes_at),
        (ballot.opens_at, ballot.closes_at)
    );
    let costs: Vec<_> = again.options.iter().map(|one| one.cost_fen).collect();
    let stored: Vec<_> = ballot.options.iter().map(|one| one.cost_fen).collect();
    assert_eq!(costs, stored);
}

#[test]
fn an_empty_draft_says_all_that_it_lacks() {
    let now = "2026-11-22T01:00:00Z".parse().expect("an instant");
    let empty = Draft::new(now);
    assert_eq!(
        (&*empty.opens_day, &*empty.closes_day),
        ("2026-11-23", "2026-12-07")
    );
    let part = Place::Part;
    assert_eq!(
        codes(&empty),
        [
            (part(Part::Title), "required"),
            (part(Part::RuleText), "required"),
            (part(Part::Kind), "required"),
            (part(Part::Roll), "required"),
            (part(Part::Rule), "required"),
        ]
    );
}

#[test]
fn what_is_wrong_with_an_option_is_said_at_its_place() {
    let wrong = Draft {
        options: vec![
            option("充电棚", "1"),
            option(" ", "1"),
            option("坡道", "很多"),
        ],
        budget: "十二万".into(),
        closes_day: "2026-11-29".into(),
        ..budget()
    };
    assert_eq!(
        codes(&wrong),
        [
            (Place::Part(Part::Budget), "not_a_number"),
            (Place::Part(Part::Closes), "closes_first"),
            (Place::Option(1), "required"),
            (Place::Option(2), "not_a_number"),
        ]
    );
}

#[test]
fn days_that_are_none_and_times_that_are_missing_are_found() {
    let wrong = Draft {
        opens_day: "2026-02-30".into(),
        closes_time: String::new(),
        ..budget()
    };
    assert_eq!(
        codes(&wrong),
        [
            (Place::Part(Part::Opens), "not_a_date"),
            (Place::Part(Part::Closes), "required"),
        ]
    );
}

#[test]
fn only_owners_matters_are_special_and_only_up_to_has_a_number() {
    let mut draft = Draft {
        kind: "matters".into(),
        roll: "owners".into(),
        rule: "owners_278".into(),
        max_choices: "三".into(),
        ..budget()
    };
    draft.options[0].special = true;
    let new = draft
        .checked(&rolls())
        .expect("the number is not asked for");
    assert_eq!(
        (new.options[0].special, new.options[1].special),
        (Some(true), None)
    );
    assert_eq!((new.budget_fen, new.max_choices), (None, None));
    draft.rule = "majority".into();
    let new = draft
        .checked(&rolls())
        .expect("owners may decide by majority");
    assert_eq!(new.options[0].special, None);
    draft.kind = "up_to".into();
    draft.rule = "most_votes".into();
    assert_eq!(
        codes(&draft),
        [(Place::Part(Part::MaxChoices), "not_a_number")]
    );
    draft.max_choices = "3".into();
    let new = draft.checked(&rolls()).expect("three at most");
    assert_eq!(new.max_choices, Some(3));
}

#[test]
fn a_rule_that_does_not_count_this_kind_is_not_stored() {
    let wrong = Draft {
        rule: "majority".into(),
        ..budget()
    };
    assert_eq!(codes(&wrong), [(Place::Part(Part::Rule), "required")]);
    for kind in [
        BallotKind::Matters,
        BallotKind::One,
        BallotKind::UpTo,
        BallotKind::Budget,
    ] {
        assert!(!rules(&kind, &VotingUnit::Household).is_empty(), "{kind:?}");
    }
}

#[test]
fn two_drafts_differ_part_by_part_until_all_is_settled() {
    let mine = Draft {
        title: "十二万元，您来定".into(),
        closes_time: "21:00".into(),
        ..budget()
    };
    let mut theirs = budget();
    theirs.options[0].cost = "68000".into();
    theirs.announce = false;
    let differ = mine.differing(&theirs);
    assert_eq!(
        differ,
        [Part::Title, Part::Options, Part::Closes, Part::Announce]
    );
    let mut settled = mine.clone();
    settled.take(Part::Options, &theirs);
    assert_eq!(settled.title, mine.title);
    assert_eq!(
        settled.differing(&theirs),
        [Part::Title, Part::Closes, Part::Announce]
    );
    for part in differ {
        settled.take(part, &theirs);
    }
    assert_eq!(settled, theirs);
}

#[test]
fn a_draft_on_the_device_knows_which_version_it_changes() {
    let kept = Kept {
        base: 4,
        draft: budget(),
    };
    let text = linli_json::to_text(&kept);
    assert_eq!(linli_json::from_text::<Kept>(&text), Some(kept));
    // What an older release kept lacks nothing that breaks.
    assert_eq!(linli_json::from_text::<Kept>("{}"), Some(Kept::default()));
}

#[test]
fn pointers_of_the_server_lead_to_the_form() {
    for (pointer, expected) in [
        ("/title", Some(Place::Part(Part::Title))),
        ("/unit", Some(Place::Part(Part::Roll))),
        ("/options", Some(Place::Part(Part::Options))),
        ("/options/2/cost_fen", Some(Place::Option(2))),
        ("/options/x", None),
        ("/closes_at", Some(Place::Part(Part::Closes))),
        ("/something_new", None),
        ("", None),
    ] {
        assert_eq!(place(pointer), expected, "{pointer}");
    }
}

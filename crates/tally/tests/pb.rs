//! Ballot files as they are found, as they are written, and as nobody should write them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use linli_tally::pb::{self, CannotCount, Note, Problem, Section, Selected, VoteType};
use linli_tally::{BallotBox, Choice, Election, Mark, Rule, count};
use proptest::prelude::*;

const SMALL: &str = "META\nkey;value\ndescription;Small\nnum_projects;3\nnum_votes;4\nbudget;100\n\
    vote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost;votes;name;selected\n\
    a;50;3;Benches;1\nb;60;2;Lamps;0\nc;40;1;Trees;1\nVOTES\nvoter_id;vote;age\n\
    1;a,b;70\n2;b,a;30\n3;a,c;\n4;;55\n";

fn read(text: &str) -> pb::File {
    match pb::read(text.as_bytes()) {
        Ok(file) => file,
        Err(error) => panic!("{error:?}"),
    }
}

fn problem(text: &str) -> (u64, Problem) {
    let error = pb::read(text.as_bytes()).expect_err(text);
    (error.line, error.problem)
}

/// The small file with something else in place of something.
fn with(old: &str, new: &str) -> String {
    assert!(SMALL.contains(old), "{old}");
    SMALL.replacen(old, new, 1)
}

#[test]
fn a_file_is_read_counted_and_compared() {
    let file = read(SMALL);
    assert_eq!(file.vote_type, VoteType::Approval);
    assert_eq!(file.value("description"), Some("Small"));
    assert_eq!(file.election.points(), [3, 2, 1]);
    assert_eq!(file.election.votes().number(), 4);
    assert_eq!(
        file.selected,
        Some(vec![Selected::Yes, Selected::No, Selected::Yes])
    );
    assert_eq!(file.notes, []);
    let outcome = count(&file.election, file.rule().unwrap());
    assert_eq!(outcome.chosen().collect::<Vec<_>>(), [0, 2]);
    let comparison = file.compare(&outcome).unwrap();
    assert!(comparison.agrees());
    assert_eq!(comparison.both, [0, 2]);
    let stopped = count(
        &file.election,
        Rule::from_name("greedy-no-skip", 0).unwrap(),
    );
    let comparison = file.compare(&stopped).unwrap();
    assert_eq!(
        (comparison.only_there, comparison.only_here),
        (vec![2], vec![])
    );
}

#[test]
fn line_ends_marks_blank_lines_and_a_missing_end_do_not_matter() {
    let plain = read(SMALL);
    for text in [
        SMALL.replace('\n', "\r\n"),
        SMALL.trim_end().to_owned(),
        format!("\u{feff}{SMALL}"),
        SMALL.replace('\n', "\n\n"),
        SMALL
            .replace("META\n", "meta;;\n")
            .replace("VOTES\n", " Votes ;\n"),
        SMALL.replace("a,b;70", "\"a, b\" ; 70"),
        SMALL.replace("3;a,c;\n", "3;a,c\n;;\n"),
    ] {
        assert_eq!(read(&text), plain, "{text}");
    }
}

#[test]
fn quotes_hold_what_would_be_misread() {
    let text = with("Benches", "\"Benches; \"\"red\"\"\nand blue\"");
    assert_eq!(
        read(&text).election.options()[0].name,
        "Benches; \"red\"\nand blue"
    );
    // Without quotes, the semicolon makes one field too many.
    assert_eq!(
        problem(&with("Benches", "Benches; red")),
        (11, Problem::TooManyFields)
    );
}

#[test]
fn decimals_are_exact_and_the_unit_stays_that_of_the_currency() {
    let text = with("budget;100", "budget;100.5").replace("b;60", "b;50,55");
    let file = read(&text);
    let costs: Vec<u64> = file
        .election
        .options()
        .iter()
        .map(|option| option.cost)
        .collect();
    assert_eq!(
        (costs, file.election.budget()),
        (vec![5000, 5055, 4000], 10_050)
    );
    assert_eq!(
        (file.election.decimals(), file.election.currency_unit()),
        (2, 100)
    );
    // 50 + 50.55 > 100.5: one hundredth decides, twenty times over.
    let outcome = count(&file.election, Rule::GREEDY);
    assert_eq!(outcome.chosen().collect::<Vec<_>>(), [0, 2]);
    let fits = read(&text.replace("50,55", "50.50"));
    assert_eq!(
        count(&fits.election, Rule::GREEDY)
            .chosen()
            .collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn ranks_and_points_are_points() {
    let ordinal = with("approval", "ordinal");
    // a,b gives 2 and 1; b,a gives 2 and 1; a,c gives 2 and 1.
    assert_eq!(read(&ordinal).election.points(), [5, 3, 1]);
    let scoring = SMALL
        .replace("vote_type;approval", "vote_type;scoring")
        .replace("a;50;3", "a;50;3,5")
        .replace(";votes;name", ";score;name")
        .replace("vote;age", "vote;points")
        .replace("a,b;70", "a,b;3,1")
        .replace("b,a;30", "\"b\";7.5")
        .replace("a,c;\n", "a,c;0,2\n")
        .replace("4;;55", "4;;");
    let file = read(&scoring);
    assert_eq!(
        (file.election.points(), file.point_decimals),
        (vec![30, 85, 20], 1)
    );
    assert_eq!(
        file.notes[0],
        Note::PointsDiffer {
            option: 0,
            said: 35,
            found: 30
        }
    );
    let one = SMALL.replace("vote_type;approval", "vote_type;choose-1");
    assert_eq!(problem(&one), (16, Problem::NotOneChoice));
}

#[test]
fn a_floor_is_in_points_as_the_votes_are() {
    let text = with(
        "rule;greedy",
        "rule;greedy-threshold\nmin_project_score_threshold;2.0",
    );
    let file = read(&text);
    assert_eq!(file.floor, 2);
    let outcome = count(&file.election, file.rule().unwrap());
    assert_eq!(outcome.chosen().collect::<Vec<_>>(), [0]);
    let half = read(&text.replace("2.0", "1.5"));
    assert_eq!(
        (half.floor, half.point_decimals, half.election.points()),
        (15, 1, vec![30, 20, 10])
    );
    assert_eq!(half.notes, []);
}

#[test]
fn withdrawn_options_are_shown_and_not_counted() {
    let file = read(&with("a;50", "a;999999999"));
    assert!(file.election.options()[0].withdrawn);
    for rule in [
        Rule::GREEDY,
        Rule::EQUAL_SHARES,
        Rule::MostVotes { seats: 1 },
    ] {
        assert!(
            count(&file.election, rule)
                .chosen()
                .all(|option| option != 0)
        );
    }
    let rich = with("a;50", "a;999999999").replace("budget;100", "budget;999999999");
    assert!(
        !read(&rich).election.options()[0].withdrawn,
        "there is money for it"
    );
}

#[test]
fn what_contradicts_itself_is_noted_and_counted() {
    let text = SMALL
        .replace("num_votes;4", "num_votes;5")
        .replace("b;60;2", "b;60;3")
        .replace("4;;55", "2;;55");
    let file = read(&text);
    assert_eq!(
        file.notes,
        [
            Note::NumberDiffers {
                key: "num_votes",
                said: 5,
                found: 4
            },
            Note::PointsDiffer {
                option: 1,
                said: 3,
                found: 2
            },
            Note::SameVoter {
                line: 19,
                number: 1
            },
        ]
    );
}

fn check(broken: impl IntoIterator<Item = (String, u64, Problem)>) {
    for (text, line, wrong) in broken {
        assert_eq!(problem(&text), (line, wrong), "{text}");
    }
}

#[test]
fn a_file_without_its_parts_says_which_and_where() {
    use Problem as P;
    check([
        (String::new(), 1, P::NoBallotFile),
        ("PK\u{3}\u{4}".to_owned(), 1, P::NoBallotFile),
        ("a;b\n".to_owned(), 1, P::NoBallotFile),
        ("PROJECTS\n".to_owned(), 1, P::SectionMissing(Section::Meta)),
        (
            "META\nkey;value\nbudget;1\n".to_owned(),
            4,
            P::SectionMissing(Section::Projects),
        ),
        (
            with("VOTES\n", "VOTE\n"),
            14,
            P::NotANumber {
                field: "cost",
                found: String::new(),
            },
        ),
        (
            with("PROJECTS\n", "VOTES\n"),
            9,
            P::SectionMissing(Section::Projects),
        ),
        (
            with("VOTES\n", "PROJECTS\n"),
            14,
            P::SectionAgain(Section::Projects),
        ),
        (
            SMALL[..SMALL.find("VOTES").unwrap()].to_owned(),
            14,
            P::SectionMissing(Section::Votes),
        ),
        (with("budget;100\n", ""), 8, P::KeyMissing("budget")),
        (
            with("budget;100", "budget;lots"),
            6,
            P::NotANumber {
                field: "budget",
                found: "lots".into(),
            },
        ),
        (
            with("budget;100", "budget;-1"),
            6,
            P::Negative { field: "budget" },
        ),
        (
            with("budget;100", "budget;99999999999999999"),
            6,
            P::TooLarge { field: "budget" },
        ),
        (
            with("rule;greedy", "budget;7"),
            8,
            P::KeyAgain("budget".into()),
        ),
        (
            with("vote_type;approval\n", ""),
            8,
            P::KeyMissing("vote_type"),
        ),
    ]);
}

#[test]
fn broken_lines_say_what_and_where() {
    use Problem as P;
    let projects = |column| P::ColumnMissing {
        section: Section::Projects,
        column,
    };
    check([
        (
            with("project_id;cost", "project_id;price"),
            10,
            projects("cost"),
        ),
        (
            with("project_id;cost", "id;cost"),
            10,
            projects("project_id"),
        ),
        (
            with("a;50", "a;5 0"),
            11,
            P::NotANumber {
                field: "cost",
                found: "5 0".into(),
            },
        ),
        (
            with("a;50", "a;0.0000000001"),
            11,
            P::TooLarge { field: "cost" },
        ),
        (with("a;50", ";50"), 11, P::NoId),
        (with("b;60", "a;60"), 12, P::SameId("a".into())),
        (
            with("voter_id;vote", "voter_id;choice"),
            15,
            P::ColumnMissing {
                section: Section::Votes,
                column: "vote",
            },
        ),
        (with("3;a,c", "3;a,d"), 18, P::UnknownOption("d".into())),
        (with("3;a,c", "3;a,c,a"), 18, P::OptionTwice("a".into())),
        (with("2;b,a", "2;\"b,a"), 17, P::OpenQuote),
        (
            with("approval", "scoring"),
            15,
            P::ColumnMissing {
                section: Section::Votes,
                column: "points",
            },
        ),
        (
            with("approval", "quadratic"),
            7,
            P::CannotCount(CannotCount::VoteType("quadratic".into())),
        ),
        (
            with("rule;greedy", "default_score;1"),
            8,
            P::CannotCount(CannotCount::DefaultScore),
        ),
        (
            with(";age", ";vote_strength"),
            16,
            P::CannotCount(CannotCount::VoteStrength),
        ),
    ]);
    let mut bytes = SMALL.as_bytes().to_vec();
    let at = SMALL.find("Lamps").unwrap();
    bytes[at] = 0xff;
    assert_eq!(
        pb::read(&bytes).unwrap_err(),
        pb::Error {
            line: 12,
            problem: P::NotText
        }
    );
}

#[test]
fn points_that_do_not_fit_say_so() {
    let points = |given: &str| {
        let text = SMALL
            .replace("approval", "cumulative")
            .replace(";age", ";points");
        let text = text.replace("4;;55", "4;;").replace("3;a,c;", "3;a,c;1,1");
        problem(
            &text
                .replace("a,b;70", &format!("a,b;{given}"))
                .replace("b,a;30", "b,a;1,1"),
        )
    };
    assert_eq!(points("1"), (16, Problem::PointsDiffer));
    assert_eq!(points("1,2,3"), (16, Problem::PointsDiffer));
    assert_eq!(
        points("1,x"),
        (
            16,
            Problem::NotANumber {
                field: "points",
                found: "x".into()
            }
        )
    );
    assert_eq!(
        points("1,-1"),
        (16, Problem::CannotCount(CannotCount::NegativePoints))
    );
    assert_eq!(
        points("1,1000001"),
        (16, Problem::TooLarge { field: "points" })
    );
    assert_eq!(
        points("1,99999999999"),
        (16, Problem::TooLarge { field: "points" })
    );
    assert_eq!(
        points("1000000,1.55"),
        (16, Problem::TooLarge { field: "points" })
    );
}

#[test]
fn a_failed_reader_stays_failed() {
    let mut reader = pb::Reader::new();
    let error = reader.push(b"no\n").unwrap_err();
    assert_eq!(reader.push(SMALL.as_bytes()), Err(error.clone()));
    assert_eq!(reader.finish(), Err(error));
}

fn text() -> impl Strategy<Value = String> {
    "[a-z 中文;,\"\n\r#:.]{0,12}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn file()(
        kind in prop::sample::select(vec![VoteType::Approval, VoteType::ChooseOne, VoteType::Ordinal, VoteType::Cumulative, VoteType::Scoring]),
        options in prop::collection::vec((text(), 0_u64..2_000_000), 1..6),
        budget in 0_u64..1_000_000,
        decimals in 0_u8..4,
        point_decimals in 0_u8..3,
        floor in prop_oneof![Just(0_u64), 1_u64..500],
        votes in prop::collection::vec(prop::collection::vec(0_u32..1000, 6), 0..12),
        selected in prop::option::of(prop::collection::vec(0_usize..4, 6)),
        names in prop::collection::btree_map("[a-z_]{1,6}", text(), 0..4),
        long_ids in any::<bool>(),
    ) -> pb::File {
        let point_decimals = if kind.only_names() { 0 } else { point_decimals };
        let unit = 10_u32.pow(point_decimals.into());
        let mut ballots = BallotBox::new();
        let number = options.len();
        for vote in &votes {
            let mut order: Vec<usize> = (0..number).filter(|at| vote[*at] % 2 == 0).collect();
            order.sort_by_key(|at| vote[*at]);
            if kind == VoteType::ChooseOne {
                order.truncate(1);
            }
            let marks = order.iter().enumerate().map(|(rank, at)| Mark {
                option: u32::try_from(*at).unwrap(),
                points: match kind {
                    VoteType::Approval | VoteType::ChooseOne => 1,
                    VoteType::Ordinal => unit * u32::try_from(order.len() - rank).unwrap(),
                    VoteType::Cumulative | VoteType::Scoring => vote[*at],
                },
            });
            ballots.cast(marks).unwrap();
        }
        // Some points are needed for their decimals to be seen.
        let votes = ballots.close();
        let seen = !matches!(kind, VoteType::Ordinal) && votes.groups().any(|(marks, _)| !marks.is_empty());
        let (point_decimals, votes) = if point_decimals > 0 && !seen { (0, BallotBox::new().close()) } else { (point_decimals, votes) };
        let choices = options.into_iter().enumerate().map(|(at, (name, cost))| {
            let id = if long_ids { format!("option {at}") } else { (at * 7).to_string() };
            Choice::new(id, name, cost)
        });
        let mut meta: Vec<(String, String)> = names.into_iter().filter(|(key, _)| !key.is_empty()).collect();
        meta.push(("num_projects".into(), number.to_string()));
        meta.push(("num_votes".into(), votes.number().to_string()));
        meta.push(("budget".into(), pb::decimal_text(budget, decimals)));
        meta.push(("vote_type".into(), kind.name().into()));
        // A floor of the file that has no more decimals than its points.
        let floor = floor / u64::from(unit) * u64::from(unit);
        if floor > 0 {
            meta.push(("min_project_score_threshold".into(), pb::decimal_text(floor, point_decimals)));
        }
        let every = [Selected::No, Selected::Yes, Selected::Otherwise, Selected::Unsaid];
        let selected = selected.map(|all| all[..number].iter().map(|at| every[*at]).collect::<Vec<_>>());
        pb::File {
            meta,
            election: Election::new(choices.collect(), budget, decimals, votes).unwrap(),
            vote_type: kind,
            point_decimals,
            floor,
            selected: selected.filter(|all| all.iter().any(|one| *one != Selected::Unsaid)),
            notes: vec![],
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_written_is_read_again(file in file()) {
        let text = pb::write(&file);
        prop_assert_eq!(pb::read(text.as_bytes()), Ok(file), "{}", text);
    }

    #[test]
    fn pieces_of_any_size_are_the_same_file(file in file(), size in 1_usize..200) {
        let text = pb::write(&file);
        let mut reader = pb::Reader::new();
        for piece in text.as_bytes().chunks(size) {
            reader.push(piece).unwrap();
        }
        prop_assert_eq!(reader.finish(), Ok(file));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = pb::read(&bytes);
    }

    /// Files that were nearly right: parts are changed, left out, doubled or cut off.
    #[test]
    fn no_damage_makes_it_panic(
        file in file(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..5, any::<u8>()), 1..6),
    ) {
        let mut bytes = pb::write(&file).into_bytes();
        for (from, to, what, byte) in damage {
            let (from, to) = (from.index(bytes.len().max(1)), to.index(bytes.len().max(1)));
            let (from, to) = (from.min(to).min(bytes.len()), from.max(to).min(bytes.len()));
            match what {
                0 if from < bytes.len() => bytes[from] = byte,
                1 => bytes.truncate(to),
                2 => drop(bytes.drain(from..to.min(from + 9))),
                3 => bytes.insert(from, b";\"\n,-.9"[usize::from(byte % 7)]),
                _ => {
                    let part = bytes[from..to].to_vec();
                    bytes.splice(to..to, part);
                }
            }
        }
        if let Ok(file) = pb::read(&bytes) {
            for rule in [Rule::GREEDY, Rule::EQUAL_SHARES] {
                let outcome = count(&file.election, rule);
                prop_assert!(outcome.spent <= file.election.budget());
            }
        }
    }
}

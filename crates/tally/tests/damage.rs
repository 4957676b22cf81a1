//! Valid ballot files of every type of vote, damaged as files are on their way and as somebody would who means
//! ill. However they are damaged, a file is read or refused with the line of the fault, the same in pieces as
//! at once, quickly, and with little memory.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use linli_tally::{Count, Rule, pb};
use proptest::prelude::*;
use proptest::sample::Index;

/// Four options and six votes; the same choices in every type of vote.
fn valid(kind: pb::VoteType) -> String {
    let name = kind.name();
    let pointed = matches!(kind, pb::VoteType::Cumulative | pb::VoteType::Scoring);
    let column = if pointed { "score" } else { "votes" };
    let mut text = format!(
        "META\nkey;value\ndescription;\"坪山; \"\"东\"\" 2026\"\ncountry;China\nnum_projects;4\nnum_votes;6\nbudget;1200.50\n\
         vote_type;{name}\nrule;equalshares/add1\nPROJECTS\nproject_id;cost;{column};name;category;selected\n\
         a1;500.25;5;长椅;rest,green;1\nb2;600;4;\"Lamps; bright\";light;0\nc3;400;3;Trees;green;1\nd4;1300;0;Bridge;;0\n\
         VOTES\nvoter_id;age;vote;voting_method{}\n",
        if pointed { ";points" } else { "" },
    );
    for (voter, vote, points) in [
        (1, "a1,b2", "6,4"),
        (2, "b2,a1", "7,3"),
        (3, "a1,c3", "5.5,2.5"),
        (4, "a1", "10"),
        (5, "c3,b2,a1", "1,8,1"),
        (6, "c3,b2", "9,1"),
    ] {
        let one = kind == pb::VoteType::ChooseOne;
        let vote = if one {
            vote.split(',').next().unwrap()
        } else {
            vote
        };
        let points = if pointed {
            format!(";{points}")
        } else {
            String::new()
        };
        writeln!(text, "{voter};{};{vote};paper{points}", 20 + voter).unwrap();
    }
    text
}

const KINDS: [pb::VoteType; 5] = [
    pb::VoteType::Approval,
    pb::VoteType::ChooseOne,
    pb::VoteType::Ordinal,
    pb::VoteType::Cumulative,
    pb::VoteType::Scoring,
];

/// Numbers that no sum, no share and no table of so many rows can hold, or nearly.
const NUMBERS: [&str; 14] = [
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "9007199254740993",
    "4294967296",
    "4294967295",
    "1000000",
    "99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    "0.0000000000000000000000000001",
    "-1",
    "1e999",
    "٣",
    "+5",
    "0",
];

/// Bytes that are no text: never allowed, too long for what they say, cut off, half of a pair.
const NO_TEXT: [&[u8]; 6] = [
    b"\xff",
    b"\xc0\x80",
    b"\xe4\xb8",
    b"\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
];

/// What stands between fields, and what looks like it.
const MARKS: [&[u8]; 10] = [
    b";",
    b"\"",
    b"\n",
    b"\r",
    b",",
    b"\0",
    b"\xef\xbb\xbf",
    b"\"\"",
    b"\r\n\r\n",
    b";;;;;;;;;;;;;;;;",
];

/// Where, of what sort, and which of it.
type Damage = (Index, u8, u16);

fn damage(bytes: &mut Vec<u8>, (place, sort, which): Damage) {
    let at = place.index(bytes.len() + 1);
    let which = usize::from(which);
    match sort {
        // A bit turned on its way.
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << (which % 8);
            }
        }
        2 => drop(bytes.splice(at..at, MARKS[which % MARKS.len()].iter().copied())),
        3 => drop(bytes.splice(at..at, NO_TEXT[which % NO_TEXT.len()].iter().copied())),
        // The connection ended here.
        4 => bytes.truncate(at),
        5 => of_number(bytes, at, NUMBERS[which % NUMBERS.len()]),
        _ => of_lines(bytes, at, sort, which),
    }
}

/// Puts another number in the place of the next one.
fn of_number(bytes: &mut Vec<u8>, at: usize, number: &str) {
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let Some(start) = bytes[at..].iter().position(is_part).map(|from| at + from) else {
        return;
    };
    let length = bytes[start..]
        .iter()
        .take_while(|byte| is_part(byte))
        .count();
    bytes.splice(start..start + length, number.bytes());
}

/// Lines cut off, left out, doubled, exchanged; whole sections twice; one line without an end.
fn of_lines(bytes: &mut Vec<u8>, at: usize, sort: u8, which: usize) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let line = bytes[..at].split(|byte| *byte == b'\n').count() - 1;
    let other = which % lines.len();
    match sort {
        6 => {
            let half = lines[line].len() / 2;
            lines[line].truncate(half);
        }
        7 => drop(lines.remove(line)),
        8 => {
            let twice = lines[line].clone();
            lines.insert(other, twice);
        }
        9 => lines.swap(line, other),
        10 => {
            const HEADERS: [&[u8]; 5] = [
                b"META\nkey;value",
                b"PROJECTS\nproject_id;cost",
                b"VOTES\nvoter_id;vote",
                b"project_id;cost;cost;project_id;votes;name",
                b"voter_id;vote;vote;points;points",
            ];
            lines.insert(line, HEADERS[which % HEADERS.len()].to_vec());
        }
        // A field, a line and a list of votes far longer than anybody needs.
        _ => {
            let times = if lines[line].len() < 4096 {
                1 + which % 400
            } else {
                1
            };
            lines[line] = lines[line].repeat(times);
        }
    }
    *bytes = lines.join(&b'\n');
}

/// The most memory that this process has had, where the system tells.
fn most_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Reads a file in pieces of so many bytes.
fn in_pieces(bytes: &[u8], size: usize) -> Result<pb::File, pb::Error> {
    let mut reader = pb::Reader::new();
    for piece in bytes.chunks(size) {
        reader.push(piece)?;
    }
    reader.finish()
}

#[test]
fn before_they_are_damaged_the_files_are_right() {
    for kind in KINDS {
        let text = valid(kind);
        let file = pb::read(text.as_bytes());
        let file = file.unwrap_or_else(|error| panic!("{kind:?}: {error:?}\n{text}"));
        assert_eq!((file.vote_type, file.election.votes().number()), (kind, 6));
    }
}

#[test]
fn no_damage_makes_a_file_dangerous() {
    const CASES: u32 = 24_000;
    let before = most_memory_kb();
    let (mut read, mut refused) = (0_u32, 0_u32);
    let mut slowest = Duration::ZERO;
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(CASES)
        },
        // The same cases every time.
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let counts = std::cell::RefCell::new((&mut read, &mut refused, &mut slowest));
    let case = (
        prop::sample::select(KINDS.to_vec()),
        prop::collection::vec((any::<Index>(), 0_u8..12, any::<u16>()), 1..5),
        1_usize..300,
    );
    let outcome = runner.run(&case, |(kind, damages, size)| {
        let mut bytes = valid(kind).into_bytes();
        for one in damages {
            damage(&mut bytes, one);
        }
        let start = Instant::now();
        let file = pb::read(&bytes);
        prop_assert_eq!(&in_pieces(&bytes, size), &file);
        let mut counts = counts.borrow_mut();
        match file {
            Ok(file) => {
                for rule in [Rule::GREEDY, Rule::EQUAL_SHARES] {
                    let outcome = Count::new(&file.election, rule).finish();
                    prop_assert!(outcome.spent <= file.election.budget());
                }
                *counts.0 += 1;
            }
            Err(error) => {
                let lines = bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
                prop_assert!((1..=lines + 2).contains(&error.line), "{:?}", error);
                *counts.1 += 1;
            }
        }
        *counts.2 = (*counts.2).max(start.elapsed());
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{read} files read and counted, {refused} refused, the slowest in {slowest:?}");
    // Damage that is always refused, or never, would try nothing.
    assert!(read > CASES / 20 && refused > CASES / 4, "{read} {refused}");
    // Far above what any of them takes, and far below what a phone would feel.
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    if let (Some(before), Some(after)) = (before, most_memory_kb()) {
        let more = after.saturating_sub(before);
        println!("at most {more} KB more memory");
        assert!(more < 64 << 10, "{more} KB");
    }
}

//! Agreement with pabutools on ballots of many shapes.
//!
//! `LINLI_ORACLE` names a Python that has pabutools 1.2.3; `cargo xtask test oracle` makes one. pabutools is
//! only asked in a process of its own, and nothing of it is part of this program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use linli_tally::{Rule, count, pb};
use std::collections::BTreeMap;
use std::process::{Command, Stdio};

/// How many ballots of each shape.
const ROUNDS: &str = "40";

struct Block<'a> {
    title: &'a str,
    /// What pabutools says, by rule.
    said: BTreeMap<&'a str, &'a str>,
    file: &'a str,
}

fn block(text: &str) -> Block<'_> {
    let (title, mut rest) = text.split_once('\n').expect("a title");
    let mut said = BTreeMap::new();
    while let Some(line) = rest.strip_prefix("# ") {
        let (line, after) = line.split_once('\n').expect("a line");
        let (rule, chosen) = line.split_once(' ').expect("a rule");
        said.insert(rule, chosen.trim());
        rest = after;
    }
    let (file, _) = rest.split_once("\n# end").expect("an end");
    Block { title, said, file }
}

/// Differences between our outcomes and what pabutools says, in words.
fn differences(block: &Block<'_>) -> Vec<String> {
    let file = match pb::read(block.file.as_bytes()) {
        Ok(file) => file,
        Err(error) => return vec![format!("{}: {error:?}", block.title)],
    };
    let options = file.election.options();
    let mut wrong = Vec::new();
    let mut compare = |rule: &str, ours: String| {
        let theirs = block.said[rule];
        if ours != theirs {
            wrong.push(format!(
                "{}, {rule}: ours {ours}, pabutools {theirs}\n{}",
                block.title, block.file
            ));
        }
    };
    for rule in block.said.keys().copied().filter(|rule| *rule != "added") {
        let equal_shares = rule.starts_with("equalshares");
        let floor = if rule == "greedy-threshold" {
            file.floor
        } else {
            0
        };
        let rule_here = Rule::from_name(rule, floor).expect("a rule of ours");
        let outcome = count(&file.election, rule_here);
        let mut chosen: Vec<usize> = outcome.chosen().collect();
        let free = options.iter().any(|option| option.cost == 0);
        if equal_shares {
            // pabutools leaves out what costs nothing, because it has no utility.
            chosen.retain(|option| options[*option].cost > 0);
        }
        let names = |chosen: &[usize]| {
            let ids = chosen.iter().map(|option| options[*option].id.as_str());
            ids.collect::<Vec<_>>().join(",")
        };
        if free && !equal_shares {
            // pabutools takes what costs nothing first: the same options in another order.
            let mut ours = names(&chosen)
                .split(',')
                .map(str::to_owned)
                .collect::<Vec<_>>();
            let mut theirs = block.said[rule].split(',').collect::<Vec<_>>();
            ours.sort_unstable();
            theirs.sort_unstable();
            if ours != theirs {
                compare(rule, names(&chosen));
            }
        } else {
            compare(rule, names(&chosen));
        }
        if rule == "equalshares/add1" {
            let added = outcome.completion.expect("a completed count").added;
            compare("added", added.to_string());
        }
    }
    wrong
}

#[test]
#[ignore = "needs pabutools: cargo xtask test oracle"]
fn every_outcome_is_that_of_pabutools() {
    let python =
        std::env::var_os("LINLI_ORACLE").expect("LINLI_ORACLE names a Python with pabutools");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/ballots.py");
    let output = Command::new(python)
        .args([script, ROUNDS])
        .stderr(Stdio::inherit())
        .output()
        .expect("the Python that LINLI_ORACLE names starts");
    assert!(output.status.success(), "the script ends well");
    let text = String::from_utf8(output.stdout).expect("text");
    let blocks: Vec<Block<'_>> = text.split("# ballot ").skip(1).map(block).collect();
    assert!(blocks.len() >= 500, "only {} ballots", blocks.len());
    let outcomes: usize = blocks.iter().map(|block| block.said.len() - 1).sum();
    let wrong: Vec<String> = blocks.iter().flat_map(differences).collect();
    println!(
        "{} ballots compared, {outcomes} outcomes, {} differ",
        blocks.len(),
        wrong.len()
    );
    assert!(
        wrong.is_empty(),
        "{}",
        wrong[..wrong.len().min(3)].join("\n\n")
    );
}

//! How long counting takes at the sizes that the product promises: medians of several counts on one core.
//!
//! `cargo bench -p linli-tally`. The same program runs as WebAssembly, where the promises are 2 s and 5 s.

use linli_tally::{BallotBox, Choice, Count, Election, Mark, Rule, pb};
use std::time::{Duration, Instant};

fn main() {
    by_votes();
    for (scale, why) in [
        (20_000, "a town's money"),
        (10_000_000, "a million units to add"),
    ] {
        let election = election(5_000, 50, 10, scale);
        equal_shares(&election, why, 5);
    }
    let large = election(100_000, 100, 20, 20_000);
    equal_shares(&large, "far beyond the promise", 1);
}

/// 100,000 votes on 100 options: the file read in pieces, and counted by votes.
fn by_votes() {
    let text = pb::write(&file(election(100_000, 100, 20, 1_000)));
    let mut longest = Duration::ZERO;
    let read = median(5, || read(&text, &mut longest));
    println!(
        "read 100,000 x 100 ({} MB): {read:?}, the longest piece {longest:?}",
        text.len() / 1_000_000
    );
    let file = read_whole(&text);
    let count = median(5, || {
        let outcome = Count::new(&file.election, Rule::GREEDY).finish();
        assert!(outcome.spent > 0);
    });
    println!(
        "greedy 100,000 x 100: {count:?}, together {:?}",
        read + count
    );
}

fn read(text: &str, longest: &mut Duration) {
    let mut reader = pb::Reader::new();
    for piece in text.as_bytes().chunks(1 << 18) {
        let start = Instant::now();
        assert_eq!(reader.push(piece), Ok(()));
        *longest = start.elapsed().max(*longest);
    }
    let start = Instant::now();
    assert!(reader.finish().is_ok());
    *longest = start.elapsed().max(*longest);
}

fn read_whole(text: &str) -> pb::File {
    match pb::read(text.as_bytes()) {
        Ok(file) => file,
        Err(error) => unreachable!("{error:?}"),
    }
}

fn equal_shares(election: &Election, why: &str, times: u32) {
    let mut steps = 0_u32;
    let mut longest = Duration::ZERO;
    let mut added = 0;
    let median = median(times, || {
        steps = 0;
        let mut count = Count::new(election, Rule::EQUAL_SHARES);
        loop {
            let start = Instant::now();
            let more = count.step();
            longest = start.elapsed().max(longest);
            steps += 1;
            if !more {
                break;
            }
        }
        let outcome = count.finish();
        added = outcome.completion.map_or(0, |completion| completion.added);
    });
    println!(
        "equal shares {} x {} ({why}): {median:?}, {added} units added, {steps} steps, the longest {longest:?}",
        election.votes().number(),
        election.options().len(),
    );
}

/// A ballot in which the first options have more votes, as in real ones, with a third of the money that
/// all options cost. The same every time.
fn election(voters: u32, options: u32, most: u64, scale: u64) -> Election {
    let mut numbers = Numbers(7 + scale);
    let mut choices = Vec::new();
    for option in 0..options {
        let cost = (1 + numbers.below(100)) * scale;
        choices.push(Choice::new(format!("p{option}"), "", cost));
    }
    let mut ballots = BallotBox::new();
    for _ in 0..voters {
        let mut vote = Vec::new();
        for _ in 0..=numbers.below(most) {
            let number = u64::from(options);
            let option = numbers.below(number).min(numbers.below(number));
            let option = u32::try_from(option).unwrap_or(0);
            vote.push(Mark { option, points: 1 });
        }
        vote.sort_unstable();
        vote.dedup();
        assert_eq!(ballots.cast(vote), Ok(()));
    }
    let budget = choices.iter().map(|choice| choice.cost).sum::<u64>() / 3;
    match Election::new(choices, budget, 0, ballots.close()) {
        Ok(election) => election,
        Err(invalid) => unreachable!("{invalid:?}"),
    }
}

fn file(election: Election) -> pb::File {
    pb::File {
        meta: vec![("rule".into(), "greedy".into())],
        election,
        vote_type: pb::VoteType::Approval,
        point_decimals: 0,
        floor: 0,
        selected: None,
        notes: Vec::new(),
    }
}

/// Numbers that look random (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn median(times: u32, mut run: impl FnMut()) -> Duration {
    let mut all = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        run();
        all.push(start.elapsed());
    }
    all.sort_unstable();
    all[all.len() / 2]
}

//! How long counting takes, at the sizes that the product promises: medians of several counts.

use linli_tally::{BallotBox, Choice, Count, Election, Rule};
use std::time::{Duration, Instant};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Options are not liked alike: the first have more votes, as in real ballots.
fn ballot(voters: u32, options: u64, marks: u64, scale: u64, share: u64) -> Election {
    let mut numbers = Numbers(7 + u64::from(voters) * options + scale + share);
    let costs: Vec<u64> = (0..options)
        .map(|_| (1 + numbers.below(100)) * scale)
        .collect();
    let mut votes = BallotBox::new();
    for _ in 0..voters {
        let many = 1 + numbers.below(marks);
        let mut vote: Vec<u32> = (0..many)
            .map(|_| u32::try_from(numbers.below(options).min(numbers.below(options))).unwrap_or(0))
            .collect();
        vote.sort_unstable();
        vote.dedup();
        let _ = votes.approve(vote);
    }
    let budget = costs.iter().sum::<u64>() / share;
    let choices = (0..)
        .zip(costs)
        .map(|(at, cost): (u32, u64)| Choice::new(at.to_string(), "", cost));
    match Election::new(choices.collect(), budget, 0, votes.close()) {
        Ok(election) => election,
        Err(wrong) => unreachable!("{wrong:?}"),
    }
}

fn median(times: u32, mut run: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    all.sort_unstable();
    all[all.len() / 2]
}

fn main() {
    for (scale, share) in [
        (10, 3),
        (1000, 3),
        (20_000, 3),
        (1000, 2),
        (1000, 10),
        (100_000, 3),
        (10_000_000, 3),
    ] {
        let election = ballot(5_000, 50, 10, scale, share);
        let mut steps = 0;
        let mut longest = Duration::ZERO;
        let mut added = 0;
        let median = median(3, || {
            steps = 0;
            let mut count = Count::new(&election, Rule::EQUAL_SHARES);
            loop {
                let start = Instant::now();
                let more = count.step();
                longest = longest.max(start.elapsed());
                steps += 1;
                if !more {
                    break;
                }
            }
            let outcome = count.finish();
            added = outcome.completion.map_or(0, |completion| completion.added);
        });
        println!(
            "equal shares 5000 x 50, budget {}: {median:?} ({steps} steps, longest {longest:?}, {added} added)",
            election.budget()
        );
    }
}

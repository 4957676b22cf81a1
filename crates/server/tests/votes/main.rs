//! Projects and ballots as clients meet them: over HTTP, against a database with the whole neighbourhood.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod bounds;
mod casting;
mod closing;
mod counting;
mod opening;
mod papers;
mod projects;
mod secrecy;
mod seed;
mod talking;

use common::{Client, Reply, new_key};
use linli_contract::{Ballot, MatterAnswer, NewVote, Vote, VoteChoice};

/// The only other member of Wang's household.
const ZHANG: &str = "p19";

const DAY: i64 = 86_400_000;

async fn ballot(client: &Client, id: &str) -> Ballot {
    client
        .get(&format!("/v1/ballots/{id}"))
        .await
        .expect(200)
        .json()
}

fn chosen(options: &[&str]) -> Vec<VoteChoice> {
    let choice = |option: &&str| VoteChoice {
        option: (*option).into(),
        answer: None,
    };
    options.iter().map(choice).collect()
}

fn answered(answers: &[(&str, MatterAnswer)]) -> Vec<VoteChoice> {
    let choice = |(option, answer): &(&str, MatterAnswer)| VoteChoice {
        option: (*option).into(),
        answer: Some(answer.clone()),
    };
    answers.iter().map(choice).collect()
}

fn vote(ballot: &Ballot, choices: Vec<VoteChoice>) -> NewVote {
    NewVote {
        client_ref: new_key(),
        terms_hash: ballot.terms_hash.clone().unwrap(),
        choices,
    }
}

/// The first vote of a unit.
async fn cast(client: &Client, ballot: &Ballot, new: &NewVote) -> Reply {
    let path = format!("/v1/ballots/{}/vote", ballot.id);
    client.put_with(&path, &[("if-none-match", "*")], new).await
}

/// Another vote instead of the one with this tag.
async fn change(client: &Client, ballot: &Ballot, new: &NewVote, tag: &str) -> Reply {
    let path = format!("/v1/ballots/{}/vote", ballot.id);
    client.put_with(&path, &[("if-match", tag)], new).await
}

async fn my_vote(client: &Client, ballot: &str) -> (Vote, String) {
    let reply = client.get(&format!("/v1/ballots/{ballot}/vote")).await;
    reply.expect(200);
    (reply.json(), reply.header("etag").to_owned())
}

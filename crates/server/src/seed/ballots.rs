//! The ballots of the seed. Votes are drawn from a fixed seed; results are never written down here, but
//! counted at the import.

use std::collections::BTreeMap;

use linli_contract::{MatterAnswer, Timestamp, VoteChannel, VoteChoice};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::dice::Dice;
use super::neighbourhood::Neighbourhood;
use super::rolls::{Member, Roll};
use crate::clock::{day_of, instant_of};
use crate::db::bulk::{self, Cell};
use crate::desk::opening;
use crate::error::{Error, Result};
use crate::http::Lang;
use crate::orders::model::form::Bilingual;
use crate::votes::model::count::Cast;
use crate::votes::model::terms;
use crate::votes::{close, receipts, record};

#[derive(Deserialize)]
pub(super) struct PastBallot {
    code: String,
    title: Bilingual,
    text: Vec<Bilingual>,
    kind: String,
    unit: String,
    roll: String,
    #[serde(default)]
    project: Option<String>,
    options: Vec<PastOption>,
    #[serde(default)]
    max_choices: Option<i64>,
    #[serde(default)]
    budget_yuan: Option<i64>,
    rule: String,
    rule_text: Bilingual,
    opens_in: i64,
    closes_in: i64,
    /// Only workers see it.
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    votes: Option<PastVotes>,
}

#[derive(Deserialize)]
struct PastOption {
    id: String,
    title: Bilingual,
    #[serde(default)]
    text: Bilingual,
    #[serde(default)]
    cost_yuan: Option<i64>,
    #[serde(default)]
    project: Option<String>,
    #[serde(default)]
    special: bool,
}

/// How people voted: how many, and how often each option was taken.
#[derive(Deserialize)]
struct PastVotes {
    number: usize,
    papers: i64,
    /// `one`: weights.
    #[serde(default)]
    one: BTreeMap<String, usize>,
    /// `matters`: yes and no, in thousandths.
    #[serde(default)]
    matters: BTreeMap<String, (usize, usize)>,
    /// Otherwise: groups of people who like the same, each option in thousandths.
    #[serde(default)]
    blocs: Vec<Bloc>,
    /// A matter that everybody answers so that only the area of those who consent falls short.
    #[serde(default)]
    near_miss: Option<NearMiss>,
}

#[derive(Deserialize)]
struct Bloc {
    weight: usize,
    approve: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
struct NearMiss {
    matter: String,
    /// By how much, in 0.01 m².
    short: i64,
}

/// A ballot with the votes that were cast.
pub(super) struct Plan<'a> {
    ballot: &'a PastBallot,
    votes: Vec<Planned>,
}

struct Planned {
    member: usize,
    choices: Vec<VoteChoice>,
    channel: VoteChannel,
}

impl PastBallot {
    fn closed(&self) -> bool {
        self.closes_in < 0
    }

    /// Whether its rules are frozen: whatever has begun.
    fn frozen(&self) -> bool {
        self.opens_in < 0
    }
}

/// Draws the votes of all ballots. One flat of one owner is made to fit the near miss.
pub(super) fn plan<'a>(ballots: &'a [PastBallot], rolls: &mut [Roll]) -> Vec<Plan<'a>> {
    let mut plans = Vec::new();
    for (seed, ballot) in (1..).zip(ballots) {
        let mut dice = Dice::new(seed);
        let roll = rolls.iter_mut().find(|roll| roll.id == ballot.roll);
        let votes = match (&ballot.votes, roll) {
            (Some(votes), Some(roll)) => draw(ballot, votes, &mut roll.members, &mut dice),
            _ => Vec::new(),
        };
        plans.push(Plan { ballot, votes });
    }
    plans
}

/// People whom demonstrations sign in have not voted yet where a ballot is open.
const UNDECIDED: [&str; 6] = ["p18", "p27", "p53", "h09", "h13", "h23"];

fn draw(
    ballot: &PastBallot,
    votes: &PastVotes,
    members: &mut [Member],
    dice: &mut Dice,
) -> Vec<Planned> {
    let mut voters: Vec<usize> = (0..members.len())
        .filter(|place| ballot.closed() || !UNDECIDED.contains(&members[*place].id.as_str()))
        .collect();
    dice.shuffle(&mut voters);
    voters.truncate(votes.number);
    let no = match &votes.near_miss {
        Some(miss) => refusing(miss, members, &voters, dice),
        None => Vec::new(),
    };
    voters
        .into_iter()
        .map(|member| Planned {
            choices: choices(ballot, votes, no.contains(&member), dice),
            channel: channel(ballot, &members[member], dice),
            member,
        })
        .collect()
}

/// Who has an account votes online while a ballot is open; others vote on paper.
fn channel(ballot: &PastBallot, member: &Member, dice: &mut Dice) -> VoteChannel {
    let paper = match dice.below(5) {
        0 | 1 => VoteChannel::Visit,
        _ => VoteChannel::Paper,
    };
    if ballot.closed() {
        match dice.below(100) {
            0..=57 => VoteChannel::Online,
            58..=66 => VoteChannel::Kiosk,
            _ => paper,
        }
    } else if member.has_account() {
        VoteChannel::Online
    } else {
        paper
    }
}

fn choices(ballot: &PastBallot, votes: &PastVotes, no: bool, dice: &mut Dice) -> Vec<VoteChoice> {
    let choice = |id: &str, answer| VoteChoice {
        option: id.into(),
        answer,
    };
    match ballot.kind.as_str() {
        "matters" => ballot
            .options
            .iter()
            .map(|option| {
                let miss = votes.near_miss.as_ref();
                let answer = if miss.is_some_and(|miss| miss.matter == option.id) {
                    if no {
                        MatterAnswer::No
                    } else {
                        MatterAnswer::Yes
                    }
                } else {
                    let (yes, against) =
                        votes.matters.get(&option.id).copied().unwrap_or((500, 300));
                    match dice.below(1000) {
                        drawn if drawn < yes => MatterAnswer::Yes,
                        drawn if drawn < yes + against => MatterAnswer::No,
                        _ => MatterAnswer::Abstain,
                    }
                };
                choice(&option.id, Some(answer))
            })
            .collect(),
        "one" => {
            let weights = ballot.options.iter();
            let weights = weights.map(|option| votes.one.get(&option.id).copied().unwrap_or(1));
            let drawn = dice.weighted(weights);
            let drawn = ballot.options.get(drawn).into_iter();
            drawn.map(|option| choice(&option.id, None)).collect()
        }
        _ => approve(ballot, votes, dice)
            .into_iter()
            .map(|id| choice(id, None))
            .collect(),
    }
}

/// Options that somebody of a group takes, within the budget or the number.
fn approve<'a>(ballot: &'a PastBallot, votes: &PastVotes, dice: &mut Dice) -> Vec<&'a str> {
    let group = dice.weighted(votes.blocs.iter().map(|bloc| bloc.weight));
    let likes = |id: &str| {
        let group = votes.blocs.get(group);
        // Now and then somebody likes what the group does not.
        group
            .and_then(|bloc| bloc.approve.get(id).copied())
            .unwrap_or(35)
    };
    let mut order: Vec<&PastOption> = ballot.options.iter().collect();
    dice.shuffle(&mut order);
    let mut left = ballot.budget_yuan.unwrap_or(i64::MAX);
    let most = ballot
        .max_choices
        .and_then(|most| usize::try_from(most).ok());
    let mut taken: Vec<&str> = Vec::new();
    for option in &order {
        let cost = option.cost_yuan.unwrap_or(0);
        let room = most.is_none_or(|most| taken.len() < most) && cost <= left;
        if room && dice.happens(likes(&option.id)) {
            left -= cost;
            taken.push(&option.id);
        }
    }
    if taken.is_empty() {
        taken.extend(order.first().map(|option| option.id.as_str()));
    }
    let place = |id: &&str| ballot.options.iter().position(|option| option.id == **id);
    taken.sort_by_key(place);
    taken
}

/// Who says no, so that the consenting area is short by just so much while the heads suffice. Owners of
/// larger flats refuse, then the one whose flat comes nearest to what is missing; the last hundredths are
/// made up in a flat of one of them.
fn refusing(
    miss: &NearMiss,
    members: &mut [Member],
    voters: &[usize],
    dice: &mut Dice,
) -> Vec<usize> {
    let three_quarters = |whole: i64| (whole * 3 + 3).div_euclid(4);
    let mut sizes: Vec<i64> = voters.iter().map(|place| members[*place].area()).collect();
    sizes.sort_unstable();
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let whole: i64 = sizes.iter().sum();
    let mut yes = whole;
    let mut no: Vec<usize> = Vec::new();
    let mut order = voters.to_vec();
    dice.shuffle(&mut order);
    let large = order
        .iter()
        .copied()
        .filter(|place| members[*place].area() > middle);
    for place in large.collect::<Vec<_>>() {
        let area = members[place].area();
        // Leaves so much that one more flat comes near.
        if three_quarters(whole) - (yes - area) > miss.short - 7000 {
            break;
        }
        yes -= area;
        no.push(place);
    }
    let missing = miss.short - (three_quarters(whole) - yes);
    let rest = order.iter().filter(|place| !no.contains(place));
    if let Some(nearest) = rest.min_by_key(|place| (members[**place].area() - missing).abs()) {
        yes -= members[*nearest].area();
        no.push(*nearest);
    }
    let others = whole - yes;
    let exact = (1..=50_000)
        .find(|refusing| three_quarters(yes + others - 25_000 + refusing) - yes == miss.short);
    let change = exact.map_or(0, |refusing| refusing - 25_000);
    let grows = no
        .iter()
        .find(|place| members[**place].flats.len() == 1 && !members[**place].has_account());
    if let Some(flat) = grows.and_then(|place| members[*place].flats.first_mut()) {
        *flat += change;
    }
    no
}

/// Writes the ballots with their votes, and counts those that are closed.
pub(super) async fn insert(
    plans: &[Plan<'_>],
    rolls: &[Roll],
    neighbourhood: &Neighbourhood,
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<()> {
    for plan in plans {
        plan.ballot.insert(connection, now).await?;
        if !plan.ballot.frozen() {
            continue;
        }
        freeze(connection, now, &plan.ballot.code).await?;
        let roll = rolls.iter().find(|roll| roll.id == plan.ballot.roll);
        let roll = roll.ok_or_else(|| Error::internal("a ballot without a roll"))?;
        let writing = Writing {
            plan,
            members: &roll.members,
            neighbourhood,
            now,
        };
        writing.marks(connection).await?;
        if plan.ballot.closed() {
            writing.closed(connection).await?;
        } else {
            writing.open(connection).await?;
        }
    }
    Ok(())
}

async fn freeze(connection: &mut AnyConnection, now: Timestamp, id: &str) -> Result<()> {
    let record = record::any(connection, now, id).await?;
    let roll = record.roll_id.clone();
    let ballot = record.shown(connection, Lang::Zh, now, None).await?;
    let terms = terms::text(&ballot);
    opening::freeze(connection, id, &roll, &terms, &terms::hash(&terms)).await
}

impl PastBallot {
    fn opens_at(&self, now: Timestamp) -> Timestamp {
        instant_of(day_of(now).plus_days(self.opens_in), 9 * 60)
    }

    fn closes_at(&self, now: Timestamp) -> Timestamp {
        instant_of(day_of(now).plus_days(self.closes_in), 20 * 60)
    }

    async fn insert(&self, connection: &mut AnyConnection, now: Timestamp) -> Result<()> {
        let texts = |english| {
            let texts: Vec<&str> = self.text.iter().map(|text| text.get(english)).collect();
            serde_json::to_string(&texts)
        };
        sqlx::query(
            "INSERT INTO ballots (id, version, project_id, title_zh, title_en, text_zh, text_en, \
             kind, unit, roll_id, max_choices, budget_fen, rule, rule_text_zh, rule_text_en, \
             opens_at, closes_at, announced, papers, created_at) VALUES ($1, 1, $2, $3, $4, $5, \
             $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        )
        .bind(&self.code)
        .bind(self.project.as_deref())
        .bind(&self.title.zh)
        .bind(&self.title.en)
        .bind(texts(false)?)
        .bind(texts(true)?)
        .bind(&self.kind)
        .bind(&self.unit)
        .bind(&self.roll)
        .bind(self.max_choices)
        .bind(self.budget_yuan.map(|yuan| yuan * 100))
        .bind(&self.rule)
        .bind(&self.rule_text.zh)
        .bind(&self.rule_text.en)
        .bind(self.opens_at(now).0)
        .bind(self.closes_at(now).0)
        .bind(i64::from(!self.draft))
        .bind(self.votes.as_ref().map(|votes| votes.papers))
        .bind(self.opens_at(now).plus_days(-7).0.min(now.0))
        .execute(&mut *connection)
        .await?;
        for (position, option) in (1_i64..).zip(&self.options) {
            sqlx::query(
                "INSERT INTO ballot_options (ballot_id, id, position, title_zh, title_en, \
                 text_zh, text_en, cost_fen, project_id, special) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            )
            .bind(&self.code)
            .bind(&option.id)
            .bind(position)
            .bind(&option.title.zh)
            .bind(&option.title.en)
            .bind(&option.text.zh)
            .bind(&option.text.en)
            .bind(option.cost_yuan.map(|yuan| yuan * 100))
            .bind(option.project.as_deref())
            .bind(i64::from(option.special))
            .execute(&mut *connection)
            .await?;
        }
        Ok(())
    }
}

struct Writing<'a> {
    plan: &'a Plan<'a>,
    members: &'a [Member],
    neighbourhood: &'a Neighbourhood,
    now: Timestamp,
}

impl Writing<'_> {
    /// When the vote with this number came: on one of the days the ballot was open, in the daytime.
    fn at(&self, number: usize) -> Timestamp {
        let ballot = self.plan.ballot;
        let days = ballot.closes_in.min(0) - ballot.opens_in;
        let number = i64::try_from(number).unwrap_or(0);
        let day = day_of(self.now).plus_days(ballot.opens_in + number % days.max(1));
        instant_of(day, 10 * 60 + number * 7 % 540)
    }

    /// Marks the roll.
    async fn marks(&self, connection: &mut AnyConnection) -> Result<()> {
        for (number, vote) in self.plan.votes.iter().enumerate() {
            sqlx::query(
                "UPDATE ballot_units SET voted_on = $3, channel = $4 \
                 WHERE ballot_id = $1 AND id = $2",
            )
            .bind(&self.plan.ballot.code)
            .bind(&self.members[vote.member].id)
            .bind(day_of(self.at(number)).to_string())
            .bind(vote.channel.as_str())
            .execute(&mut *connection)
            .await?;
        }
        Ok(())
    }

    /// A closed ballot is counted, and nothing joins its votes with the roll.
    async fn closed(&self, connection: &mut AnyConnection) -> Result<()> {
        let ballot = self.plan.ballot;
        let record = record::any(connection, self.now, &ballot.code).await?;
        let shown = record.shown(connection, Lang::Zh, self.now, None).await?;
        let votes: Vec<Cast> = self
            .plan
            .votes
            .iter()
            .map(|vote| Cast {
                choices: vote.choices.clone(),
                area: Some(self.members[vote.member].area()).filter(|area| *area > 0),
            })
            .collect();
        let mut given = Vec::with_capacity(votes.len());
        for vote in &votes {
            let client_ref = uuid::Uuid::new_v4().to_string();
            let print = receipts::fingerprint(&client_ref, &vote.choices)?;
            given.push((receipts::number()?, print, "counted".to_owned()));
        }
        given.sort();
        close::finish(connection, ballot.closes_at(self.now), shown, votes, given).await
    }

    /// An open one has its votes joined with the roll, so that they can be changed.
    async fn open(&self, connection: &mut AnyConnection) -> Result<()> {
        let ballot = self.plan.ballot.code.as_str();
        let mut votes: Vec<[Cell; 3]> = Vec::new();
        let mut links: Vec<[Cell; 8]> = Vec::new();
        let mut given: Vec<[Cell; 4]> = Vec::new();
        for (number, vote) in self.plan.votes.iter().enumerate() {
            let id = uuid::Uuid::new_v4().simple().to_string();
            let client_ref = uuid::Uuid::new_v4().to_string();
            let receipt = receipts::number()?;
            let print = receipts::fingerprint(&client_ref, &vote.choices)?;
            let choices = serde_json::to_string(&vote.choices)?;
            let member = &self.members[vote.member];
            votes.push([id.as_str().into(), ballot.into(), choices.into()]);
            links.push([
                ballot.into(),
                member.id.as_str().into(),
                id.into(),
                receipt.as_str().into(),
                client_ref.into(),
                1.into(),
                self.at(number).0.min(self.now.0).into(),
                self.by(member).into(),
            ]);
            given.push([
                receipt.into(),
                ballot.into(),
                print.into(),
                "counted".into(),
            ]);
        }
        bulk::insert(connection, "votes (id, ballot_id, choices)", &votes).await?;
        let into = "vote_links (ballot_id, unit_id, vote_id, receipt, client_ref, version, \
             changed_at, changed_by)";
        bulk::insert(connection, into, &links).await?;
        let into = "receipts (number, ballot_id, fingerprint, state)";
        bulk::insert(connection, into, &given).await
    }

    /// Who cast a vote: the person, the first of the household, or the worker who entered the paper.
    fn by<'b>(&'b self, member: &'b Member) -> &'b str {
        let of_household = || {
            let household = member.household.as_ref()?;
            let mut people = self.neighbourhood.people.iter();
            people.find(|person| person.household == *household)
        };
        match (&member.person, of_household()) {
            (Some(person), _) => person,
            (None, Some(head)) => &head.code,
            (None, None) => "zhao-qiang",
        }
    }
}

//! The ballots of the seed. Their votes are drawn in `draws.rs`; results are never written down, but
//! counted at the import.

use std::collections::BTreeMap;

use linli_contract::Timestamp;
use serde::Deserialize;
use sqlx::AnyConnection;

use super::draws::Plan;
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
    pub(super) code: String,
    title: Bilingual,
    text: Vec<Bilingual>,
    pub(super) kind: String,
    unit: String,
    pub(super) roll: String,
    #[serde(default)]
    project: Option<String>,
    pub(super) options: Vec<PastOption>,
    #[serde(default)]
    pub(super) max_choices: Option<i64>,
    #[serde(default)]
    pub(super) budget_yuan: Option<i64>,
    rule: String,
    rule_text: Bilingual,
    opens_in: i64,
    closes_in: i64,
    /// Only workers see it.
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    pub(super) votes: Option<PastVotes>,
}

#[derive(Deserialize)]
pub(super) struct PastOption {
    pub(super) id: String,
    title: Bilingual,
    #[serde(default)]
    text: Bilingual,
    #[serde(default)]
    pub(super) cost_yuan: Option<i64>,
    #[serde(default)]
    project: Option<String>,
    #[serde(default)]
    special: bool,
}

/// How people voted: how many, and how often each option was taken.
#[derive(Deserialize)]
pub(super) struct PastVotes {
    pub(super) number: usize,
    papers: i64,
    /// `one`: weights.
    #[serde(default)]
    pub(super) one: BTreeMap<String, usize>,
    /// `matters`: yes and no, in thousandths.
    #[serde(default)]
    pub(super) matters: BTreeMap<String, (usize, usize)>,
    /// Otherwise: groups of people who like the same, each option in thousandths.
    #[serde(default)]
    pub(super) blocs: Vec<Bloc>,
    /// A matter that everybody answers so that only the area of those who consent falls short.
    #[serde(default)]
    pub(super) near_miss: Option<NearMiss>,
}

#[derive(Deserialize)]
pub(super) struct Bloc {
    pub(super) weight: usize,
    pub(super) approve: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
pub(super) struct NearMiss {
    pub(super) matter: String,
    /// By how much, in 0.01 m².
    pub(super) short: i64,
}

impl PastBallot {
    pub(super) fn closed(&self) -> bool {
        self.closes_in < 0
    }

    /// Whether its rules are frozen: whatever has begun.
    fn frozen(&self) -> bool {
        self.opens_in < 0
    }
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

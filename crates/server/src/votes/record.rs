//! A ballot as it is stored and shown.

use linli_contract::{
    Ballot, BallotKind, BallotOption, BallotRow, BallotState, CountRule, Picture, Roll, Standing,
    Timestamp, Turnout, VotingUnit,
};
use sqlx::{AnyConnection, FromRow};

use super::model::{terms, thresholds};
use crate::error::{Code, Result};
use crate::http::Lang;
use crate::orders::quota::count;
use crate::projects::shown::texts;

/// A row of `ballots` with the name of its roll.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) version: i64,
    project_id: Option<String>,
    title_zh: String,
    title_en: String,
    text_zh: String,
    text_en: String,
    kind: String,
    unit: String,
    pub(crate) roll_id: String,
    roll_zh: String,
    roll_en: String,
    pub(crate) roll_unit: String,
    max_choices: Option<i64>,
    budget_fen: Option<i64>,
    rule: String,
    rule_text_zh: String,
    rule_text_en: String,
    pub(crate) opens_at: i64,
    pub(crate) closes_at: i64,
    terms: Option<String>,
    pub(crate) terms_hash: Option<String>,
    pub(crate) closed_at: Option<i64>,
    pub(crate) rank: i64,
    pub(crate) place: i64,
    options: i64,
}

/// The statement that reads [`Record`]s, with its end. `$1` is now. The rank: drafts, open, announced,
/// closed; the place in it is the time that matters, and closed ones come the newest first.
macro_rules! select_ballots {
    ($end:literal) => {
        concat!(
            "SELECT x.* FROM (SELECT b.id, b.version, b.project_id, b.title_zh, b.title_en, \
             b.text_zh, b.text_en, b.kind, b.unit, b.roll_id, r.name_zh AS roll_zh, \
             r.name_en AS roll_en, r.unit AS roll_unit, b.max_choices, b.budget_fen, b.rule, \
             b.rule_text_zh, b.rule_text_en, b.opens_at, b.closes_at, b.terms, \
             b.terms_hash, b.closed_at, (SELECT COUNT(*) FROM ballot_options o \
             WHERE o.ballot_id = b.id) AS options, \
             CASE WHEN b.terms_hash IS NULL AND b.announced = 0 THEN 0 \
             WHEN b.terms_hash IS NULL OR b.opens_at > $1 THEN 2 \
             WHEN b.closes_at > $1 THEN 1 ELSE 3 END AS rank, \
             CASE WHEN b.terms_hash IS NOT NULL AND b.closes_at <= $1 THEN -b.closes_at \
             ELSE b.closes_at END AS place \
             FROM ballots b JOIN rolls r ON r.id = b.roll_id) x ",
            $end
        )
    };
}
pub(crate) use select_ballots;

/// The ballot with this id, drafts too.
///
/// # Errors
/// `not_found`.
pub(crate) async fn any(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
) -> Result<Record> {
    sqlx::query_as(select_ballots!("WHERE x.id = $2"))
        .bind(now.0)
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}

/// The ballot with this id, where everybody may read it.
///
/// # Errors
/// `not_found`.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
) -> Result<Record> {
    let record = any(connection, now, id).await?;
    if record.state() == BallotState::Draft {
        Err(Code::NotFound.into())
    } else {
        Ok(record)
    }
}

impl Record {
    /// Its state at the moment for which it was read.
    pub(crate) fn state(&self) -> BallotState {
        match self.rank {
            0 => BallotState::Draft,
            1 => BallotState::Open,
            2 => BallotState::Announced,
            _ => BallotState::Closed,
        }
    }

    /// Whether its rules and its roll are frozen.
    pub(crate) const fn frozen(&self) -> bool {
        self.terms_hash.is_some()
    }

    pub(crate) fn unit(&self) -> VotingUnit {
        VotingUnit::from(self.unit.as_str())
    }

    pub(crate) fn title(&self, lang: Lang) -> String {
        lang.pick(self.title_zh.as_str(), self.title_en.as_str())
    }

    /// How many took part so far; nothing before it is frozen.
    pub(crate) async fn turnout(
        &self,
        connection: &mut AnyConnection,
        now: Timestamp,
    ) -> Result<Option<Turnout>> {
        if !self.frozen() {
            return Ok(None);
        }
        let (units, area, all): (i64, Option<i64>, Option<i64>) = sqlx::query_as(
            "SELECT COUNT(voted_on), \
             CAST(SUM(CASE WHEN voted_on IS NOT NULL THEN area END) AS BIGINT), \
             CAST(SUM(area) AS BIGINT) FROM ballot_units WHERE ballot_id = $1",
        )
        .bind(&self.id)
        .fetch_one(connection)
        .await?;
        let (area, all) = (area.unwrap_or(0), all.unwrap_or(0));
        let told = if self.closed_at.is_some() {
            area
        } else {
            rounded(area, all)
        };
        // To the minute: else no answer would ever be the same as the one before.
        let minute = Timestamp(now.0.div_euclid(60_000) * 60_000);
        Ok(Some(Turnout {
            units: count(units),
            area: (self.unit() == VotingUnit::Owner).then_some(told),
            as_of: self.closed_at.map_or(minute, Timestamp),
        }))
    }

    /// Who may vote: the frozen roll, or the standing one as it is now.
    pub(crate) async fn roll(&self, connection: &mut AnyConnection, lang: Lang) -> Result<Roll> {
        let (units, area): (i64, Option<i64>) = if self.frozen() {
            sqlx::query_as(
                "SELECT COUNT(*), CAST(SUM(area) AS BIGINT) FROM ballot_units \
                 WHERE ballot_id = $1",
            )
            .bind(&self.id)
            .fetch_one(connection)
            .await?
        } else {
            standing_roll(connection, &self.roll_id).await?
        };
        Ok(Roll {
            name: lang.pick(self.roll_zh.as_str(), self.roll_en.as_str()),
            units: count(units),
            area: area.filter(|_| self.unit() == VotingUnit::Owner),
        })
    }

    /// The row of a list.
    pub(crate) fn row(
        self,
        lang: Lang,
        turnout: Option<Turnout>,
        mine: Option<Standing>,
    ) -> BallotRow {
        BallotRow {
            title: self.title(lang),
            kind: BallotKind::from(self.kind.as_str()),
            unit: self.unit(),
            state: self.state(),
            id: self.id.into(),
            project_id: self.project_id.map(Into::into),
            opens_at: Timestamp(self.opens_at),
            closes_at: Timestamp(self.closes_at),
            options: count(self.options),
            budget_fen: self.budget_fen,
            turnout,
            mine,
        }
    }

    /// The whole ballot.
    pub(crate) async fn shown(
        self,
        connection: &mut AnyConnection,
        lang: Lang,
        now: Timestamp,
        mine: Option<Standing>,
    ) -> Result<Ballot> {
        let rule = CountRule::from(self.rule.as_str());
        let secrecy = terms::secrecy(&self.unit());
        Ok(Ballot {
            options: options(connection, lang, &self.id).await?,
            roll: self.roll(connection, lang).await?,
            turnout: self.turnout(connection, now).await?,
            title: self.title(lang),
            text: texts(lang, &self.text_zh, &self.text_en)?,
            kind: BallotKind::from(self.kind.as_str()),
            unit: self.unit(),
            state: self.state(),
            thresholds: thresholds(&rule),
            rule,
            id: self.id.into(),
            version: count(self.version),
            project_id: self.project_id.map(Into::into),
            max_choices: self.max_choices.map(count),
            budget_fen: self.budget_fen,
            rule_text: lang.pick(self.rule_text_zh, self.rule_text_en),
            secrecy: lang.pick(secrecy.0, secrecy.1),
            opens_at: Timestamp(self.opens_at),
            closes_at: Timestamp(self.closes_at),
            terms: self.terms,
            terms_hash: self.terms_hash,
            mine,
        })
    }
}

/// How many units a standing roll has now, and the area of owners.
pub(crate) async fn standing_roll(
    connection: &mut AnyConnection,
    roll: &str,
) -> Result<(i64, Option<i64>)> {
    Ok(sqlx::query_as(
        "SELECT COUNT(*), (SELECT CAST(SUM(f.area) AS BIGINT) FROM flats f \
         WHERE f.roll_id = $1) FROM roll_members m WHERE m.roll_id = $1",
    )
    .bind(roll)
    .fetch_one(connection)
    .await?)
}

#[derive(FromRow)]
struct OptionRow {
    id: String,
    title_zh: String,
    title_en: String,
    text_zh: String,
    text_en: String,
    cost_fen: Option<i64>,
    project_id: Option<String>,
    special: i64,
    picture_id: Option<String>,
    alt_zh: Option<String>,
    alt_en: Option<String>,
}

/// The options in the published order, each with the first picture of its project.
async fn options(
    connection: &mut AnyConnection,
    lang: Lang,
    ballot: &str,
) -> Result<Vec<BallotOption>> {
    let rows: Vec<OptionRow> = sqlx::query_as(
        "SELECT o.id, o.title_zh, o.title_en, o.text_zh, o.text_en, o.cost_fen, o.project_id, \
         o.special, c.id AS picture_id, c.alt_zh, c.alt_en FROM ballot_options o \
         LEFT JOIN project_pictures i ON i.project_id = o.project_id AND i.milestone = '' \
         AND i.position = 0 LEFT JOIN pictures c ON c.id = i.picture_id \
         WHERE o.ballot_id = $1 ORDER BY o.position",
    )
    .bind(ballot)
    .fetch_all(connection)
    .await?;
    let option = |row: OptionRow| BallotOption {
        picture: row.picture_id.map(|id| Picture {
            id: id.into(),
            alt: lang.pick(
                row.alt_zh.unwrap_or_default(),
                row.alt_en.unwrap_or_default(),
            ),
        }),
        id: row.id.into(),
        title: lang.pick(row.title_zh, row.title_en),
        text: lang.pick_some(row.text_zh, row.text_en),
        cost_fen: row.cost_fen,
        project_id: row.project_id.map(Into::into),
        special: row.special != 0,
    };
    Ok(rows.into_iter().map(option).collect())
}

/// An area that is told while votes come in, down to a whole hundredth of all: the difference of two exact
/// ones is somebody's flat.
const fn rounded(area: i64, all: i64) -> i64 {
    let step = all / 100;
    if step > 0 { area / step * step } else { 0 }
}

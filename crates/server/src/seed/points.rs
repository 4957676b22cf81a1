//! Points of the seed: rules, indicators and rewards from `points.json`, and three years of entries that
//! are lived through by the rules.

use linli_contract::{Band, GuideSection, Timestamp};
use serde::Deserialize;

use super::neighbourhood::Neighbourhood;
use super::{points_rows, points_stories};
use crate::clock::day_of;
use crate::config::Points;
use crate::db::Tx;
use crate::db::bulk::{self, Cell};
use crate::error::Result;
use crate::orders::model::form::Bilingual;

#[derive(Deserialize)]
pub(super) struct Texts {
    rules: Rules,
    pub(super) indicators: Vec<Indicator>,
    pub(super) rewards: Vec<Reward>,
}

#[derive(Deserialize)]
struct Rules {
    version: i64,
    bands: Vec<PastBand>,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct PastBand {
    code: String,
    name: Bilingual,
    from: i64,
    hint: Bilingual,
}

#[derive(Deserialize)]
struct Section {
    heading: Bilingual,
    paragraphs: Vec<Bilingual>,
}

#[derive(Deserialize)]
pub(super) struct Indicator {
    pub(super) code: String,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) title: Bilingual,
    about: Bilingual,
    pub(super) standing: i64,
    pub(super) spendable: i64,
    pub(super) cap: Option<PastCap>,
    evidence: Bilingual,
    basis: Bilingual,
    adopted_by: Bilingual,
    adopted_on: String,
    /// How often it occurs among the entries of the past.
    pub(super) weight: usize,
    /// Whether the system records it.
    pub(super) system: bool,
    pub(super) notes: Vec<Bilingual>,
}

#[derive(Deserialize)]
pub(super) struct PastCap {
    pub(super) times: u32,
    pub(super) per: String,
}

#[derive(Deserialize)]
pub(super) struct Reward {
    pub(super) id: String,
    pub(super) title: Bilingual,
    about: Bilingual,
    pub(super) cost: i64,
    stock: i64,
    pub(super) per_period: Option<i64>,
    place: Bilingual,
    hours: Bilingual,
    pub(super) until_in_days: Option<i64>,
}

/// Writes rules, indicators, rewards and the points of every household.
pub(super) async fn insert(
    texts: &Texts,
    neighbourhood: &Neighbourhood,
    rules: &Points,
    tx: &mut Tx,
    now: Timestamp,
) -> Result<()> {
    insert_rules(&texts.rules, tx).await?;
    insert_indicators(&texts.indicators, tx).await?;
    insert_rewards(&texts.rewards, tx, now).await?;
    let books = points_stories::books(texts, neighbourhood, rules, now)?;
    points_rows::insert(&books, rules, tx).await
}

async fn insert_rules(rules: &Rules, tx: &mut Tx) -> Result<()> {
    let bands = |english: bool| -> Vec<Band> {
        let band = |band: &PastBand| Band {
            code: band.code.clone(),
            name: band.name.get(english).to_owned(),
            from: band.from,
            hint: band.hint.get(english).to_owned(),
        };
        rules.bands.iter().map(band).collect()
    };
    let sections = |english: bool| -> Vec<GuideSection> {
        let section = |section: &Section| GuideSection {
            heading: section.heading.get(english).to_owned(),
            paragraphs: section
                .paragraphs
                .iter()
                .map(|text| text.get(english).to_owned())
                .collect(),
        };
        rules.sections.iter().map(section).collect()
    };
    sqlx::query(
        "INSERT INTO point_rules (id, version, bands_zh, bands_en, sections_zh, sections_en) \
         VALUES ('points', $1, $2, $3, $4, $5)",
    )
    .bind(rules.version)
    .bind(serde_json::to_string(&bands(false))?)
    .bind(serde_json::to_string(&bands(true))?)
    .bind(serde_json::to_string(&sections(false))?)
    .bind(serde_json::to_string(&sections(true))?)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_indicators(indicators: &[Indicator], tx: &mut Tx) -> Result<()> {
    let text = |text: &Bilingual| [Cell::from(text.zh.as_str()), Cell::from(text.en.as_str())];
    let mut rows: Vec<[Cell; 19]> = Vec::new();
    for (position, of) in (0_i64..).zip(indicators) {
        let [title_zh, title_en] = text(&of.title);
        let [about_zh, about_en] = text(&of.about);
        let [evidence_zh, evidence_en] = text(&of.evidence);
        let [basis_zh, basis_en] = text(&of.basis);
        let [adopted_by_zh, adopted_by_en] = text(&of.adopted_by);
        rows.push([
            of.code.as_str().into(),
            of.version.into(),
            position.into(),
            of.kind.as_str().into(),
            title_zh,
            title_en,
            about_zh,
            about_en,
            of.standing.into(),
            of.spendable.into(),
            of.cap.as_ref().map(|cap| i64::from(cap.times)).into(),
            of.cap.as_ref().map(|cap| cap.per.clone()).into(),
            evidence_zh,
            evidence_en,
            basis_zh,
            basis_en,
            adopted_by_zh,
            adopted_by_en,
            of.adopted_on.as_str().into(),
        ]);
    }
    let into = "point_indicators (code, version, position, kind, title_zh, title_en, about_zh, \
         about_en, standing, spendable, cap_times, cap_per, evidence_zh, evidence_en, basis_zh, \
         basis_en, adopted_by_zh, adopted_by_en, adopted_on)";
    bulk::insert(tx, into, &rows).await
}

async fn insert_rewards(rewards: &[Reward], tx: &mut Tx, now: Timestamp) -> Result<()> {
    let rows: Vec<[Cell; 14]> = (0_i64..)
        .zip(rewards)
        .map(|(position, reward)| {
            let until = reward.until_in_days;
            let until = until.map(|days| day_of(now).plus_days(days).to_string());
            [
                reward.id.as_str().into(),
                position.into(),
                reward.title.zh.as_str().into(),
                reward.title.en.as_str().into(),
                reward.about.zh.as_str().into(),
                reward.about.en.as_str().into(),
                reward.cost.into(),
                reward.stock.into(),
                reward.per_period.into(),
                reward.place.zh.as_str().into(),
                reward.place.en.as_str().into(),
                reward.hours.zh.as_str().into(),
                reward.hours.en.as_str().into(),
                until.into(),
            ]
        })
        .collect();
    let into = "point_rewards (id, position, title_zh, title_en, about_zh, about_en, cost, stock, \
         per_period, place_zh, place_en, hours_zh, hours_en, until_day)";
    bulk::insert(tx, into, &rows).await
}

//! Fills an empty database with one believable neighbourhood: its people, 868 services, a history
//! of orders in every status, wishes, projects and ballots, points of three years, announcements and guide
//! pages. All times
//! are told relative to the moment of the import, so that the neighbourhood is never out of date.

mod after;
mod appointments;
mod ballots;
mod catalogue;
mod dice;
mod draws;
mod files;
mod history;
mod lists;
mod neighbourhood;
mod pinyin;
mod points;
mod points_book;
mod points_rows;
mod points_stories;
mod projects;
mod rolls;
mod texts;
mod wishes;

use linli_contract::Timestamp;

pub(crate) use pinyin::search_words;

use crate::App;
use crate::config::Rules;
use crate::error::{Error, Result, is_unique_violation};

/// Imports the seed in one transaction, unless the database has a community already. Answers
/// whether it did.
pub async fn fill(app: &App) -> Result<bool> {
    let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM community")
        .fetch_one(app.db.pool())
        .await?;
    if known > 0 {
        return Ok(false);
    }
    let seed = Seed::read().map_err(Error::internal)?;
    let now = app.clock.now();
    let rules: &Rules = &app.config.rules;
    let mut tx = app.db.write().await?;
    // The community comes first: where several replicas start at once, its key lets one of them win.
    match seed.neighbourhood.insert_community(&mut tx).await {
        Err(error) if is_unique_violation(&error) => return Ok(false),
        other => other?,
    }
    seed.neighbourhood.insert(&mut tx).await?;
    seed.texts.insert(&mut tx, now).await?;
    seed.catalogue.insert(&mut tx).await?;
    lists::insert(&seed.lists, &mut tx).await?;
    history::insert(
        &seed.orders,
        &seed.neighbourhood,
        &seed.catalogue,
        rules,
        &mut tx,
        now,
    )
    .await?;
    wishes::insert(&seed.wishes, &seed.neighbourhood, rules, &mut tx, now).await?;
    projects::insert(&seed.projects, &seed.neighbourhood, &mut tx, now).await?;
    let year = i64::from(crate::clock::day_of(now).year);
    let mut rolls = rolls::read(&seed.neighbourhood, year).map_err(Error::internal)?;
    let plans = draws::plan(&seed.ballots, &mut rolls);
    rolls::insert(&rolls, &mut tx).await?;
    ballots::insert(&plans, &rolls, &seed.neighbourhood, &mut tx, now).await?;
    points::insert(
        &seed.points,
        &seed.neighbourhood,
        &rules.points,
        &mut tx,
        now,
    )
    .await?;
    seed.appointments.insert(&mut tx, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Everything that the files hold.
struct Seed {
    neighbourhood: neighbourhood::Neighbourhood,
    texts: texts::Texts,
    catalogue: catalogue::Catalogue,
    lists: Vec<lists::List>,
    orders: Vec<history::PastOrder>,
    wishes: Vec<wishes::PastWish>,
    projects: Vec<projects::PastProject>,
    ballots: Vec<ballots::PastBallot>,
    points: points::Texts,
    appointments: appointments::Appointments,
}

impl Seed {
    fn read() -> Result<Self, String> {
        Ok(Self {
            neighbourhood: neighbourhood::Neighbourhood::read()?,
            texts: texts::Texts::read()?,
            catalogue: catalogue::Catalogue::read()?,
            lists: lists::read()?,
            orders: files::json("orders.json")?,
            wishes: files::json("wishes.json")?,
            projects: files::json("projects.json")?,
            ballots: files::json("ballots.json")?,
            points: files::json("points.json")?,
            appointments: appointments::Appointments::read()?,
        })
    }
}

/// The instant of a minute of a day that lies `days_ago` in the past, but no later than `now`.
fn past(now: Timestamp, days_ago: i64, minute: i64) -> Timestamp {
    let day = crate::clock::day_of(now).plus_days(-days_ago);
    let at = crate::clock::instant_of(day, minute);
    if at.0 < now.0 {
        at
    } else {
        now.plus_minutes(-20)
    }
}

//! `GET /v1/home`: everything the first screen needs, in one request.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Figures, Home};

use super::{announcements, capabilities, community};
use crate::App;
use crate::account::{contacts, sessions};
use crate::appointments::reminders;
use crate::error::Result;
use crate::http::{Cache, Lang, MaybeUser, json_tagged};
use crate::orders::todos;
use crate::points;
use crate::projects;
use crate::votes;
use crate::wishes::{list as wishes, news};

/// How many announcements and wishes the first screen shows.
const SHOWN: i64 = 3;

/// How many cards of 待我办理 are sent; who has more sees them among the orders.
const TODOS_MAX: usize = 10;

/// `GET /v1/home`
pub(super) async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    headers: HeaderMap,
) -> Result<Response> {
    let user = user.as_ref();
    let now = app.clock.now();
    let rules = &app.config.rules;
    let me = match user {
        Some(user) => Some(sessions::me(&app, user, lang).await?),
        None => None,
    };
    let community = community::community(&app, lang).await?;
    let announcements = announcements::newest(&app, lang, SHOWN).await?;
    let contacts = contacts::contacts(&app, user, lang).await?;
    votes::close::settle(&app).await?;
    if user.is_some() {
        points::settle::settle(&app).await?;
    }
    // Taken only now: who holds one connection and waits for another can wait for ever.
    let mut connection = app.db.pool().acquire().await?;
    let mut home = Home {
        language: lang.as_str().to_owned(),
        capabilities: capabilities::capabilities(&app),
        community,
        me,
        todos: Vec::new(),
        figures: Figures {
            services: Some(todos::services(&mut connection).await?),
            open_orders: None,
            open_wishes: Some(wishes::open(&mut connection, now).await?),
            projects: Some(projects::list::in_motion(&mut connection).await?),
            open_ballots: Some(votes::home::open(&mut connection, now).await?),
            points: None,
        },
        wishes: wishes::nearest(&mut connection, user, lang, now, rules, SHOWN).await?,
        wish_news: Vec::new(),
        announcements,
        contacts,
        ballots: Vec::new(),
        project_news: Vec::new(),
        points_todos: Vec::new(),
        reminders: Vec::new(),
    };
    if let Some(user) = user {
        // Whom somebody is to meet stands on no public screen.
        if user.kiosk_id.is_none() {
            home.reminders =
                reminders::of_user(&mut connection, user, lang, now, &app.config.appointments)
                    .await?;
        }
        home.ballots = votes::home::of_user(&mut connection, user, lang, now).await?;
        home.project_news = projects::news::of_user(&mut connection, user, lang, now).await?;
        home.todos = todos::of_user(&mut connection, user, lang, now, rules).await?;
        home.todos.truncate(TODOS_MAX);
        home.wish_news = news::of_user(&mut connection, user, lang, now, rules).await?;
        let numbers = &rules.points;
        home.points_todos = points::home::todos(&mut connection, user, lang, now, numbers).await?;
        home.figures.points = points::home::points(&mut connection, user).await?;
        home.figures.open_orders = Some(todos::open_orders(&mut connection, user).await?);
    }
    let tag = capabilities::untimed(&home, |home| &mut home.capabilities.server_time)?;
    json_tagged(&headers, Cache::Private, &home, Some(tag))
}

//! `GET /v1/people`: whom I may name in an order.
//!
//! Who may act for whom, in one place: everyone for themselves and for the members of their
//! household; for others where a link was registered at the centre (`acting_for`); a worker for the
//! residents of the own grid, and a worker of the centre for all.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{FilePage, Page, Person};
use serde::Deserialize;
use sqlx::{AnyConnection, AnyPool};

use crate::App;
use crate::desk::files::Opened;
use crate::error::{Error, Result, field_limit};
use crate::http::{Cache, Lang, Query, User, cached};

/// How many residents a worker's search finds.
const FOUND_MAX: i64 = 20;

/// The parameters.
#[derive(Deserialize)]
pub struct Search {
    q: Option<String>,
}

/// `GET /v1/people`
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(search): Query<Search>,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = search.q.unwrap_or_default();
    let wanted = asked.trim().to_lowercase();
    if asked.chars().count() > 40 {
        return Err(Error {
            errors: vec![field_limit("/q", "too_long", 40)],
            ..crate::error::Code::BadRequest.into()
        });
    }
    let rows = acted_for(app.db.pool(), &user).await?;
    let mut found: Vec<Row> = if user.is_worker() {
        rows
    } else {
        rows.into_iter().filter(|row| row.has(&wanted)).collect()
    };
    if user.is_worker() && !wanted.is_empty() {
        for row in search_grid(app.db.pool(), &user, &wanted).await? {
            if found.iter().all(|known| known.id != row.id) {
                found.push(row);
            }
        }
    }
    if user.is_worker() && !wanted.is_empty() {
        let households: Vec<&str> = found
            .iter()
            .filter_map(|row| row.household_id.as_deref())
            .collect();
        let opened = Opened::page(&user, FilePage::Search);
        opened.note(&app, &user, &households).await?;
    }
    let page = Page {
        items: found
            .into_iter()
            .map(|row| row.person(&user, lang))
            .collect(),
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

/// The members of the user's household, in its order.
pub async fn members(app: &App, user: &User, lang: Lang) -> Result<Vec<Person>> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT p.id, p.household_id, p.name_zh, p.name_en, p.phone, p.relation, \
           COALESCE(h.address_zh, '') AS address_zh, COALESCE(h.address_en, '') AS address_en \
         FROM people p JOIN households h ON h.id = p.household_id \
         WHERE p.household_id = $1 ORDER BY p.position, p.id",
    )
    .bind(user.household()?)
    .fetch_all(app.db.pool())
    .await?;
    Ok(rows.into_iter().map(|row| row.person(user, lang)).collect())
}

/// Whether the user may place an order for this person.
pub async fn may_act_for(
    connection: &mut AnyConnection,
    user: &User,
    person_id: &str,
) -> Result<bool> {
    if user.id == person_id {
        return Ok(true);
    }
    let person: Option<(Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT p.household_id, h.grid_id FROM people p \
         LEFT JOIN households h ON h.id = p.household_id WHERE p.id = $1",
    )
    .bind(person_id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((household_id, grid_id)) = person else {
        return Ok(false);
    };
    // Orders belong to a household: for who has none, nobody can order.
    if household_id.is_none() {
        return Ok(false);
    }
    let same_household = household_id == user.household_id;
    let in_grid = user.is_worker() && (user.grid_id.is_none() || user.grid_id == grid_id);
    if same_household || in_grid {
        return Ok(true);
    }
    let link: Option<(String,)> = sqlx::query_as(
        "SELECT relation FROM acting_for WHERE person_id = $1 AND for_person_id = $2",
    )
    .bind(&user.id)
    .bind(person_id)
    .fetch_optional(connection)
    .await?;
    Ok(link.is_some())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    household_id: Option<String>,
    name_zh: String,
    name_en: String,
    phone: Option<String>,
    relation: String,
    address_zh: String,
    address_en: String,
}

impl Row {
    fn has(&self, wanted: &str) -> bool {
        [
            &self.name_zh,
            &self.name_en,
            &self.address_zh,
            &self.address_en,
        ]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
    }

    fn person(self, user: &User, lang: Lang) -> Person {
        let me = self.id == user.id;
        let mine = me || (self.household_id.is_some() && self.household_id == user.household_id);
        Person {
            name: lang.pick(self.name_zh, self.name_en),
            relation: if me { "self".to_owned() } else { self.relation },
            phone: self
                .phone
                .map(|phone| if mine { phone } else { masked(&phone) }),
            address: lang.pick_some(self.address_zh, self.address_en),
            id: self.id.into(),
        }
    }
}

/// The user, their household, and those they were registered for.
async fn acted_for(pool: &AnyPool, user: &User) -> Result<Vec<Row>> {
    Ok(sqlx::query_as(
        "SELECT p.id, p.household_id, p.name_zh, p.name_en, p.phone, \
           COALESCE(a.relation, p.relation) AS relation, \
           COALESCE(h.address_zh, '') AS address_zh, COALESCE(h.address_en, '') AS address_en \
         FROM people p \
         LEFT JOIN households h ON h.id = p.household_id \
         LEFT JOIN acting_for a ON a.person_id = $1 AND a.for_person_id = p.id \
         WHERE p.id = $1 OR p.household_id = $2 OR a.person_id IS NOT NULL \
         ORDER BY CASE WHEN p.id = $1 THEN 0 WHEN p.household_id = $2 THEN 1 ELSE 2 END, \
           p.position, p.id",
    )
    .bind(&user.id)
    .bind(user.household_id.as_deref())
    .fetch_all(pool)
    .await?)
}

/// The fewest digits that are looked for in phone numbers; fewer are a room or a building.
const PHONE_MIN: usize = 4;

/// The digits of a household card.
const CARD: usize = 8;

/// What a worker typed, if it is a number: its digits.
fn digits(wanted: &str) -> Option<String> {
    let digits: String = wanted
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{3000}'))
        .collect();
    let all = digits.chars().all(|c| c.is_ascii_digit());
    (all && digits.len() >= PHONE_MIN).then_some(digits)
}

/// Residents of a worker's grid whose name, address or phone has this text, or whose household has
/// this card.
async fn search_grid(pool: &AnyPool, user: &User, wanted: &str) -> Result<Vec<Row>> {
    let mut pattern = String::from("%");
    for c in wanted.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    let number = digits(wanted).unwrap_or_default();
    let card = if number.len() == CARD { &*number } else { "" };
    Ok(sqlx::query_as(
        "SELECT p.id, p.household_id, p.name_zh, p.name_en, p.phone, \
           'resident' AS relation, h.address_zh, h.address_en \
         FROM people p JOIN households h ON h.id = p.household_id \
         WHERE ($2 = '' OR h.grid_id = $2) \
           AND (p.name_zh LIKE $1 ESCAPE '!' OR LOWER(p.name_en) LIKE $1 ESCAPE '!' \
             OR h.address_zh LIKE $1 ESCAPE '!' OR LOWER(h.address_en) LIKE $1 ESCAPE '!' \
             OR ($4 <> '' AND p.phone LIKE '%' || $4 || '%') \
             OR ($5 <> '' AND h.card_number = $5)) \
         ORDER BY p.position, p.id LIMIT $3",
    )
    .bind(pattern)
    .bind(user.grid_id.as_deref().unwrap_or_default())
    .bind(FOUND_MAX)
    .bind(&number)
    .bind(card)
    .fetch_all(pool)
    .await?)
}

/// The middle four digits of a mobile number are stars: enough to recognise, not enough to call.
pub fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    let from = digits.len().saturating_sub(8);
    digits
        .iter()
        .enumerate()
        .map(|(index, digit)| {
            if (from..from + 4).contains(&index) {
                '*'
            } else {
                *digit
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{digits, masked};

    #[test]
    fn a_masked_number_keeps_its_ends() {
        assert_eq!(masked("13800001407"), "138****1407");
        assert_eq!(masked("110"), "***");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn a_number_may_be_typed_with_gaps_and_three_digits_are_a_room() {
        assert_eq!(digits("138 0000-0001").as_deref(), Some("13800000001"));
        assert_eq!(digits("0001").as_deref(), Some("0001"));
        for other in ["", "201", "3号楼", "王秀英", "138a"] {
            assert_eq!(digits(other), None, "{other}");
        }
    }
}

//! `GET /v1/ballots/{id}/files/{format}`

use std::fmt::Write as _;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use linli_contract::{Ballot, BallotKind, BallotResult, OptionId, VotingUnit};
use linli_tally::pb::{self, Selected, VoteType};
use sqlx::AnyConnection;

use super::model::count::{self, Cast};
use super::record;
use super::{close, result};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Lang, Path, etag_of};

/// The votes of a closed ballot, to count again.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Path((id, format)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut connection = app.db.pool().acquire().await?;
    let record = record::load(&mut connection, now, &id).await?;
    let result = match format.as_str() {
        "pb" | "csv" => result::stored(&mut connection, &record).await?,
        _ => return Err(Code::NotFound.into()),
    };
    if !result.files.contains(&format) {
        return Err(Code::NotFound.into());
    }
    let ballot = record.shown(&mut connection, lang, now, None).await?;
    let votes = votes(&mut connection, &id).await?;
    let (kind, text) = if format == "pb" {
        let text = pabulib(&ballot, &result, &votes, lang).map_err(Error::internal)?;
        ("text/plain; charset=utf-8", text)
    } else {
        ("text/csv; charset=utf-8", csv(&ballot, &votes))
    };
    let tag = etag_of(text.as_bytes());
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.contains(&tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(text))
    };
    let out = response.headers_mut();
    let name = format!("attachment; filename=\"{id}.{format}\"");
    for (header, value) in [(CONTENT_DISPOSITION, name), (ETAG, tag)] {
        let value = HeaderValue::try_from(value).map_err(Error::internal)?;
        out.insert(header, value);
    }
    out.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=30, stale-while-revalidate=300"),
    );
    Ok(response)
}

/// Every vote, sorted by what it says: the order tells nothing else.
async fn votes(connection: &mut AnyConnection, ballot: &str) -> Result<Vec<Cast>> {
    let rows: Vec<String> =
        sqlx::query_scalar("SELECT choices FROM votes WHERE ballot_id = $1 ORDER BY choices")
            .bind(ballot)
            .fetch_all(connection)
            .await?;
    rows.into_iter()
        .map(|choices| {
            Ok(Cast {
                choices: serde_json::from_str(&choices)?,
                area: None,
            })
        })
        .collect()
}

/// The file in the format of Pabulib.
fn pabulib(
    ballot: &Ballot,
    result: &BallotResult,
    votes: &[Cast],
    lang: Lang,
) -> Result<String, String> {
    let selected = |id: &OptionId| {
        if result.chosen.contains(id) {
            Selected::Yes
        } else {
            Selected::No
        }
    };
    let shares = ballot.rule == linli_contract::CountRule::EqualShares;
    // Choosing one or some is choosing by votes among options that all cost one.
    let rule = if shares {
        "equalshares/add1"
    } else {
        "greedy-threshold"
    };
    let meta = [
        ("description", ballot.title.as_str()),
        ("country", "China"),
        ("unit", ballot.roll.name.as_str()),
        ("instance", ballot.id.as_str()),
        ("num_projects", ""),
        ("num_votes", ""),
        ("budget", ""),
        ("rule", rule),
        ("vote_type", ""),
        ("language", lang.as_str()),
        ("terms_hash", result.terms_hash.as_str()),
    ];
    let file = pb::File {
        meta: meta
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        election: count::election(ballot, votes)?,
        vote_type: if ballot.kind == BallotKind::One {
            VoteType::ChooseOne
        } else {
            VoteType::Approval
        },
        point_decimals: 0,
        floor: u64::from(!shares),
        selected: Some(
            ballot
                .options
                .iter()
                .map(|option| selected(&option.id))
                .collect(),
        ),
        notes: Vec::new(),
    };
    Ok(pb::write(&file))
}

/// A table with a line for each vote. Ids have no comma and no quote. Of owners each column is sorted by
/// itself: a line is nobody's answers, for an area can tell who somebody is, and counting takes columns.
fn csv(ballot: &Ballot, votes: &[Cast]) -> String {
    let matters = ballot.kind == BallotKind::Matters;
    let ids: Vec<&str> = ballot
        .options
        .iter()
        .map(|option| option.id.as_str())
        .collect();
    let mut text = if matters {
        format!("ballot,{}\r\n", ids.join(","))
    } else {
        "ballot,choices\r\n".to_owned()
    };
    let mut rows: Vec<Vec<String>> = votes.iter().map(|vote| cells(matters, vote)).collect();
    if ballot.unit == VotingUnit::Owner {
        for column in 0..rows.first().map_or(0, Vec::len) {
            let mut cells: Vec<String> = rows
                .iter_mut()
                .filter_map(|row| row.get_mut(column).map(std::mem::take))
                .collect();
            cells.sort_unstable();
            for (row, cell) in rows.iter_mut().zip(cells) {
                row[column] = cell;
            }
        }
    }
    for (number, row) in (1..).zip(rows) {
        // Writing into a text cannot fail.
        let _ = write!(text, "{number},{}", row.join(","));
        text.push_str("\r\n");
    }
    text
}

/// What a vote says, in the columns of the table.
fn cells(matters: bool, vote: &Cast) -> Vec<String> {
    if matters {
        let answers = vote.choices.iter().map(|choice| choice.answer.as_ref());
        return answers
            .map(|answer| answer.map_or_else(String::new, |answer| answer.as_str().to_owned()))
            .collect();
    }
    let chosen: Vec<&str> = vote.choices.iter().map(|c| c.option.as_str()).collect();
    vec![chosen.join(" ")]
}

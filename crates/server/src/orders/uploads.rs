//! `PUT /v1/uploads/{id}`, `GET /v1/uploads/{id}`

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use linli_contract::{Upload, UploadId};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::record;
use crate::App;
use crate::account::secrets::hex;
use crate::error::{Code, Error, Result, field};
use crate::http::{Path, User, json};

/// What is read of a photo that is too large before it is refused. A browser that is cut off while
/// it sends sees a broken network and not the refusal, and would try again for ever.
const DRAINED: usize = 64 * 1024 * 1024;

/// How many photos one person can store in a day: an order takes three.
const PER_DAY: i64 = 120;

/// The type of an image by its first bytes; what the sender claims does not count.
fn image_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some("image/jpeg")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

/// Whether an id has the shape that apps choose.
fn is_upload_id(id: &str) -> bool {
    id.len() >= 16 && super::model::answers::is_id(id)
}

/// Reads a body up to `limit` bytes; what is longer is read to its end, but not kept.
async fn read(request: Request, limit: usize) -> Result<Vec<u8>> {
    let announced = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(0);
    if announced > DRAINED {
        return Err(Code::PhotoTooLarge.into());
    }
    let mut body: Body = request.into_body();
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        // A body that breaks off is never answered to anybody; the log has it.
        let frame = frame.map_err(|error| Error {
            cause: Some(error.to_string()),
            ..Error::new(Code::BadRequest)
        })?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length > DRAINED {
            break;
        }
        if length > limit {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&data);
        }
    }
    if length > limit {
        return Err(Code::PhotoTooLarge.into());
    }
    Ok(bytes)
}

/// Stores a photo. The app chooses the id, so that sending it again changes nothing.
pub async fn put(
    State(app): State<App>,
    user: User,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response> {
    if !is_upload_id(&id) {
        return Err(Code::NotFound.into());
    }
    let bytes = read(request, app.config.rules.upload_max_bytes as usize).await?;
    let content_type = image_type(&bytes).ok_or(Code::PhotoWrongType)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let size = bytes.len();
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM uploads WHERE person_id = $1 AND created_at > $2")
            .bind(&user.id)
            .bind(now.plus_days(-1).0)
            .fetch_one(&mut *tx)
            .await?;
    let stored = if today < PER_DAY {
        sqlx::query(
            "INSERT INTO uploads (id, person_id, household_id, content_type, size, sha256, \
             created_at, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(&id)
        .bind(&user.id)
        .bind(user.household_id.as_deref())
        .bind(content_type)
        .bind(i64::try_from(size).unwrap_or(i64::MAX))
        .bind(&sha256)
        .bind(now.0)
        .bind(bytes)
        .execute(&mut *tx)
        .await?
        .rows_affected()
    } else {
        0
    };
    let known: Option<(String, String)> =
        sqlx::query_as("SELECT person_id, sha256 FROM uploads WHERE id = $1")
            .bind(&id)
            .fetch_optional(&mut *tx)
            .await?;
    match known {
        None => return Err(Error::new(Code::TooManyRequests).after(3600)),
        Some((person, known)) if person != user.id || known != sha256 => {
            return Err(Code::UploadExists.into());
        }
        Some(_) => {}
    }
    tx.commit().await?;
    let status = if stored == 1 {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let upload = Upload {
        id: id.into(),
        content_type: content_type.to_owned(),
        size: u64::try_from(size).unwrap_or(u64::MAX),
    };
    json(status, &upload)
}

/// A photo, for its household, for who sees its order, and for workers.
pub async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    type Row = (String, Option<String>, Option<String>, String, String);
    let mut connection = app.db.pool().acquire().await?;
    let found: Option<Row> = sqlx::query_as(
        "SELECT person_id, household_id, order_id, content_type, sha256 FROM uploads \
         WHERE id = $1",
    )
    .bind(&id)
    .fetch_optional(&mut *connection)
    .await?;
    let (person, household, order, content_type, sha256) = found.ok_or(Code::NotFound)?;
    let own = person == user.id || (household.is_some() && household == user.household_id);
    let allowed = own
        || user.is_worker()
        || match order {
            Some(order) => record::load(&mut connection, &order)
                .await?
                .is_some_and(|order| order.is_of(&user)),
            None => false,
        };
    if !allowed {
        return Err(Code::NotFound.into());
    }
    let tag = format!("\"{sha256}\"");
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.contains(&tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes: Vec<u8> = sqlx::query_scalar("SELECT bytes FROM uploads WHERE id = $1")
            .bind(&id)
            .fetch_one(&mut *connection)
            .await?;
        let mut response = Response::new(Body::from(bytes));
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::try_from(content_type).map_err(Error::internal)?,
        );
        response
    };
    let out = response.headers_mut();
    // The same id always has the same bytes.
    out.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    out.insert(ETAG, HeaderValue::try_from(tag).map_err(Error::internal)?);
    Ok(response)
}

/// Checks that photos named in a request exist and are this person's or their household's.
pub(crate) async fn check(
    connection: &mut AnyConnection,
    user: &User,
    photos: &[(UploadId, String)],
) -> Result<()> {
    let mut errors = Vec::new();
    for (id, pointer) in photos {
        let owner: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT person_id, household_id FROM uploads WHERE id = $1")
                .bind(id.as_str())
                .fetch_optional(&mut *connection)
                .await?;
        let own = owner.is_some_and(|(person, household)| {
            person == user.id || (household.is_some() && household == user.household_id)
        });
        if !own {
            errors.push(field(pointer.as_str(), "unknown_upload"));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(errors))
    }
}

/// Notes which order photos belong to; whoever sees the order sees them, and they stay.
///
/// # Errors
/// `unknown_upload` for one that was tidied away since [`check`] saw it.
pub(crate) async fn attach(
    connection: &mut AnyConnection,
    photos: &[(UploadId, String)],
    order_id: &str,
) -> Result<()> {
    for (id, pointer) in photos {
        let kept =
            sqlx::query("UPDATE uploads SET order_id = COALESCE(order_id, $1) WHERE id = $2")
                .bind(order_id)
                .bind(id.as_str())
                .execute(&mut *connection)
                .await?
                .rows_affected();
        if kept == 0 {
            let error = field(pointer.as_str(), "unknown_upload");
            return Err(Error::invalid(vec![error]));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_known_by_its_first_bytes() {
        assert_eq!(image_type(&[0xFF, 0xD8, 0xFF, 0xE0]), Some("image/jpeg"));
        assert_eq!(image_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(image_type(b"RIFF....WEBPVP8 "), Some("image/webp"));
        for other in [
            &b""[..],
            b"RIFF....WAVE",
            b"<svg onload=",
            b"GIF89a",
            b"RIFF",
        ] {
            assert_eq!(image_type(other), None);
        }
    }

    #[test]
    fn an_id_is_long_enough_not_to_be_guessed_by_accident() {
        assert!(is_upload_id("0123456789abcdef"));
        assert!(!is_upload_id("0123456789abcde"));
        assert!(!is_upload_id("0123456789abcdef/.."));
        assert!(!is_upload_id(&"a".repeat(65)));
    }
}

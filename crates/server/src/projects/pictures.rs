//! `GET /v1/pictures/{id}`, and photos that become pictures of a project.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header::IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use linli_contract::UploadId;
use sqlx::{AnyConnection, FromRow};

use super::record;
use crate::App;
use crate::error::{Code, Error, Result, field_limit};
use crate::http::{MaybeUser, Path, User, etag_of};
use crate::orders::uploads;

/// How many photos come with a proposal or a milestone.
const PHOTOS_MAX: usize = 3;

/// A drawing can hold scripts and links; this lets none of them do anything.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

#[derive(FromRow)]
struct Row {
    drawing: Option<String>,
    upload_id: Option<String>,
    project_id: Option<String>,
}

/// A picture: everybody's, or as public as its project.
pub async fn get(
    State(app): State<App>,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let row: Option<Row> =
        sqlx::query_as("SELECT drawing, upload_id, project_id FROM pictures WHERE id = $1")
            .bind(&id)
            .fetch_optional(&mut *connection)
            .await?;
    let row = row.ok_or(Code::NotFound)?;
    let mut public = true;
    if let Some(project) = &row.project_id {
        let record = record::load(&mut connection, user.as_ref(), project).await?;
        public = record.listed();
    }
    let (content_type, bytes): (String, Vec<u8>) = match (row.drawing, row.upload_id) {
        (Some(drawing), _) => ("image/svg+xml".to_owned(), drawing.into_bytes()),
        (None, upload) => {
            sqlx::query_as("SELECT content_type, bytes FROM uploads WHERE id = $1")
                .bind(upload)
                .fetch_one(&mut *connection)
                .await?
        }
    };
    let tag = etag_of(&bytes);
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.contains(&tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(bytes));
        let out = response.headers_mut();
        let kind = HeaderValue::try_from(content_type).map_err(Error::internal)?;
        out.insert(CONTENT_TYPE, kind);
        response
    };
    let out = response.headers_mut();
    // The same id always has the same bytes.
    out.insert(
        CACHE_CONTROL,
        HeaderValue::from_static(if public {
            "public, max-age=31536000, immutable"
        } else {
            "private, no-cache"
        }),
    );
    out.insert(ETAG, HeaderValue::try_from(tag).map_err(Error::internal)?);
    out.insert(CONTENT_SECURITY_POLICY, NOTHING);
    Ok(response)
}

/// Checks the photos of a request, which must be the sender's own.
pub(crate) async fn photos(
    connection: &mut AnyConnection,
    user: &User,
    photos: &[UploadId],
) -> Result<Vec<UploadId>> {
    if photos.len() > PHOTOS_MAX {
        return Err(Error::invalid(vec![field_limit("/photos", "too_many", 3)]));
    }
    let named: Vec<(UploadId, String)> = photos
        .iter()
        .enumerate()
        .map(|(index, id)| (id.clone(), format!("/photos/{index}")))
        .collect();
    uploads::check(connection, user, &named).await?;
    Ok(photos.to_vec())
}

/// Shows photos with a project or one of its milestones, instead of those that were there.
pub(crate) async fn show(
    connection: &mut AnyConnection,
    project: &str,
    milestone: &str,
    alt: &str,
    photos: &[UploadId],
) -> Result<()> {
    sqlx::query("DELETE FROM project_pictures WHERE project_id = $1 AND milestone = $2")
        .bind(project)
        .bind(milestone)
        .execute(&mut *connection)
        .await?;
    for (position, photo) in (0_i64..).zip(photos) {
        let id = uuid::Uuid::new_v4().simple().to_string();
        sqlx::query(
            "INSERT INTO pictures (id, alt_zh, alt_en, upload_id, project_id) \
             VALUES ($1, $2, '', $3, $4)",
        )
        .bind(&id)
        .bind(alt)
        .bind(photo.as_str())
        .bind(project)
        .execute(&mut *connection)
        .await?;
        sqlx::query(
            "INSERT INTO project_pictures (project_id, milestone, position, picture_id) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(project)
        .bind(milestone)
        .bind(position)
        .bind(&id)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

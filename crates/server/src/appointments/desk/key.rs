//! `GET /v1/desk/appointments/provider` and `PUT /v1/desk/appointments/key`

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::NewPublicKey;
use sha2::{Digest, Sha256};

use super::super::{envelope, providers};
use super::Scope;
use crate::App;
use crate::account::secrets;
use crate::error::{Error, Result, field};
use crate::http::{Body, Cache, Lang, User, cached, json};

/// Who I am as a provider.
pub(super) async fn provider(
    State(app): State<App>,
    lang: Lang,
    user: User,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let own = Scope::of(&mut connection, &user).await?.own()?;
    let provider = providers::of_id(&mut connection, &own, lang).await?;
    cached(&headers, Cache::Never, &provider)
}

/// Publishes the public half of my key. Its id is made of it, so the same key again is the same.
pub(super) async fn put(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Body(new): Body<NewPublicKey>,
) -> Result<Response> {
    let mut tx = app.db.write().await?;
    let own = Scope::of(&mut tx, &user).await?.own()?;
    let mut errors = Vec::new();
    errors.extend(envelope::base64url(&new.modulus, "/modulus", &(342..=683)).err());
    if new.exponent != providers::EXPONENT {
        errors.push(field("/exponent", "not_an_option"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let id = secrets::hex(&Sha256::digest(&new.modulus)[..12]);
    sqlx::query("UPDATE appointment_providers SET key_id = $2, key_modulus = $3 WHERE id = $1")
        .bind(&own)
        .bind(&id)
        .bind(&new.modulus)
        .execute(&mut *tx)
        .await?;
    let provider = providers::of_id(&mut tx, &own, lang).await?;
    tx.commit().await?;
    json(StatusCode::OK, &provider)
}

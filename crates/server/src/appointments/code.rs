//! Codes: 8 letters and digits with which a booking can be seen, moved and cancelled.
//!
//! A code is made from the key of the request that made the booking. So the same request gets the same
//! code again, and the database needs neither of the two: it keeps a hash of the key, which is as random
//! as a key can be, and a slow one of the code, which has 40 bits only.

use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use crate::account::secrets;
use crate::error::{Code, Error, Result};

/// The header in which a code travels, and nowhere else.
pub(crate) const CODE: HeaderName = HeaderName::from_static("booking-code");

/// Without 0 O 1 I, which look alike.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const LENGTH: usize = 8;

/// The code of a request's key.
pub(super) fn of_key(key: &str) -> String {
    let digest = Sha256::digest(format!("booking code {key}"));
    digest
        .iter()
        .take(LENGTH)
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}

/// What the database keeps of a request's key.
pub(super) fn key_hash(key: &str) -> String {
    secrets::hex(&Sha256::digest(format!("booking key {key}")))
}

/// Claims the key of a request, in the transaction of its effect; answers whether it came for the first
/// time. The same request at the same moment waits here.
pub(super) async fn claim(connection: &mut AnyConnection, key: &str) -> Result<bool> {
    let done =
        sqlx::query("INSERT INTO appointment_keys (key_hash) VALUES ($1) ON CONFLICT DO NOTHING")
            .bind(key_hash(key))
            .execute(connection)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// A code as somebody typed it, in its one spelling.
fn normal(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{3000}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let fits = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then_some(code)
}

/// The code that a request was sent with: `None` without one, `not_found` for what cannot be one.
pub(super) fn sent(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get(CODE) else {
        return Ok(None);
    };
    let code = value.to_str().ok().and_then(normal);
    code.map(Some).ok_or_else(|| Code::NotFound.into())
}

/// As [`sent`], where there must be one.
pub(super) fn required(headers: &HeaderMap) -> Result<String> {
    sent(headers)?.ok_or_else(|| Code::BadRequest.into())
}

/// What the database keeps of a code. It takes about 20 ms on purpose, off the async threads: whoever
/// has the database alone would need centuries for all codes, and its salt is its own.
pub(super) async fn hash(connection: &mut AnyConnection, code: String) -> Result<String> {
    let salt: String = sqlx::query_scalar("SELECT salt FROM appointment_salt WHERE id = 1")
        .fetch_optional(connection)
        .await?
        .ok_or(Code::NotFound)?;
    tokio::task::spawn_blocking(move || {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
        let mut out = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(code.as_bytes(), salt.as_bytes(), &mut out)
            .map_err(Error::internal)?;
        Ok(secrets::hex(&out))
    })
    .await
    .map_err(Error::internal)?
}

/// A new salt, for a new database.
pub(crate) fn new_salt() -> Result<String> {
    Ok(secrets::hex(&secrets::random::<16>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_code_and_no_letter_of_it_can_be_mistaken() {
        let code = of_key("0b5a1c1e-6c1f-4d52-9d0e-2f1f6a7c9b10");
        assert_eq!(code, of_key("0b5a1c1e-6c1f-4d52-9d0e-2f1f6a7c9b10"));
        assert_ne!(code, of_key("0b5a1c1e-6c1f-4d52-9d0e-2f1f6a7c9b11"));
        assert_eq!(normal(&code).as_ref(), Some(&code));
        assert!(!ALPHABET.iter().any(|byte| b"0O1I".contains(byte)));
    }

    #[test]
    fn a_typed_code_may_have_spaces_and_small_letters() {
        assert_eq!(normal("k7mw-3xq9 ").as_deref(), Some("K7MW3XQ9"));
        for wrong in ["", "K7MW3XQ", "K7MW3XQ99", "K7MW3XQ0", "K7MW3XQ张"] {
            assert_eq!(normal(wrong), None, "{wrong}");
        }
    }
}

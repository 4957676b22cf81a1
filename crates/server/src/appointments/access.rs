//! Whose a booking is: the person's who made it under their name, or whoever's who has its code.

use axum::http::HeaderMap;
use sqlx::AnyConnection;
use subtle::ConstantTimeEq as _;

use super::code;
use super::record::{self, Record};
use super::shown::Eyes;
use crate::error::{Code, Result};
use crate::http::User;

/// Why somebody may see a booking.
pub(super) struct Access {
    /// How much of it.
    pub(super) eyes: Eyes,
    /// The code, when it was sent.
    pub(super) code: Option<String>,
    /// Its hash.
    hash: Option<String>,
}

impl Access {
    /// What a request brings. The code is hashed here, before any transaction: that takes its time.
    pub(super) async fn of(connection: &mut AnyConnection, headers: &HeaderMap) -> Result<Self> {
        let code = code::sent(headers)?;
        let hash = match &code {
            Some(code) => Some(code::hash(connection, code.clone()).await?),
            None => None,
        };
        Ok(Self {
            eyes: Eyes::Masked,
            code,
            hash,
        })
    }

    /// The booking, when it is mine or its code was sent; `not_found` in every other case.
    pub(super) async fn open(
        &mut self,
        connection: &mut AnyConnection,
        user: Option<&User>,
        id: &str,
    ) -> Result<Record> {
        let record = record::of_id(connection, id).await?;
        // A kiosk's screen is public: there, only the code opens a booking, and masked.
        let mine = user.is_some_and(|user| {
            user.kiosk_id.is_none() && record.person_id.as_ref() == Some(&user.id)
        });
        let known = self
            .hash
            .as_ref()
            .is_some_and(|hash| bool::from(hash.as_bytes().ct_eq(record.code_hash.as_bytes())));
        if mine {
            self.eyes = Eyes::Open;
        } else if !known {
            return Err(Code::NotFound.into());
        }
        if !known {
            self.code = None;
        }
        Ok(record)
    }
}

//! The side of those who are booked. A counsellor sees their own times and bookings; a worker those of
//! kinds that are not private, and of the others nothing.

mod bookings;
mod calls;
mod envelope;
mod key;
mod slots;

use linli_contract::Role;
use sqlx::AnyConnection;

use crate::error::{Code, Result};
use crate::http::{Routes, User};

/// The operations of this part.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get(
            "get_desk_provider",
            "/v1/desk/appointments/provider",
            key::provider,
        )
        .put("put_desk_key", "/v1/desk/appointments/key", key::put)
        .get(
            "list_desk_bookings",
            "/v1/desk/appointments/bookings",
            bookings::list,
        )
        .post(
            "transition_booking",
            "/v1/desk/appointments/bookings/{id}/transitions",
            bookings::transition,
        )
        .get(
            "get_envelope",
            "/v1/desk/appointments/bookings/{id}/envelope",
            envelope::get,
        )
        .get(
            "list_desk_slots",
            "/v1/desk/appointments/slots",
            slots::list,
        )
        .post(
            "change_desk_slots",
            "/v1/desk/appointments/slots",
            slots::change,
        )
        .get("list_calls", "/v1/desk/appointments/calls", calls::list)
        .delete(
            "finish_call",
            "/v1/desk/appointments/calls/{id}",
            calls::finish,
        )
}

/// Whose times somebody looks after.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    /// Their own, as this provider.
    Own(String),
    /// All of kinds that are not private.
    Open,
}

impl Scope {
    /// The scope of a person; `not_allowed` for who has none.
    async fn of(connection: &mut AnyConnection, user: &User) -> Result<Self> {
        if user.roles.contains(&Role::Counsellor) {
            let own: Option<(String,)> =
                sqlx::query_as("SELECT id FROM appointment_providers WHERE person_id = $1")
                    .bind(&user.id)
                    .fetch_optional(connection)
                    .await?;
            if let Some((own,)) = own {
                return Ok(Self::Own(own));
            }
        }
        if user.is_worker() {
            Ok(Self::Open)
        } else {
            Err(Code::NotAllowed.into())
        }
    }

    /// The provider, or an empty text, for `(s.provider_id = $1 OR ($1 = '' AND k.private = 0))`.
    fn provider(&self) -> &str {
        match self {
            Self::Own(id) => id,
            Self::Open => "",
        }
    }

    /// Whether a time is theirs.
    fn covers(&self, provider_id: Option<&str>, private: bool) -> bool {
        match self {
            Self::Own(own) => provider_id == Some(own),
            Self::Open => !private,
        }
    }

    /// The provider that they are; `not_found` for a worker who is none.
    fn own(self) -> Result<String> {
        match self {
            Self::Own(id) => Ok(id),
            Self::Open => Err(Code::NotFound.into()),
        }
    }
}

//! Where somebody stands with a ballot: the unit whose vote they cast.

use linli_contract::{Eligibility, Standing, Timestamp, VoteChannel, VotingUnit};
use sqlx::{AnyConnection, FromRow};

use super::record::Record;
use crate::clock::day_of;
use crate::error::{Error, Result};
use crate::http::{Lang, User};

/// From this age on one votes. Only the year of birth is known here, so that it begins with the year in
/// which somebody comes of age.
const OF_AGE: i64 = 18;

/// Somebody who may want to vote.
pub(crate) struct Voter<'a> {
    user: &'a User,
    grown_up: bool,
}

/// A unit of a roll.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Unit {
    pub(crate) id: String,
    label_zh: String,
    label_en: String,
    voted_on: Option<String>,
    channel: Option<String>,
}

impl<'a> Voter<'a> {
    pub(crate) async fn of(
        connection: &mut AnyConnection,
        user: &'a User,
        now: Timestamp,
    ) -> Result<Self> {
        let born: Option<i64> = sqlx::query_scalar("SELECT birth_year FROM people WHERE id = $1")
            .bind(&user.id)
            .fetch_one(connection)
            .await?;
        let year = i64::from(day_of(now).year);
        let grown_up = born.is_none_or(|born| year - born >= OF_AGE);
        Ok(Self { user, grown_up })
    }

    /// The unit whose vote they cast in a ballot, or why there is none.
    pub(crate) async fn unit(
        &self,
        connection: &mut AnyConnection,
        ballot: &Record,
    ) -> Result<std::result::Result<Unit, Eligibility>> {
        let household = ballot.unit() == VotingUnit::Household;
        if household && self.user.household_id.is_none() {
            return Ok(Err(Eligibility::NoHousehold));
        }
        if !self.grown_up {
            return Ok(Err(Eligibility::UnderAge));
        }
        let statement = match (ballot.frozen(), household) {
            (true, true) => {
                "SELECT id, label_zh, label_en, voted_on, channel FROM ballot_units \
                 WHERE ballot_id = $1 AND household_id = $2"
            }
            (true, false) => {
                "SELECT id, label_zh, label_en, voted_on, channel FROM ballot_units \
                 WHERE ballot_id = $1 AND person_id = $2"
            }
            (false, true) => {
                "SELECT id, label_zh, label_en, NULL AS voted_on, NULL AS channel \
                 FROM roll_members WHERE roll_id = $1 AND household_id = $2"
            }
            (false, false) => {
                "SELECT id, label_zh, label_en, NULL AS voted_on, NULL AS channel \
                 FROM roll_members WHERE roll_id = $1 AND person_id = $2"
            }
        };
        let unit: Option<Unit> = sqlx::query_as(statement)
            .bind(if ballot.frozen() {
                &ballot.id
            } else {
                &ballot.roll_id
            })
            .bind(if household {
                self.user.household_id.as_deref()
            } else {
                Some(self.user.id.as_str())
            })
            .fetch_optional(connection)
            .await?;
        Ok(unit.ok_or(Eligibility::NotOnRoll))
    }

    /// Where they stand with a ballot.
    pub(crate) async fn standing(
        &self,
        connection: &mut AnyConnection,
        lang: Lang,
        ballot: &Record,
    ) -> Result<Standing> {
        let unit = match self.unit(connection, ballot).await? {
            Ok(unit) => unit,
            Err(reason) => {
                return Ok(Standing {
                    eligible: false,
                    reason,
                    unit_label: None,
                    voted: false,
                    changed_on: None,
                    channel: None,
                });
            }
        };
        let changed_on = match unit.voted_on.as_deref().map(str::parse) {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(_)) => return Err(Error::internal("a stored day is none")),
        };
        Ok(Standing {
            eligible: true,
            reason: Eligibility::Eligible,
            unit_label: Some(lang.pick(unit.label_zh, unit.label_en)),
            voted: changed_on.is_some(),
            changed_on,
            channel: unit.channel.as_deref().map(VoteChannel::from),
        })
    }
}

//! The rolls of the seed. The estate has more homes than those with an account here: they are on the
//! rolls too, and vote on paper.

use serde::Deserialize;
use sqlx::AnyConnection;

use super::dice::Dice;
use super::files;
use super::neighbourhood::Neighbourhood;
use crate::db::bulk::{self, Cell};
use crate::error::Result;
use crate::orders::model::form::Bilingual;

#[derive(Deserialize)]
struct PastRoll {
    id: String,
    unit: String,
    name: Bilingual,
    /// Members of an association who have an account.
    #[serde(default)]
    members: Vec<String>,
    /// How many have none.
    others: usize,
}

/// A roll with its members.
pub(super) struct Roll {
    pub(super) id: String,
    unit: String,
    name: Bilingual,
    pub(super) members: Vec<Member>,
}

/// A member of a roll.
pub(super) struct Member {
    pub(super) id: String,
    pub(super) household: Option<String>,
    pub(super) person: Option<String>,
    pub(super) label: Bilingual,
    /// The areas of an owner's flats, in 0.01 m².
    pub(super) flats: Vec<i64>,
}

impl Member {
    pub(super) fn area(&self) -> i64 {
        self.flats.iter().sum()
    }

    pub(super) const fn has_account(&self) -> bool {
        self.household.is_some() || self.person.is_some()
    }
}

/// Who is grown up in the year of the import.
const BORN_BEFORE: i64 = 18;

pub(super) fn read(neighbourhood: &Neighbourhood, year: i64) -> Result<Vec<Roll>, String> {
    let rolls: Vec<PastRoll> = files::json("rolls.json")?;
    Ok(rolls
        .into_iter()
        .map(|roll| Roll {
            members: members(&roll, neighbourhood, year),
            id: roll.id,
            unit: roll.unit,
            name: roll.name,
        })
        .collect())
}

fn members(roll: &PastRoll, neighbourhood: &Neighbourhood, year: i64) -> Vec<Member> {
    let mut dice = Dice::new(roll.others as u64);
    let mut members: Vec<Member> = match roll.unit.as_str() {
        "household" => neighbourhood
            .households
            .iter()
            .map(|household| Member {
                id: household.code.clone(),
                household: Some(household.code.clone()),
                person: None,
                label: household.address.clone(),
                flats: Vec::new(),
            })
            .collect(),
        "resident" => neighbourhood
            .people
            .iter()
            .filter(|person| year - person.birth_year >= BORN_BEFORE)
            .map(|person| of_person(&person.code, person.name.clone(), Vec::new()))
            .collect(),
        // The first person of a household that owns its home.
        "owner" => neighbourhood
            .households
            .iter()
            .filter(|household| household.tenure == "owner")
            .filter_map(|household| {
                let mut people = neighbourhood.people.iter();
                let head = people.find(|person| person.household == household.code)?;
                Some(of_person(&head.code, head.name.clone(), flats(&mut dice)))
            })
            .collect(),
        _ => roll
            .members
            .iter()
            .filter_map(|code| {
                let name = neighbourhood.name_of(code)?.clone();
                Some(of_person(code, name, Vec::new()))
            })
            .collect(),
    };
    for number in 0..roll.others {
        let owner = roll.unit == "owner";
        members.push(Member {
            id: format!("x{number:04}"),
            household: None,
            person: None,
            label: label(&roll.unit, number),
            flats: if owner { flats(&mut dice) } else { Vec::new() },
        });
    }
    members
}

fn of_person(code: &str, label: Bilingual, flats: Vec<i64>) -> Member {
    Member {
        id: code.to_owned(),
        household: None,
        person: Some(code.to_owned()),
        label,
        flats,
    }
}

/// One flat, now and then two or three.
fn flats(dice: &mut Dice) -> Vec<i64> {
    let number = match dice.below(100) {
        0 => 3,
        1..=6 => 2,
        _ => 1,
    };
    let flat = |_| i64::try_from(5500 + dice.below(8800)).unwrap_or(5500);
    (0..number).map(flat).collect()
}

/// What the roll calls somebody without an account.
fn label(unit: &str, number: usize) -> Bilingual {
    if unit == "member" {
        return Bilingual {
            zh: format!("会员 {:03}", number + 1),
            en: format!("Member {:03}", number + 1),
        };
    }
    // The rooms from 4 on are those of homes without an account.
    let (room, rest) = (number % 6 + 4, number / 6);
    let (floor, entrance, building) = (rest % 6 + 1, rest / 6 % 3 + 1, rest / 18 % 12 + 1);
    let (zh, en) = match unit {
        "household" => ("", ""),
        "owner" => ("业主", ", owner"),
        _ => ("居民", ", resident"),
    };
    Bilingual {
        zh: format!("{building}号楼{entrance}单元{floor}0{room}{zh}"),
        en: format!("Building {building}, Entrance {entrance}, Room {floor}0{room}{en}"),
    }
}

/// Writes the rolls.
pub(super) async fn insert(rolls: &[Roll], connection: &mut AnyConnection) -> Result<()> {
    let row = |(position, roll): (i64, &Roll)| -> [Cell; 5] {
        [
            roll.id.as_str().into(),
            position.into(),
            roll.unit.as_str().into(),
            roll.name.zh.as_str().into(),
            roll.name.en.as_str().into(),
        ]
    };
    let rows: Vec<_> = (0..).zip(rolls).map(row).collect();
    let into = "rolls (id, position, unit, name_zh, name_en)";
    bulk::insert(connection, into, &rows).await?;
    let mut members: Vec<[Cell; 6]> = Vec::new();
    let mut flats: Vec<[Cell; 4]> = Vec::new();
    for roll in rolls {
        for member in &roll.members {
            members.push([
                roll.id.as_str().into(),
                member.id.as_str().into(),
                member.household.clone().into(),
                member.person.clone().into(),
                member.label.zh.as_str().into(),
                member.label.en.as_str().into(),
            ]);
            for (number, area) in (1..).zip(&member.flats) {
                flats.push([
                    format!("{}-{number}", member.id).into(),
                    roll.id.as_str().into(),
                    member.id.as_str().into(),
                    (*area).into(),
                ]);
            }
        }
    }
    let into = "roll_members (roll_id, id, household_id, person_id, label_zh, label_en)";
    bulk::insert(connection, into, &members).await?;
    bulk::insert(connection, "flats (id, roll_id, owner_id, area)", &flats).await
}

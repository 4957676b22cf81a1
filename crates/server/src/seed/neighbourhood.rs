//! The people of the seed: community, grids, buildings, households, workers, demo accounts.

use serde::Deserialize;

use super::files;
use crate::account::secrets;
use crate::db::Tx;
use crate::error::Result;
use crate::orders::model::form::Bilingual;

#[derive(Deserialize)]
pub(super) struct Neighbourhood {
    community: Community,
    grids: Vec<Grid>,
    buildings: Vec<Building>,
    pub(super) households: Vec<Household>,
    pub(super) people: Vec<Person>,
    pub(super) workers: Vec<Worker>,
    acting_for: Vec<ActingFor>,
    demo_accounts: Vec<DemoAccount>,
}

#[derive(Deserialize)]
struct Community {
    name: Bilingual,
    district: Bilingual,
    centre: Centre,
    hotlines: Vec<Hotline>,
}

#[derive(Deserialize)]
struct Centre {
    name: Bilingual,
    address: Bilingual,
    hours: Bilingual,
    phone: String,
}

#[derive(Deserialize)]
struct Hotline {
    number: String,
    name: Bilingual,
    when: Bilingual,
}

#[derive(Deserialize)]
struct Grid {
    code: String,
    name: Bilingual,
}

#[derive(Deserialize)]
struct Building {
    code: String,
    name: Bilingual,
    grid: String,
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
struct Contact {
    role: String,
    name: Bilingual,
    phone: String,
    from: Bilingual,
}

#[derive(Deserialize)]
pub(super) struct Household {
    pub(super) code: String,
    pub(super) address: Bilingual,
    pub(super) grid: String,
    building: String,
    #[serde(default)]
    pub(super) tenure: String,
    card: String,
    pin: String,
}

#[derive(Deserialize)]
pub(super) struct Person {
    pub(super) code: String,
    pub(super) name: Bilingual,
    #[serde(default)]
    pub(super) phone: String,
    pub(super) birth_year: i64,
    pub(super) household: String,
    relation: String,
}

#[derive(Deserialize)]
pub(super) struct Worker {
    pub(super) code: String,
    pub(super) name: Bilingual,
    phone: String,
    role: String,
    #[serde(default)]
    pub(super) grid: Option<String>,
}

#[derive(Deserialize)]
struct ActingFor {
    person: String,
    #[serde(rename = "for")]
    for_person: String,
    reason: Bilingual,
}

#[derive(Deserialize)]
struct DemoAccount {
    #[serde(alias = "worker")]
    person: String,
    line: Bilingual,
}

/// What a contact of a kind is there for, in a few words.
fn about(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "police" => ("走失、被骗、纠纷报警", "Missing people, fraud, disputes"),
        "doctor" => (
            "配药、慢病、上门看诊",
            "Prescriptions, long-term illness, home visits",
        ),
        "lawyer" => (
            "合同、遗嘱、欠薪、赔偿",
            "Contracts, wills, unpaid wages, damages",
        ),
        _ => (
            "家里的大小事，先问网格员",
            "Anything at home: ask your grid worker first",
        ),
    }
}

impl Neighbourhood {
    pub(super) fn read() -> Result<Self, String> {
        let read: Self = files::json("neighbourhood.json")?;
        // The references that the database does not check, because they are resolved here.
        for account in &read.demo_accounts {
            if read.name_of(&account.person).is_none() {
                return Err(format!("demo account {}: no such person", account.person));
            }
        }
        Ok(read)
    }

    /// The name of a resident or a worker.
    pub(super) fn name_of(&self, code: &str) -> Option<&Bilingual> {
        let residents = self.people.iter().map(|p| (&p.code, &p.name));
        let workers = self.workers.iter().map(|w| (&w.code, &w.name));
        residents
            .chain(workers)
            .find_map(|(known, name)| (known == code).then_some(name))
    }

    /// The name of the building in which a resident lives.
    pub(super) fn building_of(&self, person: &str) -> Bilingual {
        let of = |household: &str| {
            let household = self.households.iter().find(|h| h.code == household)?;
            self.buildings.iter().find(|b| b.code == household.building)
        };
        let person = self.people.iter().find(|p| p.code == person);
        let building = person.and_then(|person| of(&person.household));
        building.map_or_else(Bilingual::default, |building| building.name.clone())
    }

    /// Writes the row that stands for the whole.
    pub(super) async fn insert_community(&self, tx: &mut Tx) -> Result<(), sqlx::Error> {
        let community = &self.community;
        let centre = &community.centre;
        sqlx::query(
            "INSERT INTO community (id, name_zh, name_en, district_zh, district_en, centre_name_zh, \
             centre_name_en, centre_address_zh, centre_address_en, centre_hours_zh, \
             centre_hours_en, centre_phone) \
             VALUES ('community', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(community.name.zh.as_str())
        .bind(community.name.en.as_str())
        .bind(community.district.zh.as_str())
        .bind(community.district.en.as_str())
        .bind(centre.name.zh.as_str())
        .bind(centre.name.en.as_str())
        .bind(centre.address.zh.as_str())
        .bind(centre.address.en.as_str())
        .bind(centre.hours.zh.as_str())
        .bind(centre.hours.en.as_str())
        .bind(centre.phone.as_str())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// Writes everything else.
    pub(super) async fn insert(&self, tx: &mut Tx) -> Result<()> {
        for (position, hotline) in (0_i64..).zip(&self.community.hotlines) {
            sqlx::query(
                "INSERT INTO hotlines (position, name_zh, name_en, phone, hours_zh, hours_en) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(position)
            .bind(hotline.name.zh.as_str())
            .bind(hotline.name.en.as_str())
            .bind(hotline.number.as_str())
            .bind(hotline.when.zh.as_str())
            .bind(hotline.when.en.as_str())
            .execute(&mut **tx)
            .await?;
        }
        self.insert_places(tx).await?;
        self.insert_households(tx).await?;
        self.insert_people(tx).await
    }

    async fn insert_places(&self, tx: &mut Tx) -> Result<()> {
        for (position, grid) in (0_i64..).zip(&self.grids) {
            sqlx::query(
                "INSERT INTO grids (id, position, name_zh, name_en) VALUES ($1, $2, $3, $4)",
            )
            .bind(grid.code.as_str())
            .bind(position)
            .bind(grid.name.zh.as_str())
            .bind(grid.name.en.as_str())
            .execute(&mut **tx)
            .await?;
        }
        for (position, building) in (0_i64..).zip(&self.buildings) {
            sqlx::query(
                "INSERT INTO buildings (id, grid_id, position, name_zh, name_en) \
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(building.code.as_str())
            .bind(building.grid.as_str())
            .bind(position)
            .bind(building.name.zh.as_str())
            .bind(building.name.en.as_str())
            .execute(&mut **tx)
            .await?;
            let grid = self.grids.iter().find(|grid| grid.code == building.grid);
            let area = |english: bool| {
                let grid = grid.map_or("", |grid| grid.name.get(english));
                let between = if english { ": " } else { "：" };
                format!("{grid}{between}{}", building.name.get(english))
            };
            for (position, contact) in (0_i64..).zip(&building.contacts) {
                let id = format!("{}-{position}", building.code);
                let area = Bilingual {
                    zh: area(false),
                    en: area(true),
                };
                insert_contact(tx, &id, Some(&building.code), position, contact, &area).await?;
            }
        }
        // Who is signed out sees the centre's own: its desk, and the officials of its building.
        let centre = &self.community.centre;
        let desk = Contact {
            role: "grid_worker".to_owned(),
            name: centre.name.clone(),
            phone: centre.phone.clone(),
            from: self.community.name.clone(),
        };
        let own = self
            .buildings
            .iter()
            .find(|building| centre.address.zh.contains(&building.name.zh))
            .or(self.buildings.first());
        let officials = own
            .into_iter()
            .flat_map(|building| &building.contacts)
            .filter(|contact| contact.role != "grid_worker");
        for (position, contact) in (0_i64..).zip(std::iter::once(&desk).chain(officials)) {
            let id = format!("centre-{position}");
            insert_contact(tx, &id, None, position, contact, &self.community.name).await?;
        }
        Ok(())
    }

    async fn insert_households(&self, tx: &mut Tx) -> Result<()> {
        for household in &self.households {
            sqlx::query(
                "INSERT INTO households (id, building_id, grid_id, address_zh, address_en, \
                 card_number, pin_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(household.code.as_str())
            .bind(household.building.as_str())
            .bind(household.grid.as_str())
            .bind(household.address.zh.as_str())
            .bind(household.address.en.as_str())
            .bind(household.card.as_str())
            .bind(secrets::hash(&household.pin)?)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn insert_people(&self, tx: &mut Tx) -> Result<()> {
        let residents = self.people.iter().map(|person| {
            (
                &person.code,
                Some(person.household.as_str()),
                &person.name,
                &person.phone,
                Some(person.birth_year),
                person.relation.as_str(),
                None,
                &["resident"][..],
            )
        });
        let workers = self.workers.iter().map(|worker| {
            let roles: &[&str] = if worker.role == "admin" {
                &["worker", "admin"]
            } else {
                &["worker"]
            };
            (
                &worker.code,
                None,
                &worker.name,
                &worker.phone,
                None,
                "worker",
                worker.grid.as_deref(),
                roles,
            )
        });
        for (position, (code, household, name, phone, born, relation, grid, roles)) in
            (0_i64..).zip(residents.chain(workers))
        {
            sqlx::query(
                "INSERT INTO people (id, household_id, position, name_zh, name_en, phone, \
                 birth_year, relation, grid_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )
            .bind(code.as_str())
            .bind(household)
            .bind(position)
            .bind(name.zh.as_str())
            .bind(name.en.as_str())
            .bind(Some(phone.as_str()).filter(|phone| !phone.is_empty()))
            .bind(born)
            .bind(relation)
            .bind(grid)
            .execute(&mut **tx)
            .await?;
            for role in roles {
                sqlx::query("INSERT INTO roles (person_id, role) VALUES ($1, $2)")
                    .bind(code.as_str())
                    .bind(*role)
                    .execute(&mut **tx)
                    .await?;
            }
        }
        for link in &self.acting_for {
            let parent = link.reason.zh.starts_with("父") || link.reason.zh.starts_with("母");
            sqlx::query(
                "INSERT INTO acting_for (person_id, for_person_id, relation) VALUES ($1, $2, $3)",
            )
            .bind(link.person.as_str())
            .bind(link.for_person.as_str())
            .bind(if parent { "parent" } else { "resident" })
            .execute(&mut **tx)
            .await?;
        }
        for (position, account) in (0_i64..).zip(&self.demo_accounts) {
            sqlx::query(
                "INSERT INTO demo_accounts (person_id, position, description_zh, description_en) \
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(account.person.as_str())
            // Between them there is room for accounts of other files.
            .bind(position * 10)
            .bind(account.line.zh.as_str())
            .bind(account.line.en.as_str())
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}

async fn insert_contact(
    tx: &mut Tx,
    id: &str,
    building: Option<&str>,
    position: i64,
    contact: &Contact,
    area: &Bilingual,
) -> Result<()> {
    let kind = if contact.role == "police_officer" {
        "police"
    } else {
        contact.role.as_str()
    };
    let (zh, en) = about(kind);
    sqlx::query(
        "INSERT INTO contacts (id, building_id, position, kind, name_zh, name_en, phone, \
         about_zh, about_en, area_zh, area_en) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id)
    .bind(building)
    .bind(position)
    .bind(kind)
    .bind(contact.name.zh.as_str())
    .bind(contact.name.en.as_str())
    .bind(contact.phone.as_str())
    .bind(format!("{zh} · {}", contact.from.get(false)))
    .bind(format!("{en} · {}", contact.from.get(true)))
    .bind(area.zh.as_str())
    .bind(area.en.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

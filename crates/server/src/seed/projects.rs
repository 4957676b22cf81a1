//! The projects of the seed, with their drawings.

use linli_contract::{MeetingDecision, Timestamp};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::neighbourhood::Neighbourhood;
use super::{files, past};
use crate::clock::{day_of, instant_of};
use crate::db::bulk::{self, Cell};
use crate::error::{Error, Result};
use crate::orders::model::form::Bilingual;

#[derive(Deserialize)]
pub(super) struct PastProject {
    code: String,
    title: Bilingual,
    summary: Bilingual,
    text: Vec<Bilingual>,
    stage: String,
    place: Bilingual,
    #[serde(default)]
    cost_yuan: Option<i64>,
    #[serde(default)]
    funding: Bilingual,
    #[serde(default)]
    proposer: Option<Bilingual>,
    #[serde(default)]
    person: Option<String>,
    /// A drawing.
    #[serde(default)]
    picture: Option<String>,
    #[serde(default = "yes")]
    listed: bool,
    stages: Vec<PastStage>,
    #[serde(default)]
    milestones: Vec<PastMilestone>,
    #[serde(default)]
    meetings: Vec<PastMeeting>,
    #[serde(default)]
    assessment: Option<PastAssessment>,
    #[serde(default)]
    comments: Vec<PastComment>,
    /// Households with the level each chose.
    #[serde(default)]
    evaluation: Vec<(String, i64)>,
    #[serde(default)]
    followers: Vec<String>,
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct PastStage {
    stage: String,
    days_ago: i64,
    text: Bilingual,
}

#[derive(Deserialize)]
struct PastMilestone {
    key: String,
    title: Bilingual,
    planned_in: i64,
    #[serde(default)]
    done_in: Option<i64>,
    #[serde(default)]
    text: Bilingual,
    #[serde(default)]
    picture: Option<String>,
}

#[derive(Deserialize)]
struct PastMeeting {
    key: String,
    title: Bilingual,
    in_days: i64,
    minute: i64,
    place: Bilingual,
    agenda: Bilingual,
    #[serde(default)]
    minutes: Bilingual,
    decisions: Vec<PastDecision>,
}

#[derive(Deserialize)]
struct PastDecision {
    text: Bilingual,
    who: Bilingual,
    #[serde(default)]
    due_in: Option<i64>,
    done: bool,
}

#[derive(Deserialize)]
struct PastAssessment {
    level: String,
    days_ago: i64,
    text: Vec<Bilingual>,
}

#[derive(Deserialize)]
struct PastComment {
    column: String,
    household: String,
    days_ago: i64,
    text: Bilingual,
    #[serde(default)]
    answer: Option<PastAnswer>,
}

#[derive(Deserialize)]
struct PastAnswer {
    text: Bilingual,
    by: String,
    days_ago: i64,
}

/// The drawings: their name, and what can be seen.
const DRAWINGS: [(&str, &str, &str); 14] = [
    (
        "bench",
        "树下一张带扶手的长椅",
        "A bench with armrests under a tree",
    ),
    (
        "bins",
        "四个颜色不同的分类垃圾桶",
        "Four waste bins in four colours",
    ),
    (
        "canteen",
        "红屋顶的社区食堂，锅里冒着热气",
        "The canteen with its red roof, steam rising",
    ),
    (
        "charging",
        "带雨棚的充电棚，停着两排电动车，边上有灭火器",
        "A roofed charging shed with scooters and an extinguisher",
    ),
    (
        "dance",
        "三个人在树下跳广场舞",
        "Three people dancing on the square",
    ),
    (
        "garden",
        "花园里一条弯弯的小路，两边开着花",
        "A winding path through a garden with flowers",
    ),
    (
        "gate",
        "小区大门，装着人行道闸",
        "The gate of the estate with a turnstile",
    ),
    (
        "lamp",
        "一盏路灯照亮路面",
        "A street lamp lighting the ground",
    ),
    ("library", "摆满书的书架", "Shelves full of books"),
    (
        "lift",
        "新装的电梯，门口有一张坐凳",
        "A new lift with a seat beside its doors",
    ),
    ("locker", "带低格的快递柜", "Parcel lockers with a low row"),
    ("playground", "秋千和滑梯", "A swing and a slide"),
    (
        "ramp",
        "带扶手的轮椅坡道",
        "A wheelchair ramp with handrails",
    ),
    (
        "roof",
        "屋顶上的种植箱和窗户",
        "Boxes on a flat roof above windows",
    ),
];

fn json(texts: &[Bilingual], english: bool) -> Result<String> {
    let texts: Vec<&str> = texts.iter().map(|text| text.get(english)).collect();
    Ok(serde_json::to_string(&texts)?)
}

/// Writes the drawings and the projects.
pub(super) async fn insert(
    projects: &[PastProject],
    neighbourhood: &Neighbourhood,
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<()> {
    for (id, zh, en) in DRAWINGS {
        let drawing = files::drawing(id).map_err(Error::internal)?;
        sqlx::query("INSERT INTO pictures (id, alt_zh, alt_en, drawing) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(zh)
            .bind(en)
            .bind(drawing)
            .execute(&mut *connection)
            .await?;
    }
    for (index, project) in (0_i64..).zip(projects) {
        let writing = Writing {
            project,
            neighbourhood,
            now,
            index,
        };
        writing.project(connection).await?;
        writing.parts(connection).await?;
        writing.voices(connection).await?;
    }
    Ok(())
}

struct Writing<'a> {
    project: &'a PastProject,
    neighbourhood: &'a Neighbourhood,
    now: Timestamp,
    index: i64,
}

impl Writing<'_> {
    fn at(&self, days_ago: i64) -> i64 {
        past(self.now, days_ago, 9 * 60 + self.index * 11).0
    }

    fn day(&self, in_days: i64) -> String {
        day_of(self.now).plus_days(in_days).to_string()
    }

    async fn project(&self, connection: &mut AnyConnection) -> Result<()> {
        let project = self.project;
        let first = project.stages.first().map_or(0, |stage| stage.days_ago);
        let last = project.stages.last().map_or(0, |stage| stage.days_ago);
        let proposer = match &project.proposer {
            Some(words) => words.clone(),
            None => self.neighbour_of(project.person.as_deref().unwrap_or_default()),
        };
        let assessment = project.assessment.as_ref();
        let assessed = |english| assessment.map_or(Ok(String::new()), |a| json(&a.text, english));
        let row: [Cell; 18] = [
            project.code.as_str().into(),
            project.title.zh.as_str().into(),
            project.title.en.as_str().into(),
            project.summary.zh.as_str().into(),
            project.summary.en.as_str().into(),
            json(&project.text, false)?.into(),
            json(&project.text, true)?.into(),
            project.place.zh.as_str().into(),
            project.place.en.as_str().into(),
            project.stage.as_str().into(),
            project.funding.zh.as_str().into(),
            project.funding.en.as_str().into(),
            proposer.zh.into(),
            proposer.en.into(),
            project.person.clone().into(),
            i64::from(project.listed).into(),
            self.at(first).into(),
            self.at(last).into(),
        ];
        let into = "projects (id, title_zh, title_en, summary_zh, summary_en, text_zh, text_en, \
             place_zh, place_en, stage, funding_zh, funding_en, proposer_zh, proposer_en, \
             person_id, listed, created_at, changed_at)";
        bulk::insert(connection, into, &[row]).await?;
        sqlx::query(
            "UPDATE projects SET cost_fen = $2, risk = $3, assessment_zh = $4, \
             assessment_en = $5, assessed_at = $6 WHERE id = $1",
        )
        .bind(&project.code)
        .bind(project.cost_yuan.map(|yuan| yuan * 100))
        .bind(assessment.map_or("", |a| &a.level))
        .bind(assessed(false)?)
        .bind(assessed(true)?)
        .bind(assessment.map(|a| self.at(a.days_ago)))
        .execute(&mut *connection)
        .await?;
        let stages: Vec<[Cell; 6]> = (1_i64..)
            .zip(&project.stages)
            .map(|(position, stage)| {
                [
                    project.code.as_str().into(),
                    position.into(),
                    stage.stage.as_str().into(),
                    self.at(stage.days_ago).into(),
                    stage.text.zh.as_str().into(),
                    stage.text.en.as_str().into(),
                ]
            })
            .collect();
        let into = "project_stages (project_id, position, stage, at, text_zh, text_en)";
        bulk::insert(connection, into, &stages).await
    }

    /// Pictures, milestones, meetings.
    async fn parts(&self, connection: &mut AnyConnection) -> Result<()> {
        let project = self.project;
        let code = project.code.as_str();
        let mut pictures: Vec<[Cell; 4]> = Vec::new();
        if let Some(picture) = &project.picture {
            pictures.push([code.into(), "".into(), 0.into(), picture.as_str().into()]);
        }
        let mut milestones: Vec<[Cell; 8]> = Vec::new();
        for milestone in &project.milestones {
            let key = milestone.key.as_str();
            if let Some(picture) = &milestone.picture {
                pictures.push([code.into(), key.into(), 0.into(), picture.as_str().into()]);
            }
            milestones.push([
                code.into(),
                key.into(),
                milestone.title.zh.as_str().into(),
                milestone.title.en.as_str().into(),
                self.day(milestone.planned_in).into(),
                milestone.done_in.map(|days| self.day(days)).into(),
                milestone.text.zh.as_str().into(),
                milestone.text.en.as_str().into(),
            ]);
        }
        let into = "project_pictures (project_id, milestone, position, picture_id)";
        bulk::insert(connection, into, &pictures).await?;
        let into = "project_milestones (project_id, key, title_zh, title_en, planned_on, \
             done_on, text_zh, text_en)";
        bulk::insert(connection, into, &milestones).await?;
        let mut meetings: Vec<[Cell; 13]> = Vec::new();
        for meeting in &project.meetings {
            let day = day_of(self.now).plus_days(meeting.in_days);
            meetings.push([
                code.into(),
                meeting.key.as_str().into(),
                meeting.title.zh.as_str().into(),
                meeting.title.en.as_str().into(),
                instant_of(day, meeting.minute).0.into(),
                meeting.place.zh.as_str().into(),
                meeting.place.en.as_str().into(),
                meeting.agenda.zh.as_str().into(),
                meeting.agenda.en.as_str().into(),
                meeting.minutes.zh.as_str().into(),
                meeting.minutes.en.as_str().into(),
                self.decisions(meeting, false)?.into(),
                self.decisions(meeting, true)?.into(),
            ]);
        }
        let into = "project_meetings (project_id, key, title_zh, title_en, starts_at, place_zh, \
             place_en, agenda_zh, agenda_en, minutes_zh, minutes_en, decisions_zh, decisions_en)";
        bulk::insert(connection, into, &meetings).await
    }

    fn decisions(&self, meeting: &PastMeeting, english: bool) -> Result<String> {
        let decision = |decision: &PastDecision| MeetingDecision {
            text: decision.text.get(english).to_owned(),
            who: decision.who.get(english).to_owned(),
            due_on: decision.due_in.map(|days| day_of(self.now).plus_days(days)),
            done: decision.done,
        };
        let decisions: Vec<MeetingDecision> = meeting.decisions.iter().map(decision).collect();
        Ok(serde_json::to_string(&decisions)?)
    }

    /// Comments, evaluations, followers.
    async fn voices(&self, connection: &mut AnyConnection) -> Result<()> {
        let project = self.project;
        let code = project.code.as_str();
        for (number, comment) in (1_i64..).zip(&project.comments) {
            let id = format!("{code}-{number}");
            let person = self.person_of(&comment.household)?;
            let author = self.neighbour_of(person);
            let answer = comment.answer.as_ref();
            let by = answer.and_then(|answer| self.neighbourhood.name_of(&answer.by));
            let of = |text: Option<&Bilingual>, english| {
                text.map_or("", |text| text.get(english)).to_owned()
            };
            sqlx::query(
                "INSERT INTO project_comments (id, project_id, side, person_id, client_ref, \
                 author_zh, author_en, text_zh, text_en, at, state, answer_zh, answer_en, \
                 answered_by_zh, answered_by_en, answered_at) VALUES ($1, $2, $3, $4, $5, $6, \
                 $7, $8, $9, $10, 'published', $11, $12, $13, $14, $15)",
            )
            .bind(id.as_str())
            .bind(code)
            .bind(comment.column.as_str())
            .bind(person)
            .bind(format!("seed-{id}"))
            .bind(author.zh)
            .bind(author.en)
            .bind(comment.text.zh.as_str())
            .bind(comment.text.en.as_str())
            .bind(self.at(comment.days_ago) + number * 420_000)
            .bind(of(answer.map(|answer| &answer.text), false))
            .bind(of(answer.map(|answer| &answer.text), true))
            .bind(of(by, false))
            .bind(of(by, true))
            .bind(answer.map(|answer| self.at(answer.days_ago) + number * 840_000))
            .execute(&mut *connection)
            .await?;
        }
        let mut evaluations: Vec<[Cell; 6]> = Vec::new();
        for (household, level) in &project.evaluation {
            let said = (1_i64..).zip(&project.comments).find(|(_, comment)| {
                comment.column == "evaluation" && comment.household == *household
            });
            evaluations.push([
                code.into(),
                household.as_str().into(),
                self.person_of(household)?.into(),
                (*level).into(),
                said.map(|(number, _)| format!("{code}-{number}")).into(),
                self.at(2).into(),
            ]);
        }
        let into =
            "project_evaluations (project_id, household_id, person_id, level, comment_id, at)";
        bulk::insert(connection, into, &evaluations).await?;
        let mut followers: Vec<&str> = project.followers.iter().map(String::as_str).collect();
        followers.extend(project.person.as_deref());
        followers.sort_unstable();
        followers.dedup();
        let rows: Vec<[Cell; 2]> = followers
            .into_iter()
            .map(|person| [code.into(), person.into()])
            .collect();
        bulk::insert(
            connection,
            "project_followers (project_id, person_id)",
            &rows,
        )
        .await
    }

    fn person_of(&self, household: &str) -> Result<&str> {
        let mut people = self.neighbourhood.people.iter();
        people
            .find(|person| person.household == household)
            .map(|person| person.code.as_str())
            .ok_or_else(|| Error::internal(format!("household {household} has nobody")))
    }

    /// A neighbour of the building in which somebody lives.
    fn neighbour_of(&self, person: &str) -> Bilingual {
        let name = self.neighbourhood.building_of(person);
        Bilingual {
            zh: format!("{}邻居", name.get(false)),
            en: format!("A neighbour of {}", name.get(true)),
        }
    }
}

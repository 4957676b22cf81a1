//! Announcements and guide pages of the seed.

use linli_contract::{GuideSection, Timestamp};
use serde::Deserialize;

use super::{files, past};
use crate::db::Tx;
use crate::error::Result;
use crate::orders::model::form::Bilingual;

pub(super) struct Texts {
    announcements: Vec<PastAnnouncement>,
    guides: Vec<GuidePage>,
}

#[derive(Deserialize)]
struct PastAnnouncement {
    days_ago: i64,
    title: Bilingual,
    /// Paragraphs are parted by an empty line.
    body: Bilingual,
    #[serde(default)]
    pinned: bool,
}

#[derive(Deserialize)]
struct GuidePage {
    code: String,
    title: Bilingual,
    summary: Bilingual,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    heading: Bilingual,
    paragraphs: Vec<Bilingual>,
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

impl GuidePage {
    fn sections(&self, english: bool) -> Vec<GuideSection> {
        self.sections
            .iter()
            .map(|section| GuideSection {
                heading: section.heading.get(english).to_owned(),
                paragraphs: section
                    .paragraphs
                    .iter()
                    .map(|paragraph| paragraph.get(english).to_owned())
                    .collect(),
            })
            .collect()
    }
}

impl Texts {
    pub(super) fn read() -> Result<Self, String> {
        Ok(Self {
            announcements: files::json("announcements.json")?,
            guides: files::folder("guides")?,
        })
    }

    pub(super) async fn insert(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        for (index, announcement) in (0_i64..).zip(&self.announcements) {
            sqlx::query(
                "INSERT INTO announcements (id, title_zh, title_en, body_zh, body_en, \
                 published_at, pinned) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(format!("a{:02}", index + 1))
            .bind(announcement.title.zh.as_str())
            .bind(announcement.title.en.as_str())
            .bind(serde_json::to_string(&paragraphs(&announcement.body.zh))?)
            .bind(serde_json::to_string(&paragraphs(&announcement.body.en))?)
            .bind(past(now, announcement.days_ago, 9 * 60 + index * 13).0)
            .bind(i64::from(announcement.pinned))
            .execute(&mut **tx)
            .await?;
        }
        for (position, guide) in (0_i64..).zip(&self.guides) {
            sqlx::query(
                "INSERT INTO guides (id, position, title_zh, title_en, summary_zh, summary_en, \
                 sections_zh, sections_en) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(guide.code.as_str())
            .bind(position)
            .bind(guide.title.zh.as_str())
            .bind(guide.title.en.as_str())
            .bind(guide.summary.zh.as_str())
            .bind(guide.summary.en.as_str())
            .bind(serde_json::to_string(&guide.sections(false))?)
            .bind(serde_json::to_string(&guide.sections(true))?)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}

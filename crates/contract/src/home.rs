//! The first screen, announcements and guide pages.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    AnnouncementId, BallotId, BookingId, Capabilities, Community, Contact, GuideId, Me, OrderId,
    ProjectId, ProjectStage, ServiceId, Timestamp, Wish, WishId, WishStatus,
};

/// Everything the first screen needs: `GET /v1/home`. Signed out, it has no `me`, `todos`, nor
/// contacts of a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Home {
    /// The language of the texts in this answer.
    pub language: String,
    /// As `GET /v1/capabilities`.
    pub capabilities: Capabilities,
    /// As `GET /v1/community`.
    pub community: Community,
    /// Who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    /// What waits for this person, most urgent first.
    #[serde(default)]
    pub todos: Vec<Todo>,
    /// Live figures for the tiles.
    pub figures: Figures,
    /// Open wishes nearest to their threshold, at most three.
    #[serde(default)]
    pub wishes: Vec<Wish>,
    /// What became of wishes that my household made or seconded, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wish_news: Vec<WishNews>,
    /// The newest announcements, at most three.
    #[serde(default)]
    pub announcements: Vec<Announcement>,
    /// My building's contacts; signed out, the centre's own.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Open ballots in which I may vote, the nearest close first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<HomeBallot>,
    /// Changes of the stage of projects that I proposed or follow, of the last 14 days, the newest
    /// first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub project_news: Vec<ProjectNews>,
    /// What about points waits for my household, the nearest date first, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points_todos: Vec<PointsTodo>,
    /// My own appointments of the next 24 hours, booked under my name; nobody else is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Reminder>,
}

/// An appointment that is near, in words that say nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Reminder {
    /// The booking.
    pub booking_id: BookingId,
    /// 社区预约.
    pub title: String,
    /// When it begins.
    pub starts_at: Timestamp,
}

open_enum!(
    /// What about points waits for my household.
    PointsTodoKind {
        /// Points will be taken; `id` is the entry.
        PenaltyAnnounced = "penalty_announced",
        /// Lots expire in 30 days or in 7; `due_at` is the start of the day after.
        LotsExpiring = "lots_expiring",
        /// A reward waits; `id` is the redemption.
        PickUp = "pick_up",
    }
);

/// A card about points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsTodo {
    /// Which of these.
    pub kind: PointsTodoKind,
    /// What it is about, in words.
    pub title: String,
    /// How many points.
    pub points: u32,
    /// Until when.
    pub due_at: Timestamp,
    /// The entry or the redemption it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// An open ballot in which I may vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct HomeBallot {
    /// The ballot.
    pub ballot_id: BallotId,
    /// Its title.
    pub title: String,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Whether my unit has a vote.
    pub voted: bool,
}

/// A change of a project's stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ProjectNews {
    /// The project.
    pub project_id: ProjectId,
    /// Its title.
    pub title: String,
    /// The stage from then on.
    pub stage: ProjectStage,
    /// What a worker said about it.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Figures for the tiles of the first screen. An absent figure is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Figures {
    /// How many services can be ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<u32>,
    /// How many of my household's orders are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_orders: Option<u32>,
    /// How many wishes are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_wishes: Option<u32>,
    /// How many projects are in motion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projects: Option<u32>,
    /// How many ballots are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_ballots: Option<u32>,
    /// What my household can spend, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
}

open_enum!(
    /// Why something waits for me.
    TodoKind {
        /// An order needs an answer (待补充).
        NeedInfo = "need_info",
        /// A finished order asks whether it is solved.
        ConfirmResult = "confirm_result",
        /// A solved order can be rated.
        Rate = "rate",
        /// A visit is near.
        Visit = "visit",
    }
);

/// One card of 待我办理.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Todo {
    /// Why.
    pub kind: TodoKind,
    /// What it is about: the service's name.
    pub title: String,
    /// More, in the worker's or provider's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Until when, or at what time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The order it leads to.
    pub order_id: OrderId,
}

/// A wish of my household, or one that it seconded, was decided. Told for 14 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct WishNews {
    /// The wish.
    pub wish_id: WishId,
    /// The wish in one line.
    pub text: String,
    /// Adopted or declined.
    pub status: WishStatus,
    /// Why.
    pub reason: String,
    /// Adopted: the service it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// Whether my household made it; otherwise it seconded it.
    #[serde(default)]
    pub mine: bool,
    /// When it was decided.
    pub decided_at: Timestamp,
}

/// An announcement: `GET /v1/announcements`. Lists leave `body` empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// Its title.
    pub title: String,
    /// Paragraphs of plain text; `GET /v1/announcements/{id}` has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<String>,
    /// When it was published.
    pub published_at: Timestamp,
    /// Whether it stays on top.
    #[serde(default)]
    pub pinned: bool,
}

/// A guide page: `GET /v1/guides`. Lists leave `sections` empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Guide {
    /// Its id, readable in links.
    pub id: GuideId,
    /// Its title.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// Its text; `GET /v1/guides/{id}` has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<GuideSection>,
}

/// A part of a guide page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct GuideSection {
    /// Its heading.
    pub heading: String,
    /// Paragraphs of plain text.
    pub paragraphs: Vec<String>,
}

//! Every address of the app. Links are made from this type and read back into it, so that no link
//! can rot. It lives below the features because they all link to each other's pages.

use std::fmt;

use linli_contract::{AnnouncementId, BallotId, GuideId, OrderId, ProjectId, ServiceId, WishId};

/// A page and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Home,
    /// `/services`
    Services,
    /// `/services/{id}`
    Service(ServiceId),
    /// `/lists` and `/lists/{id}`: who does what (四张清单).
    Lists(Option<String>),
    /// `/services/{id}/order/{step}`
    OrderForm(ServiceId, Step),
    /// `/orders`
    Orders,
    /// `/orders/{id}`
    Order(OrderId),
    /// `/outbox`: what waits on this device.
    Outbox,
    /// `/wishes`
    Wishes,
    /// `/wishes/new`
    NewWish,
    /// `/wishes/{id}`
    Wish(WishId),
    /// `/projects`: what the neighbourhood plans and decides, with its ballots.
    Projects,
    /// `/projects/new`
    NewProject,
    /// `/projects/{id}`
    Project(ProjectId),
    /// `/ballots/{id}`
    Ballot(BallotId),
    /// `/ballots/{id}/result`
    Result(BallotId),
    /// `/recount?ballot=…`: counting a file again, the ballot's own where it is named.
    Recount(Option<BallotId>),
    /// `/receipt` and `/receipt/{number}`: looking a receipt up.
    Receipt(Option<String>),
    /// `/points` and what lies under it, which [`PointsPage`](super::points::PointsPage) reads.
    Points(String),
    /// `/sign-in?next=…`
    SignIn(Option<Box<Route>>),
    /// `/hand-off`: signing in at a kiosk from one's own phone. What it is about stands after `#`, and in no path.
    HandOff,
    /// `/kiosk`: making this device a kiosk; at a kiosk, its own page for those who look after it.
    Kiosk,
    /// `/me`
    Me,
    /// `/me/accesses`: who opened my household's file.
    Accesses,
    /// `/announcements`
    Announcements,
    /// `/announcements/{id}`
    Announcement(AnnouncementId),
    /// `/guides`
    Guides,
    /// `/guides/{id}`
    Guide(GuideId),
    /// `/contacts`
    Contacts,
    /// `/care` and what lies under it, which [`CarePage`](super::care::CarePage) reads.
    Care(String),
    /// `/provider` and what lies under it, which [`ProviderPage`](super::provider::ProviderPage) reads.
    Provider(String),
    /// `/desk`
    Desk,
    /// `/desk/orders/{id}`
    DeskOrder(OrderId),
    /// `/desk/work`: everything that waits.
    DeskWork,
    /// `/desk/audit`: what was done at the desk.
    DeskAudit,
    /// `/desk/services`: the catalogue.
    DeskServices,
    /// `/desk/services/{id}`: editing a service.
    DeskService(ServiceId),
    /// `/desk/wishes`
    DeskWishes,
    /// `/desk/projects`
    DeskProjects,
    /// `/desk/projects/new`
    DeskNewProject,
    /// `/desk/projects/{id}`
    DeskProject(ProjectId),
    /// `/desk/ballots`
    DeskBallots,
    /// `/desk/ballots/new`
    DeskNewBallot,
    /// `/desk/ballots/{id}`
    DeskBallot(BallotId),
    /// `/desk/ballots/{id}/papers`: its votes on paper.
    DeskPapers(BallotId),
    /// `/desk/points`: the entries of all households.
    DeskPoints,
    /// `/desk/points/new`: recording one.
    DeskRecord,
    /// `/desk/points/appeals`: what households object to.
    DeskAppeals,
    /// `/desk/points/handouts`: rewards that are picked up.
    DeskHandouts,
    /// `/desk/kiosks`: screens that are kiosks, and those that ask to become one.
    DeskKiosks,
    /// Anything else.
    NotFound,
}

/// A step of the order form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// For whom the order is: asked first and kept on screen.
    Person,
    /// A question, by its id.
    Question(String),
    /// The answers, before they are sent.
    Check,
    /// After sending: received, or waiting on this device. The key of the intention.
    Sent(String),
}

impl Route {
    /// Reads a path with its query. Unknown parameters are ignored: chat apps append their own.
    pub fn parse(path_and_query: &str) -> Self {
        let (path, query) = path_and_query
            .split_once('?')
            .unwrap_or((path_and_query, ""));
        let path = path.split_once('#').map_or(path, |(path, _)| path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if !parts.iter().all(|part| is_id(part)) {
            return Self::NotFound;
        }
        match parts.as_slice() {
            [] | ["index.html"] => Self::Home,
            ["services"] => Self::Services,
            ["services", id] => Self::Service((*id).into()),
            ["lists"] => Self::Lists(None),
            ["lists", id] => Self::Lists(Some((*id).to_owned())),
            ["services", id, "order"] => Self::OrderForm((*id).into(), Step::Person),
            ["services", id, "order", "check"] => Self::OrderForm((*id).into(), Step::Check),
            ["services", id, "order", "sent", key] => {
                Self::OrderForm((*id).into(), Step::Sent((*key).to_owned()))
            }
            ["services", id, "order", "q", question] => {
                Self::OrderForm((*id).into(), Step::Question((*question).to_owned()))
            }
            ["orders"] => Self::Orders,
            ["orders", id] => Self::Order((*id).into()),
            ["outbox"] => Self::Outbox,
            ["wishes"] => Self::Wishes,
            ["wishes", "new"] => Self::NewWish,
            ["wishes", id] => Self::Wish((*id).into()),
            ["projects"] => Self::Projects,
            ["projects", "new"] => Self::NewProject,
            ["projects", id] => Self::Project((*id).into()),
            ["ballots", id] => Self::Ballot((*id).into()),
            ["ballots", id, "result"] => Self::Result((*id).into()),
            ["recount"] => Self::Recount(ballot(query)),
            ["receipt"] => Self::Receipt(None),
            ["receipt", number] => Self::Receipt(Some((*number).to_owned())),
            ["points", tail @ ..] => Self::Points(tail.join("/")),
            ["sign-in"] => Self::SignIn(next(query)),
            ["hand-off"] => Self::HandOff,
            ["kiosk"] => Self::Kiosk,
            ["me"] => Self::Me,
            ["me", "accesses"] => Self::Accesses,
            ["announcements"] => Self::Announcements,
            ["announcements", id] => Self::Announcement((*id).into()),
            ["guides"] => Self::Guides,
            ["guides", id] => Self::Guide((*id).into()),
            ["contacts"] => Self::Contacts,
            ["care", tail @ ..] => Self::Care(tail.join("/")),
            ["provider", tail @ ..] => Self::Provider(tail.join("/")),
            ["desk"] => Self::Desk,
            ["desk", "orders", id] => Self::DeskOrder((*id).into()),
            ["desk", "work"] => Self::DeskWork,
            ["desk", "audit"] => Self::DeskAudit,
            ["desk", "services"] => Self::DeskServices,
            ["desk", "services", id] => Self::DeskService((*id).into()),
            ["desk", "wishes"] => Self::DeskWishes,
            ["desk", "projects"] => Self::DeskProjects,
            ["desk", "projects", "new"] => Self::DeskNewProject,
            ["desk", "projects", id] => Self::DeskProject((*id).into()),
            ["desk", "ballots"] => Self::DeskBallots,
            ["desk", "ballots", "new"] => Self::DeskNewBallot,
            ["desk", "ballots", id] => Self::DeskBallot((*id).into()),
            ["desk", "ballots", id, "papers"] => Self::DeskPapers((*id).into()),
            ["desk", "points"] => Self::DeskPoints,
            ["desk", "points", "new"] => Self::DeskRecord,
            ["desk", "points", "appeals"] => Self::DeskAppeals,
            ["desk", "points", "handouts"] => Self::DeskHandouts,
            ["desk", "kiosks"] => Self::DeskKiosks,
            _ => Self::NotFound,
        }
    }

    /// The page without what changes inside it: the steps of one form are one page, and so are the
    /// queue of the desk and the order that is chosen in it.
    #[must_use]
    pub fn page(&self) -> Self {
        match self {
            Self::OrderForm(_, Step::Sent(_)) => self.clone(),
            Self::OrderForm(id, _) => Self::OrderForm(id.clone(), Step::Person),
            Self::DeskOrder(_) => Self::Desk,
            other => other.clone(),
        }
    }

    /// The tab this page belongs to.
    pub const fn tab(&self) -> Option<Tab> {
        match self {
            Self::Home
            | Self::Announcements
            | Self::Announcement(_)
            | Self::Guides
            | Self::Guide(_)
            | Self::Contacts => Some(Tab::Home),
            Self::Services
            | Self::Service(_)
            | Self::Lists(_)
            | Self::Orders
            | Self::Order(_)
            | Self::Wishes
            | Self::NewWish
            | Self::Wish(_)
            | Self::Outbox => Some(Tab::Services),
            Self::Projects
            | Self::NewProject
            | Self::Project(_)
            | Self::Ballot(_)
            | Self::Result(_)
            | Self::Recount(_)
            | Self::Receipt(_) => Some(Tab::Projects),
            Self::Points(_) => Some(Tab::Points),
            Self::Care(_) => Some(Tab::Care),
            _ => None,
        }
    }

    /// Whether the page is one of those that leave no trace.
    pub const fn is_care(&self) -> bool {
        matches!(self, Self::Care(_))
    }

    /// Whether the page belongs to the desk of those who work here.
    pub const fn is_desk(&self) -> bool {
        matches!(
            self,
            Self::Provider(_)
                | Self::Desk
                | Self::DeskOrder(_)
                | Self::DeskWork
                | Self::DeskServices
                | Self::DeskService(_)
                | Self::DeskAudit
                | Self::DeskWishes
                | Self::DeskProjects
                | Self::DeskNewProject
                | Self::DeskProject(_)
                | Self::DeskBallots
                | Self::DeskNewBallot
                | Self::DeskBallot(_)
                | Self::DeskPapers(_)
                | Self::DeskPoints
                | Self::DeskRecord
                | Self::DeskAppeals
                | Self::DeskHandouts
                | Self::DeskKiosks
        )
    }
}

/// A tab at the bottom. Tabs of jobs that the backend does not offer do not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// 首页
    Home,
    /// 点单
    Services,
    /// 议事
    Projects,
    /// 积分
    Points,
    /// 心理
    Care,
}

/// Ids of the contract; anything else in a path is not ours.
fn is_id(part: &str) -> bool {
    part.len() <= 64
        && part
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// The ballot that is named in a query.
fn ballot(query: &str) -> Option<BallotId> {
    let id = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("ballot="))?;
    (!id.is_empty() && is_id(id)).then(|| id.into())
}

/// The page to return to after signing in. Only our own paths: an address of somebody else must
/// not hide in a link to us.
fn next(query: &str) -> Option<Box<Route>> {
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("next="))?;
    let path = value.replace("%2F", "/").replace("%2f", "/");
    match Route::parse(&path) {
        Route::NotFound | Route::SignIn(_) => None,
        route => Some(Box::new(route)),
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::Services => f.write_str("/services"),
            Self::Service(id) => write!(f, "/services/{id}"),
            Self::Lists(None) => f.write_str("/lists"),
            Self::Lists(Some(id)) => write!(f, "/lists/{id}"),
            Self::OrderForm(id, Step::Person) => write!(f, "/services/{id}/order"),
            Self::OrderForm(id, Step::Check) => write!(f, "/services/{id}/order/check"),
            Self::OrderForm(id, Step::Sent(key)) => write!(f, "/services/{id}/order/sent/{key}"),
            Self::OrderForm(id, Step::Question(question)) => {
                write!(f, "/services/{id}/order/q/{question}")
            }
            Self::Orders => f.write_str("/orders"),
            Self::Order(id) => write!(f, "/orders/{id}"),
            Self::Outbox => f.write_str("/outbox"),
            Self::Wishes => f.write_str("/wishes"),
            Self::NewWish => f.write_str("/wishes/new"),
            Self::Wish(id) => write!(f, "/wishes/{id}"),
            Self::Projects => f.write_str("/projects"),
            Self::NewProject => f.write_str("/projects/new"),
            Self::Project(id) => write!(f, "/projects/{id}"),
            Self::Ballot(id) => write!(f, "/ballots/{id}"),
            Self::Result(id) => write!(f, "/ballots/{id}/result"),
            Self::Recount(None) => f.write_str("/recount"),
            Self::Recount(Some(id)) => write!(f, "/recount?ballot={id}"),
            Self::Receipt(None) => f.write_str("/receipt"),
            Self::Receipt(Some(number)) => write!(f, "/receipt/{number}"),
            Self::Points(tail) if tail.is_empty() => f.write_str("/points"),
            Self::Points(tail) => write!(f, "/points/{tail}"),
            Self::SignIn(None) => f.write_str("/sign-in"),
            Self::SignIn(Some(next)) => write!(f, "/sign-in?next={next}"),
            Self::HandOff => f.write_str("/hand-off"),
            Self::Kiosk => f.write_str("/kiosk"),
            Self::Me => f.write_str("/me"),
            Self::Accesses => f.write_str("/me/accesses"),
            Self::Announcements => f.write_str("/announcements"),
            Self::Announcement(id) => write!(f, "/announcements/{id}"),
            Self::Guides => f.write_str("/guides"),
            Self::Guide(id) => write!(f, "/guides/{id}"),
            Self::Contacts => f.write_str("/contacts"),
            Self::Care(tail) if tail.is_empty() => f.write_str("/care"),
            Self::Care(tail) => write!(f, "/care/{tail}"),
            Self::Provider(tail) if tail.is_empty() => f.write_str("/provider"),
            Self::Provider(tail) => write!(f, "/provider/{tail}"),
            Self::Desk => f.write_str("/desk"),
            Self::DeskOrder(id) => write!(f, "/desk/orders/{id}"),
            Self::DeskWork => f.write_str("/desk/work"),
            Self::DeskAudit => f.write_str("/desk/audit"),
            Self::DeskServices => f.write_str("/desk/services"),
            Self::DeskService(id) => write!(f, "/desk/services/{id}"),
            Self::DeskWishes => f.write_str("/desk/wishes"),
            Self::DeskProjects => f.write_str("/desk/projects"),
            Self::DeskNewProject => f.write_str("/desk/projects/new"),
            Self::DeskProject(id) => write!(f, "/desk/projects/{id}"),
            Self::DeskBallots => f.write_str("/desk/ballots"),
            Self::DeskNewBallot => f.write_str("/desk/ballots/new"),
            Self::DeskBallot(id) => write!(f, "/desk/ballots/{id}"),
            Self::DeskPapers(id) => write!(f, "/desk/ballots/{id}/papers"),
            Self::DeskPoints => f.write_str("/desk/points"),
            Self::DeskRecord => f.write_str("/desk/points/new"),
            Self::DeskAppeals => f.write_str("/desk/points/appeals"),
            Self::DeskHandouts => f.write_str("/desk/points/handouts"),
            Self::DeskKiosks => f.write_str("/desk/kiosks"),
            Self::NotFound => f.write_str("/not-found"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Route> {
        vec![
            Route::Home,
            Route::Services,
            Route::Service("repair-tap".into()),
            Route::Lists(None),
            Route::Lists(Some("market".into())),
            Route::OrderForm("repair-tap".into(), Step::Person),
            Route::OrderForm("repair-tap".into(), Step::Question("where".into())),
            Route::OrderForm("repair-tap".into(), Step::Check),
            Route::OrderForm("repair-tap".into(), Step::Sent("0af1".into())),
            Route::Orders,
            Route::Order("o1".into()),
            Route::Outbox,
            Route::Wishes,
            Route::NewWish,
            Route::Wish("w1".into()),
            Route::Projects,
            Route::NewProject,
            Route::Project("p1".into()),
            Route::Ballot("b1".into()),
            Route::Result("b1".into()),
            Route::Recount(None),
            Route::Recount(Some("b1".into())),
            Route::Receipt(None),
            Route::Receipt(Some("4821903355127704".into())),
            Route::Care(String::new()),
            Route::Care("check/s2".into()),
            Route::SignIn(None),
            Route::SignIn(Some(Box::new(Route::OrderForm(
                "repair-tap".into(),
                Step::Check,
            )))),
            Route::Points(String::new()),
            Route::Points("entries/e1".into()),
            Route::HandOff,
            Route::SignIn(Some(Box::new(Route::HandOff))),
            Route::Kiosk,
            Route::DeskKiosks,
            Route::Me,
            Route::Accesses,
            Route::Announcements,
            Route::Announcement("a1".into()),
            Route::Guides,
            Route::Guide("quota".into()),
            Route::Contacts,
            Route::Provider(String::new()),
            Route::Provider("bookings/b1".into()),
            Route::Desk,
            Route::DeskOrder("o1".into()),
            Route::DeskWork,
            Route::DeskServices,
            Route::DeskService("repair-tap".into()),
            Route::DeskAudit,
            Route::DeskWishes,
            Route::DeskProjects,
            Route::DeskNewProject,
            Route::DeskProject("p1".into()),
            Route::DeskBallots,
            Route::DeskNewBallot,
            Route::DeskBallot("b1".into()),
            Route::DeskPapers("b1".into()),
            Route::DeskPoints,
            Route::DeskRecord,
            Route::DeskAppeals,
            Route::DeskHandouts,
        ]
    }

    #[test]
    fn every_link_leads_back_to_its_page() {
        for route in all() {
            assert_eq!(Route::parse(&route.to_string()), route, "{route}");
        }
    }

    #[test]
    fn unknown_addresses_are_a_page_too() {
        for path in [
            "/nothing",
            "/services/a/b/c/d/e",
            "/services/%3Cscript%3E",
            "/orders/水管",
            "/desk/x",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn parameters_of_chat_apps_are_ignored() {
        assert_eq!(
            Route::parse("/services?from=singlemessage&isappinstalled=0"),
            Route::Services
        );
        assert_eq!(Route::parse("/#top"), Route::Home);
        assert_eq!(
            Route::parse("/recount?from=singlemessage&ballot=b1"),
            Route::Recount(Some("b1".into()))
        );
        for path in ["/recount?ballot=", "/recount?ballot=../x"] {
            assert_eq!(Route::parse(path), Route::Recount(None), "{path}");
        }
    }

    #[test]
    fn sign_in_never_leads_to_a_foreign_address() {
        assert_eq!(
            Route::parse("/sign-in?next=//evil.example"),
            Route::SignIn(None)
        );
        assert_eq!(
            Route::parse("/sign-in?next=https://evil.example/"),
            Route::SignIn(None)
        );
        assert_eq!(
            Route::parse("/sign-in?next=%2Forders"),
            Route::SignIn(Some(Box::new(Route::Orders)))
        );
    }
}

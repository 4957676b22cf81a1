use std::collections::BTreeSet;

use linli_contract::{BallotRow, BallotState, Home, Page, Picture, Project, ProjectRow};

use super::ballot;
use super::common::{Server, WANG};

#[tokio::test]
async fn the_seed_has_projects_in_every_stage_and_ballots_of_every_kind_and_unit() {
    let server = Server::start().await;
    assert_eq!(server.number("SELECT COUNT(*) FROM projects").await, 24);
    let page: Page<ProjectRow> = server.visitor().get("/v1/projects?limit=100").await.json();
    let stages: BTreeSet<&str> = page.items.iter().map(|row| row.stage.as_str()).collect();
    assert_eq!(stages.len(), linli_contract::ProjectStage::ALL.len());
    let page: Page<BallotRow> = server.visitor().get("/v1/ballots?limit=100").await.json();
    let open = page
        .items
        .iter()
        .filter(|row| row.state == BallotState::Open);
    let kinds: BTreeSet<&str> = open.clone().map(|row| row.kind.as_str()).collect();
    let units: BTreeSet<&str> = open.map(|row| row.unit.as_str()).collect();
    assert_eq!((kinds.len(), units.len()), (4, 4));
    let state = |state: BallotState| page.items.iter().filter(|row| row.state == state).count();
    assert_eq!(
        (state(BallotState::Announced), state(BallotState::Closed)),
        (1, 6)
    );
    let closed = page
        .items
        .iter()
        .filter(|row| row.state == BallotState::Closed);
    let votes: Vec<u32> = closed
        .map(|row| row.turnout.as_ref().unwrap().units)
        .collect();
    let thousands = votes.iter().filter(|units| **units >= 2_000).count();
    assert!(thousands >= 2, "{votes:?}");
    // The people of the demonstration can still vote.
    for id in ["budget-now", "dance-hours", "quiet-pact"] {
        let wang = server.signed_in(WANG).await;
        let mine = ballot(&wang, id).await.mine.unwrap();
        assert!(mine.eligible && !mine.voted, "{id}");
    }
}

#[tokio::test]
async fn every_text_of_a_project_has_both_languages_and_every_picture_is_there() {
    let server = Server::start().await;
    let page: Page<ProjectRow> = server.visitor().get("/v1/projects?limit=100").await.json();
    let mut pictures: Vec<Picture> = Vec::new();
    for row in page.items {
        let path = format!("/v1/projects/{}", row.id);
        let zh: Project = server.visitor().get(&path).await.json();
        let en: Project = server
            .visitor()
            .get(&format!("{path}?lang=en"))
            .await
            .json();
        let texts = |project: &Project| {
            let mut texts = vec![
                project.title.clone(),
                project.summary.clone(),
                project.place.clone(),
            ];
            texts.push(project.proposer.clone());
            texts.extend(project.text.clone());
            texts.extend(project.funding.clone());
            texts.extend(project.history.iter().map(|change| change.text.clone()));
            texts.extend(project.meetings.iter().flat_map(|meeting| {
                [
                    meeting.title.clone(),
                    meeting.agenda.clone(),
                    meeting.place.clone(),
                ]
            }));
            texts.extend(
                project
                    .milestones
                    .iter()
                    .map(|milestone| milestone.title.clone()),
            );
            texts.extend(
                project
                    .assessment
                    .iter()
                    .flat_map(|assessment| assessment.text.clone()),
            );
            texts
        };
        for (zh, en) in texts(&zh).into_iter().zip(texts(&en)) {
            assert!(zh != en || zh.is_empty(), "{path}: {zh}");
            assert!(
                !en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{path}: {en}"
            );
        }
        pictures.extend(zh.pictures);
        pictures.extend(
            zh.milestones
                .into_iter()
                .flat_map(|milestone| milestone.pictures),
        );
    }
    assert!(pictures.len() > 20);
    for picture in pictures {
        let reply = server
            .visitor()
            .get(&format!("/v1/pictures/{}", picture.id))
            .await;
        reply.expect(200);
        assert_eq!(reply.header("content-type"), "image/svg+xml");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("script"),
            "{policy}"
        );
        assert!(!picture.alt.is_empty());
        assert!(!reply.text().contains("<script"));
    }
}

#[tokio::test]
async fn home_tells_of_ballots_and_of_projects_that_somebody_follows() {
    let server = Server::start().await;
    let home: Home = server.signed_in(WANG).await.get("/v1/home").await.json();
    let ballots: Vec<(&str, bool)> = home
        .ballots
        .iter()
        .map(|ballot| (ballot.ballot_id.as_str(), ballot.voted))
        .collect();
    assert_eq!(
        ballots,
        [
            ("club-board", false),
            ("dance-hours", false),
            ("budget-now", false),
            ("quiet-pact", false),
            ("owners-now", false),
        ]
    );
    assert!(home.ballots.is_sorted_by_key(|ballot| ballot.closes_at));
    let news: Vec<&str> = home
        .project_news
        .iter()
        .map(|news| news.project_id.as_str())
        .collect();
    assert_eq!(news, ["charging-shed"]);
    assert_eq!(home.figures.open_ballots, Some(5));
    let home: Home = server.visitor().get("/v1/home").await.json();
    assert!(home.ballots.is_empty() && home.project_news.is_empty());
    assert_eq!(home.figures.projects, Some(21));
}

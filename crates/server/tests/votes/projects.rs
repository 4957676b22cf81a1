use linli_contract::{
    Ballot, BallotState, Home, NewDeskProject, NewEvaluation, NewProject, NewProjectMove,
    NewPublication, Page, Project, ProjectAction, ProjectRow, ProjectStage,
};
use serde_json::json;

use super::common::{CHEN, Client, LI, Server, WANG, ZHAO_QIANG, new_key};

const PNG: &[u8] = include_bytes!("../../../../contract/examples/put_upload/request.png");

fn proposal() -> NewProject {
    NewProject {
        title: "西门口装一面凸面镜".to_owned(),
        text: "出西门右转看不见来车。\n装一面凸面镜就好。".to_owned(),
        place: "西门".to_owned(),
        cost_fen: Some(80_000),
        signed_as: None,
        photos: Vec::new(),
        client_ref: new_key(),
    }
}

async fn project(client: &Client, id: &str) -> Project {
    client
        .get(&format!("/v1/projects/{id}"))
        .await
        .expect(200)
        .json()
}

async fn move_to(worker: &Client, id: &str, to: ProjectStage) -> super::Reply {
    let path = format!("/v1/desk/projects/{id}/transitions");
    let text = "下一步开始了。".to_owned();
    worker.post(&path, &NewProjectMove { to, text }).await
}

#[tokio::test]
async fn a_list_is_narrowed_by_stage_and_search_and_walked_to_its_end() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let building: Page<ProjectRow> = visitor.get("/v1/projects?stage=building").await.json();
    assert_eq!(building.items.len(), 4);
    assert!(
        building
            .items
            .iter()
            .all(|row| row.stage == ProjectStage::Building)
    );
    for (q, id) in [
        ("电梯", "lift-b3"),
        ("Karaoke", "ktv-basement"),
        ("西门", "west-ramp"),
    ] {
        let found: Page<ProjectRow> = visitor.get(&format!("/v1/projects?q={q}")).await.json();
        assert!(found.items.iter().any(|row| row.id.as_str() == id), "{q}");
        assert!(found.items.len() < 5);
    }
    let refused = visitor.get("/v1/projects?stage=dreaming").await;
    assert_eq!(refused.refusal(), (400, "bad_request".into()));
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<ProjectRow> = visitor
            .get(&format!("/v1/projects?limit=5{cursor}"))
            .await
            .json();
        seen.extend(page.items.iter().map(|row| row.id.to_string()));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    // One of the 24 waits for a look.
    assert_eq!(seen.len(), 23);
    let ended = seen.iter().position(|id| id == "bench-square").unwrap();
    assert!(ended >= 21, "what has ended comes last");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 23);
}

#[tokio::test]
async fn a_proposal_is_its_proposers_alone_until_a_worker_listed_it() {
    let server = Server::start().await;
    let (chen, li) = (server.signed_in(CHEN).await, server.signed_in(LI).await);
    let worker = server.signed_in(ZHAO_QIANG).await;
    let photo = "proposal-photo-0001";
    let png = [("content-type", "image/png")];
    let stored = chen
        .send(
            reqwest::Method::PUT,
            &format!("/v1/uploads/{photo}"),
            &png,
            Some(PNG.to_vec()),
        )
        .await;
    stored.expect(201);
    let new = NewProject {
        photos: vec![photo.into()],
        ..proposal()
    };
    let made: Project = chen.post("/v1/projects", &new).await.expect(201).json();
    assert!(made.mine && made.following && !made.listed);
    assert_eq!(made.proposer, "7号楼邻居");
    assert_eq!(made.summary, "出西门右转看不见来车。");
    assert_eq!(made.text.len(), 2);
    // Sent again with another key: the same project.
    let again: Project = chen.post("/v1/projects", &new).await.expect(200).json();
    assert_eq!(again.id, made.id);
    let id = made.id.as_str();
    let picture = format!("/v1/pictures/{}", made.pictures[0].id);
    let listed = |page: Page<ProjectRow>| page.items.iter().any(|row| row.id == made.id);
    for client in [&li, &server.visitor()] {
        let path = format!("/v1/projects/{id}");
        assert_eq!(client.get(&path).await.refusal(), (404, "not_found".into()));
        assert_eq!(
            client.get(&picture).await.refusal(),
            (404, "not_found".into())
        );
        assert!(!listed(client.get("/v1/projects?limit=100").await.json()));
    }
    assert!(listed(chen.get("/v1/projects").await.json()));
    assert_eq!(chen.get(&picture).await.bytes, PNG);
    assert!(listed(
        worker.get("/v1/desk/projects?waiting=true").await.json()
    ));
    // Nothing can be done with it yet.
    let comment = json!({ "column": "support", "text": "好主意", "client_ref": new_key() });
    let reply = chen
        .post(&format!("/v1/projects/{id}/comments"), &comment)
        .await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));

    let decision = NewPublication {
        publish: true,
        reason: String::new(),
    };
    let path = format!("/v1/desk/projects/{id}/decision");
    let shown: Project = worker.post(&path, &decision).await.expect(201).json();
    assert!(shown.listed);
    let again = worker.post(&path, &decision).await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    assert!(listed(li.get("/v1/projects?limit=100").await.json()));
    let seen = server.visitor().get(&picture).await;
    assert!(seen.header("cache-control").starts_with("public"));
    assert_eq!(seen.bytes, PNG);
    // The proposer reads it on the first screen. A photo that a project shows is never tidied away.
    let home: Home = chen.get("/v1/home").await.json();
    assert_eq!(home.project_news[0].project_id, made.id);
    server.set_clock_ahead(400 * super::DAY);
    linli_server::db::tidy(&server.app).await.unwrap();
    assert_eq!(server.visitor().get(&picture).await.status, 200);
}

#[tokio::test]
async fn a_declined_proposal_tells_its_proposer_why_and_nobody_else() {
    let server = Server::start().await;
    let chen = server.signed_in(CHEN).await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let path = "/v1/desk/projects/sensor-light/decision";
    let without = json!({ "publish": false, "reason": "" });
    let reply = worker.post(path, &without).await;
    assert_eq!(reply.problem().errors[0].pointer, "/reason");
    let decision = json!({ "publish": false, "reason": "灯已经报修，月底装好。" });
    worker.post(path, &decision).await.expect(201);
    let seen = project(&chen, "sensor-light").await;
    assert_eq!(seen.stage, ProjectStage::Declined);
    assert_eq!(seen.history.last().unwrap().text, "灯已经报修，月底装好。");
    let home: Home = chen.get("/v1/home").await.json();
    assert_eq!(home.project_news[0].stage, ProjectStage::Declined);
    let reply = server
        .signed_in(LI)
        .await
        .get("/v1/projects/sensor-light")
        .await;
    assert_eq!(reply.status, 404);
}

#[tokio::test]
async fn only_so_many_proposals_of_a_household_wait_at_a_time() {
    let server = Server::start_with(|config| config.rules.proposals_per_household = 2).await;
    let (wang, zhang) = (
        server.signed_in(WANG).await,
        server.signed_in(super::ZHANG).await,
    );
    let worker = server.signed_in(ZHAO_QIANG).await;
    // Four at the same moment, two of each member: two of them wait, the others read why not.
    let news: Vec<NewProject> = (0..4).map(|_| proposal()).collect();
    let (a, b, c, d) = tokio::join!(
        wang.post("/v1/projects", &news[0]),
        zhang.post("/v1/projects", &news[1]),
        wang.post("/v1/projects", &news[2]),
        zhang.post("/v1/projects", &news[3]),
    );
    let (made, refused): (Vec<_>, Vec<_>) = [a, b, c, d]
        .into_iter()
        .zip(&news)
        .partition(|(reply, _)| reply.status == 201);
    assert_eq!((made.len(), refused.len()), (2, 2));
    for (reply, _) in &refused {
        assert_eq!(reply.refusal(), (409, "too_many_projects".into()));
    }
    // Another household has room of its own.
    let li = server.signed_in(LI).await;
    li.post("/v1/projects", &proposal()).await.expect(201);
    // One that was made is found by its reference, and a decision makes room again.
    let first: Project = made[0].0.json();
    let again = wang.post("/v1/projects", made[0].1).await;
    let known = zhang.post("/v1/projects", made[0].1).await;
    assert!([again.status, known.status].contains(&200));
    let decision = json!({ "publish": false, "reason": "已经有人报修了。" });
    let path = format!("/v1/desk/projects/{}/decision", first.id);
    worker.post(&path, &decision).await.expect(201);
    wang.post("/v1/projects", &proposal()).await.expect(201);
}

#[tokio::test]
async fn what_is_wrong_in_a_proposal_is_marked() {
    let server = Server::start().await;
    let chen = server.signed_in(CHEN).await;
    let wrong = NewProject {
        title: "短".to_owned(),
        text: "太短".to_owned(),
        place: " ".to_owned(),
        cost_fen: Some(-1),
        signed_as: Some("很".repeat(21)),
        photos: Vec::new(),
        client_ref: new_key(),
    };
    let reply = chen.post("/v1/projects", &wrong).await;
    let pointers: Vec<String> = reply
        .problem()
        .errors
        .into_iter()
        .map(|e| e.pointer)
        .collect();
    assert_eq!(
        pointers,
        ["/title", "/text", "/place", "/signed_as", "/cost_fen"]
    );
    let foreign = NewProject {
        photos: vec!["somebody-elses-photo".into()],
        ..proposal()
    };
    let reply = chen.post("/v1/projects", &foreign).await;
    let error = reply.problem().errors.remove(0);
    assert_eq!(
        (error.pointer.as_str(), error.code.as_str()),
        ("/photos/0", "unknown_upload")
    );
    // A worker who lives elsewhere posts projects at the desk.
    let worker = server.signed_in(ZHAO_QIANG).await;
    let reply = worker.post("/v1/projects", &proposal()).await;
    assert_eq!(reply.refusal(), (404, "no_household".into()));
}

#[tokio::test]
async fn a_project_goes_from_stage_to_stage_and_its_followers_are_told() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let li = server.signed_in(LI).await;
    let new = NewDeskProject {
        title: "北门加一盏灯".to_owned(),
        summary: "北门晚上太暗。".to_owned(),
        text: "北门晚上太暗，加一盏灯，一千二百元。".to_owned(),
        place: "北门".to_owned(),
        cost_fen: Some(120_000),
        funding: String::new(),
        photos: Vec::new(),
    };
    let made: Project = worker
        .post("/v1/desk/projects", &new)
        .await
        .expect(201)
        .json();
    assert!(made.listed && made.funding.is_none());
    let id = made.id.as_str();
    let follow = format!("/v1/projects/{id}/follow");
    for _ in 0..2 {
        let followed: Project = li.put(&follow).await.expect(200).json();
        assert!(followed.following && followed.actions.contains(&ProjectAction::Unfollow));
    }
    let skip = move_to(&worker, id, ProjectStage::Evaluating).await;
    assert_eq!(skip.refusal(), (409, "not_possible_now".into()));
    for stage in [
        ProjectStage::Deliberating,
        ProjectStage::Voting,
        ProjectStage::Building,
        ProjectStage::Evaluating,
    ] {
        move_to(&worker, id, stage.clone()).await.expect(201);
        let home: Home = li.get("/v1/home").await.json();
        assert_eq!(
            (
                &home.project_news[0].project_id,
                &home.project_news[0].stage
            ),
            (&made.id, &stage)
        );
    }
    li.delete(&follow).await.expect(200);
    let home: Home = li.get("/v1/home").await.json();
    assert!(
        home.project_news
            .iter()
            .all(|news| news.project_id != made.id)
    );
    move_to(&worker, id, ProjectStage::Finished)
        .await
        .expect(201);
    let end = move_to(&worker, id, ProjectStage::Building).await;
    assert_eq!(end.refusal(), (409, "not_possible_now".into()));
    let stages: Vec<ProjectStage> = project(&li, id)
        .await
        .history
        .into_iter()
        .map(|h| h.stage)
        .collect();
    assert_eq!(stages.len(), 6);
    let audit = "SELECT COUNT(*) FROM audit WHERE action LIKE 'project.%'";
    assert_eq!(server.number(audit).await, 6);
}

#[tokio::test]
async fn a_project_tells_where_its_ballot_stands_whatever_its_own_stage() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let stands = async |id: &str| {
        let project = project(&visitor, id).await;
        let ballot = project.ballot_id.map(|ballot| ballot.to_string());
        (project.stage, ballot, project.ballot_state)
    };
    let (open, closed) = (Some(BallotState::Open), Some(BallotState::Closed));
    for (id, stage, ballot, state) in [
        ("book-corner", ProjectStage::Collecting, None, None),
        (
            "dance-noise",
            ProjectStage::Deliberating,
            Some("dance-hours"),
            open.clone(),
        ),
        (
            "charging-shed",
            ProjectStage::Voting,
            Some("budget-now"),
            open,
        ),
        (
            "lift-b3",
            ProjectStage::Building,
            Some("lift-right"),
            closed.clone(),
        ),
        (
            "bench-square",
            ProjectStage::Finished,
            Some("budget-last"),
            closed.clone(),
        ),
    ] {
        let told = (stage, ballot.map(str::to_owned), state);
        assert_eq!(stands(id).await, told, "{id}");
    }
    server.set_clock_ahead(30 * 24 * 3_600_000);
    assert_eq!(stands("charging-shed").await.2, closed);
    assert_eq!(stands("dance-noise").await.2, closed);
}

#[tokio::test]
async fn a_household_evaluates_once_and_may_change_its_mind() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhang = server.signed_in(super::ZHANG).await;
    let path = "/v1/projects/pocket-garden/evaluation";
    let before = project(&wang, "pocket-garden").await.evaluation.unwrap();
    let level = |level| NewEvaluation {
        level,
        text: String::new(),
    };
    let first: Project = wang.put_with(path, &[], &level(5)).await.expect(200).json();
    assert_eq!(first.evaluation.unwrap().levels[4], before.levels[4] + 1);
    let second: Project = zhang
        .put_with(path, &[], &level(2))
        .await
        .expect(200)
        .json();
    let after = second.evaluation.unwrap();
    assert_eq!(after.mine, Some(2));
    assert_eq!(after.levels[4], before.levels[4]);
    assert_eq!(after.levels[1], before.levels[1] + 1);
    assert_eq!(after.mine_text, None);
    let reply = wang.put_with(path, &[], &level(6)).await;
    assert_eq!(reply.problem().errors[0].pointer, "/level");
    let path = "/v1/projects/lift-b3/evaluation";
    let reply = wang.put_with(path, &[], &level(5)).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    assert!(project(&wang, "lift-b3").await.evaluation.is_none());
}

#[tokio::test]
async fn workers_set_milestones_and_the_assessment_as_often_as_they_like() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let base = "/v1/desk/projects/charging-shed";
    let milestone = json!({ "title": "雨棚立柱", "planned_on": "2026-12-20", "done_on": "2026-12-19",
        "text": "十二根都立好了。" });
    for _ in 0..2 {
        let path = format!("{base}/milestones/posts");
        let shown: Project = worker
            .put_with(&path, &[], &milestone)
            .await
            .expect(200)
            .json();
        assert_eq!(shown.milestones.len(), 2);
        let posts = shown.milestones.iter().find(|m| m.id == "posts").unwrap();
        assert_eq!(posts.done_on.unwrap().to_string(), "2026-12-19");
    }
    // A change of the day keeps the pictures; photos take their place, and none remove them.
    let path = "/v1/desk/projects/pocket-garden/milestones/open";
    let shed = project(&worker, "pocket-garden").await;
    let of = |project: &Project| -> Vec<String> {
        let open = project.milestones.iter().find(|m| m.id == "open").unwrap();
        let pictures = open.pictures.iter();
        pictures.map(|one| one.id.to_string()).collect()
    };
    let drawn = of(&shed);
    assert_eq!(drawn.len(), 1);
    let photo = "milestone-photo-0001";
    let png = [("content-type", "image/png")];
    let upload = format!("/v1/uploads/{photo}");
    worker
        .send(reqwest::Method::PUT, &upload, &png, Some(PNG.to_vec()))
        .await
        .expect(201);
    let mut open = json!({ "title": "花园开放", "planned_on": "2026-10-02" });
    for (photos, left) in [
        (None, Some(drawn.len())),
        (Some(json!([photo])), Some(1)),
        (None, Some(1)),
        (Some(json!([])), None),
    ] {
        if let Some(photos) = photos {
            open["photos"] = photos;
        } else if let Some(open) = open.as_object_mut() {
            open.remove("photos");
        }
        let shown: Project = worker.put_with(path, &[], &open).await.expect(200).json();
        assert_eq!(of(&shown).len(), left.unwrap_or_default(), "{open}");
    }

    let assessment = json!({ "level": "high", "text": "重新评估以后风险变高。\n理由见附件。" });
    let path = format!("{base}/assessment");
    let shown: Project = worker
        .put_with(&path, &[], &assessment)
        .await
        .expect(200)
        .json();
    assert_eq!(shown.assessment.unwrap().text.len(), 2);
    let wrong = json!({ "level": "none", "text": "短" });
    let reply = worker.put_with(&path, &[], &wrong).await;
    assert_eq!(reply.problem().errors.len(), 2);
    let path = format!("{base}/milestones/not a key");
    let reply = worker
        .put_with(&path.replace(' ', "%20"), &[], &milestone)
        .await;
    assert_eq!(reply.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn nothing_is_put_to_the_vote_before_every_concern_is_answered() {
    let server = Server::start().await;
    let (worker, li) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(LI).await,
    );
    let new = json!({
        "title": "北门装路灯", "summary": "北门晚上太暗。", "text": "北门晚上太暗，加一盏灯。", "place": "北门", "funding": "公益金",
        "cost_fen": 120_000, "photos": [],
    });
    let made: Project = worker
        .post("/v1/desk/projects", &new)
        .await
        .expect(201)
        .json();
    let id = made.id;
    move_to(&worker, id.as_str(), ProjectStage::Deliberating)
        .await
        .expect(201);
    let concern =
        json!({ "column": "concern", "text": "会不会照进卧室？", "client_ref": new_key() });
    let path = format!("/v1/projects/{id}/comments");
    let concern: linli_contract::Comment = li.post(&path, &concern).await.expect(201).json();
    let path = format!("/v1/desk/comments/{}", concern.id);
    let vote = || move_to(&worker, id.as_str(), ProjectStage::Voting);
    let refused = (409, "concerns_unanswered".to_owned());
    assert_eq!(vote().await.refusal(), refused, "nobody has looked at it");
    let publish = json!({ "publish": true, "reason": "" });
    worker
        .post(&format!("{path}/decision"), &publish)
        .await
        .expect(201);
    assert_eq!(vote().await.refusal(), refused, "it has no answer");
    let answer = json!({ "text": "灯罩朝下，只照路面。" });
    worker
        .post(&format!("{path}/answer"), &answer)
        .await
        .expect(201);
    vote().await.expect(201);
}

#[tokio::test]
async fn a_meeting_that_is_there_is_changed_only_by_who_has_read_it() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let meeting = json!({ "title": "第二次议事会", "starts_at": "2026-12-02T06:30:00.000Z",
        "place": "议事厅", "agenda": "收费", "minutes": "谈妥了。",
        "decisions": [{ "text": "每度加一角", "who": "物业", "done": false }] });
    let base = "/v1/desk/projects/charging-shed/meetings";
    let path = format!("{base}/council-2");
    let shown: Project = worker
        .put_with(&path, &[], &meeting)
        .await
        .expect(200)
        .json();
    let council = |shown: &Project| {
        let mut meetings = shown.meetings.iter();
        meetings.find(|m| m.id == "council-2").unwrap().clone()
    };
    let first = council(&shown);
    assert_eq!(first.decisions[0].who, "物业");
    // Only who has read it changes it, and the same once more is no change.
    let version = |of: &linli_contract::Meeting| format!("\"{}\"", of.version);
    let mut later = meeting.clone();
    later["place"] = json!("服务点");
    let refused = worker.put_with(&path, &[], &later).await;
    assert_eq!(refused.refusal(), (428, "if_match_required".into()));
    let read = version(&first);
    let read = [("if-match", read.as_str())];
    let shown: Project = worker
        .put_with(&path, &read, &later)
        .await
        .expect(200)
        .json();
    let second = council(&shown);
    assert_eq!(second.place, "服务点");
    assert_ne!(second.version, first.version);
    let late = worker.put_with(&path, &read, &meeting).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    let again: Project = worker
        .put_with(&path, &read, &later)
        .await
        .expect(200)
        .json();
    assert_eq!(council(&again), second);
    let gone = format!("{base}/council-3");
    let late = worker.put_with(&gone, &read, &meeting).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
}

#[tokio::test]
async fn what_a_worker_edits_in_english_is_what_was_written_and_not_its_translation() {
    let server = Server::start().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    // A draft of a ballot.
    let path = "/v1/desk/ballots/canteen-name";
    let zh = worker.get(path).await;
    let en = worker.get(&format!("{path}?lang=en")).await;
    let (written, asked): (Ballot, Ballot) = (zh.expect(200).json(), en.expect(200).json());
    assert_eq!((&written, zh.header("etag")), (&asked, en.header("etag")));
    // Its roll is found among those that can be chosen.
    let rolls: Page<linli_contract::RollRow> = worker
        .get("/v1/desk/rolls?lang=en")
        .await
        .expect(200)
        .json();
    assert!(rolls.items.iter().any(|roll| roll.name == asked.roll.name));
    let public: Ballot = worker
        .get("/v1/ballots/square-name?lang=en")
        .await
        .expect(200)
        .json();
    let desk: Ballot = worker
        .get("/v1/desk/ballots/square-name?lang=en")
        .await
        .expect(200)
        .json();
    assert_ne!(public.title, desk.title, "residents read the translation");
    // A meeting of a project: the translation stays until the words change.
    let find = |shown: &Project| shown.meetings.first().cloned();
    let of = |id: &str, lang: &str| format!("/v1/projects/{id}?lang={lang}");
    let page: Page<ProjectRow> = worker.get("/v1/projects?limit=100").await.json();
    let mut known = None;
    for row in page.items {
        let project: Project = worker.get(&of(row.id.as_str(), "zh")).await.json();
        if let Some(meeting) = find(&project) {
            known = Some((row.id.as_str().to_owned(), meeting));
            break;
        }
    }
    let (id, meeting) = known.unwrap();
    let english: Project = worker.get(&of(&id, "en")).await.json();
    let english = find(&english).unwrap();
    assert_ne!(english.title, meeting.title);
    assert_eq!(english.version, meeting.version);
    let body = |meeting: &linli_contract::Meeting| {
        let mut body = serde_json::to_value(meeting).unwrap();
        let fields = body.as_object_mut().unwrap();
        fields.remove("id");
        fields.remove("version");
        body
    };
    let path = format!("/v1/desk/projects/{id}/meetings/{}?lang=en", meeting.id);
    let tag = format!("\"{}\"", meeting.version);
    let put = async |body: &serde_json::Value| -> Project {
        let reply = worker.put_with(&path, &[("if-match", &tag)], body).await;
        reply.expect(200).json()
    };
    assert_eq!(find(&put(&body(&meeting)).await), Some(meeting.clone()));
    let after: Project = worker.get(&of(&id, "en")).await.json();
    assert_eq!(find(&after), Some(english));
    let other = linli_contract::Meeting {
        place: "服务点门口".to_owned(),
        ..meeting.clone()
    };
    let shown = find(&put(&body(&other)).await).unwrap();
    assert_eq!((&shown.place, &shown.title), (&other.place, &meeting.title));
}

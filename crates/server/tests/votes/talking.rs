use linli_contract::{
    Comment, CommentColumn, CommentState, DeskComment, NewAnswer, NewComment, NewEvaluation,
    NewPublication, Page, Project,
};

use super::ZHANG;
use super::common::{LI, Server, WANG, ZHAO_QIANG, new_key};

fn comment(column: CommentColumn, text: &str) -> NewComment {
    NewComment {
        column,
        text: text.to_owned(),
        client_ref: new_key(),
    }
}

const PATH: &str = "/v1/projects/charging-shed/comments";

#[tokio::test]
async fn a_comment_is_its_authors_alone_until_it_is_published_and_a_concern_is_answered() {
    let server = Server::start().await;
    let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
    let worker = server.signed_in(ZHAO_QIANG).await;
    let new = comment(CommentColumn::Concern, "下雨天插座会不会漏电？");
    let made: Comment = wang.post(PATH, &new).await.expect(201).json();
    assert_eq!(
        (made.state.clone(), made.author.as_str()),
        (CommentState::Waiting, "3号楼邻居")
    );
    // A late repetition finds it.
    let again: Comment = wang.post(PATH, &new).await.expect(200).json();
    assert_eq!(again.id, made.id);
    let shows = |page: Page<Comment>| page.items.iter().any(|comment| comment.id == made.id);
    assert!(shows(wang.get(PATH).await.json()));
    assert!(!shows(li.get(PATH).await.json()));
    assert!(!shows(server.visitor().get(PATH).await.json()));
    let before: Project = li.get("/v1/projects/charging-shed").await.json();

    let waiting: Page<DeskComment> = worker
        .get("/v1/desk/comments?waiting_for=look")
        .await
        .json();
    assert_eq!(waiting.items.len(), 1);
    assert_eq!(waiting.items[0].project_title, before.title);
    let decision = NewPublication {
        publish: true,
        reason: String::new(),
    };
    let path = format!("/v1/desk/comments/{}", made.id);
    let answer = NewAnswer {
        text: "每个插座有漏电保护，每月试跳一次。".to_owned(),
    };
    let early = worker.post(&format!("{path}/answer"), &answer).await;
    assert_eq!(early.refusal(), (409, "not_possible_now".into()));
    worker
        .post(&format!("{path}/decision"), &decision)
        .await
        .expect(201);
    let twice = worker.post(&format!("{path}/decision"), &decision).await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));
    assert!(shows(li.get(PATH).await.json()));
    let unanswered: Page<DeskComment> = worker
        .get("/v1/desk/comments?waiting_for=answer&limit=100")
        .await
        .json();
    assert!(
        unanswered
            .items
            .iter()
            .any(|desk| desk.comment.id == made.id)
    );
    worker
        .post(&format!("{path}/answer"), &answer)
        .await
        .expect(201);
    let column = format!("{PATH}?column=concern");
    let page: Page<Comment> = li.get(&column).await.json();
    let seen = page
        .items
        .into_iter()
        .find(|comment| comment.id == made.id)
        .unwrap();
    let answered = seen.answer.unwrap();
    assert_eq!((answered.text, answered.by.as_str()), (answer.text, "赵强"));
    let after: Project = li.get("/v1/projects/charging-shed").await.json();
    assert_eq!(after.comments.concern, before.comments.concern + 1);
    assert_eq!(
        after.comments.concern_answered,
        before.comments.concern_answered + 1
    );
}

#[tokio::test]
async fn a_refused_comment_tells_its_author_why() {
    let server = Server::start().await;
    let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
    let worker = server.signed_in(ZHAO_QIANG).await;
    let new = comment(CommentColumn::Support, "和项目没有关系的话");
    let made: Comment = wang.post(PATH, &new).await.expect(201).json();
    let path = format!("/v1/desk/comments/{}/decision", made.id);
    let decision = NewPublication {
        publish: false,
        reason: "这一条和充电棚无关。".to_owned(),
    };
    worker.post(&path, &decision).await.expect(201);
    let page: Page<Comment> = wang.get(PATH).await.json();
    let seen = page
        .items
        .iter()
        .find(|comment| comment.id == made.id)
        .unwrap();
    assert_eq!(seen.state, CommentState::Refused);
    assert_eq!(seen.reason.as_deref(), Some("这一条和充电棚无关。"));
    let page: Page<Comment> = li.get(PATH).await.json();
    assert!(page.items.iter().all(|comment| comment.id != made.id));
}

#[tokio::test]
async fn comments_end_with_the_project_and_never_name_a_household() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let new = comment(CommentColumn::Support, "好！");
    for ended in ["bench-square", "ktv-basement"] {
        let reply = wang
            .post(&format!("/v1/projects/{ended}/comments"), &new)
            .await;
        assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    }
    let text = server
        .visitor()
        .get(&format!("{PATH}?limit=100"))
        .await
        .text();
    for name in ["单元", "金世昌", "傅国强", "h16", "p38"] {
        assert!(!text.contains(name), "{name}");
    }
    let bad = server.visitor().get(&format!("{PATH}?column=gossip")).await;
    assert_eq!(bad.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn what_is_said_with_an_evaluation_is_looked_at_before_others_read_it() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let li = server.signed_in(LI).await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let path = "/v1/projects/pocket-garden/evaluation";
    let said = "/v1/projects/pocket-garden/comments?column=evaluation";
    let evaluation = |level, text: &str| NewEvaluation {
        level,
        text: text.to_owned(),
    };
    let words = "椅子好，晚上再亮一点更好。";
    let shown: Project = wang
        .put_with(path, &[], &evaluation(4, words))
        .await
        .expect(200)
        .json();
    assert_eq!(shown.evaluation.unwrap().mine_text.as_deref(), Some(words));
    let others: Page<Comment> = li.get(said).await.json();
    assert!(others.items.iter().all(|comment| comment.text != words));
    let waiting: Page<DeskComment> = worker
        .get("/v1/desk/comments?waiting_for=look")
        .await
        .json();
    assert_eq!(waiting.items.len(), 1);
    let waiting = &waiting.items[0].comment;
    assert_eq!(waiting.column, CommentColumn::Evaluation);
    let decision = NewPublication {
        publish: true,
        reason: String::new(),
    };
    let decide = format!("/v1/desk/comments/{}/decision", waiting.id);
    worker.post(&decide, &decision).await.expect(201);
    let texts = |page: Page<Comment>| -> Vec<(String, CommentState)> {
        let items = page.items.into_iter();
        items.map(|one| (one.text, one.state)).collect()
    };
    let published = (words.to_owned(), CommentState::Published);
    assert!(texts(li.get(said).await.json()).contains(&published));

    // Another level with the same words needs no second look, whoever of the household gives it.
    zhang
        .put_with(path, &[], &evaluation(5, words))
        .await
        .expect(200);
    assert!(texts(li.get(said).await.json()).contains(&published));
    // Other words take the place of the old ones, and wait again; none take them away.
    let shown: Project = zhang
        .put_with(path, &[], &evaluation(5, "灯装好了，很好。"))
        .await
        .expect(200)
        .json();
    let mine = shown.evaluation.unwrap().mine_text;
    assert_eq!(mine.as_deref(), Some("灯装好了，很好。"));
    assert!(!texts(li.get(said).await.json()).contains(&published));
    let own = texts(zhang.get(said).await.json());
    assert_eq!(
        own[0],
        ("灯装好了，很好。".to_owned(), CommentState::Waiting)
    );
    let shown: Project = wang
        .put_with(path, &[], &evaluation(5, ""))
        .await
        .expect(200)
        .json();
    assert_eq!(shown.evaluation.unwrap().mine_text, None);
    assert_eq!(texts(zhang.get(said).await.json()).len(), own.len() - 1);

    // They come with an evaluation, and in no other way.
    let new = comment(CommentColumn::Evaluation, "很好");
    let reply = wang.post(PATH, &new).await;
    assert_eq!(reply.problem().errors[0].pointer, "/column");
}

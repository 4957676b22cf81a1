//! The core: community, texts, signing in, the frame of every answer.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Server, WANG};
use linli_contract::{Community, Session};

#[tokio::test]
async fn the_first_request_after_the_start_is_answered_and_not_repeated_when_nothing_changed() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let first = visitor.get("/v1/community").await;
    let community: Community = first.expect(200).json();
    assert!(community.name.contains("幸福里"));
    assert_eq!(
        community
            .hotlines
            .iter()
            .filter(|h| h.phone == "120")
            .count(),
        1
    );
    let again = visitor
        .get_with("/v1/community", &[("if-none-match", first.header("etag"))])
        .await;
    assert!(again.expect(304).bytes.is_empty());
    let english: Community = visitor.get("/v1/community?lang=en").await.json();
    assert!(english.name.is_ascii());
}

#[tokio::test]
async fn a_session_knows_its_person_and_ends_when_signed_out() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let session: Session = wang.get("/v1/sessions/current").await.expect(200).json();
    assert_eq!(session.me.name, "王秀英");
    wang.delete("/v1/sessions/current").await.expect(204);
    let refused = wang.get("/v1/sessions/current").await;
    assert_eq!(refused.refusal(), (401, "sign_in_required".to_owned()));
}

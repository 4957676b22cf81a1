use linli_contract::{Answer, NewReply, Order, Upload};
use reqwest::Method;

use super::common::{LI, Server, WANG, ZHAO_QIANG, new_key};
use super::filling::{moved, order_for, photo, placed, service, service_with, upload};

#[tokio::test]
async fn a_photo_is_stored_once_however_often_it_is_sent() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let path = format!("/v1/uploads/{}", new_key());
    let first = wang.send(Method::PUT, &path, &[], Some(photo("a"))).await;
    let stored: Upload = first.expect(201).json();
    assert_eq!(
        (stored.content_type.as_str(), stored.size),
        ("image/jpeg", 5)
    );
    let again = wang.send(Method::PUT, &path, &[], Some(photo("a"))).await;
    assert_eq!(again.status, 200);
    let other = wang.send(Method::PUT, &path, &[], Some(photo("b"))).await;
    assert_eq!(other.refusal(), (409, "upload_exists".into()));
    let li = server.signed_in(LI).await;
    let theirs = li.send(Method::PUT, &path, &[], Some(photo("a"))).await;
    assert_eq!(theirs.refusal(), (409, "upload_exists".into()));

    let read = wang.get(&path).await;
    assert_eq!(read.expect(200).bytes, photo("a"));
    assert_eq!(read.header("content-type"), "image/jpeg");
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    assert!(read.header("cache-control").contains("immutable"));
    assert!(read.header("cache-control").contains("private"));
    let known = wang
        .get_with(&path, &[("if-none-match", read.header("etag"))])
        .await;
    assert_eq!(known.status, 304);
}

#[tokio::test]
async fn thirty_megabytes_are_too_large_and_the_sender_hears_so() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let path = format!("/v1/uploads/{}", new_key());
    let mut huge = photo("huge");
    huge.resize(30 * 1024 * 1024, 0);
    let reply = wang.send(Method::PUT, &path, &[], Some(huge)).await;
    assert_eq!(reply.refusal(), (413, "photo_too_large".into()));
    let mut most = photo("most");
    most.resize(8 * 1024 * 1024, 0);
    wang.send(Method::PUT, &path, &[], Some(most.clone()))
        .await
        .expect(201);
    assert_eq!(wang.get(&path).await.bytes, most);
    most.push(0);
    let path = format!("/v1/uploads/{}", new_key());
    let reply = wang.send(Method::PUT, &path, &[], Some(most)).await;
    assert_eq!(reply.refusal(), (413, "photo_too_large".into()));
}

#[tokio::test]
async fn only_images_are_stored_whatever_they_are_called() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    for bytes in [
        &b""[..],
        b"<html><script>",
        b"%PDF-1.7",
        b"GIF89a",
        b"<svg/>",
    ] {
        let path = format!("/v1/uploads/{}", new_key());
        let headers = [("content-type", "image/jpeg")];
        let reply = wang
            .send(Method::PUT, &path, &headers, Some(bytes.to_vec()))
            .await;
        assert_eq!(reply.refusal(), (415, "photo_wrong_type".into()));
    }
    for id in ["short", &"x".repeat(65)] {
        let reply = wang
            .send(
                Method::PUT,
                &format!("/v1/uploads/{id}"),
                &[],
                Some(photo("a")),
            )
            .await;
        assert_eq!(reply.refusal(), (404, "not_found".into()));
    }
}

#[tokio::test]
async fn a_photo_is_seen_by_its_household_and_by_workers() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let id = upload(&wang, "leak").await;
    let path = format!("/v1/uploads/{id}");
    server
        .signed_in(ZHAO_QIANG)
        .await
        .get(&path)
        .await
        .expect(200);
    let li = server.signed_in(LI).await;
    assert_eq!(li.get(&path).await.refusal(), (404, "not_found".into()));
    let unsigned = server.visitor().get(&path).await;
    assert_eq!(unsigned.refusal(), (401, "sign_in_required".into()));
}

#[tokio::test]
async fn a_photo_that_nothing_names_goes_after_its_time_and_one_of_an_order_or_a_reply_stays() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let orphan = upload(&wang, "orphan").await;
    let ordered = upload(&wang, "order").await;
    let answered = upload(&wang, "answer").await;
    let id = service_with(&server, "repair-lock").await;
    let service = service(&wang, &id).await;
    let mut new = order_for(&server, &wang, &service).await;
    new.answers.push(Answer {
        question: "photo".to_owned(),
        values: vec![ordered.clone()],
    });
    let order: Order = wang.post("/v1/orders", &new).await.expect(201).json();
    moved(&zhao, order.id.as_str(), "need_info")
        .await
        .expect(201);
    let reply = NewReply {
        text: String::new(),
        photos: vec![answered.clone().into()],
    };
    let replies = format!("/v1/orders/{}/replies", order.id);
    wang.post(&replies, &reply).await.expect(201);

    let day: i64 = 86_400_000;
    let days = server.app.config.rules.upload_days;
    server.set_clock_ahead((days - 1) * day);
    linli_server::db::tidy(&server.app).await.unwrap();
    assert_eq!(server.number("SELECT COUNT(*) FROM uploads").await, 3);
    server.set_clock_ahead((days + 1) * day);
    linli_server::db::tidy(&server.app).await.unwrap();
    let wang = server.signed_in(WANG).await;
    for (id, status) in [(&orphan, 404), (&ordered, 200), (&answered, 200)] {
        let photo = wang.get(&format!("/v1/uploads/{id}")).await;
        assert_eq!(photo.status, status);
    }
}

#[tokio::test]
async fn a_photo_sent_by_somebody_who_acts_for_me_is_mine_to_see() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let wang = server.signed_in(WANG).await;
    // p19, the son of 王秀英, belongs to her household; so a worker places this one for her.
    let order = placed(&server, &wang, "repair-lock").await;
    moved(&zhao, order.id.as_str(), "need_info")
        .await
        .expect(201);
    server
        .execute("UPDATE orders SET placed_by = 'zhao-qiang' WHERE status = 'need_info'")
        .await;
    let id = upload(&zhao, "leak").await;
    assert_eq!(wang.get(&format!("/v1/uploads/{id}")).await.status, 404);
    let reply = NewReply {
        text: String::new(),
        photos: vec![id.clone().into()],
    };
    zhao.post(&format!("/v1/orders/{}/replies", order.id), &reply)
        .await
        .expect(201);
    wang.get(&format!("/v1/uploads/{id}")).await.expect(200);
}

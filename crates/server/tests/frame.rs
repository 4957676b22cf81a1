//! The frame of every answer: refusals as problems, headers, files of the app, compression.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Client, LI, Reply, Server, WANG, new_key};
use linli_contract::Retry;
use reqwest::Method;
use serde_json::json;

const NOWHERE: &str = "/v1/nowhere";

#[tokio::test]
async fn an_unknown_operation_is_a_problem_in_the_language_of_the_request() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let problem = visitor.get(NOWHERE).await.problem();
    assert_eq!((problem.status, problem.code.as_str()), (404, "not_found"));
    assert_eq!(problem.kind, "/problems/not-found");
    assert_eq!(problem.title, "没有找到。");
    assert_eq!(problem.retry, Retry::Never);
    let english = visitor.get("/v1/nowhere?lang=en").await;
    assert_eq!(english.problem().title, "Not found.");
    assert_eq!(
        english.problem().request_id.unwrap(),
        english.header("x-request-id")
    );
    let posted = visitor.post(NOWHERE, &json!({})).await;
    assert_eq!(posted.refusal(), (404, "not_found".to_owned()));
    let method = visitor.delete("/v1/community").await;
    assert_eq!(method.refusal(), (405, "method_not_allowed".to_owned()));
    assert!(method.header("allow").contains("GET"));
}

#[tokio::test]
async fn a_head_request_has_the_headers_and_no_body() {
    let server = Server::start().await;
    let reply = server
        .visitor()
        .send(Method::HEAD, "/v1/community", &[], None)
        .await;
    assert!(reply.expect(200).bytes.is_empty());
    assert_eq!(reply.header("content-type"), "application/json");
    assert!(reply.header("etag").starts_with('"'));
}

async fn sign_in_as(client: &Client, headers: &[(&'static str, &str)], body: &str) -> Reply {
    client
        .send(
            Method::POST,
            "/v1/sessions",
            headers,
            Some(body.as_bytes().to_vec()),
        )
        .await
}

#[tokio::test]
async fn a_body_must_be_json_of_the_right_shape_and_size() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let json = ("content-type", "application/json");
    let code = async |headers: &[(&'static str, &str)], body: &str| {
        sign_in_as(&visitor, headers, body).await.refusal()
    };
    let demo = r#"{"method":"demo","demo_account":"p18"}"#;
    assert_eq!(code(&[], demo).await, (415, "not_json".to_owned()));
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(code(&form, demo).await, (415, "not_json".to_owned()));
    assert_eq!(
        code(&[json], "{\"method\":").await,
        (400, "bad_request".to_owned())
    );
    let unknown = r#"{"method":"demo","demo_account":"p18","role":"admin"}"#;
    assert_eq!(
        code(&[json], unknown).await,
        (400, "bad_request".to_owned())
    );
    let long = format!(r#"{{"method":"{}"}}"#, "x".repeat(70_000));
    assert_eq!(
        code(&[json], &long).await,
        (413, "body_too_large".to_owned())
    );
    let charset = [("content-type", "application/json; charset=utf-8")];
    sign_in_as(&visitor, &charset, demo).await.expect(201);
}

#[tokio::test]
async fn another_site_cannot_act_but_our_own_page_can() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let demo = r#"{"method":"demo","demo_account":"p18"}"#;
    let json = ("content-type", "application/json");
    let host = server.url.trim_start_matches("http://");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let reply = sign_in_as(&visitor, &[json, (name, value)], demo).await;
        assert_eq!(reply.refusal(), (403, "cross_site".to_owned()), "{value}");
        assert_eq!(reply.header("set-cookie"), "");
    }
    let own = format!("http://{host}");
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", own.as_str())] {
        sign_in_as(&visitor, &[json, (name, value)], demo)
            .await
            .expect(201);
    }
    // Reading is not an effect: a link from another site may open a page.
    visitor
        .get_with("/v1/community", &[("sec-fetch-site", "cross-site")])
        .await
        .expect(200);
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let server = with_app().await;
    let visitor = server.visitor();
    for path in ["/", "/v1/community", NOWHERE, "/orders", "/missing.js"] {
        let reply = visitor.get(path).await;
        let csp = reply.header("content-security-policy");
        assert!(csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(!csp.contains("unsafe-inline"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!reply.header("cache-control").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn json_is_compressed_for_who_asks() {
    let server = Server::start().await;
    for coding in ["br", "gzip"] {
        let reply = server
            .visitor()
            .get_with("/v1/community", &[("accept-encoding", coding)])
            .await;
        assert_eq!(reply.header("content-encoding"), coding);
        assert!(
            reply
                .header("vary")
                .to_lowercase()
                .contains("accept-encoding")
        );
    }
}

/// A server with a small built app: two files and their precompressed twins.
async fn with_app() -> Server {
    Server::start_with(|config| {
        let folder = config.data.join("dist");
        std::fs::create_dir(&folder).unwrap();
        for (name, text) in [
            ("index.html", "<!doctype html>page"),
            ("config.json", "{}"),
            ("linli-0123456789abcdef.js", "plain"),
            ("linli-0123456789abcdef.js.br", "brotli"),
            ("linli-0123456789abcdef.js.gz", "gzip"),
            ("linli-0123456789abcdef_bg.wasm", "\0asm"),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        std::fs::write(config.data.join("secret.txt"), "secret").unwrap();
        config.static_dir = Some(folder);
    })
    .await
}

#[tokio::test]
async fn pages_of_the_app_are_index_html_and_missing_files_are_not() {
    let server = with_app().await;
    let visitor = server.visitor();
    for path in ["/", "/orders", "/orders/019a9f3e?x=1", "/index.html"] {
        let reply = visitor.get(path).await;
        assert_eq!(reply.expect(200).text(), "<!doctype html>page", "{path}");
        assert!(reply.header("content-type").starts_with("text/html"));
        assert_eq!(reply.header("cache-control"), "no-cache");
    }
    let missing = visitor.get("/linli-ffffffffffffffff.js").await;
    assert_eq!(missing.refusal(), (404, "not_found".to_owned()));
    assert_eq!(missing.header("cache-control"), "no-store");
    for outside in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"] {
        assert!(!visitor.get(outside).await.text().contains("secret"));
    }
    let posted = visitor.post("/orders", &json!({})).await;
    assert_eq!(posted.refusal(), (405, "method_not_allowed".to_owned()));
    visitor.get("/v1").await.expect(404);
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_ever_and_come_precompressed() {
    let server = with_app().await;
    let visitor = server.visitor();
    let path = "/linli-0123456789abcdef.js";
    for (accept, text, coding) in [("br, gzip", "brotli", "br"), ("gzip", "gzip", "gzip")] {
        let reply = visitor.get_with(path, &[("accept-encoding", accept)]).await;
        assert_eq!(reply.expect(200).text(), text);
        assert_eq!(reply.header("content-encoding"), coding);
        assert_eq!(
            reply.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert!(reply.header("content-type").contains("javascript"));
    }
    assert_eq!(visitor.get(path).await.text(), "plain");
    let wasm = visitor.get("/linli-0123456789abcdef_bg.wasm").await;
    assert_eq!(wasm.expect(200).header("content-type"), "application/wasm");
    assert!(wasm.header("cache-control").contains("immutable"));
    let config = visitor.get("/config.json").await;
    assert_eq!(config.expect(200).header("cache-control"), "no-cache");
    let head = visitor.send(Method::HEAD, path, &[], None).await;
    assert!(head.expect(200).bytes.is_empty());
}

#[tokio::test]
async fn after_going_back_to_an_older_release_its_older_page_is_sent() {
    let server = with_app().await;
    let visitor = server.visitor();
    let newer = [("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")];
    for path in ["/", "/orders", "/index.html", "/config.json"] {
        visitor.get_with(path, &newer).await.expect(200);
    }
    // A name with a hash is the same bytes in every release.
    let script = visitor.get_with("/linli-0123456789abcdef.js", &newer).await;
    script.expect(304);
}

#[tokio::test]
async fn one_address_cannot_crowd_out_the_others() {
    let server = Server::start_with(|config| config.rules.requests_per_minute = 5).await;
    let visitor = server.visitor();
    let mut refused = None;
    for _ in 0..12 {
        let reply = visitor.get("/v1/community").await;
        if reply.status == 429 {
            refused = Some(reply);
        }
    }
    let refused = refused.unwrap();
    assert_eq!(refused.problem().retry, Retry::After);
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    visitor
        .get_with("/v1/community", &[("x-forwarded-for", "203.0.113.9")])
        .await
        .expect(200);
}

#[tokio::test]
async fn a_page_is_walked_to_its_end_while_newer_items_arrive() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let all = visitor.get("/v1/announcements?limit=100").await.value();
    let expected: Vec<String> = ids(&all);
    assert!(expected.len() >= 6, "{expected:?}");
    let (mut seen, mut cursor) = (Vec::new(), None::<String>);
    for round in 0.. {
        let path = cursor.as_ref().map_or_else(
            || "/v1/announcements?limit=2".to_owned(),
            |cursor| format!("/v1/announcements?limit=2&cursor={cursor}"),
        );
        let page = visitor.get(&path).await.expect(200).value();
        seen.extend(ids(&page));
        // Between two pages somebody publishes.
        let now = server.app.clock.now().0;
        let mut tx = server.app.db.write().await.unwrap();
        sqlx::query(
            "INSERT INTO announcements (id, title_zh, title_en, body_zh, body_en, published_at, pinned) \
             VALUES ($1, '新', '', '[]', '[]', $2, $3)",
        )
        .bind(format!("new-{round}"))
        .bind(now)
        .bind(i64::from(round % 2 == 0))
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        match page["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    let old: Vec<String> = seen
        .iter()
        .filter(|id| !id.starts_with("new-"))
        .cloned()
        .collect();
    assert_eq!(old, expected, "each once, none left out, in order");
    for bad in ["x", "%FF", "eyJhIjoxfQ"] {
        let reply = visitor
            .get(&format!("/v1/announcements?cursor={bad}"))
            .await;
        assert_eq!(reply.refusal(), (400, "bad_request".to_owned()), "{bad}");
    }
    for bad in ["0", "-1", "many"] {
        let reply = visitor.get(&format!("/v1/announcements?limit={bad}")).await;
        assert!(matches!(reply.status, 200 | 400), "{bad}");
    }
}

fn ids(page: &serde_json::Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A made wish is the simplest effect with a key.
fn wish(text: &str) -> serde_json::Value {
    json!({ "text": text, "client_ref": new_key() })
}

#[tokio::test]
async fn an_effect_is_had_once_per_key_and_its_answer_is_repeated_byte_for_byte() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let (key, body) = (new_key(), wish("楼下装一排晾衣杆"));
    let first = wang.post_keyed("/v1/wishes", &key, &body).await;
    assert_eq!(first.expect(201).header("idempotency-replayed"), "");
    let again = wang.post_keyed("/v1/wishes", &key, &body).await;
    assert_eq!(again.expect(201).bytes, first.bytes);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.header("etag"), first.header("etag"));
    // Another body under the same key is a mistake of the client.
    let other = wang.post_keyed("/v1/wishes", &key, &wish("别的心愿")).await;
    assert_eq!(other.refusal(), (422, "idempotency_mismatch".to_owned()));
    // Somebody else's key of the same name is another key.
    let li = server.signed_in(LI).await;
    li.post_keyed("/v1/wishes", &key, &wish("修一修滑梯旁的路灯"))
        .await
        .expect(201);
    // Keys are compared as UUIDs, so that their case does not matter.
    let upper = wang
        .post_keyed("/v1/wishes", &key.to_uppercase(), &body)
        .await;
    assert_eq!(upper.expect(201).header("idempotency-replayed"), "true");
}

#[tokio::test]
async fn a_refusal_is_repeated_as_well_and_leaves_nothing_behind() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = server.number("SELECT COUNT(*) FROM wishes").await;
    let (key, body) = (new_key(), wish("短"));
    let first = wang.post_keyed("/v1/wishes", &key, &body).await;
    assert_eq!(first.refusal(), (422, "validation_failed".to_owned()));
    assert_eq!(first.problem().errors[0].pointer, "/text");
    let again = wang.post_keyed("/v1/wishes?lang=en", &key, &body).await;
    assert_eq!(again.problem().errors, first.problem().errors);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.problem().title, "Some answers need another look.");
    assert_eq!(server.number("SELECT COUNT(*) FROM wishes").await, before);
}

#[tokio::test]
async fn a_post_without_a_key_or_a_session_has_no_effect() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = server.number("SELECT COUNT(*) FROM wishes").await;
    for headers in [&[][..], &[("idempotency-key", "not-a-uuid")][..]] {
        let reply = wang
            .post_with("/v1/wishes", headers, &wish("楼下装一排晾衣杆"))
            .await;
        assert_eq!(
            reply.refusal(),
            (400, "idempotency_key_required".to_owned())
        );
    }
    let visitor = server.visitor();
    let reply = visitor.post("/v1/wishes", &wish("楼下装一排晾衣杆")).await;
    assert_eq!(reply.refusal(), (401, "sign_in_required".to_owned()));
    assert_eq!(reply.problem().retry, Retry::AfterAuth);
    assert_eq!(server.number("SELECT COUNT(*) FROM wishes").await, before);
    assert_eq!(
        server.number("SELECT COUNT(*) FROM idempotency_keys").await,
        0
    );
}

#[tokio::test]
async fn thirty_two_copies_of_one_request_at_once_have_one_effect_and_one_answer() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = server.number("SELECT COUNT(*) FROM wishes").await;
    let (key, body) = (new_key(), wish("楼下装一排晾衣杆"));
    let mut copies = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (wang, key, body) = (wang.clone(), key.clone(), body.clone());
        copies.spawn(async move { wang.post_keyed("/v1/wishes", &key, &body).await });
    }
    let replies = copies.join_all().await;
    let made: Vec<&Reply> = replies.iter().filter(|r| r.status == 201).collect();
    assert!(made.iter().all(|reply| reply.bytes == made[0].bytes));
    let first = made
        .iter()
        .filter(|reply| reply.header("idempotency-replayed").is_empty());
    assert_eq!(first.count(), 1);
    // Who could not wait is told to come again with the same key.
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!(reply.refusal(), (409, "in_progress".to_owned()));
        assert_eq!(reply.problem().retry, Retry::SameKey);
        assert!(!reply.header("retry-after").is_empty());
    }
    assert_eq!(
        server.number("SELECT COUNT(*) FROM wishes").await,
        before + 1
    );
}

#[tokio::test]
async fn keys_are_forgotten_after_their_time_and_not_before() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    wang.post("/v1/wishes", &wish("楼下装一排晾衣杆"))
        .await
        .expect(201);
    let day = 24 * 3_600_000;
    for (days, left) in [(34, 1), (36, 0)] {
        server.set_clock_ahead(days * day);
        linli_server::db::tidy(&server.app).await.unwrap();
        let keys = server.number("SELECT COUNT(*) FROM idempotency_keys").await;
        assert_eq!(keys, left, "after {days} days");
    }
}

#[tokio::test]
async fn a_lost_answer_is_had_again_and_a_broken_connection_leaves_nothing_half_done() {
    use tokio::io::AsyncWriteExt;
    let server = Server::start().await;
    let address = server.url.trim_start_matches("http://").to_owned();
    let cookie = server.signed_in(WANG).await.cookie.unwrap();
    let before = server.number("SELECT COUNT(*) FROM wishes").await;
    for round in 0..40_u64 {
        // A household has three places for open wishes; here they are not the point.
        server
            .execute("UPDATE wishes SET status = 'declined', place = NULL WHERE status = 'open'")
            .await;
        let (key, body) = (new_key(), wish(&format!("第{round}个心愿：楼下装晾衣杆")));
        let text = body.to_string();
        let request = format!(
            "POST /v1/wishes HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\nidempotency-key: {key}\r\n\
             content-length: {}\r\n\r\n{text}",
            text.len()
        );
        let mut line = tokio::net::TcpStream::connect(&address).await.unwrap();
        line.write_all(request.as_bytes()).await.unwrap();
        // The network goes away at another moment each time, before or after the effect.
        tokio::time::sleep(std::time::Duration::from_micros(round * 150)).await;
        drop(line);
        let wang = Client {
            cookie: Some(cookie.clone()),
            ..server.visitor()
        };
        let reply = wang.post_keyed("/v1/wishes", &key, &body).await;
        reply.expect(201);
    }
    let after = server.number("SELECT COUNT(*) FROM wishes").await;
    assert_eq!(after, before + 40, "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_start_at_once_on_one_new_database_fill_it_once() {
    let data = tempfile::tempdir().unwrap();
    let config = common::empty(&data);
    let starting = [config.clone(), config.clone(), config]
        .map(|config| tokio::spawn(linli_server::build(config)));
    for start in starting {
        let app = start.await.unwrap().unwrap();
        let (communities, services): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM community), (SELECT COUNT(*) FROM services)",
        )
        .fetch_one(app.db.pool())
        .await
        .unwrap();
        assert_eq!((communities, services), (1, 868));
    }
}

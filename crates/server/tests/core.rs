//! The core: community, texts, signing in, household, people, contacts.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CHEN, Client, LI, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use linli_contract::{
    Announcement, Capabilities, Community, Contact, ContactKind, DemoAccount, Guide, Home,
    Household, Me, Page, Person, PhoneCode, Role, Session, SignInMethod,
};
use linli_server::config::Codes;
use serde_json::json;

const DAY: i64 = 24 * 3_600_000;
const MINUTE: i64 = 60_000;

#[tokio::test]
async fn the_community_is_answered_in_both_languages_and_not_again_when_nothing_changed() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let first = visitor.get("/v1/community").await;
    let community: Community = first.expect(200).json();
    assert_eq!(community.name, "幸福里社区");
    assert!(community.hotlines.iter().any(|h| h.phone == "120"));
    let tag = [("if-none-match", first.header("etag"))];
    let again = visitor.get_with("/v1/community", &tag).await;
    assert!(again.expect(304).bytes.is_empty());
    assert_eq!(again.header("etag"), first.header("etag"));
    let english = visitor.get_with("/v1/community?lang=en", &tag).await;
    assert_eq!(english.expect(200).json::<Community>().name, "Xingfuli");
    // The browser preloads without knowing the language: its own wish must not change the bytes.
    let preloaded = visitor
        .get_with("/v1/community", &[("accept-language", "en")])
        .await;
    assert_eq!(preloaded.bytes, first.bytes);
}

#[tokio::test]
async fn capabilities_name_what_is_offered_and_their_tag_leaves_the_time_out() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let first = visitor.get("/v1/capabilities").await;
    let capabilities: Capabilities = first.expect(200).json();
    assert!(capabilities.sign_in.contains(&SignInMethod::Demo));
    assert!(capabilities.limits.idempotency_retention_seconds >= 35 * 86_400);
    server.set_clock_ahead(DAY);
    let tag = [("if-none-match", first.header("etag"))];
    visitor.get_with("/v1/capabilities", &tag).await.expect(304);
    let later: Capabilities = visitor.get("/v1/capabilities").await.json();
    assert!(later.server_time.0 - capabilities.server_time.0 >= DAY);
}

#[tokio::test]
async fn announcements_and_guide_pages_have_their_text_on_their_own_page() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let announcements: Page<Announcement> = visitor.get("/v1/announcements").await.json();
    let pinned: Vec<bool> = announcements.items.iter().map(|a| a.pinned).collect();
    assert!(pinned.is_sorted_by(|a, b| a >= b), "pinned ones first");
    assert!(announcements.items.iter().all(|a| a.body.is_empty()));
    let path = format!("/v1/announcements/{}", announcements.items[0].id);
    let one: Announcement = visitor.get(&path).await.expect(200).json();
    assert!(one.body.len() >= 2);
    let guides: Page<Guide> = visitor.get("/v1/guides?lang=en").await.json();
    assert!(guides.items.len() >= 10);
    for guide in &guides.items {
        assert!(guide.sections.is_empty());
        for lang in ["zh", "en"] {
            let path = format!("/v1/guides/{}?lang={lang}", guide.id);
            let one: Guide = visitor.get(&path).await.expect(200).json();
            assert!(!one.sections.is_empty(), "{path}");
        }
    }
    for path in [
        "/v1/announcements/none",
        "/v1/guides/none",
        "/v1/guides/%FF",
    ] {
        assert_eq!(
            visitor.get(path).await.refusal(),
            (404, "not_found".to_owned())
        );
    }
}

#[tokio::test]
async fn a_resident_sees_the_contacts_of_the_own_building_and_a_visitor_the_centre() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let mine: Page<Contact> = wang.get("/v1/contacts").await.expect(200).json();
    let worker = mine
        .items
        .iter()
        .find(|contact| contact.kind == ContactKind::GridWorker)
        .unwrap();
    assert_eq!(worker.name, "周敏");
    for kind in ContactKind::ALL {
        assert!(mine.items.iter().any(|c| c.kind == *kind), "{kind:?}");
    }
    let theirs: Page<Contact> = server.visitor().get("/v1/contacts").await.json();
    assert!(theirs.items.iter().all(|c| !mine.items.contains(c)));
}

async fn ask(client: &Client, phone: &str) -> Reply {
    client
        .post_with("/v1/sessions/phone-codes", &[], &json!({ "phone": phone }))
        .await
}

async fn enter(client: &Client, phone: &str, code: &str) -> Reply {
    let body = json!({ "method": "phone_code", "phone": phone, "code": code });
    client.post_with("/v1/sessions", &[], &body).await
}

fn last_code(server: &Server) -> String {
    server.codes.lock().unwrap().last().unwrap().1.clone()
}

const WANG_PHONE: &str = "13800000001";

/// A client with the cookie that an answer has set.
fn with_cookie(server: &Server, reply: &Reply) -> Client {
    let cookie = reply.header("set-cookie").split(';').next().unwrap();
    Client {
        cookie: Some(cookie.to_owned()),
        ..server.visitor()
    }
}

#[tokio::test]
async fn a_code_on_the_phone_signs_in_once() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let asked = ask(&visitor, "138 0000-0001").await;
    let answer: PhoneCode = asked.expect(202).json();
    assert_eq!(answer.resend_after_seconds, 60);
    let code = last_code(&server);
    assert!(!asked.text().contains(&code));
    let session = enter(&visitor, WANG_PHONE, &code).await;
    assert_eq!(session.expect(201).json::<Session>().me.name, "王秀英");
    assert_eq!(session.header("cache-control"), "no-store");
    let cookie = session.header("set-cookie");
    assert!(cookie.starts_with("linli="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let wang = with_cookie(&server, &session);
    let me: Me = wang.get("/v1/me?lang=en").await.expect(200).json();
    assert_eq!(me.name, "Wang Xiuying");
    assert_eq!(me.phone.as_deref(), Some(WANG_PHONE));
    assert!(me.household.unwrap().address.contains("Building 3"));
    let twice = enter(&visitor, WANG_PHONE, &code).await;
    assert_eq!(twice.refusal(), (422, "wrong_code".to_owned()));
    assert_eq!(twice.problem().errors[0].pointer, "/code");
}

#[tokio::test]
async fn behind_https_the_cookie_is_a_host_cookie() {
    let server = Server::start().await;
    let body = json!({ "method": "demo", "demo_account": WANG });
    let https = [("x-forwarded-proto", "https")];
    let reply = server
        .visitor()
        .post_with("/v1/sessions", &https, &body)
        .await;
    let cookie = reply.expect(201).header("set-cookie");
    assert!(cookie.starts_with("__Host-linli=") && cookie.contains("Secure"));
    assert!(!reply.header("strict-transport-security").is_empty());
    let wang = with_cookie(&server, &reply);
    wang.get_with("/v1/me", &https).await.expect(200);
    // The strict cookie is not taken over plain http.
    wang.get("/v1/me").await.expect(401);
}

#[tokio::test]
async fn an_unknown_number_gets_the_same_answer_and_no_code() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let known = ask(&visitor, WANG_PHONE).await;
    let unknown = ask(&visitor, "13911112222").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(
        known.value().as_object().unwrap().len(),
        unknown.value().as_object().unwrap().len()
    );
    assert_eq!(server.codes.lock().unwrap().len(), 1);
    let guess = enter(&visitor, "13911112222", "123456").await;
    assert_eq!(guess.refusal(), (422, "wrong_code".to_owned()));
    for bad in ["12345", "057455500100", "1380000000x", ""] {
        let reply = ask(&visitor, bad).await;
        assert_eq!(reply.refusal(), (422, "validation_failed".to_owned()));
        assert_eq!(reply.problem().errors[0].pointer, "/phone");
    }
}

#[tokio::test]
async fn a_number_may_ask_once_a_minute_and_ten_times_a_day() {
    let server = Server::start().await;
    let visitor = server.visitor();
    // From midnight of the community, so that the ten are on one day.
    let start = 2 * DAY - (server.app.clock.now().0 + 8 * 60 * MINUTE) % DAY;
    for count in 0..10 {
        server.set_clock_ahead(start + count * 61_000);
        ask(&visitor, WANG_PHONE).await.expect(202);
        let soon = ask(&visitor, WANG_PHONE).await;
        assert_eq!(soon.refusal(), (429, "too_many_requests".to_owned()));
        let wait: i64 = soon.header("retry-after").parse().unwrap();
        assert!(wait >= 1 && (wait <= 61 || count == 9), "{wait}");
    }
    server.set_clock_ahead(start + 11 * 61_000);
    let eleventh = ask(&visitor, WANG_PHONE).await;
    assert_eq!(eleventh.refusal(), (429, "too_many_requests".to_owned()));
    let wait: i64 = eleventh.header("retry-after").parse().unwrap();
    assert!(wait > 3600, "{wait}");
    assert_eq!(server.codes.lock().unwrap().len(), 10);
    server.set_clock_ahead(start + DAY);
    ask(&visitor, WANG_PHONE).await.expect(202);
}

#[tokio::test]
async fn parallel_requests_for_a_code_send_one_message() {
    let server = Server::start().await;
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let visitor = server.visitor();
        asking.spawn(async move { ask(&visitor, WANG_PHONE).await.status });
    }
    let statuses = asking.join_all().await;
    assert_eq!(statuses.iter().filter(|s| **s == 202).count(), 1);
    assert_eq!(server.codes.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn five_wrong_codes_spend_the_code_and_an_old_code_is_wrong() {
    let server = Server::start().await;
    let visitor = server.visitor();
    ask(&visitor, WANG_PHONE).await.expect(202);
    let code = last_code(&server);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let reply = enter(&visitor, WANG_PHONE, wrong).await;
        assert_eq!(reply.refusal(), (422, "wrong_code".to_owned()));
    }
    let sixth = enter(&visitor, WANG_PHONE, &code).await;
    assert_eq!(sixth.refusal(), (429, "too_many_requests".to_owned()));
    server.set_clock_ahead(2 * MINUTE);
    ask(&visitor, WANG_PHONE).await.expect(202);
    server.set_clock_ahead(8 * MINUTE);
    let late = enter(&visitor, WANG_PHONE, &last_code(&server)).await;
    assert_eq!(late.refusal(), (422, "wrong_code".to_owned()));
}

#[tokio::test]
async fn without_a_way_to_send_codes_signing_in_by_phone_is_not_offered() {
    let server = Server::start_with(|config| config.codes = Codes::Nowhere).await;
    let visitor = server.visitor();
    let capabilities: Capabilities = visitor.get("/v1/capabilities").await.json();
    assert!(!capabilities.sign_in.contains(&SignInMethod::PhoneCode));
    ask(&visitor, WANG_PHONE).await.expect(404);
    let reply = enter(&visitor, WANG_PHONE, "123456").await;
    assert_eq!(reply.refusal(), (422, "validation_failed".to_owned()));
    assert_eq!(reply.problem().errors[0].pointer, "/method");
}

async fn card(client: &Client, card: &str, pin: &str) -> Reply {
    let body = json!({ "method": "household_card", "card": card, "pin": pin });
    client.post_with("/v1/sessions", &[], &body).await
}

#[tokio::test]
async fn the_household_card_and_its_pin_sign_in_the_head_and_five_wrong_pins_lock_it() {
    let server = Server::start().await;
    let visitor = server.visitor();
    // From the seed: the first household.
    let (number, pin) = ("87769927", "351544");
    let session = card(&visitor, "8776 9927", pin).await;
    let session: Session = session.expect(201).json();
    assert_eq!(session.me.name, "周国华");
    for _ in 0..5 {
        let reply = card(&visitor, number, "000000").await;
        assert_eq!(reply.refusal(), (422, "wrong_code".to_owned()));
        assert_eq!(reply.problem().errors[0].pointer, "/pin");
    }
    let locked = card(&visitor, number, pin).await;
    assert_eq!(locked.refusal(), (429, "too_many_requests".to_owned()));
    let wait: i64 = locked.header("retry-after").parse().unwrap();
    assert!((800..=901).contains(&wait), "{wait}");
    server.set_clock_ahead(16 * MINUTE);
    card(&visitor, number, pin).await.expect(201);
    // A right PIN starts the count anew.
    for _ in 0..4 {
        card(&visitor, number, "000000").await.expect(422);
    }
    card(&visitor, number, pin).await.expect(201);
    let unknown = card(&visitor, "00000000", pin).await;
    assert_eq!(unknown.refusal(), (422, "wrong_code".to_owned()));
    let missing = card(&visitor, number, "").await;
    assert_eq!(missing.problem().errors[0].pointer, "/pin");
    assert_eq!(missing.problem().errors[0].code, "required");
}

#[tokio::test]
async fn demo_accounts_are_there_only_when_the_operator_wants_them() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let accounts: Page<DemoAccount> = visitor.get("/v1/demo-accounts").await.json();
    assert_eq!(accounts.items.len(), 7);
    assert!(accounts.items.iter().any(|a| a.role == Role::Worker));
    for account in &accounts.items {
        let body = json!({ "method": "demo", "demo_account": account.id });
        let reply = visitor.post_with("/v1/sessions", &[], &body).await;
        let session: Session = reply.expect(201).json();
        assert_eq!(session.me.name, account.name);
    }
    let nobody = json!({ "method": "demo", "demo_account": "tang-wen" });
    visitor
        .post_with("/v1/sessions", &[], &nobody)
        .await
        .expect(422);

    let strict = Server::start_with(|config| config.demo = false).await;
    strict.visitor().get("/v1/demo-accounts").await.expect(404);
    let body = json!({ "method": "demo", "demo_account": WANG });
    let refused = strict.visitor().post_with("/v1/sessions", &[], &body).await;
    assert_eq!(refused.refusal(), (422, "validation_failed".to_owned()));
}

#[tokio::test]
async fn a_session_ends_when_signed_out_replaced_idle_or_old() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    wang.get("/v1/sessions/current").await.expect(200);
    let out = wang.delete("/v1/sessions/current").await;
    assert_eq!(
        out.expect(204).header("clear-site-data"),
        "\"cache\", \"storage\""
    );
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let refused = wang.get("/v1/sessions/current").await;
    assert_eq!(refused.refusal(), (401, "sign_in_required".to_owned()));
    wang.delete("/v1/sessions/current").await.expect(204);

    // Signing in again in the same browser ends the session before.
    let li = server.signed_in(LI).await;
    let body = json!({ "method": "demo", "demo_account": CHEN });
    li.post_with("/v1/sessions", &[], &body).await.expect(201);
    li.get("/v1/me").await.expect(401);

    // A worker's screen in the office goes to sleep; a resident's phone does not.
    let (resident, worker) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    server.set_clock_ahead(20 * MINUTE);
    worker.get("/v1/me").await.expect(200);
    server.set_clock_ahead(45 * MINUTE);
    worker.get("/v1/me").await.expect(200);
    server.set_clock_ahead(80 * MINUTE);
    worker.get("/v1/me").await.expect(401);
    for days in [20, 40, 60, 80] {
        server.set_clock_ahead(days * DAY);
        resident.get("/v1/me").await.expect(200);
    }
    server.set_clock_ahead(91 * DAY);
    resident.get("/v1/me").await.expect(401);
    for forged in ["linli=", "linli=0", "linli=%00", "other=1"] {
        let client = Client {
            cookie: Some(forged.to_owned()),
            ..server.visitor()
        };
        client.get("/v1/me").await.expect(401);
    }
}

#[tokio::test]
async fn a_household_has_its_members_and_quotas_and_a_worker_has_none() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    let household: Household = li.get("/v1/household").await.expect(200).json();
    assert_eq!(household.members.len(), 6);
    assert_eq!(household.members[0].relation, "self");
    assert!(
        household
            .members
            .iter()
            .all(|m| { m.phone.as_ref().is_none_or(|phone| !phone.contains('*')) })
    );
    assert!(!household.quotas.is_empty());
    for quota in &household.quotas {
        assert!(quota.left <= quota.limit, "{quota:?}");
    }
    let worker = server.signed_in(ZHAO_QIANG).await;
    assert_eq!(
        worker.get("/v1/household").await.refusal(),
        (404, "no_household".to_owned())
    );
}

#[tokio::test]
async fn people_are_myself_first_and_those_i_may_act_for() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    let people: Page<Person> = li.get("/v1/people").await.expect(200).json();
    assert_eq!(people.items[0].relation, "self");
    for parent in ["p31", "p32"] {
        let found = people.items.iter().find(|p| p.id.as_str() == parent);
        assert_eq!(found.unwrap().relation, "parent");
    }
    assert!(people.items.iter().all(|p| p.id.as_str() != WANG));
    let narrowed: Page<Person> = li.get("/v1/people?q=%E6%9D%8E%E5%BE%B7").await.json();
    assert_eq!(narrowed.items.len(), 1);
    // A neighbour cannot be found by a resident.
    let none: Page<Person> = li.get("/v1/people?q=%E7%8E%8B").await.json();
    assert!(none.items.is_empty());
    let long = li.get(&format!("/v1/people?q={}", "a".repeat(41))).await;
    assert_eq!(long.refusal(), (400, "bad_request".to_owned()));
}

#[tokio::test]
async fn a_worker_finds_residents_of_the_own_grid_with_masked_numbers() {
    let server = Server::start().await;
    let grid_worker = server.signed_in(ZHOU_MIN).await;
    let alone: Page<Person> = grid_worker.get("/v1/people").await.json();
    assert_eq!(alone.items.len(), 1);
    let found: Page<Person> = grid_worker.get("/v1/people?q=wang%20xiu").await.json();
    let wang = found.items.iter().find(|p| p.id.as_str() == WANG).unwrap();
    assert_eq!(wang.relation, "resident");
    assert_eq!(wang.phone.as_deref(), Some("138****0001"));
    let elsewhere: Page<Person> = grid_worker
        .get("/v1/people?q=%E5%91%A8%E5%9B%BD%E5%8D%8E")
        .await
        .json();
    assert_eq!(elsewhere.items.len(), 1, "only the worker: {elsewhere:?}");
    let centre = server.signed_in(ZHAO_QIANG).await;
    let everywhere: Page<Person> = centre
        .get("/v1/people?q=%E5%91%A8%E5%9B%BD%E5%8D%8E")
        .await
        .json();
    assert_eq!(everywhere.items.len(), 2);
    // Wildcards of the database are letters here, and a search has an end.
    let percent: Page<Person> = centre.get("/v1/people?q=%25").await.json();
    assert_eq!(percent.items.len(), 1);
    let many: Page<Person> = centre.get("/v1/people?q=%E5%8F%B7").await.json();
    assert!((2..=21).contains(&many.items.len()));
}

#[tokio::test]
async fn a_worker_finds_residents_by_phone_or_household_card_and_a_resident_does_not() {
    let server = Server::start().await;
    let centre = server.signed_in(ZHAO_QIANG).await;
    let card: String = sqlx::query_scalar(
        "SELECT card_number FROM households \
         WHERE id = (SELECT household_id FROM people WHERE id = $1)",
    )
    .bind(WANG)
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let has = |people: &Page<Person>, id: &str| people.items.iter().any(|p| p.id.as_str() == id);
    for q in ["138%200000%200001", "0000-0001", card.as_str()] {
        let found: Page<Person> = centre.get(&format!("/v1/people?q={q}")).await.json();
        assert!(has(&found, WANG), "{q}");
        assert!(!has(&found, LI), "{q}");
    }
    // The whole household has the card; a part of its number opens nothing.
    let found: Page<Person> = centre.get(&format!("/v1/people?q={card}")).await.json();
    assert!(has(&found, "p19"));
    let part: Page<Person> = centre
        .get(&format!("/v1/people?q={}", &card[..7]))
        .await
        .json();
    assert!(!has(&part, WANG));
    // Digit by digit a masked number could be read by asking.
    let li = server.signed_in(LI).await;
    let own: Page<Person> = li.get("/v1/people?q=13800000002").await.json();
    assert!(own.items.is_empty());
}

#[tokio::test]
async fn the_first_screen_comes_in_one_request_signed_in_or_not() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let public: Home = visitor.get("/v1/home").await.expect(200).json();
    assert!(public.me.is_none() && public.todos.is_empty());
    assert!(public.figures.open_orders.is_none());
    assert_eq!(public.figures.services, Some(868));
    assert_eq!(public.announcements.len(), 3);
    assert!(!public.wishes.is_empty() && public.wishes.len() <= 3);
    assert!(public.wishes.is_sorted_by(|a, b| a.seconds >= b.seconds));

    let wang = server.signed_in(WANG).await;
    let first = wang.get("/v1/home").await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let home: Home = first.expect(200).json();
    assert_eq!(home.me.unwrap().name, "王秀英");
    assert!(home.figures.open_orders.unwrap() >= 2);
    let kinds: Vec<&str> = home.todos.iter().map(|todo| todo.kind.as_str()).collect();
    assert!(kinds.contains(&"need_info"), "{kinds:?}");
    assert!(kinds.contains(&"confirm_result"), "{kinds:?}");
    assert_eq!(
        kinds[0], "need_info",
        "what waits for an answer comes first"
    );

    let tag = [("if-none-match", first.header("etag"))];
    server.set_clock_ahead(1000);
    wang.get_with("/v1/home", &tag).await.expect(304);
    visitor.get_with("/v1/home", &tag).await.expect(200);
    let english: Home = wang.get("/v1/home?lang=en").await.json();
    assert_eq!(english.language, "en");
    assert!(english.community.name.is_ascii());
}

use linli_contract::{Category, Page, QuestionKind, Service, ServiceRow, Slot};

use super::common::{Server, WANG};
use super::filling::{service, service_with, slots};

#[tokio::test]
async fn the_whole_catalogue_fits_into_one_answer_and_costs_nothing_twice() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let reply = visitor.get("/v1/services?limit=1000").await;
    let page: Page<ServiceRow> = reply.expect(200).json();
    assert_eq!(page.items.len(), 868);
    assert!(page.next_cursor.is_none());
    assert_eq!(
        reply.header("cache-control"),
        "public, max-age=30, stale-while-revalidate=300"
    );
    let again = visitor
        .get_with(
            "/v1/services?limit=1000",
            &[("if-none-match", reply.header("etag"))],
        )
        .await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let unblock = page
        .items
        .iter()
        .find(|row| row.name == "管道疏通")
        .unwrap();
    assert_eq!(unblock.search.as_deref(), Some("guandaoshutong gdst"));
}

#[tokio::test]
async fn a_walk_over_pages_meets_every_service_once_also_when_one_is_added_meanwhile() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let mut seen = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let cursor = if cursor.is_empty() {
            String::new()
        } else {
            format!("&cursor={cursor}")
        };
        let page: Page<ServiceRow> = visitor
            .get(&format!("/v1/services?limit=200{cursor}"))
            .await
            .expect(200)
            .json();
        seen.extend(page.items.into_iter().map(|row| row.id.to_string()));
        next = page.next_cursor;
        if seen.len() == 400 {
            server
                .execute(
                    "INSERT INTO services SELECT 'new-in-front', version, category_id, -1, \
                     '新', 'New', summary_zh, summary_en, search, provider_id, kit_id, payer, \
                     price_fen, unit, audience, promise_hours, quota_id, form_code, form_version, \
                     NULL, list_id, edited FROM services WHERE position = 0",
                )
                .await;
        }
    }
    assert_eq!(seen.len(), 868);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 868);
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let page: Page<ServiceRow> = visitor.get("/v1/services?limit=5").await.json();
    let cursor = page.next_cursor.unwrap();
    let other = format!("/v1/services?limit=5&category_id=repair&cursor={cursor}");
    assert_eq!(
        visitor.get(&other).await.refusal(),
        (400, "bad_request".into())
    );
}

#[tokio::test]
async fn categories_count_their_services() {
    let server = Server::start().await;
    let page: Page<Category> = server.visitor().get("/v1/categories?lang=en").await.json();
    assert_eq!(page.items.len(), 14);
    assert!(page.items.iter().all(|category| category.services == 62));
    assert_eq!(page.items[0].name, "Repairs and fitting");
}

#[tokio::test]
async fn a_service_shows_what_is_left_of_my_quota_and_nobody_elses() {
    let server = Server::start().await;
    let id: String = sqlx::query_scalar(
        "SELECT id FROM services WHERE quota_id = 'home-repair' ORDER BY position LIMIT 1",
    )
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let wang = server.signed_in(WANG).await;
    let quota = service(&wang, &id).await.quota.unwrap();
    assert_eq!((quota.name.as_str(), quota.limit), ("上门维修", 2));
    assert!(quota.renews_on > server.app.clock.today());
    assert!(service(&server.visitor(), &id).await.quota.is_none());
}

#[tokio::test]
async fn a_service_is_complete_in_both_languages() {
    let server = Server::start().await;
    let visitor = server.visitor();
    for form in ["repair-gas", "home-nursing", "general"] {
        let id = service_with(&server, form).await;
        let english: Service = visitor
            .get(&format!("/v1/services/{id}?lang=en"))
            .await
            .expect(200)
            .json();
        let text = serde_json::to_string(&english).unwrap();
        let chinese = text.chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        assert_eq!(chinese, None, "{text}");
    }
}

#[tokio::test]
async fn a_withdrawn_service_is_gone_and_an_unknown_one_is_not_found() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let id = service_with(&server, "repair-lock").await;
    server
        .execute("UPDATE services SET withdrawn_at = 1 WHERE form_code = 'repair-lock'")
        .await;
    for path in [
        format!("/v1/services/{id}"),
        format!("/v1/services/{id}/slots"),
    ] {
        assert_eq!(
            visitor.get(&path).await.refusal(),
            (410, "service_withdrawn".into())
        );
    }
    let unknown = visitor.get("/v1/services/unheard-of").await;
    assert_eq!(unknown.refusal(), (404, "not_found".into()));
    let page: Page<ServiceRow> = visitor.get("/v1/services?limit=1000").await.json();
    assert!(page.items.iter().all(|row| row.id.as_str() != id));
}

#[tokio::test]
async fn a_service_with_a_slot_question_has_times_in_the_next_fourteen_days() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let now = server.app.clock.now();
    let forms: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT form_code FROM services ORDER BY form_code")
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
    let mut with_slots = 0;
    for form in forms {
        let id = service_with(&server, &form).await;
        let asks = service(&visitor, &id)
            .await
            .questions
            .iter()
            .any(|question| question.kind == QuestionKind::Slot);
        let times: Vec<Slot> = slots(&visitor, &id).await;
        assert_eq!(asks, !times.is_empty(), "{form}");
        with_slots += usize::from(asks);
        assert!(times.is_sorted_by_key(|slot| slot.starts_at));
        for slot in times {
            assert!(slot.starts_at > now && slot.starts_at < now.plus_days(14));
            assert!(slot.ends_at > slot.starts_at);
            assert!(slot.id.as_str().len() <= 64);
        }
    }
    assert!(with_slots >= 10, "{with_slots}");
}

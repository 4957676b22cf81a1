use linli_contract::{Home, Order, OrderRow, OrderStatus, Page};
use linli_server::config::Config;

use super::common::{CHEN, LI, Server, WANG};

#[tokio::test]
async fn the_seed_is_complete_and_is_imported_once() {
    let server = Server::start().await;
    for (sql, expected) in [
        ("SELECT COUNT(*) FROM services", 868),
        ("SELECT COUNT(*) FROM categories", 14),
        ("SELECT COUNT(*) FROM households", 40),
        ("SELECT COUNT(DISTINCT status) FROM orders", 12),
        ("SELECT COUNT(*) FROM wishes", 20),
        ("SELECT COUNT(*) FROM grids", 6),
        ("SELECT COUNT(*) FROM demo_accounts", 7),
        ("SELECT COUNT(*) FROM announcements", 10),
        ("SELECT COUNT(*) FROM guides", 11),
    ] {
        assert_eq!(server.number(sql).await, expected, "{sql}");
    }
    let again = linli_server::seed::fill(&server.app).await.unwrap();
    assert!(!again);
    assert_eq!(server.number("SELECT COUNT(*) FROM services").await, 868);
}

#[tokio::test]
async fn the_history_is_fresh_and_nothing_of_it_lies_in_the_future() {
    let server = Server::start().await;
    let now = server.app.clock.now().0;
    let newest = server.number("SELECT MAX(created_at) FROM orders").await;
    assert!(newest <= now && newest > now - 2 * 86_400_000);
    for sql in [
        "SELECT MAX(at) FROM order_events",
        "SELECT MAX(at) FROM order_ratings",
        "SELECT MAX(updated_at) FROM orders",
        "SELECT MAX(published_at) FROM announcements",
        "SELECT MAX(created_at) FROM wishes",
        "SELECT MAX(at) FROM wish_seconds",
        "SELECT MAX(called_back_at) FROM order_ratings",
        "SELECT MAX(answered_at) FROM complaints",
        "SELECT MAX(decided_at) FROM wishes",
    ] {
        assert!(server.number(sql).await <= now, "{sql}");
    }
    // Who comes is still to come, and a question can still be answered.
    let visits = "SELECT COUNT(*) FROM orders WHERE status = 'scheduled' AND visit_at IS NULL";
    assert_eq!(server.number(visits).await, 0);
    let earliest = "SELECT MIN(visit_at) FROM orders WHERE status = 'scheduled'";
    assert!(server.number(earliest).await > now);
    let due = "SELECT MIN(question_due_at) FROM orders WHERE status = 'need_info'";
    assert!(server.number(due).await > now);
    let slots = "SELECT COUNT(*) FROM orders WHERE slot_id IS NOT NULL AND slot_starts_at IS NULL";
    assert_eq!(server.number(slots).await, 0);
    assert!(
        server
            .number("SELECT COUNT(*) FROM orders WHERE slot_ends_at > slot_starts_at")
            .await
            > 10
    );
    let seconds = "SELECT COUNT(*) FROM wishes w WHERE seconds <> \
         (SELECT COUNT(*) FROM wish_seconds s WHERE s.wish_id = w.id)";
    assert_eq!(server.number(seconds).await, 0);
}

#[tokio::test]
async fn the_history_shows_what_is_owed_after_the_service_and_what_was_done_about_it() {
    let server = Server::start().await;
    for sql in [
        "SELECT COUNT(*) FROM order_ratings WHERE call_back_by IS NOT NULL \
         AND called_back_at IS NULL",
        "SELECT COUNT(*) FROM order_ratings WHERE called_back_at IS NOT NULL",
        "SELECT COUNT(*) FROM complaints WHERE answered_at IS NULL",
        "SELECT COUNT(*) FROM complaints WHERE answered_at IS NOT NULL AND answer_en <> ''",
        "SELECT COUNT(*) FROM wishes WHERE status = 'review'",
    ] {
        assert!(server.number(sql).await > 0, "{sql}");
    }
    // The deadline of the queue is the nearest of what the other tables say.
    let wrong = "SELECT COUNT(*) FROM orders o WHERE \
         COALESCE(o.call_back_by, 0) <> COALESCE((SELECT MAX(r.call_back_by) FROM order_ratings r \
         WHERE r.order_id = o.id AND r.called_back_at IS NULL), 0) OR \
         COALESCE(o.complaint_due_at, 0) <> COALESCE((SELECT MIN(c.due_at) FROM complaints c \
         WHERE c.order_id = o.id AND c.answered_at IS NULL), 0) \
         OR (o.status_type <> 'open' AND (o.due_at IS NULL) \
         <> (o.call_back_by IS NULL AND o.complaint_due_at IS NULL))";
    assert_eq!(server.number(wrong).await, 0);
    for person in [WANG, LI, CHEN] {
        let client = server.signed_in(person).await;
        for lang in ["zh", "en"] {
            let home: Home = client.get(&format!("/v1/home?lang={lang}")).await.json();
            let news = home.wish_news;
            assert!(!news.is_empty() && news.iter().all(|news| !news.reason.is_empty()));
            assert_eq!(news.iter().any(|news| news.mine), person == CHEN);
        }
    }
}

#[tokio::test]
async fn wang_xiuying_has_a_rich_history_in_both_languages() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let page: Page<OrderRow> = wang.get("/v1/orders?limit=100").await.json();
    let with = |status: OrderStatus| page.items.iter().filter(|row| row.status == status).count();
    assert_eq!(with(OrderStatus::NeedInfo), 1);
    assert_eq!(with(OrderStatus::Completed), 1);
    assert!(with(OrderStatus::Scheduled) >= 1);
    assert!(with(OrderStatus::Confirmed) >= 2);
    assert!(with(OrderStatus::Rejected) >= 1);
    for row in &page.items {
        for lang in ["zh", "en"] {
            let path = format!("/v1/orders/{}?lang={lang}", row.id);
            let order: Order = wang.get(&path).await.expect(200).json();
            assert!(!order.timeline.is_empty() && !order.next.is_empty());
            assert!(
                order
                    .answers
                    .iter()
                    .all(|a| !a.text.is_empty() || !a.photos.is_empty())
            );
        }
    }
}

#[tokio::test]
async fn an_empty_database_stays_empty_when_the_seed_is_not_wanted() {
    let folder = tempfile::tempdir().unwrap();
    if std::env::var("LINLI_TEST_POSTGRES").is_ok() {
        return;
    }
    let app = linli_server::build(Config {
        data: folder.path().to_owned(),
        seed: false,
        ..Config::default()
    })
    .await
    .unwrap();
    let services: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM services")
        .fetch_one(app.db.pool())
        .await
        .unwrap();
    assert_eq!(services, 0);
}

use linli_contract::{Home, PointsTodoKind};

use super::common::{CHEN, Server, WANG, ZHAO_QIANG};
use super::{DAY, overview};

#[tokio::test]
async fn the_first_screen_tells_what_can_be_spent_and_what_waits() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let home: Home = wang.get("/v1/home").await.expect(200).json();
    let mine = overview(&wang).await;
    assert_eq!(
        home.figures.points.map(i64::from),
        Some(mine.spendable.points)
    );
    let of = |kind: &PointsTodoKind| home.points_todos.iter().find(|todo| todo.kind == *kind);
    let penalty = of(&PointsTodoKind::PenaltyAnnounced).unwrap();
    assert_eq!(penalty.points, 5);
    let path = format!("/v1/points/entries/{}", penalty.id.as_deref().unwrap());
    wang.get(&path).await.expect(200);
    let reward = of(&PointsTodoKind::PickUp).unwrap();
    let path = format!("/v1/points/redemptions/{}", reward.id.as_deref().unwrap());
    wang.get(&path).await.expect(200);
    let next = mine.spendable.expiries.iter().find(|expiry| expiry.notice);
    let told = of(&PointsTodoKind::LotsExpiring);
    assert_eq!(
        told.map(|todo| todo.points),
        next.map(|expiry| expiry.points)
    );
    assert!(home.points_todos.is_sorted_by_key(|todo| todo.due_at));

    let english: Home = wang.get("/v1/home?lang=en").await.json();
    assert!(
        english
            .points_todos
            .iter()
            .all(|todo| todo.title.is_ascii())
    );
    // Nothing of it for others, and nothing for who has no household.
    let chen: Home = server.signed_in(CHEN).await.get("/v1/home").await.json();
    assert!(chen.figures.points.is_some());
    assert!(chen.points_todos.iter().all(|todo| todo.id != penalty.id));
    for client in [server.visitor(), server.signed_in(ZHAO_QIANG).await] {
        let home: Home = client.get("/v1/home").await.json();
        assert!(home.figures.points.is_none() && home.points_todos.is_empty());
    }
}

#[tokio::test]
async fn lots_are_announced_thirty_and_seven_days_before_they_expire() {
    let server = Server::start().await;
    let today = server.app.clock.today();
    let mut tx = server.app.db.write().await.unwrap();
    sqlx::query("UPDATE point_lots SET last_day = $1 WHERE household_id = 'h09'")
        .bind(today.plus_days(32).to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut told = Vec::new();
    for ahead in [1, 2, 24, 25, 32] {
        server.set_clock_ahead(ahead * DAY);
        let wang = server.signed_in(WANG).await;
        let home: Home = wang.get("/v1/home?lang=en").await.expect(200).json();
        let mut todos = home.points_todos.into_iter();
        let todo = todos.find(|todo| todo.kind == PointsTodoKind::LotsExpiring);
        told.push(todo.map(|todo| todo.title));
    }
    let told: Vec<Option<&str>> = told.iter().map(Option::as_deref).collect();
    assert_eq!(
        told,
        [
            None,
            Some("Some points expire soon"),
            Some("Some points expire soon"),
            Some("Points expire in 7 days"),
            Some("Points expire in 0 days"),
        ]
    );
}

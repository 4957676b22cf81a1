use linli_contract::{NewWish, Page, Wish, WishStatus};

use super::common::{LI, Server, WANG, ZHAO_QIANG, new_key};

const DAY: i64 = 86_400_000;

fn wish(text: &str) -> NewWish {
    NewWish {
        text: text.to_owned(),
        category_id: Some("repair".into()),
        client_ref: new_key(),
    }
}

/// The open wish that lacks one household.
async fn nearly(server: &Server) -> Wish {
    let page: Page<Wish> = server.visitor().get("/v1/wishes?status=open").await.json();
    page.items
        .into_iter()
        .find(|wish| wish.seconds == 14)
        .unwrap()
}

#[tokio::test]
async fn the_fifteenth_household_starts_the_review_with_a_promised_date() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let near = nearly(&server).await;
    assert!(!near.seconded);
    let path = format!("/v1/wishes/{}/second", near.id);
    let now = server.app.clock.now().0;
    let seconded: Wish = wang.put(&path).await.expect(200).json();
    assert_eq!((seconded.seconds, seconded.threshold), (15, 15));
    assert_eq!(seconded.status, WishStatus::Review);
    assert!(seconded.seconded && !seconded.mine);
    let due = seconded.due_at.unwrap().0 - now;
    assert!((due - 7 * DAY).abs() < 60_000);
    // Again changes nothing; another household comes too late, and taking it back as well.
    let again: Wish = wang.put(&path).await.expect(200).json();
    assert_eq!(again.seconds, 15);
    let taken = wang.delete(&path).await;
    assert_eq!(taken.refusal(), (409, "not_possible_now".into()));
    let sixteenth: String = sqlx::query_scalar(
        "SELECT id FROM people WHERE household_id IS NOT NULL AND household_id NOT IN \
         (SELECT household_id FROM wish_seconds WHERE wish_id = $1) ORDER BY position LIMIT 1",
    )
    .bind(near.id.as_str())
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let late = server.signed_in(&sixteenth).await.put(&path).await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
    let seconds: Wish = wang.get(&format!("/v1/wishes/{}", near.id)).await.json();
    assert_eq!(seconds.seconds, 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_households_at_once_are_each_counted_once() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let made: Wish = wang
        .post("/v1/wishes", &wish("楼下装一个修鞋摊"))
        .await
        .expect(201)
        .json();
    assert_eq!((made.seconds, made.mine, made.seconded), (1, true, true));
    let path = format!("/v1/wishes/{}/second", made.id);
    // Everyone in 40 households, so that most households come more than once.
    let people: Vec<String> =
        sqlx::query_scalar("SELECT id FROM people WHERE household_id IS NOT NULL")
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
    let mut tasks = Vec::new();
    for person in people {
        let client = server.signed_in(&person).await;
        let path = path.clone();
        tasks.push(tokio::spawn(async move { client.put(&path).await.status }));
    }
    for task in tasks {
        let status = task.await.unwrap();
        assert!(status == 200 || status == 409, "{status}");
    }
    let wish: Wish = wang.get(&format!("/v1/wishes/{}", made.id)).await.json();
    assert_eq!((wish.seconds, wish.status), (15, WishStatus::Review));
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM wish_seconds WHERE wish_id = $1")
        .bind(made.id.as_str())
        .fetch_one(server.app.db.pool())
        .await
        .unwrap();
    assert_eq!(rows, 15);
}

#[tokio::test]
async fn a_second_can_be_withdrawn_until_the_threshold() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let page: Page<Wish> = wang.get("/v1/wishes?status=open").await.json();
    let other = page
        .items
        .iter()
        .find(|wish| wish.seconds == 3 && !wish.seconded)
        .unwrap();
    let path = format!("/v1/wishes/{}/second", other.id);
    wang.put(&path).await.expect(200);
    for _ in 0..2 {
        let back: Wish = wang.delete(&path).await.expect(200).json();
        assert_eq!((back.seconds, back.seconded), (3, false));
    }
}

#[tokio::test]
async fn a_household_has_three_open_wishes_at_most() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    server
        .execute("UPDATE wishes SET status = 'lapsed', place = NULL WHERE household_id = 'h13'")
        .await;
    for text in ["楼下装一个修鞋摊", "周末有人教包粽子", "河边多两张长椅"] {
        li.post("/v1/wishes", &wish(text)).await.expect(201);
    }
    let fourth = li.post("/v1/wishes", &wish("门口加一盏路灯")).await;
    assert_eq!(fourth.refusal(), (409, "too_many_wishes".into()));
    // After thirty days they have run out of time, and there is room again.
    server.set_clock_ahead(30 * DAY + 60_000);
    let li = server.signed_in(LI).await;
    li.post("/v1/wishes", &wish("门口加一盏路灯"))
        .await
        .expect(201);
    let open: Page<Wish> = li.get("/v1/wishes?status=open").await.json();
    assert_eq!(open.items.len(), 1, "all others have lapsed by themselves");
    let lapsed: Page<Wish> = li.get("/v1/wishes?status=lapsed&limit=1000").await.json();
    let mine = lapsed.items.iter().find(|wish| wish.mine).unwrap();
    let path = format!("/v1/wishes/{}/second", mine.id);
    let late = server.signed_in(WANG).await.put(&path).await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fourth_wish_does_not_slip_in_between_others() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    server
        .execute("UPDATE wishes SET status = 'lapsed', place = NULL WHERE household_id = 'h13'")
        .await;
    let tasks: Vec<_> = (0..12)
        .map(|index| {
            let li = li.clone();
            let wish = wish(&format!("心愿之{index}号"));
            tokio::spawn(async move { li.post("/v1/wishes", &wish).await.status })
        })
        .collect();
    for task in tasks {
        let status = task.await.unwrap();
        assert!(status == 201 || status == 409, "{status}");
    }
    let open = server
        .number("SELECT COUNT(*) FROM wishes WHERE household_id = 'h13' AND status = 'open'")
        .await;
    assert!((1..=3).contains(&open), "{open}");
}

#[tokio::test]
async fn similar_wishes_come_before_a_new_one() {
    let server = Server::start().await;
    let visitor = server.visitor();
    // 自行车
    let path = "/v1/wishes?similar_to=%E4%BF%AE%E8%87%AA%E8%A1%8C%E8%BD%A6";
    let page: Page<Wish> = visitor.get(path).await.expect(200).json();
    assert!(page.items.len() >= 2 && page.items.len() <= 5);
    assert!(page.items.iter().all(|wish| wish.text.contains("自行车")));
    let none: Page<Wish> = visitor.get("/v1/wishes?similar_to=zzzz").await.json();
    assert!(none.items.is_empty());
}

#[tokio::test]
async fn open_wishes_nearest_to_the_threshold_come_first() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let mut seen: Vec<Wish> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<Wish> = visitor
            .get(&format!("/v1/wishes?limit=4{cursor}"))
            .await
            .json();
        seen.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 20);
    assert_eq!(seen[0].seconds, 14);
    let open: Vec<_> = seen
        .iter()
        .take_while(|wish| wish.status == WishStatus::Open)
        .collect();
    assert!(open.is_sorted_by(|a, b| a.seconds >= b.seconds));
    assert!(
        seen[open.len()..]
            .iter()
            .all(|wish| wish.status != WishStatus::Open)
    );
}

#[tokio::test]
async fn a_wish_is_one_line_of_a_sensible_length() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    for (text, code) in [
        ("修车", "too_short"),
        ("", "required"),
        ("一行\n两行字", "bad_text"),
        (&"很".repeat(61), "too_long"),
    ] {
        let problem = wang
            .post("/v1/wishes", &wish(text))
            .await
            .expect(422)
            .problem();
        assert_eq!(
            (
                problem.errors[0].pointer.as_str(),
                problem.errors[0].code.as_str()
            ),
            ("/text", code)
        );
    }
    let mut unknown = wish("楼下装一个修鞋摊");
    unknown.category_id = Some("unheard-of".into());
    let problem = wang
        .post("/v1/wishes", &unknown)
        .await
        .expect(422)
        .problem();
    assert_eq!(problem.errors[0].pointer, "/category_id");
}

#[tokio::test]
async fn the_same_wish_again_is_the_same_wish() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let new = wish("楼下装一个修鞋摊");
    let first: Wish = wang.post("/v1/wishes", &new).await.expect(201).json();
    let again = wang.post("/v1/wishes", &new).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json::<Wish>().id, first.id);
}

#[tokio::test]
async fn wishing_is_for_households() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let near = nearly(&server).await;
    let path = format!("/v1/wishes/{}/second", near.id);
    assert_eq!(
        zhao.put(&path).await.refusal(),
        (404, "no_household".into())
    );
    let made = zhao.post("/v1/wishes", &wish("楼下装一个修鞋摊")).await;
    assert_eq!(made.refusal(), (404, "no_household".into()));
    let unsigned = server.visitor().put(&path).await;
    assert_eq!(unsigned.refusal(), (401, "sign_in_required".into()));
    let unknown = server
        .signed_in(WANG)
        .await
        .put("/v1/wishes/unheard-of/second")
        .await;
    assert_eq!(unknown.refusal(), (404, "not_found".into()));
}

use linli_contract::{Boards, TakingPart};
use serde_json::json;

use super::common::{Client, Server, WANG};
use super::overview;

async fn boards(client: &Client) -> Boards {
    client.get("/v1/points/boards").await.expect(200).json()
}

#[tokio::test]
async fn boards_show_buildings_in_their_order_and_never_fewer_than_five_households() {
    let server = Server::start().await;
    let boards = boards(&server.visitor()).await;
    assert!(boards.buildings.len() > 3);
    let households: u32 = boards.buildings.iter().map(|row| row.households).sum();
    assert_eq!(households, 40);
    for row in &boards.buildings {
        assert!(row.households >= boards.min_households, "{}", row.name);
        assert!(row.active > 0 && row.standing > 0, "{}", row.name);
        let exact = row.standing * 10 / i64::from(row.households);
        assert_eq!(row.average_tenths, exact);
    }
    assert!(boards.buildings[0].name.starts_with("1号楼"));
    // No row for households by points, and no name of a person.
    let text = server.visitor().get("/v1/points/boards").await.text();
    assert!(!text.contains("王秀英") && !text.contains("h09"));
    assert!(
        boards
            .taking_part
            .is_sorted_by(|one, other| one.name <= other.name)
    );
    // Together they are what the entries say.
    let period = &boards.period.code;
    let all: (i64,) = sqlx::query_as(
        "SELECT CAST(SUM(e.standing) AS BIGINT) FROM point_entries e JOIN point_outcomes o \
         ON o.entry_id = e.id AND o.state = 'posted' WHERE e.period = $1",
    )
    .bind(period)
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let shown: i64 = boards.buildings.iter().map(|row| row.standing).sum();
    assert_eq!(shown, all.0);
}

#[tokio::test]
async fn a_household_appears_only_under_the_name_it_chose_and_leaves_at_once() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let named = |boards: &Boards, name: &str| boards.taking_part.iter().any(|row| row.name == name);
    assert_eq!(overview(&wang).await.board_name, None);
    let path = "/v1/points/taking-part";
    let put = |name: &'static str| {
        let wang = wang.clone();
        async move { wang.put_with(path, &[], &json!({ "name": name })).await }
    };
    let joined: TakingPart = put(" 丝瓜架下 ").await.expect(200).json();
    assert_eq!(joined.name.as_deref(), Some("丝瓜架下"));
    let shown = boards(&server.visitor()).await;
    let row = shown
        .taking_part
        .iter()
        .find(|row| row.name == "丝瓜架下")
        .unwrap();
    assert_eq!(row.building, "3号楼");
    put("三号楼的猫").await.expect(200);
    let shown = boards(&server.visitor()).await;
    assert!(named(&shown, "三号楼的猫") && !named(&shown, "丝瓜架下"));
    for (name, code) in [
        ("猫", "too_short"),
        ("", "required"),
        ("一\u{202E}二", "bad_text"),
    ] {
        assert_eq!(put(name).await.problem().errors[0].code, code);
    }
    for _ in 0..2 {
        let left: TakingPart = wang.delete(path).await.expect(200).json();
        assert_eq!(left.name, None);
    }
    assert!(!named(&boards(&server.visitor()).await, "三号楼的猫"));
}

use linli_contract::{
    AuditEntry, DeskService, DeskServiceRow, NewServiceTerms, Order, Page, Payer, Service,
    ServiceList, ServiceRow,
};
use serde_json::{Value, json};

use super::common::{ADMIN, Client, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};

const SERVICES: &str = "/v1/desk/services";
/// A service that residents pay for: 更换锁芯.
const LOCK: &str = "repair-lock-cylinder";

async fn read(worker: &Client, id: &str) -> (DeskService, String) {
    let reply = worker.get(&format!("{SERVICES}/{id}")).await;
    (reply.expect(200).json(), reply.header("etag").to_owned())
}

async fn replace(worker: &Client, id: &str, etag: &str, terms: &NewServiceTerms) -> Reply {
    let path = format!("{SERVICES}/{id}");
    worker.put_with(&path, &[("if-match", etag)], terms).await
}

async fn publish(worker: &Client, id: &str, etag: &str, publish: bool) -> Reply {
    worker
        .post_with(
            &format!("{SERVICES}/{id}/publication"),
            &[("idempotency-key", &new_key()), ("if-match", etag)],
            &json!({ "publish": publish }),
        )
        .await
}

async fn rows(worker: &Client, query: &str) -> Vec<DeskServiceRow> {
    let page: Page<DeskServiceRow> = worker
        .get(&format!("{SERVICES}?limit=1000{query}"))
        .await
        .expect(200)
        .json();
    page.items
}

#[tokio::test]
async fn every_service_of_the_seed_stands_on_one_of_four_lists() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let lists: Page<ServiceList> = visitor.get("/v1/service-lists").await.expect(200).json();
    assert_eq!(lists.items.len(), 4);
    let mut all = 0;
    for list in &lists.items {
        let of_list: Page<ServiceRow> = visitor
            .get(&format!("/v1/services?limit=1000&list_id={}", list.id))
            .await
            .expect(200)
            .json();
        assert_eq!(of_list.items.len(), list.services as usize);
        assert!(list.services > 50 && !list.about.is_empty());
        all += of_list.items.len();
    }
    assert_eq!(all, 868);
    let service: Service = visitor
        .get(&format!("/v1/services/{LOCK}"))
        .await
        .expect(200)
        .json();
    let list = service.list.unwrap();
    assert!(
        lists
            .items
            .iter()
            .any(|one| one.id == list.id && one.name == list.name)
    );
    let none: Page<ServiceRow> = visitor.get("/v1/services?list_id=none-such").await.json();
    assert!(none.items.is_empty());
    let wrong = visitor.get("/v1/services?list_id=%20").await;
    assert_eq!(wrong.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn services_are_found_by_name_pinyin_provider_list_and_state() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    assert_eq!(rows(&zhao, "").await.len(), 868);
    let by_name = rows(&zhao, "&q=%E9%94%81%E8%8A%AF").await;
    assert!(by_name.iter().any(|row| row.id.as_str() == LOCK));
    let by_pinyin = rows(&zhao, "&q=suoxin").await;
    assert!(by_pinyin.iter().any(|row| row.id.as_str() == LOCK));
    let encoded = by_name[0].provider.replace(' ', "%20");
    let by_provider = rows(&zhao, &format!("&q={encoded}")).await;
    assert!(by_provider.iter().any(|row| row.id == by_name[0].id));
    assert!(rows(&zhao, "&list=none").await.is_empty());
    assert!(rows(&zhao, "&state=withdrawn").await.is_empty());
    let market = rows(&zhao, "&list=market").await;
    assert!(
        market
            .iter()
            .all(|row| row.list.as_ref().unwrap().id == "market")
    );
    // Page by page it is the same.
    let first: Page<DeskServiceRow> = zhao
        .get(&format!("{SERVICES}?limit=5&list=market"))
        .await
        .json();
    let next = first.next_cursor.unwrap();
    let second: Page<DeskServiceRow> = zhao
        .get(&format!("{SERVICES}?limit=5&list=market&cursor={next}"))
        .await
        .expect(200)
        .json();
    assert_eq!([first.items, second.items].concat(), market[..10]);
    for query in [
        "?state=gone",
        "?list=%20",
        "?list=",
        &format!("?q={}", "q".repeat(41)),
        &format!("?cursor={next}"),
        "?cursor=x",
    ] {
        let refused = zhao.get(&format!("{SERVICES}{query}")).await;
        assert_eq!(refused.refusal(), (400, "bad_request".into()), "{query}");
    }
}

#[tokio::test]
async fn a_change_of_the_terms_is_for_new_orders_and_leaves_a_trace() {
    let server = Server::start().await;
    let (zhao, visitor) = (server.signed_in(ZHAO_QIANG).await, server.visitor());
    let path = format!("/v1/services/{LOCK}");
    let before: Service = visitor.get(&path).await.json();
    let (shown, etag) = read(&zhao, LOCK).await;
    let mut terms = NewServiceTerms::from(shown.terms.clone());
    terms.name = "  换锁芯 ".to_owned();
    terms.payer = Payer::Shared;
    terms.price_fen = 8_800;
    terms.promise_hours = 2;
    let reply = replace(&zhao, LOCK, &etag, &terms).await;
    let after: DeskService = reply.expect(200).json();
    assert_eq!(after.terms.name, "换锁芯");
    // The tag of the answer is that of the next one.
    assert_eq!(reply.header("etag"), read(&zhao, LOCK).await.1);
    let public: Service = visitor.get(&path).await.json();
    assert_eq!((public.name.as_str(), public.price_fen), ("换锁芯", 8_800));
    assert_ne!(
        public.version, before.version,
        "whoever is ordering looks again"
    );
    let found = rows(&zhao, "&q=huansuoxin").await;
    assert!(found.iter().any(|row| row.id.as_str() == LOCK));
    // What was ordered keeps the name it was ordered by.
    let wang = server.signed_in(WANG).await;
    let orders: Value = wang.get("/v1/orders?limit=100").await.json();
    assert!(!orders.to_string().contains("换锁芯"));
    // The answer was lost and it is sent once more: it is done already.
    replace(&zhao, LOCK, &etag, &after.terms.into())
        .await
        .expect(200);
    // Another list is no other term.
    let (shown, etag) = read(&zhao, LOCK).await;
    let listed = NewServiceTerms {
        list_id: Some("community".to_owned()),
        ..shown.terms.into()
    };
    replace(&zhao, LOCK, &etag, &listed).await.expect(200);
    let moved: Service = visitor.get(&path).await.json();
    assert_eq!(moved.version, public.version);
    assert_eq!(moved.list.unwrap().id, "community");
    let admin = server.signed_in(ADMIN).await;
    let audit: Page<AuditEntry> = admin.get("/v1/desk/audit?limit=100").await.json();
    let edits: Vec<&AuditEntry> = audit
        .items
        .iter()
        .filter(|one| one.action == "service.edit")
        .collect();
    assert_eq!(edits.len(), 2, "and none for what changed nothing");
    assert!(
        edits
            .iter()
            .all(|one| one.object_id == LOCK && one.facts.len() == 2)
    );
}

#[tokio::test]
async fn two_workers_on_one_service_are_told_of_each_other() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let (shown, etag) = read(&zhao, LOCK).await;
    let mut theirs = NewServiceTerms::from(shown.terms.clone());
    theirs.summary = "同一天上门".to_owned();
    replace(&zhou, LOCK, &etag, &theirs).await.expect(200);
    let mut mine = NewServiceTerms::from(shown.terms.clone());
    mine.promise_hours = 2;
    let late = replace(&zhao, LOCK, &etag, &mine).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    let now = read(&zhao, LOCK).await.0.terms;
    assert_eq!(NewServiceTerms::from(now), theirs);
    let withdrawn = publish(&zhao, LOCK, &etag, false).await;
    assert_eq!(withdrawn.refusal(), (412, "changed_meanwhile".into()));
    let path = format!("{SERVICES}/{LOCK}");
    let without = zhao.put_with(&path, &[], &mine).await;
    assert_eq!(without.refusal(), (428, "if_match_required".into()));
}

#[tokio::test]
async fn what_stands_on_no_list_cannot_be_published() {
    let server = Server::start().await;
    let (zhao, visitor) = (server.signed_in(ZHAO_QIANG).await, server.visitor());
    let path = format!("/v1/services/{LOCK}");
    let (shown, etag) = read(&zhao, LOCK).await;
    // While it can be ordered it has to stand on one.
    let nowhere = NewServiceTerms {
        list_id: None,
        ..shown.terms.clone().into()
    };
    let refused = replace(&zhao, LOCK, &etag, &nowhere).await;
    assert_eq!(refused.refusal(), (422, "validation_failed".into()));
    assert_eq!(refused.problem().errors[0].pointer, "/list_id");
    let withdrawn = publish(&zhao, LOCK, &etag, false).await;
    let gone: DeskService = withdrawn.expect(201).json();
    assert!(!gone.published);
    assert_eq!(
        visitor.get(&path).await.refusal(),
        (410, "service_withdrawn".into())
    );
    let catalogue: Page<ServiceRow> = visitor.get("/v1/services?limit=1000").await.json();
    assert_eq!(catalogue.items.len(), 867);
    assert_eq!(rows(&zhao, "&state=withdrawn").await.len(), 1);
    let etag = withdrawn.header("etag").to_owned();
    let twice = publish(&zhao, LOCK, &etag, false).await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));
    let reply = replace(&zhao, LOCK, &etag, &nowhere).await;
    reply.expect(200);
    let etag = reply.header("etag").to_owned();
    assert_eq!(rows(&zhao, "&list=none").await.len(), 1);
    let refused = publish(&zhao, LOCK, &etag, true).await;
    assert_eq!(refused.refusal(), (409, "not_on_a_list".into()));
    let reply = replace(&zhao, LOCK, &etag, &shown.terms.into()).await;
    let etag = reply.expect(200).header("etag").to_owned();
    publish(&zhao, LOCK, &etag, true).await.expect(201);
    let back: Service = visitor.get(&path).await.expect(200).json();
    assert!(back.orderable);
}

#[tokio::test]
async fn wrong_terms_are_refused_all_at_once_and_the_catalogue_is_for_workers() {
    let server = Server::start().await;
    let (zhao, wang) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(WANG).await,
    );
    let (shown, etag) = read(&zhao, LOCK).await;
    let terms = serde_json::to_value(&shown.terms).unwrap();
    let path = format!("{SERVICES}/{LOCK}");
    let with = |changes: Value| {
        let mut body = terms.clone();
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let pointers = async |changes: Value| -> Vec<String> {
        let reply = zhao
            .put_with(&path, &[("if-match", &etag)], &with(changes))
            .await;
        assert_eq!(reply.refusal(), (422, "validation_failed".into()));
        let mut found: Vec<String> = reply
            .problem()
            .errors
            .into_iter()
            .map(|one| one.pointer)
            .collect();
        found.sort();
        found
    };
    assert_eq!(
        pointers(json!({
            "name": "换", "name_en": "x".repeat(81), "summary": "长".repeat(121), "summary_en": "\u{202e}",
            "payer": "nobody", "audience": "cats", "price_fen": -1, "promise_hours": 0, "list_id": "fifth",
        }))
        .await,
        [
            "/audience", "/list_id", "/name", "/name_en", "/payer", "/price_fen", "/promise_hours",
            "/summary", "/summary_en",
        ]
    );
    assert_eq!(
        pointers(json!({ "payer": "government", "price_fen": 100 })).await,
        ["/price_fen"]
    );
    assert_eq!(
        pointers(json!({ "payer": "self", "price_fen": 0 })).await,
        ["/price_fen"]
    );
    assert_eq!(
        pointers(json!({ "promise_hours": 8761 })).await,
        ["/promise_hours"]
    );
    let unknown = zhao
        .put_with(
            &path,
            &[("if-match", &etag)],
            &with(json!({ "free": true })),
        )
        .await;
    assert_eq!(unknown.refusal(), (400, "bad_request".into()));
    assert_eq!(read(&zhao, LOCK).await.1, etag, "nothing was changed");
    let missing = zhao.get(&format!("{SERVICES}/nothing")).await;
    assert_eq!(missing.refusal(), (404, "not_found".into()));
    for reply in [
        wang.get(SERVICES).await,
        wang.get(&path).await,
        replace(&wang, LOCK, &etag, &shown.terms.clone().into()).await,
        publish(&wang, LOCK, &etag, false).await,
    ] {
        assert_eq!(reply.refusal(), (403, "workers_only".into()));
    }
    let orders: Page<linli_contract::OrderRow> = wang.get("/v1/orders").await.json();
    let order: Order = wang
        .get(&format!("/v1/orders/{}", orders.items[0].id))
        .await
        .json();
    assert!(!order.service_name.is_empty());
}

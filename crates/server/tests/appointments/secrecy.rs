//! What a visit leaves in the database and in the log, and to whom.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use linli_contract::{Booking, NewBooking};
use linli_server::http::operations;
use serde_json::json;
use sqlx::{AssertSqlSafe, Column as _, Row as _, ValueRef as _};

use super::common::{Client, SHEN, Server, WANG, new_key};
use super::{BOOKINGS, CODE, HOUR, book_own, code_of, free, hold, path_of, under_alias};

/// The only other member of Wang's household.
const ZHANG: &str = "p19";

const ALIAS: &str = "不眠的纸鸢";
const PHONE: &str = "13955667788";

/// Collects what is logged, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every value of every row of the database, with its table and column.
async fn dump(server: &Server) -> Vec<(String, String)> {
    let postgres = server.app.config.database_url.is_some();
    let tables: Vec<(String,)> = sqlx::query_as(if postgres {
        "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    })
    .fetch_all(server.app.db.pool())
    .await
    .unwrap();
    assert!(tables.len() > 40, "only {} tables", tables.len());
    let mut values = Vec::new();
    for (table,) in tables {
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}")))
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
        for row in rows {
            for column in row.columns() {
                let place = format!("{table}.{}", column.name());
                if row.try_get_raw(column.ordinal()).unwrap().is_null() {
                    continue;
                }
                if let Ok(text) = row.try_get::<String, _>(column.ordinal()) {
                    values.push((place, text));
                }
            }
        }
    }
    values
}

/// In which columns a text stands, and how often.
fn places(values: &[(String, String)], text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (place, value) in values {
        if value.contains(text) {
            *found.entry(place.clone()).or_insert(0) += 1;
        }
    }
    found
}

/// Everything that one can do with an alias booking, by somebody who is signed in all the while.
async fn whole_life(client: &Client, server: &Server) -> Booking {
    let slots = free(client, "kind=k1&provider=v1").await;
    let (hold_id, held) = hold(client, &slots[0]).await;
    held.expect(200);
    let new = NewBooking {
        phone: Some(PHONE.to_owned()),
        ..under_alias(&slots[0], &hold_id, ALIAS)
    };
    let key = new_key();
    let booking: Booking = client
        .post_keyed(BOOKINGS, &key, &new)
        .await
        .expect(201)
        .json();
    client.post_keyed(BOOKINGS, &key, &new).await.expect(200);
    let headers = [(CODE, code_of(&booking))];
    let path = path_of(&booking);
    client
        .get_with("/v1/appointments/lookup", &headers)
        .await
        .expect(200);
    client.get_with(&path, &headers).await.expect(200);
    let (hold_id, _) = hold(client, &slots[1]).await;
    let to = json!({ "slot_id": slots[1].id, "hold_id": hold_id });
    client
        .put_with(&format!("{path}/slot"), &headers, &to)
        .await
        .expect(200);
    client
        .get_with(&format!("{path}/calendar"), &headers)
        .await
        .expect(200);
    // And refusals, whose causes are logged.
    client
        .put_with(
            &format!("{path}/slot"),
            &headers,
            &json!({ "slot_id": ALIAS }),
        )
        .await
        .expect(400);
    client
        .put_with(
            &format!("{path}/envelope"),
            &headers,
            &json!({ "iv": ALIAS }),
        )
        .await
        .expect(400);
    client
        .post(BOOKINGS, &json!({ "alias": ALIAS, "phone": PHONE }))
        .await
        .expect(400);
    client.get(&path).await.expect(404);
    // The counsellor notes that they came.
    let ahead = slots[1].starts_at.0 - server.app.clock.now().0;
    server.set_clock_ahead(ahead);
    let shen = server.signed_in(SHEN).await;
    let path = format!("/v1/desk/appointments/bookings/{}/transitions", booking.id);
    shen.post(&path, &json!({ "to": "arrived" }))
        .await
        .expect(201);
    booking
}

#[tokio::test]
async fn an_alias_booking_leaves_one_name_no_code_and_no_way_to_a_person() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // For all threads: what the tests beside this one log may have none of it either.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = dump(&server).await;
    let booking = whole_life(&wang, &server).await;
    let after = dump(&server).await;

    // The counsellor must know whom to ask for: that one column of that one row, and no other.
    let expected = |column: &str| BTreeMap::from([(column.to_owned(), 1)]);
    assert_eq!(places(&after, ALIAS), expected("appointment_bookings.name"));
    assert_eq!(
        places(&after, PHONE),
        expected("appointment_bookings.phone")
    );
    let code = code_of(&booking);
    assert_eq!(places(&after, code), BTreeMap::new());
    assert_eq!(places(&after, &code.to_lowercase()), BTreeMap::new());
    // Nothing that was not there before names who was signed in.
    assert_eq!(places(&after, WANG), places(&before, WANG));
    // And the booking stands nowhere but in its own tables.
    let known = places(&after, booking.id.as_str());
    assert!(
        known.keys().all(|place| place.starts_with("appointment_")),
        "{known:?}"
    );

    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("bad_request"), "the log was captured");
    let id = booking.id.as_str();
    assert!(
        logged.contains("/v1/appointments/bookings/{id}"),
        "by its pattern"
    );
    for word in [ALIAS, PHONE, code, id, "心理", "沈若兰"] {
        assert!(!logged.contains(word), "{word} was logged");
    }
}

#[tokio::test]
async fn a_booking_under_my_name_stands_in_no_other_place_either() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let slot = free(&wang, "kind=k1&provider=v1").await.remove(0);
    let read = |client: Client| async move {
        let mut pages = BTreeMap::new();
        for path in [
            "/v1/home",
            "/v1/household",
            "/v1/orders",
            "/v1/people",
            "/v1/contacts",
            "/v1/points",
            "/v1/points/entries",
            "/v1/announcements",
            "/v1/projects",
            BOOKINGS,
        ] {
            pages.insert(path, client.get(path).await.expect(200).text());
        }
        pages
    };
    let without_time = |pages: BTreeMap<&'static str, String>| {
        let cut = |text: String| {
            let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
            if let Some(capabilities) = value.get_mut("capabilities") {
                capabilities["server_time"] = json!("");
            }
            if let Some(as_of) = value.get_mut("as_of") {
                *as_of = json!("");
            }
            value
        };
        pages
            .into_iter()
            .map(|(path, text)| (path, cut(text)))
            .collect::<BTreeMap<_, _>>()
    };
    let before = without_time(read(zhang.clone()).await);
    let booking = book_own(&wang, &slot).await;
    assert_eq!(without_time(read(zhang).await), before);
    let values = dump(&server).await;
    let known = places(&values, booking.id.as_str());
    assert!(
        known.keys().all(|place| place.starts_with("appointment_")),
        "{known:?}"
    );
    assert_eq!(places(&values, code_of(&booking)), BTreeMap::new());
    // On the day itself, too: the other member learns nothing.
    server.set_clock_ahead(slot.starts_at.0 - server.app.clock.now().0 - HOUR);
    let zhang = server.signed_in(ZHANG).await;
    let home = zhang.get("/v1/home").await.expect(200).text();
    assert!(!home.contains("社区预约") && !home.contains(booking.id.as_str()));
}

#[test]
fn no_address_says_what_an_appointment_is_for() {
    for operation in operations() {
        for word in [
            "counsel", "mental", "psych", "crisis", "phq", "gad", "who5", "scale", "therap",
            "mood", "suicid", "depress", "code",
        ] {
            let ours = operation.path.contains("appointments") || operation.path == "/v1/lines";
            assert!(
                !ours || !operation.path.contains(word),
                "{}",
                operation.path
            );
        }
    }
}

#[tokio::test]
async fn no_answer_may_be_kept_by_a_browser() {
    let server = Server::start().await;
    let visitor = server.visitor();
    for path in [
        "/v1/lines",
        "/v1/appointments/kinds",
        "/v1/appointments/centres",
        "/v1/appointments/providers",
        "/v1/appointments/slots",
        "/v1/appointments/readings",
        "/v1/appointments/readings/a1",
        "/v1/appointments/sheets",
    ] {
        let reply = visitor.get(path).await;
        assert_eq!(
            reply.expect(200).header("cache-control"),
            "no-store",
            "{path}"
        );
    }
}

#[tokio::test]
async fn foreign_bookings_do_not_exist_whatever_is_tried() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let slot = free(&wang, "kind=k1&provider=v1").await.remove(0);
    let booking = book_own(&wang, &slot).await;
    let before = server
        .number("SELECT CAST(SUM(sequence) AS BIGINT) FROM appointment_bookings")
        .await;
    let key = new_key();
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", &key),
    ];
    for operation in operations() {
        let Some(rest) = operation
            .path
            .strip_prefix("/v1/appointments/bookings/{id}")
        else {
            continue;
        };
        let body = match operation.id {
            "move_booking" => Some(json!({ "slot_id": slot.id, "hold_id": "no-such-hold-00000" })),
            "put_envelope" => Some(json!({
                "key_id": "k", "wrapped_key": "w".repeat(342), "iv": "i".repeat(16),
                "ciphertext": "c".repeat(22),
            })),
            _ => None,
        };
        let mut titles = Vec::new();
        for id in [booking.id.as_str(), "no-such-object-0"] {
            let path = format!("{BOOKINGS}/{id}{rest}");
            let headers = if body.is_some() { &headers[..] } else { &[] };
            let body = body.as_ref().map(|body| serde_json::to_vec(body).unwrap());
            let reply = zhang
                .send(operation.method.clone(), &path, headers, body)
                .await;
            assert_eq!(
                reply.refusal(),
                (404, "not_found".into()),
                "{}",
                operation.id
            );
            titles.push(reply.problem().title);
        }
        assert_eq!(titles[0], titles[1]);
    }
    let after = server
        .number("SELECT CAST(SUM(sequence) AS BIGINT) FROM appointment_bookings")
        .await;
    assert_eq!(before, after);
}

//! Random histories: whatever households and workers do, in whatever order and however often, no point is
//! lost, doubled or spent before it is there.

use linli_contract::{
    AppointmentSlots, Booking, DeskAppeal, DeskEntry, Page, PointsEntryPage, Redemption,
};
use serde_json::json;

use super::common::{CHEN, Client, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::feeding::{cast, rateable};
use super::{DAY, TANG, assert_books_balance, overview, record, redemption, reverse, review};

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bound).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const PEOPLE: [(&str, &str); 3] = [(WANG, "h09"), (LI, "h13"), (CHEN, "h23")];
const WORKERS: [&str; 3] = [ZHOU_MIN, ZHAO_QIANG, TANG];
const REWARDS: [&str; 6] = ["tissue", "salt", "towel", "soap", "knife", "thermos"];

/// Who acts in a step.
struct Hands {
    resident: Client,
    worker: Client,
    household: &'static str,
}

impl Hands {
    /// A worker records, looks at what another one recorded, or corrects. Answers the status.
    async fn record(&self, server: &Server, dice: &mut Dice) -> u16 {
        let worker = &self.worker;
        match dice.below(4) {
            0 | 1 => {
                let indicators = ["mediation", "relief", "throwing", "patrol", "donation"];
                let indicator = *dice.one(&indicators);
                let ago = i64::try_from(dice.below(40)).unwrap();
                let day = server.app.clock.today().plus_days(-ago);
                let new = record(indicator, 1, &[self.household], day);
                twice(dice, worker, "/v1/desk/points/entries", &new).await
            }
            2 => match any_entry(dice, worker, "review=waiting").await {
                Some(entry) => {
                    let decision = *dice.one(&["confirm", "confirm", "refuse"]);
                    let id = entry.entry.id.as_str();
                    review(worker, id, decision).await.status
                }
                None => 200,
            },
            _ => {
                let filter = format!("household={}", self.household);
                match any_entry(dice, worker, &filter).await {
                    Some(entry) => reverse(worker, entry.entry.id.as_str()).await.status,
                    None => 200,
                }
            }
        }
    }

    /// A household objects, or a worker decides.
    async fn object(&self, dice: &mut Dice) -> u16 {
        if dice.below(2) == 0 {
            let page: PointsEntryPage = self
                .resident
                .get("/v1/points/entries?limit=20")
                .await
                .expect(200)
                .json();
            if page.items.is_empty() {
                return 200;
            }
            let path = format!("/v1/points/entries/{}/appeal", dice.one(&page.items).id);
            return twice(dice, &self.resident, &path, &json!({ "text": "不对" })).await;
        }
        let page: Page<DeskAppeal> = self
            .worker
            .get("/v1/desk/points/appeals?state=open")
            .await
            .expect(200)
            .json();
        if page.items.is_empty() {
            return 200;
        }
        let appeal = &dice.one(&page.items).appeal.id;
        let path = format!("/v1/desk/points/appeals/{appeal}/decision");
        let decision = *dice.one(&["upheld", "rejected"]);
        let body = json!({ "decision": decision, "answer": "核对过了" });
        twice(dice, &self.worker, &path, &body).await
    }

    /// What feeds points without a worker recording them: a rating, volunteering that was kept, a vote whose
    /// ballot closes one day.
    async fn feed(&self, server: &Server, dice: &mut Dice) -> u16 {
        match dice.below(3) {
            0 => {
                let orders = rateable(server, self.household, 1).await;
                let Some(order) = orders.first() else {
                    return 200;
                };
                let path = format!("/v1/orders/{order}/rating");
                let level = 1 + dice.below(5);
                let body = json!({ "level": level, "tags": [], "text": "" });
                twice(dice, &self.resident, &path, &body).await
            }
            1 => {
                let options: [&[&str]; 2] = [&["ramp"], &["lamps", "charging"]];
                let chosen: &&[&str] = dice.one(&options);
                cast(&self.resident, chosen).await.status
            }
            _ => self.volunteer(server, dice).await,
        }
    }

    /// The next free time of volunteering is booked, and a worker notes that they came.
    async fn volunteer(&self, server: &Server, dice: &mut Dice) -> u16 {
        let path = "/v1/appointments/slots?kind=k4";
        let slots: AppointmentSlots = self.resident.get(path).await.expect(200).json();
        let mut free = slots.items.iter().filter(|slot| slot.remaining > 0);
        let Some(slot) = free.next() else {
            return 200;
        };
        let hold = new_key();
        let body = json!({ "slot_id": slot.id });
        let at = format!("/v1/appointments/holds/{hold}");
        self.resident.put_with(&at, &[], &body).await.expect(200);
        let new = json!({
            "slot_id": slot.id, "hold_id": hold, "mode": "in_person", "real_name": true, "consent": true,
        });
        let path = "/v1/appointments/bookings";
        let booking: Booking = self.resident.post(path, &new).await.expect(201).json();
        // As if it had been an hour ago: the history's own time does not wait for it.
        let mut tx = server.app.db.write().await.unwrap();
        sqlx::query(
            "UPDATE appointment_slots SET starts_at = $1, ends_at = $1 + 1800000 WHERE id = $2",
        )
        .bind(server.app.clock.now().0 - 3_600_000)
        .bind(slot.id.as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let path = format!("/v1/desk/appointments/bookings/{}/transitions", booking.id);
        let to = |state: &str| json!({ "to": state });
        self.worker.post(&path, &to("arrived")).await.expect(201);
        twice(dice, &self.worker, &path, &to("fulfilled")).await
    }

    /// A household takes a reward, gives it back, or fetches it.
    async fn redeem(&self, dice: &mut Dice) -> u16 {
        let resident = &self.resident;
        if dice.below(3) > 0 {
            let wanted = *dice.one(&REWARDS);
            let reward = super::reward(resident, wanted).await;
            let new = redemption(&reward);
            return twice(dice, resident, "/v1/points/redemptions", &new).await;
        }
        let page: Page<Redemption> = resident
            .get("/v1/points/redemptions?limit=3")
            .await
            .expect(200)
            .json();
        if page.items.is_empty() {
            return 200;
        }
        let chosen = dice.one(&page.items).clone();
        if dice.below(2) == 0 {
            let path = format!("/v1/points/redemptions/{}", chosen.id);
            return resident.delete(&path).await.status;
        }
        let body = json!({ "code": chosen.code });
        twice(dice, &self.worker, "/v1/desk/points/handouts", &body).await
    }
}

/// One history of random steps. What is refused is refused; a fault is a failure. Answers how many entries the
/// households got without a worker recording them.
async fn history(seed: u64, steps: usize) -> i64 {
    let server = super::start().await;
    let mut dice = Dice(seed);
    let mut ahead = 0;
    for step in 0..steps {
        let at = format!("history {seed}, step {step}");
        let (person, household) = *dice.one(&PEOPLE);
        let colleague = *dice.one(&WORKERS);
        let hands = Hands {
            resident: server.signed_in(person).await,
            worker: server.signed_in(colleague).await,
            household,
        };
        let status = match dice.below(12) {
            10 | 11 => hands.feed(&server, &mut dice).await,
            0..=3 => hands.record(&server, &mut dice).await,
            4 | 5 => hands.object(&mut dice).await,
            6..=8 => hands.redeem(&mut dice).await,
            _ => {
                ahead += *dice.one(&[1, 2, 4, 8, 20, 45, 200, 760]) * DAY;
                server.set_clock_ahead(ahead);
                200
            }
        };
        let fault = status >= 500 || status == 400 || status == 401;
        assert!(!fault, "{at}: {status}");
        // A read settles what is due; then everything must agree.
        let resident = server.signed_in(person).await;
        let mine = overview(&resident).await;
        assert_books_balance(&server).await;
        let account = &mine.spendable;
        assert!(account.points >= 0, "{at}");
        let less_held = account.posted - i64::from(account.held);
        assert_eq!(account.points, less_held, "{at}");
        let page: PointsEntryPage = resident.get("/v1/points/entries").await.expect(200).json();
        assert_eq!(page.total.spendable, account.posted, "{at}");
        assert_eq!(page.total.entries, mine.entries, "{at}");
    }
    assert_no_piece_is_lost(&server, seed).await;
    let fed = "SELECT COUNT(*) FROM point_feeds WHERE household_id IN ('h09', 'h13', 'h23')";
    server.number(fed).await
}

/// No piece of any reward was lost or made up either, and exactly what is held waits.
async fn assert_no_piece_is_lost(server: &Server, seed: u64) {
    let out = server
        .number(
            "SELECT COUNT(*) FROM point_redemptions WHERE state IN ('held', 'done') \
             AND id NOT LIKE 'seed-%' AND reward_id IN ('tissue', 'salt', 'towel', 'soap', 'knife', \
             'thermos')",
        )
        .await;
    let left = server
        .number(
            "SELECT CAST(SUM(stock) AS BIGINT) FROM point_rewards WHERE id IN ('tissue', 'salt', \
             'towel', 'soap', 'knife', 'thermos')",
        )
        .await;
    assert_eq!(left + out, 42 + 60 + 16 + 35 + 20 + 3, "history {seed}");
    let differs = server
        .number(
            "SELECT COUNT(*) FROM point_redemptions r LEFT JOIN point_pending p \
             ON p.entry_id = r.entry_id WHERE (r.state = 'held') <> (p.entry_id IS NOT NULL)",
        )
        .await;
    assert_eq!(differs, 0, "history {seed}");
}

/// Sends a POST, sometimes twice with one key, at the same time: both have one answer.
async fn twice(dice: &mut Dice, client: &Client, path: &str, body: &impl serde::Serialize) -> u16 {
    let key = new_key();
    if dice.below(3) > 0 {
        return client.post_keyed(path, &key, body).await.status;
    }
    let (one, other) = tokio::join!(
        client.post_keyed(path, &key, body),
        client.post_keyed(path, &key, body),
    );
    let decided = |status: u16| status == 200 || status == 201 || status == 422;
    if decided(one.status) && decided(other.status) {
        assert_eq!(
            one.bytes.len(),
            other.bytes.len(),
            "{} {}",
            one.text(),
            other.text()
        );
    }
    one.status
}

async fn any_entry(dice: &mut Dice, worker: &Client, filter: &str) -> Option<DeskEntry> {
    let path = format!("/v1/desk/points/entries?limit=15&{filter}");
    let page: Page<DeskEntry> = worker.get(&path).await.expect(200).json();
    (!page.items.is_empty()).then(|| dice.one(&page.items).clone())
}

#[tokio::test]
async fn no_history_loses_or_doubles_a_point() {
    let mut fed = 0;
    for seed in 1..=4 {
        fed += history(seed, 45).await;
    }
    // The histories had something of everything.
    assert!(fed > 3, "{fed} entries came by themselves");
}

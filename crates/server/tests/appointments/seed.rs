use linli_contract::{AppointmentSlots, DemoAccount, Page, Role};

use super::common::Server;
use super::seats_add_up;

#[tokio::test]
async fn there_are_two_weeks_of_times_and_sixteen_a_day_at_the_nearest_centre() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let path = "/v1/appointments/slots?kind=k1&centre=c1";
    let first: AppointmentSlots = visitor.get(path).await.expect(200).json();
    assert!((13..=14).contains(&first.days.len()));
    let next = first.days[1].day;
    let slots: AppointmentSlots = visitor
        .get(&format!("{path}&day={next}"))
        .await
        .expect(200)
        .json();
    assert_eq!(slots.items.len(), 16);
    assert_eq!(slots.day, Some(next));
    let free = slots.items.iter().filter(|slot| slot.remaining > 0).count();
    assert!((5..16).contains(&free), "{free} of 16 are free");
    seats_add_up(&server).await;
}

#[tokio::test]
async fn a_counsellor_is_among_the_demo_accounts_between_residents_and_workers() {
    let server = Server::start().await;
    let page: Page<DemoAccount> = server
        .visitor()
        .get("/v1/demo-accounts")
        .await
        .expect(200)
        .json();
    let roles: Vec<&Role> = page.items.iter().map(|account| &account.role).collect();
    let (first, last) = (roles.first().unwrap(), roles.last().unwrap());
    assert_eq!((*first, *last), (&Role::Resident, &Role::Worker));
    let counsellors = roles.iter().filter(|role| ***role == Role::Counsellor);
    assert_eq!(counsellors.count(), 1);
}

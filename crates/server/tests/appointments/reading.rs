use linli_contract::{
    AppointmentCentre, AppointmentKind, AppointmentProvider, CentreTier, Guide, HelpLines, Page,
    Sheet, SheetAdvice,
};

use super::common::Server;

#[tokio::test]
async fn every_centre_leads_upwards_to_the_city() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let page: Page<AppointmentCentre> = visitor
        .get("/v1/appointments/centres")
        .await
        .expect(200)
        .json();
    assert_eq!(page.items.len(), 12);
    assert_eq!(page.items[0].tier, CentreTier::Community);
    for centre in &page.items {
        let mut at = centre;
        for _ in 0..4 {
            let Some(parent) = &at.parent_id else { break };
            at = page.items.iter().find(|other| other.id == *parent).unwrap();
        }
        assert_eq!(at.tier, CentreTier::City, "{}", centre.name);
        for other in &centre.refer_to {
            assert!(page.items.iter().any(|known| known.id == *other));
        }
    }
}

#[tokio::test]
async fn counsellors_show_their_paper_and_no_rank() {
    let server = Server::start().await;
    let page: Page<AppointmentProvider> = server
        .visitor()
        .get("/v1/appointments/providers?kind=k1")
        .await
        .expect(200)
        .json();
    assert_eq!(page.items.len(), 9);
    for provider in &page.items {
        let paper = provider.qualification.as_ref().unwrap();
        assert!(!paper.issuer.is_empty() && !paper.text.contains("国家二级"));
    }
}

#[tokio::test]
async fn bands_are_the_published_ones_and_cover_every_sum() {
    let server = Server::start().await;
    for lang in ["zh", "en"] {
        let path = format!("/v1/appointments/sheets?lang={lang}");
        let page: Page<Sheet> = server.visitor().get(&path).await.expect(200).json();
        assert_eq!(page.items.len(), 3);
        for sheet in &page.items {
            assert_eq!(sheet.language, lang);
            assert!(!sheet.licence.text.is_empty() && !sheet.licence.holder.is_empty());
            let highest = sheet
                .options
                .iter()
                .map(|option| option.value)
                .max()
                .unwrap();
            let items = u32::try_from(sheet.items.len()).unwrap();
            assert_eq!(sheet.scoring.max, highest * items, "{}", sheet.title);
            let mut next = 0;
            for band in &sheet.bands {
                assert_eq!(band.from, next);
                next = band.to + 1;
            }
            assert_eq!(next, sheet.scoring.max + 1);
        }
        let starts = |place: usize| -> Vec<u32> {
            let bands = &page.items[place].bands;
            bands.iter().map(|band| band.from).collect()
        };
        assert_eq!(starts(0), [0, 13]);
        assert_eq!(starts(1), [0, 5, 10, 15, 20]);
        assert_eq!(starts(2), [0, 5, 10, 15]);
        assert_eq!(page.items[0].scoring.multiplier, 4);
        assert_eq!(page.items[0].bands[0].advice, SheetAdvice::Talk);
        // The ninth question, from the first answer above "not at all" on.
        let risk = &page.items[1].risk_items[0];
        assert_eq!((&risk.item, risk.from), (&page.items[1].items[8].id, 1));
    }
}

#[tokio::test]
async fn the_operator_can_leave_a_sheet_out() {
    let server = Server::start_with(|config| {
        config.appointments.without_sheets = vec!["s1".to_owned(), "s3".to_owned()];
    })
    .await;
    let page: Page<Sheet> = server
        .visitor()
        .get("/v1/appointments/sheets")
        .await
        .expect(200)
        .json();
    let ids: Vec<&str> = page.items.iter().map(|sheet| sheet.id.as_str()).collect();
    assert_eq!(ids, ["s2"]);
}

#[tokio::test]
async fn help_lines_have_the_operators_hours_and_never_promise_the_whole_day() {
    let server = Server::start().await;
    let lines: HelpLines = server.visitor().get("/v1/lines").await.expect(200).json();
    let numbers: Vec<&str> = lines.lines.iter().map(|line| line.phone.as_str()).collect();
    assert_eq!(numbers, ["12356", "120", "110", "057455500100"]);
    for line in &lines.lines {
        let hours = line.hours.as_deref().unwrap_or_default();
        assert!(!hours.contains("24"), "{hours}");
    }
    server
        .execute("UPDATE appointment_lines SET hours_zh = '', hours_en = ''")
        .await;
    let lines: HelpLines = server.visitor().get("/v1/lines").await.expect(200).json();
    assert!(lines.lines.iter().all(|line| line.hours.is_none()));
}

#[tokio::test]
async fn articles_and_kinds_have_ids_that_say_nothing() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let page: Page<Guide> = visitor
        .get("/v1/appointments/readings")
        .await
        .expect(200)
        .json();
    assert!(page.items.len() >= 6);
    for reading in &page.items {
        assert!(reading.sections.is_empty() && reading.id.as_str().len() <= 3);
        let path = format!("/v1/appointments/readings/{}", reading.id);
        let whole: Guide = visitor.get(&path).await.expect(200).json();
        assert!(!whole.sections.is_empty());
    }
    let page: Page<AppointmentKind> = visitor
        .get("/v1/appointments/kinds?lang=en")
        .await
        .expect(200)
        .json();
    let private: Vec<&str> = page
        .items
        .iter()
        .filter(|kind| kind.private)
        .map(|kind| kind.id.as_str())
        .collect();
    assert_eq!(private, ["k1"]);
    assert_eq!(page.items[0].cancel_minutes, 24 * 60);
    assert_eq!(page.items[0].hold_minutes, 10);
    assert!(
        page.items[1..]
            .iter()
            .all(|kind| kind.cancel_minutes == 120)
    );
}

#[tokio::test]
async fn a_filter_that_cannot_be_an_id_is_refused_and_an_unknown_one_finds_nothing() {
    let server = Server::start().await;
    let visitor = server.visitor();
    for path in [
        "centres?kind=",
        "providers?kind=k%201",
        "providers?centre=",
        "slots?provider=",
        "slots?mode=smoke",
        "slots?day=tomorrow",
    ] {
        let reply = visitor.get(&format!("/v1/appointments/{path}")).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{path}");
    }
    for path in ["centres?kind=k9", "providers?centre=c99", "slots?kind=k9"] {
        let reply = visitor.get(&format!("/v1/appointments/{path}")).await;
        assert_eq!(reply.expect(200).value()["items"], serde_json::json!([]));
    }
}

//! Kiosks as screens, phones and workers meet them: over HTTP, against a database with the whole
//! neighbourhood.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod pairing;
mod public;
mod sessions;
mod signing_in;

use common::{Client, Reply, Server};
use linli_contract::KioskSignIn;
use serde_json::json;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

/// A paired screen, and its id.
type Screen = (Client, String);

/// A server on which a poll is too early on a slow machine as well.
async fn server() -> Server {
    Server::start_with(|config| {
        let rules = &mut config.kiosk;
        (rules.pairing_interval, rules.sign_in_interval) = (60, 60);
    })
    .await
}

/// A kiosk asks for a phone.
async fn ask(screen: &Screen) -> KioskSignIn {
    screen
        .0
        .post_with("/v1/kiosk/sign-ins", &[], &())
        .await
        .expect(201)
        .json()
}

/// A kiosk asks whether the phone has decided.
async fn poll(screen: &Screen, asked: &KioskSignIn) -> Reply {
    let claim = json!({ "device_code": asked.device_code });
    screen
        .0
        .post_with("/v1/kiosk/sign-ins/claim", &[], &claim)
        .await
}

/// A phone decides by the QR code.
async fn decide(phone: &Client, asked: &KioskSignIn, decision: &str) -> Reply {
    let body = json!({ "token": asked.token, "decision": decision });
    phone
        .post_with("/v1/sessions/hand-offs/decision", &[], &body)
        .await
}

/// The sessions that stand in the database for any kiosk.
async fn rows(server: &Server) -> i64 {
    server
        .number("SELECT COUNT(*) FROM sessions WHERE kiosk_id IS NOT NULL")
        .await
}

//! The running backend against the contract, with inputs that nobody thought of.

use serde_json::{Value, json};

use crate::backend::{self, Backend};
use crate::shell::{self, Failure, Outcome};
use crate::{paths, tools};

/// What somebody may do is asked of the backend as that person, and what a device may do as the device.
const SIDES: [(&str, &[&str]); 4] = [
    ("resident", &["--exclude-tag=desk"]),
    (
        "worker",
        &[
            "--include-tag=desk",
            "--exclude-path-regex=^/v1/desk/appointments",
        ],
    ),
    (
        "counsellor",
        &["--include-path-regex=^/v1/desk/appointments"],
    ),
    (KIOSK, &["--include-tag=kiosk"]),
];

/// The side that is nobody's.
const KIOSK: &str = "kiosk";

pub(crate) fn run() -> Outcome {
    let schemathesis = tools::schemathesis()?;
    backend::build()?;
    for (role, operations) in SIDES {
        // Each has a backend: it answers so many requests a minute to one address, and no more.
        let data = Scratch::new()?;
        let backend = Backend::start(&data.0)?;
        let cookie = if role == KIOSK {
            kiosk_cookie(&backend)?
        } else {
            demo_cookie(&backend, role)?
        };
        shell::run(
            shell::command(&schemathesis)
                .args(["run", "contract/openapi.yaml"])
                .args(operations)
                .arg(format!("--url=http://{}", backend.address))
                .arg(format!("--header=Cookie: {cookie}"))
                .args([
                    "--phases",
                    "examples,coverage,fuzzing",
                    "--max-examples",
                    "20",
                ])
                .args(["--seed", "7", "--request-timeout", "10", "--no-color"])
                // It would end the session with which everything else is asked.
                .args(["--exclude-operation-id", "sign_out"])
                // A schema cannot say which cursor is still good and which day has a free slot.
                // Who may do what is tested role by role in the backend; here every request carries
                // a good cookie, also those that the tester takes for unauthorised.
                .args(["--exclude-checks", "positive_data_acceptance,ignored_auth"])
                .args(["--rate-limit", "2500/m"]),
        )?;
    }
    Ok(())
}

/// Signs in as the last account with this role that the backend offers for demonstrations.
fn demo_cookie(backend: &Backend, role: &str) -> Outcome<String> {
    let accounts = content(&backend.ask("GET", "/v1/demo-accounts", &[], "")?)?;
    let items = accounts["items"].as_array().map_or(&[][..], Vec::as_slice);
    let account = items.iter().rfind(|item| item["role"] == role);
    let account = account.ok_or_else(|| failed(&format!("no demo account is a {role}'s")))?;
    let body = json!({ "method": "demo", "demo_account": account["id"] }).to_string();
    cookie(&backend.ask("POST", "/v1/sessions", &[], &body)?)
}

/// Pairs a screen, as a worker who stands in front of it would.
fn kiosk_cookie(backend: &Backend) -> Outcome<String> {
    let asked = content(&backend.ask("POST", "/v1/kiosk/pairings", &[], "")?)?;
    let worker = demo_cookie(backend, "worker")?;
    let headers = [
        ("Cookie", worker.as_str()),
        ("Idempotency-Key", "0b5a1c1e-6c1f-4d52-9d0e-2f1f6a7c9b10"),
    ];
    let waiting = content(&backend.ask("GET", "/v1/desk/kiosk-pairings", &headers, "")?)?;
    let id = waiting["items"][0]["id"].as_str();
    let id = id.ok_or_else(|| failed("no screen asks to be a kiosk"))?;
    let path = format!("/v1/desk/kiosk-pairings/{id}/decision");
    let approval = json!({
        "decision": "approve", "name": "1号机", "place": "大厅", "staff_pin": "304718",
    });
    content(&backend.ask("POST", &path, &headers, &approval.to_string())?)?;
    let claim = json!({ "device_code": asked["device_code"] }).to_string();
    cookie(&backend.ask("POST", "/v1/kiosk/pairings/claim", &[], &claim)?)
}

/// The JSON of an answer.
fn content(answer: &str) -> Outcome<Value> {
    let (_, body) = answer
        .split_once("\r\n\r\n")
        .ok_or_else(|| failed("an answer has no body"))?;
    serde_json::from_str(body).map_err(|error| failed(&format!("an answer is no JSON: {error}")))
}

/// The cookie that an answer sets.
fn cookie(answer: &str) -> Outcome<String> {
    answer
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .and_then(|(_, value)| value.split(';').next())
        .map(|cookie| cookie.trim().to_owned())
        .ok_or_else(|| failed(answer.lines().next().unwrap_or("no answer")))
}

fn failed(what: &str) -> Failure {
    Failure::new(
        format!("signing in for the conformance run did not work: {what}"),
        "see GET /v1/demo-accounts, POST /v1/sessions and POST /v1/kiosk/pairings of the backend",
    )
}

/// A folder for one backend's data.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new() -> Outcome<Self> {
        let folder = paths::target().join("scratch").join("conformance");
        shell::remove_folder(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = shell::remove_folder(&self.0);
    }
}

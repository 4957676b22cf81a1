//! The calls of this feature.

use linli_contract::{
    DeviceDecision, HandOffDecision, HandOffRef, NewPhoneCode, NewSession, PersonId, SignInMethod,
};

use crate::offline::Write;

/// Asks for a code.
pub(super) fn ask_code(phone: &str) -> Write {
    let body = NewPhoneCode {
        phone: phone.to_owned(),
    };
    Write::post("/v1/sessions/phone-codes", linli_json::to_text(&body))
}

/// Signs in. Of the two texts each way takes what it needs: the number and its secret.
pub(super) fn sign_in(method: SignInMethod, number: &str, secret: &str) -> Write {
    let mut body = NewSession {
        method,
        phone: None,
        code: None,
        card: None,
        pin: None,
        demo_account: None,
    };
    let (number, secret) = (number.to_owned(), Some(secret.to_owned()));
    match body.method {
        SignInMethod::PhoneCode => (body.phone, body.code) = (Some(number), secret),
        SignInMethod::HouseholdCard => (body.card, body.pin) = (Some(number), secret),
        SignInMethod::Demo | SignInMethod::Other(_) => body.demo_account = Some(PersonId(number)),
    }
    Write::post("/v1/sessions", linli_json::to_text(&body))
}

/// How a sign-in that waits at a kiosk is named: by what its QR code carried, or by the digits on its screen.
#[derive(Clone)]
pub(super) enum Named {
    Token(String),
    Code(String),
}

impl Named {
    fn parts(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Token(token) => (Some(token.clone()), None),
            Self::Code(code) => (None, Some(code.clone())),
        }
    }
}

/// Asks which kiosk waits.
pub(super) fn look_up(named: &Named) -> Write {
    let (token, user_code) = named.parts();
    let body = linli_json::to_text(&HandOffRef { token, user_code });
    Write::post("/v1/sessions/hand-offs/lookup", body)
}

/// Signs in there, or does not.
pub(super) fn decide(named: &Named, decision: DeviceDecision) -> Write {
    let (token, user_code) = named.parts();
    let body = linli_json::to_text(&HandOffDecision {
        token,
        user_code,
        decision,
    });
    Write::post("/v1/sessions/hand-offs/decision", body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kiosk_is_named_by_its_code_or_its_digits_and_never_in_an_address() {
        let (token, code) = (Named::Token("8f2c".into()), Named::Code("730561".into()));
        assert_eq!(look_up(&token).body, r#"{"token":"8f2c"}"#);
        let write = decide(&code, DeviceDecision::Refuse);
        assert_eq!(write.body, r#"{"user_code":"730561","decision":"refuse"}"#);
        assert!(!write.path.contains("730561"));
    }

    #[test]
    fn each_way_sends_only_what_it_needs() {
        assert_eq!(
            sign_in(SignInMethod::PhoneCode, "13800000001", "420715").body,
            r#"{"method":"phone_code","phone":"13800000001","code":"420715"}"#
        );
        assert_eq!(
            sign_in(SignInMethod::HouseholdCard, "20081103", "112233").body,
            r#"{"method":"household_card","card":"20081103","pin":"112233"}"#
        );
        assert_eq!(
            sign_in(SignInMethod::Demo, "p18", "").body,
            r#"{"method":"demo","demo_account":"p18"}"#
        );
    }
}

//! The calls of this feature.

use linli_contract::{NewPhoneCode, NewSession, PersonId, SignInMethod};

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

#[cfg(test)]
mod tests {
    use super::*;

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

//! What is filled in when a screen becomes a kiosk.

use linli_contract::{DeviceDecision, PairingDecision};

/// What is wrong with a field, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Wrong {
    /// Nothing is there.
    Missing(&'static str),
    /// It has more characters than this.
    TooLong(&'static str, usize),
    /// The PIN has not six digits.
    Pin,
}

/// The consent, from name, place and PIN as they were typed; or all that is wrong with them.
pub(in crate::features::desk) fn checked(
    [name, place, pin]: &[String; 3],
) -> Result<PairingDecision, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut text = |id, typed: &str, most| {
        let typed = typed.trim().to_owned();
        if typed.is_empty() {
            wrong.push(Wrong::Missing(id));
        } else if typed.chars().count() > most {
            wrong.push(Wrong::TooLong(id, most));
        }
        typed
    };
    let name = text("name", name, 40);
    let place = text("place", place, 80);
    let pin: String = pin.chars().filter(|c| !c.is_whitespace()).collect();
    if pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        wrong.push(Wrong::Pin);
    }
    if wrong.is_empty() {
        Ok(PairingDecision {
            decision: DeviceDecision::Approve,
            name: Some(name),
            place: Some(place),
            staff_pin: Some(pin),
        })
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let typed = |name: &str, place: &str, pin: &str| [name, place, pin].map(str::to_owned);
        assert_eq!(
            checked(&typed(" ", &"长".repeat(81), "12345x")),
            Err(vec![
                Wrong::Missing("name"),
                Wrong::TooLong("place", 80),
                Wrong::Pin
            ])
        );
        let fine = checked(&typed(" 一号机 ", "大厅", "123 456"));
        let fine = fine.map(|decision| (decision.name, decision.place, decision.staff_pin));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(fine, Ok((some("一号机"), some("大厅"), some("123456"))));
    }
}

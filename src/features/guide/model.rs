//! Which picture belongs to whom, and which numbers are for emergencies.

use linli_contract::{Announcement, ContactKind};

/// Numbers that are called when minutes count. They are the same in the whole country.
pub(super) fn is_emergency(phone: &str) -> bool {
    matches!(phone, "110" | "119" | "120" | "122")
}

/// The area and the symbol of the badge beside a number.
pub(super) fn number_badge(phone: &str) -> (&'static str, &'static str) {
    match phone {
        "120" => ("stop", "heart"),
        "110" => ("stop", "shield"),
        "119" | "122" => ("stop", "warn"),
        "12356" => ("care", "care"),
        _ => ("guide", "info"),
    }
}

/// The symbol of a contact.
pub(super) const fn contact_symbol(kind: &ContactKind) -> &'static str {
    match kind {
        ContactKind::Police => "police",
        ContactKind::Doctor => "doctor",
        ContactKind::Lawyer => "scales",
        ContactKind::GridWorker | ContactKind::Other(_) => "people",
    }
}

/// Announcements as they are read: pinned ones first, each group newest first.
pub(super) fn in_order(announcements: &[Announcement]) -> Vec<&Announcement> {
    let mut sorted: Vec<&Announcement> = announcements.iter().collect();
    sorted.sort_by_key(|a| (!a.pinned, -a.published_at.0));
    sorted
}

#[cfg(test)]
mod tests {
    use linli_contract::Timestamp;

    use super::*;

    fn announcement(id: &str, at: i64, pinned: bool) -> Announcement {
        Announcement {
            id: id.into(),
            title: id.into(),
            body: vec![],
            published_at: Timestamp(at),
            pinned,
        }
    }

    #[test]
    fn pinned_announcements_stay_on_top() {
        let all = [
            announcement("old", 1, false),
            announcement("pinned", 2, true),
            announcement("new", 3, false),
        ];
        let order: Vec<&str> = in_order(&all).iter().map(|a| a.id.as_str()).collect();
        assert_eq!(order, ["pinned", "new", "old"]);
    }

    #[test]
    fn only_numbers_for_emergencies_are_red() {
        for phone in ["110", "119", "120", "122"] {
            assert!(
                is_emergency(phone) && number_badge(phone).0 == "stop",
                "{phone}"
            );
        }
        for phone in ["12345", "12356", "057455500100", "1100", ""] {
            assert!(
                !is_emergency(phone) && number_badge(phone).0 != "stop",
                "{phone}"
            );
        }
    }

    #[test]
    fn a_contact_of_a_newer_server_has_a_symbol() {
        assert_eq!(
            contact_symbol(&ContactKind::Other("plumber".into())),
            "people"
        );
    }
}

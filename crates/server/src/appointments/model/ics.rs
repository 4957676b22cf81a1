//! A calendar file by RFC 5545: time, place and code, and not a word of what it is for.

use linli_contract::{BookingState, Timestamp};

use crate::http::Lang;

/// No line has more octets than this, its end aside (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// An appointment for a calendar.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The booking's id; with it a calendar knows the appointment again.
    pub id: &'a str,
    /// Counts its changes, so that a calendar takes the newer one.
    pub sequence: i64,
    /// When it changed last.
    pub changed_at: Timestamp,
    /// Where it stands.
    pub state: &'a BookingState,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Where.
    pub place: &'a str,
    /// The code, when whoever asks has it.
    pub code: Option<&'a str>,
}

/// The title, which says nothing.
pub const fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "社区预约",
        Lang::En => "Community appointment",
    }
}

/// The file.
pub fn file(event: &Event<'_>, lang: Lang) -> String {
    let status = match event.state {
        BookingState::Requested => "TENTATIVE",
        BookingState::Cancelled | BookingState::Declined | BookingState::Lapsed => "CANCELLED",
        _ => "CONFIRMED",
    };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Linli//Appointments//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@linli", event.id),
        format!("DTSTAMP:{}", utc(event.changed_at)),
        format!("SEQUENCE:{}", event.sequence),
        format!("DTSTART:{}", utc(event.starts_at)),
        format!("DTEND:{}", utc(event.ends_at)),
        format!("SUMMARY:{}", text(title(lang))),
        format!("LOCATION:{}", text(event.place)),
    ];
    if let Some(code) = event.code {
        let words = if lang == Lang::En {
            "Code"
        } else {
            "预约码"
        };
        lines.push(format!("DESCRIPTION:{}", text(&format!("{words} {code}"))));
    }
    lines.push(format!("STATUS:{status}"));
    lines.push("CLASS:PRIVATE".to_owned());
    lines.push("END:VEVENT".to_owned());
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// `20261126T060000Z`; a calendar needs no parts of a second.
fn utc(at: Timestamp) -> String {
    at.to_string()
        .chars()
        .take_while(|c| *c != '.')
        .filter(|c| !matches!(c, '-' | ':'))
        .chain(['Z'])
        .collect()
}

/// A value of the type TEXT (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line with its end, cut where it is too long, never inside a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 2);
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(place: &str) -> String {
        let event = Event {
            id: "019ac3d1",
            sequence: 2,
            changed_at: Timestamp(0),
            state: &BookingState::Cancelled,
            starts_at: Timestamp(1_795_672_800_000),
            ends_at: Timestamp(1_795_675_800_000),
            place,
            code: Some("K7MW3XQ9"),
        };
        file(&event, Lang::Zh)
    }

    #[test]
    fn every_line_ends_as_it_should_and_none_is_too_long() {
        let place =
            "幸福里6号楼底层，中心广场西侧，从东边的小门进来，沿着墙走到底，左手第二间".repeat(3);
        let file = event(&place);
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        for line in file.split("\r\n") {
            assert!(line.len() <= OCTETS, "{line}");
        }
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("LOCATION:{place}\r\n")));
    }

    #[test]
    fn a_place_cannot_add_a_line_or_a_value() {
        let file = event("a;b,c\\d\nEND:VEVENT\r\nX:1");
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains("LOCATION:a\\;b\\,c\\\\d\\nEND:VEVENT\\nX:1\r\n"));
        assert_eq!(file.matches("\r\nEND:VEVENT\r\n").count(), 1);
    }

    #[test]
    fn times_are_in_utc_and_a_cancelled_one_says_so() {
        let file = event("这里");
        assert!(file.contains("\r\nDTSTART:20261126T060000Z\r\n"), "{file}");
        assert!(file.contains("\r\nSTATUS:CANCELLED\r\n"));
        assert!(file.contains("\r\nSEQUENCE:2\r\n"));
        assert!(file.contains("\r\nDESCRIPTION:预约码 K7MW3XQ9\r\n"));
    }
}

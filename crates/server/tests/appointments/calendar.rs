use std::io::Write as _;
use std::process::{Command, Stdio};

use linli_contract::{Booking, BookingState, Timestamp};
use linli_server::appointments::model::ics::{self, Event};
use linli_server::http::Lang;

use super::common::Server;
use super::{CODE, book, code_of, free, hold, path_of};

/// The lines of a calendar, unfolded, each a name and a value; held to RFC 5545 on the way.
fn parsed(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "a line of {} octets", line.len());
    }
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<(String, String)> = unfolded
        .trim_end()
        .split("\r\n")
        .map(|line| line.split_once(':').expect("a name and a value"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for required in ["VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART"] {
        let times = lines.iter().filter(|(name, _)| name == required).count();
        assert_eq!(times, 1, "{required}");
    }
    for name in ["DTSTAMP", "DTSTART", "DTEND"] {
        let value = value(&lines, name);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        assert!(value.len() == 16 && digits == 14, "{name}:{value}");
        assert!(
            value.ends_with('Z') && &value[8..9] == "T",
            "{name}:{value}"
        );
    }
    lines
}

fn value<'a>(lines: &'a [(String, String)], name: &str) -> &'a str {
    &lines.iter().find(|(known, _)| known == name).unwrap().1
}

#[tokio::test]
async fn a_calendar_knows_a_booking_again_when_it_moves_and_when_it_is_given_back() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let booking: Booking = book(&visitor, &slots[0], "小满").await;
    let code = code_of(&booking);
    let path = format!("{}/calendar", path_of(&booking));
    let read = || async {
        let reply = server.visitor().get_with(&path, &[(CODE, code)]).await;
        reply.expect(200);
        assert_eq!(reply.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(reply.header("cache-control"), "no-store");
        parsed(&reply.text())
    };
    let first = read().await;
    assert_eq!(value(&first, "SUMMARY"), "社区预约");
    assert_eq!(value(&first, "STATUS"), "CONFIRMED");
    assert_eq!(value(&first, "SEQUENCE"), "0");
    assert_eq!(value(&first, "DESCRIPTION"), format!("预约码 {code}"));
    assert_eq!(first, read().await, "asked again, it is the same");
    // Nothing tells what it is for, with whom, or for whom.
    let text = format!("{first:?}");
    for word in ["心理", "咨询", "心灵", "小满", "沈若兰", "k1", "v1"] {
        assert!(!text.contains(word), "{word}");
    }
    let (hold_id, _) = hold(&visitor, &slots[1]).await;
    let to = serde_json::json!({ "slot_id": slots[1].id, "hold_id": hold_id });
    visitor
        .put_with(&format!("{}/slot", path_of(&booking)), &[(CODE, code)], &to)
        .await
        .expect(200);
    let moved = read().await;
    assert_eq!(value(&moved, "UID"), value(&first, "UID"));
    assert_eq!(value(&moved, "SEQUENCE"), "1");
    assert_ne!(value(&moved, "DTSTART"), value(&first, "DTSTART"));
    visitor
        .delete_with(&path_of(&booking), &[(CODE, code)])
        .await
        .expect(200);
    let gone = read().await;
    assert_eq!(value(&gone, "UID"), value(&first, "UID"));
    assert_eq!(value(&gone, "SEQUENCE"), "2");
    assert_eq!(value(&gone, "STATUS"), "CANCELLED");
}

/// Reads a calendar and writes what it understood, one value a line.
const READER: &str = r#"
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
(event,) = calendar.walk("VEVENT")
assert not event.errors, event.errors
for name in ["SUMMARY", "LOCATION", "DESCRIPTION", "UID", "STATUS", "SEQUENCE"]:
    print(ascii(str(event[name])))
for name in ["DTSTAMP", "DTSTART", "DTEND"]:
    print(ascii(event.decoded(name).isoformat()))
"#;

/// As the reader writes a text.
fn ascii(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_ascii() => out.push(c),
            c => {
                let number = u32::from(c);
                let done = match number {
                    ..0x100 => write!(out, "\\x{number:02x}"),
                    0x100..0x1_0000 => write!(out, "\\u{number:04x}"),
                    _ => write!(out, "\\U{number:08x}"),
                };
                done.unwrap();
            }
        }
    }
    out.push('\'');
    out
}

#[test]
#[ignore = "needs Python's icalendar: cargo xtask test oracle"]
fn icalendar_reads_what_we_write() {
    let python = std::env::var_os("LINLI_ICALENDAR").expect("a Python that has icalendar");
    let long = "幸福里6号楼底层，沿着墙走到底，左手第二间".repeat(6);
    for (place, state, status) in [
        ("幸福里6号楼", BookingState::Booked, "CONFIRMED"),
        (&long, BookingState::Requested, "TENTATIVE"),
        (
            "a; b, c\\d\nEND:VEVENT",
            BookingState::Cancelled,
            "CANCELLED",
        ),
        ("𠮷野家 café \\n 旁", BookingState::Lapsed, "CANCELLED"),
    ] {
        let event = Event {
            id: "019ac3d1",
            sequence: 3,
            changed_at: Timestamp(1_795_600_000_000),
            state: &state,
            starts_at: Timestamp(1_795_672_800_000),
            ends_at: Timestamp(1_795_675_800_000),
            place,
            code: Some("K7MW3XQ9"),
        };
        let mut reader = Command::new(&python)
            .args(["-c", READER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let file = ics::file(&event, Lang::Zh);
        let mut input = reader.stdin.take().unwrap();
        input.write_all(file.as_bytes()).unwrap();
        drop(input);
        let output = reader.wait_with_output().unwrap();
        assert!(output.status.success(), "{file}");
        let said = String::from_utf8(output.stdout).unwrap();
        let expected: Vec<String> = [
            "社区预约",
            place,
            "预约码 K7MW3XQ9",
            "019ac3d1@linli",
            status,
            "3",
            "2026-11-25T09:46:40+00:00",
            "2026-11-26T06:00:00+00:00",
            "2026-11-26T06:50:00+00:00",
        ]
        .map(ascii)
        .into();
        assert_eq!(said.lines().collect::<Vec<_>>(), expected);
    }
}

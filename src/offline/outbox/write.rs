//! A write as a page hands it in, and the entries it becomes.

use super::model::{Entry, HEAD_START_MS, Kind};
use crate::api::Answer;

/// What a write replaces, by what was shown when the person decided. The server refuses it when
/// that is not so any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Replaces {
    /// Whatever there is.
    #[default]
    Anything,
    /// Nothing: there must be none yet.
    Nothing,
    /// This version (`ETag`).
    Version(String),
}

/// A write to be made.
pub struct NewEntry {
    /// What kind it is.
    pub kind: Kind,
    /// What the list of waiting things shows.
    pub title: String,
    /// The page on which it can be changed.
    pub page: String,
    /// The method.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// The JSON body.
    pub body: String,
    /// What it replaces.
    pub replaces: Replaces,
    /// Photos that must arrive before: their ids and JPEG bytes.
    pub photos: Vec<(String, Vec<u8>)>,
}

/// What became of a write that was handed in.
pub enum Submitted {
    /// The server has it, and this is its answer.
    Received(Answer),
    /// It is kept on this device and goes when the network is back.
    Waiting,
}

impl NewEntry {
    /// The entries, photos first; all in the lane of the key, and left to the page at first.
    pub(super) fn entries(&self, key: &str, person: &str, now: i64) -> Vec<Entry> {
        let entry = |own_key: &str, kind, method: &str, path, body, place: i64| Entry {
            key: own_key.to_owned(),
            person: person.to_owned(),
            kind,
            title: self.title.clone(),
            page: self.page.clone(),
            lane: key.to_owned(),
            method: method.to_owned(),
            path,
            body,
            created_at: now + place,
            attempts: 0,
            not_before: now + HEAD_START_MS,
            needs_sign_in: false,
            refused: None,
            if_match: None,
            if_new: false,
        };
        let photos = self.photos.iter().zip(0..).map(|((id, _), place)| {
            let path = format!("/v1/uploads/{id}");
            entry(id, Kind::Photo, "PUT", path, String::new(), place)
        });
        let mut entries: Vec<Entry> = photos.collect();
        let (path, body) = (self.path.clone(), self.body.clone());
        let mut whole = entry(key, self.kind, self.method, path, body, 100);
        match &self.replaces {
            Replaces::Anything => {}
            Replaces::Nothing => whole.if_new = true,
            Replaces::Version(version) => whole.if_match = Some(version.clone()),
        }
        entries.push(whole);
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(replaces: Replaces) -> NewEntry {
        NewEntry {
            kind: Kind::Vote,
            title: "预算".to_owned(),
            page: "/ballots/b".to_owned(),
            method: "PUT",
            path: "/v1/ballots/b/vote".to_owned(),
            body: "{}".to_owned(),
            replaces,
            photos: vec![("photo".to_owned(), vec![1])],
        }
    }

    #[test]
    fn what_a_write_replaces_goes_with_it_and_not_with_its_photos() {
        let version = Replaces::Version("\"v1\"".to_owned());
        for (replaces, if_match, if_new) in [
            (Replaces::Anything, None, false),
            (Replaces::Nothing, None, true),
            (version, Some("\"v1\"".to_owned()), false),
        ] {
            let entries = vote(replaces).entries("key", "wang", 1_000);
            let [photo, whole] = entries.as_slice() else {
                panic!("two entries, not {}", entries.len());
            };
            assert_eq!((&photo.if_match, photo.if_new), (&None, false));
            assert_eq!((&whole.if_match, whole.if_new), (&if_match, if_new));
            assert_eq!((photo.lane.as_str(), whole.lane.as_str()), ("key", "key"));
            assert!(photo.created_at < whole.created_at);
            // It comes back from the disk as it was.
            let text = linli_json::to_text(whole);
            assert_eq!(linli_json::from_text(&text).as_ref(), Some(whole));
        }
    }

    #[test]
    fn an_entry_of_an_older_release_has_no_condition() {
        let entries = vote(Replaces::Nothing).entries("key", "wang", 1_000);
        let text = linli_json::to_text(&entries[1]);
        let older = text.replace(",\"if_new\":true", "");
        assert_ne!(text, older);
        let read: Option<Entry> = linli_json::from_text(&older);
        assert_eq!(read.map(|entry| entry.if_new), Some(false));
    }
}

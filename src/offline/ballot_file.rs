//! The votes of a closed ballot as a file. They never change, so that they are kept once they were
//! fetched and can be counted again without a network.

use leptos::task::spawn_local;
use linli_contract::{BallotId, BallotResult, Timestamp};

use super::cache::{self, Visit};
use crate::api;
use crate::domain::error::Error;

/// Formats that can be counted here, the one with costs and the rule first.
const FORMATS: [&str; 2] = ["pb", "csv"];
/// Larger ones (some 100,000 votes) are fetched each time: they would fill a small phone.
const LARGEST_KEPT: usize = 4 << 20;

/// A file, and since when it lies on this device where it could not be fetched now.
pub struct BallotFile {
    /// What it says.
    pub text: String,
    /// When the kept copy was fetched.
    pub since: Option<Timestamp>,
}

/// In which format the published votes can be counted here, if in any.
pub fn format(published: &BallotResult) -> Option<&'static str> {
    let known = |format: &&str| published.files.iter().any(|file| file == format);
    FORMATS.into_iter().find(known)
}

/// Where the votes are.
pub fn path(id: &BallotId, format: &str) -> String {
    format!("/v1/ballots/{id}/files/{format}")
}

/// The votes as the server publishes them, or the kept copy while it cannot be asked.
pub async fn fetch(id: &BallotId, format: &str) -> Result<BallotFile, Error> {
    let (path, asked) = (path(id, format), Visit::now());
    match api::file(&path).await {
        Ok(text) => {
            if text.len() <= LARGEST_KEPT {
                let copy = text.clone();
                spawn_local(async move { cache::write(asked, &path, &copy).await });
            }
            Ok(BallotFile { text, since: None })
        }
        Err(error) if error.outcome_unknown() => {
            let (since, text) = cache::read(&path).await.ok_or(error)?;
            let since = Some(since);
            Ok(BallotFile { text, since })
        }
        Err(error) => Err(error),
    }
}

/// Sees to it that the votes of a ballot whose result was looked at are kept.
pub fn keep(id: &BallotId, published: &BallotResult) {
    let (Some(format), id) = (format(published), id.clone()) else {
        return;
    };
    spawn_local(async move {
        if cache::read(&path(&id, format)).await.is_none() {
            // Without a network there is nothing to keep, and nobody asked for it.
            let _ = fetch(&id, format).await;
        }
    });
}

//! Where entries lie while they wait.

use super::model::{Entry, Kind};
use crate::domain::error::Error;
use crate::platform::db::{self, Store};

/// Keeps a write with its photos, photos first: an order on the disk is never without them.
pub(super) async fn keep(entries: &[Entry], photos: &[(String, Vec<u8>)]) -> Result<(), Error> {
    for (id, bytes) in photos {
        db::put_bytes(Store::Photos, id, bytes).await?;
    }
    for entry in entries {
        write(entry).await?;
    }
    Ok(())
}

/// Keeps one entry as it is now.
pub(super) async fn write(entry: &Entry) -> Result<(), Error> {
    let text = linli_json::to_text(entry);
    db::put(Store::Outbox, &entry.key, &text).await
}

/// Forgets one entry, and its bytes where it is a photo.
pub(super) async fn remove(entry: &Entry) {
    let _ = db::delete(Store::Outbox, &entry.key).await;
    if entry.kind == Kind::Photo {
        let _ = db::delete(Store::Photos, &entry.key).await;
    }
}

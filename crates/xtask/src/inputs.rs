//! Has anything changed since the app was built? Asked by content, because a fresh checkout and a
//! switch of branches give old files new times.

use crate::paths;
use crate::shell::{self, Outcome};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::PathBuf;

/// One digest over everything the built app depends on. The versions of the tools are among it: they
/// stand in this crate's sources, in rust-toolchain.toml and in the lock files.
///
/// `shape` is how the build is asked for, in a word.
pub(crate) fn digest(shape: &str) -> Outcome<String> {
    let root = paths::root();
    let mut sources: Vec<PathBuf> = [
        "src",
        "style",
        "public",
        "index.html",
        "build.rs",
        "Trunk.toml",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "package-lock.json",
    ]
    .iter()
    .map(|name| root.join(name))
    .collect();
    // Every crate of ours but the backend, which is no part of the app.
    for file in shell::files_under(&root.join("crates"))? {
        if !file.starts_with(root.join("crates/server")) {
            sources.push(file);
        }
    }
    let mut hash = Sha256::new();
    hash.update(shape);
    hash.update([0]);
    for source in sources {
        for file in shell::files_under(&source)? {
            let bytes = shell::read(&file)?;
            let name = file.strip_prefix(root).unwrap_or(&file);
            hash.update(name.to_string_lossy().as_bytes());
            hash.update([0]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Sixteen hexadecimal digits that name a file by its content; the backend lets browsers keep such
/// names for ever.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

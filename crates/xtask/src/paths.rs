//! Where things are.

use std::path::{Path, PathBuf};

/// The repository: two folders above this crate.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The built app, ready to be served.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Everything the build of the app leaves behind: its own target folder, because its compiler flags
/// differ from those of all other builds and would make cargo start over each time.
pub(crate) fn web() -> PathBuf {
    target().join("web")
}

pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// The reference backend as `serve` and the tests run it.
pub(crate) fn server() -> PathBuf {
    target()
        .join("server")
        .join(format!("linli-server{}", std::env::consts::EXE_SUFFIX))
}

/// Tools that take minutes to build are kept for the person, not for the clone.
pub(crate) fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(target);
    base.join("linli")
}

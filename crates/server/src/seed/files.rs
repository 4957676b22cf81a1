//! The files of the seed, compiled into the program, and how they are read.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

static SEED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seed");

fn text(path: &str) -> Result<&'static str, String> {
    SEED.get_file(path)
        .and_then(include_dir::File::contents_utf8)
        .ok_or_else(|| format!("seed/{path} is missing or not UTF-8"))
}

/// The rows of a CSV file with a header line.
pub(crate) fn rows<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, String> {
    csv::Reader::from_reader(text(path)?.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| format!("seed/{path}: {error}"))
}

/// A JSON file.
pub(crate) fn json<T: DeserializeOwned>(path: &str) -> Result<T, String> {
    serde_json::from_str(text(path)?).map_err(|error| format!("seed/{path}: {error}"))
}

/// A drawing.
pub(crate) fn drawing(name: &str) -> Result<&'static str, String> {
    text(&format!("drawings/{name}.svg"))
}

/// All JSON files of a folder, in the order of their names.
pub(crate) fn folder<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, String> {
    let mut names: Vec<&str> = SEED
        .get_dir(path)
        .ok_or_else(|| format!("seed/{path} is missing"))?
        .files()
        .filter_map(|file| file.path().to_str())
        .filter(|name| std::path::Path::new(name).extension() == Some("json".as_ref()))
        .collect();
    names.sort_unstable();
    names.into_iter().map(json).collect()
}

//! Rules about who may name whom.

use crate::fault::{Fault, fault};
use crate::source::{Rust, is_word};

/// What each layer may name; `lib.rs` and `main.rs` stand above the layers.
const LAYERS: [(&str, &[&str]); 8] = [
    ("domain", &["domain"]),
    ("platform", &["platform", "domain"]),
    ("i18n", &["i18n", "platform", "domain"]),
    ("ui", &["ui", "i18n", "platform", "domain"]),
    ("api", &["api", "platform", "domain"]),
    ("offline", &["offline", "api", "platform", "domain"]),
    (
        "features",
        &[
            "features", "offline", "api", "ui", "i18n", "platform", "domain",
        ],
    ),
    (
        "app",
        &[
            "app", "features", "offline", "api", "ui", "i18n", "platform", "domain",
        ],
    ),
];

/// Imports go one way.
pub(crate) fn layers(file: &Rust) -> Vec<Fault> {
    let module = file.module();
    let Some(layer) = module.first() else {
        return Vec::new();
    };
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| name == layer) else {
        return vec![fault(
            "layers",
            &file.path,
            1,
            format!(
                "`{layer}` is no layer; the layers are app, features, offline, api, ui, i18n, platform and domain"
            ),
        )];
    };
    file.own_paths()
        .into_iter()
        .filter(|(_, path)| !allowed.contains(&path[0].as_str()))
        .map(|(at, path)| {
            fault(
                "layers",
                &file.path,
                file.line(at),
                format!(
                    "{layer} names `crate::{}`, but it may name only {}",
                    path.join("::"),
                    allowed.join(", ")
                ),
            )
        })
        .collect()
}

/// A feature never imports another.
pub(crate) fn features(file: &Rust) -> Vec<Fault> {
    let module = file.module();
    let ["features", own, ..] = module.as_slice() else {
        return Vec::new();
    };
    file.own_paths()
        .into_iter()
        .filter(|(_, path)| path[0] == "features" && path.get(1).is_some_and(|name| name != own))
        .map(|(at, path)| {
            fault(
                "features",
                &file.path,
                file.line(at),
                format!(
                    "the feature {own} names the feature {}; move what they share down to ui, offline or domain",
                    path[1]
                ),
            )
        })
        .collect()
}

/// Only `platform` sees the browser.
pub(crate) fn browser(file: &Rust) -> Vec<Fault> {
    if file.module().first() == Some(&"platform") {
        return Vec::new();
    }
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"]
        .into_iter()
        .flat_map(|name| file.words(name).map(move |at| (name, at)))
        .map(|(name, at)| {
            fault(
                "browser",
                &file.path,
                file.line(at),
                format!("`{name}` is named outside platform; give platform a function for it"),
            )
        })
        .collect()
}

/// Models are pure: they see `domain`, the contract, its JSON, the counting, std and themselves.
pub(crate) fn models(file: &Rust) -> Vec<Fault> {
    const CRATES: [&str; 8] = [
        "crate",
        "super",
        "self",
        "std",
        "core",
        "linli_json",
        "linli_contract",
        "linli_tally",
    ];
    let module = file.module();
    let ["features", own, "model", ..] = module.as_slice() else {
        return Vec::new();
    };
    let mut faults: Vec<Fault> = file
        .own_paths()
        .into_iter()
        .filter(|(_, path)| {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            !matches!(parts.as_slice(), ["domain", ..])
                && !matches!(parts.as_slice(), ["features", name, "model", ..] if name == own)
        })
        // `super` alone, as in `pub(super)`, names nothing.
        .filter(|(_, path)| path.len() > 2)
        .map(|(at, path)| {
            fault(
                "models",
                &file.path,
                file.line(at),
                format!(
                    "a model names `crate::{}`; it may see domain and its own model only",
                    path.join("::")
                ),
            )
        })
        .collect();
    for at in file.words("use") {
        let rest = file.code[at + 3..].trim_start();
        let root: String = rest.chars().take_while(|c| is_word(*c)).collect();
        if !root.is_empty() && !CRATES.contains(&root.as_str()) {
            faults.push(fault(
                "models",
                &file.path,
                file.line(at),
                format!("a model uses `{root}`; it may use linli_contract, linli_json, linli_tally and std only"),
            ));
        }
    }
    faults.extend(names_of(file, "models", &["leptos", "serde_json"]));
    faults
}

/// `api` and `domain` know nothing of Leptos.
pub(crate) fn leptos(file: &Rust) -> Vec<Fault> {
    match file.module().first() {
        Some(&"api" | &"domain" | &"platform" | &"i18n") => names_of(file, "leptos", &["leptos"]),
        _ => Vec::new(),
    }
}

fn names_of(file: &Rust, rule: &'static str, names: &[&'static str]) -> Vec<Fault> {
    names
        .iter()
        .flat_map(|name| file.words(name).map(move |at| (name, at)))
        .map(|(name, at)| {
            fault(
                rule,
                &file.path,
                file.line(at),
                format!("`{name}` is named here; this part of the app does without it"),
            )
        })
        .collect()
}

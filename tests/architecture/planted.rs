//! A fault planted for every rule, and beside it the nearest thing that is allowed.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::source::{File, Rust, css_classes};
use crate::{classes, files, imports, names, views};

fn file(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn rust(path: &str, text: &str) -> Rust {
    Rust::new(&file(path, text))
}

/// The lines at which a rule finds faults.
fn lines(faults: &[Fault]) -> Vec<usize> {
    faults
        .iter()
        .map(|fault| fault.place.rsplit(':').next().unwrap().parse().unwrap())
        .collect()
}

fn found(rule: fn(&Rust) -> Vec<Fault>, path: &str, text: &str) -> Vec<usize> {
    lines(&rule(&rust(path, text)))
}

#[test]
fn an_import_upwards_is_found_however_it_is_written() {
    let find = |path, text| found(imports::layers, path, text);
    assert_eq!(
        find("src/domain/a.rs", "\nuse crate::platform::clock;"),
        [2]
    );
    assert_eq!(
        find(
            "src/ui/a.rs",
            "use crate::{domain::x, offline::{Query, Outbox as O}};"
        ),
        [1, 1]
    );
    assert_eq!(
        find("src/api/a.rs", "fn f() {\n    crate::ui::page::page();\n}"),
        [2]
    );
    assert_eq!(
        find("src/platform/db/a.rs", "use super::super::super::i18n::t;"),
        [1]
    );
    assert_eq!(find("src/i18n/mod.rs", "use super::ui::parts;"), [1]);
    assert_eq!(find("src/offline/a.rs", "use crate::i18n::t;"), [1]);
    assert_eq!(find("src/helpers/a.rs", ""), [1]);
    let allowed = "use crate::{domain, i18n::t as text, platform};\nuse super::parts::icon;\n// use crate::app;\n\
                   pub(crate) fn f() { let _ = \"crate::app\"; }\n#[cfg(test)]\nmod tests { use crate::app; }";
    assert_eq!(find("src/ui/a.rs", allowed), []);
}

#[test]
fn a_feature_that_imports_another_is_found() {
    let find = |text| found(imports::features, "src/features/home/pages/home.rs", text);
    assert_eq!(find("use crate::features::services::Catalogue;"), [1]);
    assert_eq!(find("use super::super::super::guide::guides_page;"), [1]);
    assert_eq!(find("use crate::features::{home, orders::list};"), [1]);
    assert_eq!(
        find("use crate::features::home::model;\nuse super::super::model;"),
        []
    );
}

#[test]
fn a_second_door_to_the_browser_is_found() {
    let find = |path, text| found(imports::browser, path, text);
    assert_eq!(
        find(
            "src/ui/a.rs",
            "use leptos::web_sys::Event;\nfn f(_: js_sys::Date) {}"
        ),
        [1, 2]
    );
    assert_eq!(
        find("src/api/a.rs", "use wasm_bindgen_futures::spawn_local;"),
        [1]
    );
    assert_eq!(find("src/ui/a.rs", "// web_sys\nfn my_web_sys() {}"), []);
    assert_eq!(find("src/platform/a.rs", "use web_sys::Event;"), []);
}

#[test]
fn a_model_that_is_not_pure_is_found() {
    let find = |text| found(imports::models, "src/features/orders/model/form.rs", text);
    assert_eq!(find("use leptos::prelude::*;"), [1, 1]);
    assert_eq!(find("use crate::i18n::t::x;"), [1]);
    assert_eq!(find("use super::super::store::Orders;"), [1]);
    assert_eq!(find("fn f() { serde_json::to_string(&1); }"), [1]);
    let allowed = "use std::fmt;\nuse linli_json::Json;\nuse linli_contract::Order;\nuse crate::domain::text::Text;\n\
                   use super::other::Thing;\npub(super) fn f() {}";
    assert_eq!(find(allowed), []);
    assert_eq!(
        found(
            imports::models,
            "src/features/orders/store.rs",
            "use leptos::prelude::*;"
        ),
        []
    );
}

#[test]
fn leptos_below_the_views_is_found() {
    let find = |path| found(imports::leptos, path, "use leptos::prelude::*;");
    assert_eq!(find("src/api/client.rs"), [1]);
    assert_eq!(find("src/domain/error.rs"), [1]);
    assert_eq!(find("src/platform/db.rs"), [1]);
    assert_eq!(find("src/offline/query.rs"), []);
}

#[test]
fn chinese_outside_i18n_is_found() {
    let find = |path, text| found(files::chinese, path, text);
    assert_eq!(find("src/ui/a.rs", "fn f() {\n    \"点单\"\n}"), [2]);
    assert_eq!(find("src/ui/a.rs", "const A: &str = r#\"全角，\"#;"), [1]);
    assert_eq!(
        find(
            "src/i18n/en/ui.rs",
            "const A: [&str; 2] = [\"中文\",\n\"长辈版\"];"
        ),
        [2]
    );
    assert_eq!(find("src/i18n/zh/ui.rs", "\"点单\""), []);
    let allowed = "/// 点单\nfn f(_: char) { f('，'); /* 点单 */ }\n#[cfg(test)]\nmod tests { const A: &str = \"点单\"; }";
    assert_eq!(find("src/ui/a.rs", allowed), []);
}

#[test]
fn a_value_that_is_no_property_is_found() {
    let find = |text| found(views::values, "src/ui/a.rs", text);
    assert_eq!(
        find("view! { <input id=id\n value=move || typed.get() /> }"),
        [2]
    );
    assert_eq!(find("view! { <textarea value=text></textarea> }"), [1]);
    assert_eq!(find("view! { <select value=text></select> }"), [1]);
    assert_eq!(
        find("view! { <input type=if many { \"checkbox\" } else { \"radio\" } value=key /> }"),
        []
    );
    assert_eq!(
        find(
            "view! { <input prop:value=move || typed.get() /> <select prop:value=x><option value=key>{key}</option></select> }"
        ),
        []
    );
}

#[test]
fn styles_and_markup_in_views_are_found() {
    let find = |text| found(views::markup, "src/ui/a.rs", text);
    assert_eq!(find("view! { <p style=\"color: red\"></p> }"), [1]);
    assert_eq!(find("view! { <p style=move || width.get()></p> }"), [1]);
    assert_eq!(find("view! { <p inner_html=text></p> }"), [1]);
    assert_eq!(
        find("view! { <p style:inset-block-start=top></p> }\nlet style = Style::Day;"),
        []
    );
}

#[test]
fn inline_script_and_style_in_the_page_are_found() {
    let find = |text: &str| lines(&views::page(&file("index.html", text)));
    assert_eq!(find("<p\n style=\"x\">"), [2]);
    assert_eq!(find("<style>p {}</style>"), [1]);
    assert_eq!(find("\n<script>go()</script>"), [2]);
    assert_eq!(find("<a onclick=\"go()\">"), [1]);
    assert_eq!(
        find("<script src=\"/shell.js\"></script> <p>on=\"x\"</p>"),
        []
    );
}

#[test]
fn a_long_file_is_found_and_its_tests_do_not_count() {
    let long = "fn f() {}\n".repeat(files::MOST_LINES);
    let with_tests = format!("{long}#[cfg(test)]\nmod tests {{\n{long}}}\n");
    let exact = rust("src/ui/a.rs", &with_tests);
    assert_eq!(exact.lines, files::MOST_LINES);
    assert!(files::length(&exact.path, exact.lines).is_empty());
    assert_eq!(files::length("src/ui/a.rs", files::MOST_LINES + 1).len(), 1);
    assert!(files::length("src/i18n/zh/errors.rs", 900).is_empty());
}

#[test]
fn a_file_of_one_language_only_is_found() {
    let faults = files::languages(&[
        "src/i18n/zh/ui.rs",
        "src/i18n/en/ui.rs",
        "src/i18n/zh/desk.rs",
        "src/i18n/messages/home.rs",
        "src/i18n/mod.rs",
    ]);
    let places: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
    assert_eq!(places, ["src/i18n/en/desk.rs:1"]);
}

#[test]
fn an_icon_that_is_not_in_the_sprite_is_found() {
    let symbols = names::symbols(
        "<svg><symbol id=\"home\" x><symbol id=\"smile-1\"><symbol id=\"art-done\"></svg>",
    );
    let find = |text| lines(&names::icons(&rust("src/ui/a.rs", text), &symbols));
    assert_eq!(find("icon(\"house\")"), [1]);
    assert_eq!(find("small_icon(\"house\")"), [1]);
    assert_eq!(find("badge(\"order\",\n \"house\")"), [1]);
    assert_eq!(find("status(kind(1, 2), \"house\", word)"), [1]);
    assert_eq!(find("art(\"empty__art\", \"art-lost\")"), [1]);
    assert_eq!(find("empty(\"art-lost\", title)"), [1]);
    assert_eq!(find("icon(&format!(\"frown-{n}\"))"), [1]);
    assert_eq!(find("view! { <use href=\"/icons.svg#house\" /> }"), [1]);
    let allowed = "icon(\"home\"); icon(symbol); icon(&format!(\"smile-{n}\")); badge(area, \"home\"); empty(\"art-done\", \"lost\"); \
                   view! { <use href=\"/icons.svg#home\" /> }; format!(\"/icons.svg#{name}\")";
    assert_eq!(find(allowed), []);
    let csv = |rows: &str| {
        lines(&names::category_icons(
            &file("categories.csv", rows),
            &symbols,
        ))
    };
    assert_eq!(csv("code,icon\na,home\nb,house\n"), [3]);
    assert_eq!(csv("code\na\n"), [1]);
}

#[test]
fn a_path_that_the_contract_lacks_is_found() {
    let contract = names::contract_paths(
        "paths:\n  /v1/orders:\n    get:\n  /v1/orders/{id}/rating:\n  /v1/desk/orders:\n",
    );
    assert_eq!(contract.len(), 3);
    let find = |text| lines(&names::paths(&rust("src/api/a.rs", text), &contract));
    assert_eq!(find("\"/v1/order\""), [1]);
    assert_eq!(find("format!(\"{}/v1/orders/{id}/stars\", base())"), [1]);
    assert_eq!(find("\"/v1/orders/7\""), [1]);
    assert_eq!(find("\"/v1/votes/\""), [1]);
    let allowed = "\"/v1/orders?limit={limit}\"; \"{base}/v1/orders/{id}/rating\"; \"/v1/orders/{id}/{what}\"; \"/v1/desk/\"; \"/v1/\"";
    assert_eq!(find(allowed), []);
}

#[test]
fn classes_without_style_and_styles_without_use_are_found() {
    let style = "/* .gone */\n.card {}\n.card__title, .page > .card--wide:hover { margin: 0.5em }\n@media (min-width: 1.5em) { .badge--order {} }\n.dead { color: red; }";
    let find = |code: &str| {
        let sources = [rust("src/ui/a.rs", code)];
        let pages = [file("index.html", "<p class=\"page\"></p>")];
        let faults = classes::classes(&sources, &[file("style/a.css", style)], &pages);
        faults
            .iter()
            .map(|fault| fault.sentence.split('`').nth(1).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let used = "view! { <p class=\"card\" id=\"no-class\"> <p class=if a { \"card__title dead\" } else { \"\" }> } f(\"card--wide\", format!(\"badge--{area}\"))";
    assert_eq!(find(used), [] as [&str; 0]);
    assert_eq!(
        find(&used.replace("card__title dead", "card__title typo")),
        ["typo", "dead"]
    );
    assert_eq!(
        find(&used.replace("card__title dead", "dead")),
        ["card__title"]
    );
    assert_eq!(find(&format!("{used} g(\"card__titel\")")), ["card__titel"]);
    assert_eq!(
        find(&format!("{used} format!(\"bagde--{{area}}\")")),
        ["bagde--{area}"]
    );
    let ended = used.replace("card--wide", "{class}--wide");
    assert_eq!(find(&ended), [] as [&str; 0]);
    assert_eq!(
        find(&ended.replace("}--wide", "}--wild")),
        ["{class}--wild", "card--wide"]
    );
    let pages = [file("index.html", "<p class=\"oops\"></p>")];
    assert_eq!(classes::classes(&[], &[], &pages).len(), 1);
    let block = file("style/b.css", ".oops__part { color: red }");
    let faults = classes::classes(&[], &[block], &pages);
    assert_eq!(faults[0].place, "style/b.css:1");
    assert_eq!(faults.len(), 1);
    assert_eq!(css_classes(&file("a.css", style)).len(), 6);
}

#[test]
fn text_comments_and_code_are_told_apart() {
    let text = "fn f<'a>(x: &'a str) { // \"no\"\n let c = '\"'; let d = '\\''; let s = \"a \\\" // b\"; let r = r#\"raw \"x\"\"#; /* 'x */ }";
    let file = rust("src/ui/a.rs", text);
    let texts: Vec<&str> = file.literals.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(texts, ["a \\\" // b", "raw \"x\""]);
    assert_eq!(file.code.len(), text.len());
    assert!(file.code.ends_with(" }"));
    let names: BTreeSet<&str> = ["c", "d", "s"].into();
    assert!(names.iter().all(|name| file.words(name).count() == 1));
}

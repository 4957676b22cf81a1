//! The architecture, held by tests: imports go one way, the browser has one door, texts and classes
//! have one owner. Every broken rule is named with its file and line.
//!
//! Every rule has a planted fault beside it that it must find, so that a rule which sees nothing any
//! more is noticed.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and so may what it calls"
)]

#[path = "architecture/classes.rs"]
mod classes;
#[path = "architecture/fault.rs"]
mod fault;
#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/planted.rs"]
mod planted;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/views.rs"]
mod views;

use fault::Fault;
use source::{File, Rust, files_in, read};

fn sources() -> Vec<Rust> {
    files_in("src", "rs").iter().map(Rust::new).collect()
}

/// Fails with every fault on a line of its own.
#[track_caller]
fn none(faults: &[Fault]) {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "\n{}\n", lines.join("\n"));
}

#[track_caller]
fn no_source_breaks(rule: fn(&Rust) -> Vec<Fault>) {
    none(&sources().iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn imports_go_one_way() {
    no_source_breaks(imports::layers);
}

#[test]
fn a_feature_never_imports_another() {
    no_source_breaks(imports::features);
}

#[test]
fn only_platform_sees_the_browser() {
    no_source_breaks(imports::browser);
}

#[test]
fn models_are_pure() {
    no_source_breaks(imports::models);
}

#[test]
fn the_lower_layers_do_without_leptos() {
    no_source_breaks(imports::leptos);
}

#[test]
fn chinese_stands_in_i18n_alone() {
    no_source_breaks(files::chinese);
}

#[test]
fn what_is_typed_is_set_by_prop_value() {
    no_source_breaks(views::values);
}

#[test]
fn views_have_neither_styles_nor_markup_in_texts() {
    no_source_breaks(views::markup);
}

#[test]
fn the_page_keeps_the_content_security_policy() {
    none(&views::page(&read("index.html")));
}

#[test]
fn files_fit_into_the_head() {
    let mut faults: Vec<Fault> = sources()
        .iter()
        .flat_map(|file| files::length(&file.path, file.lines))
        .collect();
    let length = |file: &File| files::length(&file.path, file.text.lines().count());
    faults.extend(files_in("style", "css").iter().flat_map(length));
    none(&faults);
}

#[test]
fn every_language_has_the_same_files() {
    let sources = sources();
    let paths: Vec<&str> = sources.iter().map(|file| file.path.as_str()).collect();
    none(&files::languages(&paths));
}

#[test]
fn every_icon_is_in_the_sprite() {
    let symbols = names::symbols(&read("public/icons.svg").text);
    let mut faults: Vec<Fault> = sources()
        .iter()
        .flat_map(|file| names::icons(file, &symbols))
        .collect();
    let categories = read("crates/server/seed/categories.csv");
    faults.extend(names::category_icons(&categories, &symbols));
    none(&faults);
}

#[test]
fn every_path_is_in_the_contract() {
    let contract = names::contract_paths(&read("contract/openapi.yaml").text);
    let faults: Vec<Fault> = sources()
        .iter()
        .flat_map(|file| names::paths(file, &contract))
        .collect();
    none(&faults);
}

#[test]
fn every_class_has_a_style_and_every_style_a_use() {
    let pages = [read("index.html"), read("public/shell.js")];
    none(&classes::classes(
        &sources(),
        &files_in("style", "css"),
        &pages,
    ));
}

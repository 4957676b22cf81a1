//! The page that trunk wrote, without its inline loader and with the hashed names.

use crate::inputs;
use crate::shell::{Failure, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the app's own tags go; it cannot occur in a page.
const PLACE: &str = "<!--\u{0}app-->";

/// The files of each group of pages.
pub(crate) type Groups = BTreeMap<String, Vec<String>>;

/// Takes out what trunk put in: the inline script that starts the app, and its preload links.
pub(crate) fn without_loader(page: &str) -> Outcome<String> {
    const START: &str = "<script type=\"module\">";
    const END: &str = "</script>";
    let changed = || {
        Failure::new(
            "the page from trunk has not the one inline script that was expected",
            "index.html must hold one `<link data-trunk rel=\"rust\" …>`; if trunk is a new version, see html.rs",
        )
    };
    let (before, rest) = page.split_once(START).ok_or_else(changed)?;
    let (script, after) = rest.split_once(END).ok_or_else(changed)?;
    if !script.contains("TrunkApplicationStarted") || after.contains(START) {
        return Err(changed());
    }
    let mut page = format!("{}{PLACE}{after}", before.trim_end());
    for link in [
        "<link rel=\"modulepreload\" href=\"/linli-app",
        "<link rel=\"preload\" href=\"/linli-app",
    ] {
        let start = page.find(link).ok_or_else(changed)?;
        let end = page[start..].find('>').ok_or_else(changed)? + start + 1;
        page.replace_range(start..end, "");
    }
    Ok(page)
}

/// Whether the page itself names this file as a script or a style sheet. Only then can its name change:
/// other files (icons, manifest, `config.json`) are named by the app and by browsers.
pub(crate) fn hashable(page: &str, name: &str) -> bool {
    ["css", "js"].contains(&extension(name))
        && reference(name)
            .iter()
            .any(|reference| page.contains(reference.as_str()))
}

/// What follows the last point of a name.
pub(crate) fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn reference(name: &str) -> [String; 2] {
    [format!("href=\"/{name}\""), format!("src=\"/{name}\"")]
}

/// `ui/a.css` becomes `ui/a-0123456789abcdef.css`.
pub(crate) fn with_hash(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Tells the page's own script, `public/shell.js`, the files of the groups, of which it asks for those of
/// the first page before the app has arrived.
pub(crate) fn with_groups(page: &str, groups: &Groups) -> Outcome<String> {
    const SCRIPT: &str = "<script src=\"/shell.js\"";
    if page.matches(SCRIPT).count() != 1 {
        return Err(Failure::new(
            format!("the page has not one `{SCRIPT}>`"),
            "index.html must name it once, and so must html.rs",
        ));
    }
    let mut told = SCRIPT.to_owned();
    for (group, files) in groups {
        let _ = write!(told, " data-{group}=\"{}\"", files.join(" "));
    }
    Ok(page.replace(SCRIPT, &told))
}

/// The page with hashed names, the app's tags, and without comments and indentation.
pub(crate) fn finish(
    page: &str,
    renamed: &BTreeMap<String, String>,
    glue: &str,
    wasm: &str,
) -> Outcome<String> {
    // The wasm is asked for at once, not after the script has arrived. `crossorigin` makes the preload
    // the same request as the script's own.
    let app = format!(
        "<link rel=\"preload\" href=\"/{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script type=\"module\" src=\"/{glue}\"></script>\n"
    );
    let (before, after) = page.split_once(PLACE).ok_or_else(|| {
        Failure::new(
            "the page lost the place of the app",
            "this is a mistake in html.rs",
        )
    })?;
    let mut page = format!("{}{app}{}", tidy(before), tidy(after));
    for (name, hashed) in renamed {
        for (old, new) in reference(name).iter().zip(reference(hashed)) {
            page = page.replace(old.as_str(), &new);
        }
    }
    Ok(page)
}

/// Without comments, indentation and empty lines. The page has no element whose text is kept as typed.
fn tidy(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::with_capacity(text.len()), |mut page, line| {
            page.push_str(line);
            page.push('\n');
            page
        })
}

/// The service worker of a page: `public/keeper.js` with the files to keep and the name of the release. Those
/// are all that the page asks for by itself, and the group with the numbers to call.
pub(crate) fn keeper(script: &str, page: &str, groups: &Groups) -> Outcome<String> {
    const GROUP: &str = "care";
    let mut files: Vec<&str> = page
        .split('"')
        .filter_map(|text| text.strip_prefix('/'))
        .filter(|name| ["css", "js", "wasm"].contains(&extension(name)))
        .collect();
    files.extend(groups.get(GROUP).into_iter().flatten().map(String::as_str));
    files.sort_unstable();
    files.dedup();
    let listed: Vec<String> = files.iter().map(|name| format!("\"/{name}\"")).collect();
    let release = inputs::short_hash(page.as_bytes());
    let mut script = script.to_owned();
    for (place, filled) in [
        (
            "const FILES = [];",
            format!("const FILES = [{}];", listed.join(", ")),
        ),
        (
            "const RELEASE = \"linli-files-\";",
            format!("const RELEASE = \"linli-files-{release}\";"),
        ),
    ] {
        if script.matches(place).count() != 1 {
            return Err(Failure::new(
                format!("public/keeper.js has not one `{place}`"),
                "the build fills it in; write it as `html::keeper` expects it",
            ));
        }
        script = script.replace(place, &filled);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::{Groups, finish, hashable, keeper, with_groups, with_hash, without_loader};
    use std::collections::BTreeMap;

    const FROM_TRUNK: &str = "<!doctype html>\n<head>\n  <!-- a reason -->\n  <link rel=\"stylesheet\" href=\"/linli.css\">\n\
        <script src=\"/shell.js\"></script>\n\n<script type=\"module\">\nimport init, * as bindings from '/linli-app.js';\n\
        dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\", {detail: {wasm}}));\n</script>\n  \
        <link rel=\"modulepreload\" href=\"/linli-app.js\" crossorigin=\"anonymous\">\
        <link rel=\"preload\" href=\"/linli-app_bg.wasm\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\"></head>\n";

    #[test]
    fn the_inline_loader_becomes_a_file_and_names_get_their_hash() {
        let page = without_loader(FROM_TRUNK).unwrap();
        let renamed = BTreeMap::from([("linli.css".to_owned(), "linli-1.css".to_owned())]);
        let page = finish(&page, &renamed, "linli-app-2.js", "linli-app-3.wasm").unwrap();
        assert_eq!(
            page,
            "<!doctype html>\n<head>\n<link rel=\"stylesheet\" href=\"/linli-1.css\">\n\
             <script src=\"/shell.js\"></script>\n\
             <link rel=\"preload\" href=\"/linli-app-3.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
             <script type=\"module\" src=\"/linli-app-2.js\"></script>\n</head>\n"
        );
    }

    #[test]
    fn the_pages_own_script_is_told_the_files_of_each_group() {
        let groups = Groups::from([
            ("desk".to_owned(), vec!["d.wasm".to_owned()]),
            (
                "menu".to_owned(),
                vec!["m.wasm".to_owned(), "s.wasm".to_owned()],
            ),
        ]);
        let page = with_groups("<script src=\"/shell.js\"></script>", &groups).unwrap();
        assert_eq!(
            page,
            "<script src=\"/shell.js\" data-desk=\"d.wasm\" data-menu=\"m.wasm s.wasm\"></script>"
        );
        assert!(hashable(&page, "shell.js"));
        assert!(with_groups("<p></p>", &groups).is_err());
    }

    #[test]
    fn the_service_worker_is_told_what_the_page_asks_for_and_the_numbers_to_call() {
        let groups = Groups::from([
            ("care".to_owned(), vec!["c.wasm".to_owned()]),
            ("desk".to_owned(), vec!["d.wasm".to_owned()]),
        ]);
        let page = "<link href=\"/icon.svg\"><link href=\"/a.css\"><script src=\"/s.js\" data-care=\"c.wasm\">\
            <link href=\"/m.wasm\"><script src=\"/a.js\"></script>";
        let script = "const FILES = [];\nconst RELEASE = \"linli-files-\";\n";
        let told = keeper(script, page, &groups).unwrap();
        let files = "const FILES = [\"/a.css\", \"/a.js\", \"/c.wasm\", \"/m.wasm\", \"/s.js\"];\n";
        assert!(told.starts_with(files), "{told}");
        // Another page is another release.
        let other = keeper(script, &format!("{page} "), &groups).unwrap();
        assert!(other.starts_with(files) && other != told);
        assert!(keeper("const FILES = [1];", page, &groups).is_err());
    }

    #[test]
    fn a_page_without_the_loader_or_with_a_second_one_is_refused() {
        assert!(without_loader("<!doctype html>").is_err());
        assert!(without_loader(&FROM_TRUNK.repeat(2)).is_err());
    }

    #[test]
    fn only_scripts_and_sheets_of_the_page_are_renamed() {
        let page = "<link href=\"/linli.css\"><link href=\"/icon.svg\"><script src=\"/shell.js\">";
        assert!(hashable(page, "linli.css"));
        assert!(hashable(page, "shell.js"));
        assert!(!hashable(page, "icon.svg"));
        assert!(!hashable(page, "sw.js"));
        assert_eq!(with_hash("a/linli.css", "ff"), "a/linli-ff.css");
    }
}

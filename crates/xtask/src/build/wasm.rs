//! Just enough of the WebAssembly binary format: sections, imports, exports, functions and their names.
//!
//! Two things are done with it. The size report asks which function has how many bytes. And the names
//! by which module and JavaScript know each other get short: they are long, most hold a random hash, and
//! hashes do not compress, so that each costs its bytes twice, here and in the script.

use super::js;
use crate::shell::{Failure, Outcome};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const EXPORT: u8 = 7;
const CODE: u8 = 10;

/// One section: its kind and its content without the header.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    pub(crate) id: u8,
    pub(crate) body: &'a [u8],
}

/// One function of the module's own, as it stands in the code section.
pub(crate) struct Function<'a> {
    /// From the name section; a module without one has functions without names.
    pub(crate) name: Option<Cow<'a, str>>,
    pub(crate) body: &'a [u8],
}

/// All sections in their order.
pub(crate) fn sections(module: &[u8]) -> Outcome<Vec<Section<'_>>> {
    let mut reader = Reader { bytes: module };
    if reader.take(8)? != b"\0asm\x01\0\0\0" {
        return Err(damaged("its first bytes are not those of a module"));
    }
    let mut sections = Vec::new();
    while !reader.bytes.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push(Section {
            id,
            body: reader.take(length)?,
        });
    }
    Ok(sections)
}

/// The module without names and notes, which no browser needs.
pub(crate) fn without_custom_sections(module: &[u8]) -> Outcome<Vec<u8>> {
    Ok(assemble(
        sections(module)?
            .into_iter()
            .filter(|section| section.id != CUSTOM),
    ))
}

/// All functions of the module's own with their names.
pub(crate) fn functions(module: &[u8]) -> Outcome<Vec<Function<'_>>> {
    let sections = sections(module)?;
    let imported = match sections.iter().find(|section| section.id == IMPORT) {
        Some(section) => imports(section.body)?
            .iter()
            .filter(|i| i.is_function())
            .count(),
        None => 0,
    };
    let mut names = BTreeMap::new();
    for section in sections.iter().filter(|section| section.id == CUSTOM) {
        let mut reader = Reader {
            bytes: section.body,
        };
        if reader.text()? == b"name" {
            names = function_names(reader)?;
        }
    }
    let mut functions = Vec::new();
    if let Some(code) = sections.iter().find(|section| section.id == CODE) {
        let mut reader = Reader { bytes: code.body };
        for index in 0..reader.number()? {
            let length = reader.number()?;
            functions.push(Function {
                body: reader.take(length)?,
                name: names
                    .get(&(imported + index))
                    .map(|name| String::from_utf8_lossy(name)),
            });
        }
    }
    Ok(functions)
}

/// The names of the first subsection that is about functions.
fn function_names(mut reader: Reader<'_>) -> Outcome<BTreeMap<usize, &[u8]>> {
    const FUNCTIONS: u8 = 1;
    let mut names = BTreeMap::new();
    while !reader.bytes.is_empty() {
        let kind = reader.byte()?;
        let length = reader.number()?;
        let mut part = Reader {
            bytes: reader.take(length)?,
        };
        if kind == FUNCTIONS {
            for _ in 0..part.number()? {
                names.insert(part.number()?, part.text()?);
            }
        }
    }
    Ok(names)
}

/// Takes out the exports that the script does not name, so that the optimiser can drop what only they
/// hold alive.
pub(crate) fn without_unused_exports(module: &[u8], glue: &str) -> Outcome<Vec<u8>> {
    let mut result = Vec::new();
    for section in sections(module)? {
        let body = match section.id {
            EXPORT => {
                let mut kept = exports(section.body)?;
                kept.retain(|export| js::count_word(glue, export.name) > 0);
                Cow::Owned(write_exports(&kept, &BTreeMap::new()))
            }
            _ => Cow::Borrowed(section.body),
        };
        result.push((section.id, body));
    }
    Ok(assemble(result.iter().map(|(id, body)| Section {
        id: *id,
        body: body.as_ref(),
    })))
}

/// The name of the module that lends memory, table and stack to chunks.
pub(crate) const LENT: &str = "__wasm_split";

/// Where [`lender`] has them from itself.
const LENT_TO_LENDER: &str = "lent";

/// A module that exports what these modules import, and imports it from elsewhere.
pub(crate) fn lender(modules: &[&[u8]]) -> Outcome<Vec<u8>> {
    let mut lent: Vec<Import<'_>> = Vec::new();
    for module in modules {
        if let Some(section) = sections(module)?.into_iter().find(|s| s.id == IMPORT) {
            for import in imports(section.body)? {
                if import.module != LENT.as_bytes() || import.is_function() {
                    return Err(damaged("a group of pages imports more than it is lent"));
                }
                if !lent.iter().any(|known| known.name == import.name) {
                    lent.push(import);
                }
            }
        }
    }
    let mut counts = BTreeMap::new();
    let mut body = Vec::new();
    write_number(&mut body, lent.len());
    for import in &mut lent {
        let kind = import.rest.first().copied().unwrap_or_default();
        let index = counts.entry(kind).or_insert(0_usize);
        write_text(&mut body, import.name);
        body.push(kind);
        write_number(&mut body, *index);
        *index += 1;
        import.module = LENT_TO_LENDER.as_bytes();
    }
    let imported = write_imports(&lent, &BTreeMap::new());
    let sections = [(IMPORT, &imported), (EXPORT, &body)];
    Ok(assemble(
        sections.into_iter().map(|(id, body)| Section { id, body }),
    ))
}

/// A module joined with a [`lender`], without it: it imports again what it is lent, and exports nothing.
pub(crate) fn lent_again(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut result = Vec::new();
    for section in sections(module)? {
        let body = match section.id {
            EXPORT => continue,
            IMPORT => {
                let mut imports = imports(section.body)?;
                for import in &mut imports {
                    import.module = LENT.as_bytes();
                }
                Cow::Owned(write_imports(&imports, &BTreeMap::new()))
            }
            _ => Cow::Borrowed(section.body),
        };
        result.push((section.id, body));
    }
    Ok(assemble(result.iter().map(|(id, body)| Section {
        id: *id,
        body: body.as_ref(),
    })))
}

/// The names under which a module imports.
pub(crate) fn import_names(module: &[u8]) -> Outcome<Vec<String>> {
    let section = sections(module)?.into_iter().find(|s| s.id == IMPORT);
    let imports = section.map_or(Ok(Vec::new()), |section| imports(section.body))?;
    let name = |import: &Import<'_>| String::from_utf8_lossy(import.name).into_owned();
    Ok(imports.iter().map(name).collect())
}

/// The names under which a module exports.
pub(crate) fn export_names(module: &[u8]) -> Outcome<BTreeSet<String>> {
    let section = sections(module)?.into_iter().find(|s| s.id == EXPORT);
    let exports = section.map_or(Ok(Vec::new()), |section| exports(section.body))?;
    Ok(exports.iter().map(|e| e.name.to_owned()).collect())
}

/// Gives imports and exports short names, in the module and in the script alike.
///
/// A name is left alone where the script does not use it exactly as wasm-bindgen writes it today, and
/// where it is one of `lent`, which other modules import.
pub(crate) fn shorten_names(
    module: &[u8],
    glue: &str,
    lent: &BTreeSet<String>,
) -> Outcome<(Vec<u8>, String)> {
    let sections = sections(module)?;
    let mut short = BTreeMap::new();
    let mut glue = glue.to_owned();
    let mut next = 0_usize;
    let mut rename = |name: &str, glue: &mut String, allowed: bool| {
        if allowed && !short.contains_key(name.as_bytes()) {
            // `$` begins no name in the script, so that the new ones are free.
            let new = format!("${}", base36(next));
            next += 1;
            *glue = js::replace_word(glue, name, &new);
            short.insert(name.as_bytes().to_vec(), new);
        }
    };
    for section in &sections {
        match section.id {
            IMPORT => {
                for import in imports(section.body)? {
                    let Ok(name) = std::str::from_utf8(import.name) else {
                        continue;
                    };
                    // Exactly once, as the key of the object that is handed to the module.
                    let allowed =
                        js::count_word(&glue, name) == 1 && glue.contains(&format!("{name}: "));
                    rename(name, &mut glue, allowed);
                }
            }
            EXPORT => {
                for export in exports(section.body)? {
                    let name = export.name;
                    // Names with two underscores are made by wasm-bindgen; `memory` is a word.
                    let allowed = name.contains("__")
                        && !lent.contains(name)
                        && glue.contains(&format!("wasm.{name}"));
                    rename(name, &mut glue, allowed);
                }
            }
            _ => {}
        }
    }
    let mut result = Vec::new();
    for section in sections {
        let body = match section.id {
            IMPORT => Cow::Owned(write_imports(&imports(section.body)?, &short)),
            EXPORT => Cow::Owned(write_exports(&exports(section.body)?, &short)),
            _ => Cow::Borrowed(section.body),
        };
        result.push((section.id, body));
    }
    let module = assemble(result.iter().map(|(id, body)| Section {
        id: *id,
        body: body.as_ref(),
    }));
    Ok((module, glue))
}

fn base36(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut text = String::new();
    loop {
        text.insert(0, char::from(DIGITS[number % 36]));
        number /= 36;
        if number == 0 {
            return text;
        }
    }
}

struct Import<'a> {
    module: &'a [u8],
    name: &'a [u8],
    /// The kind and what belongs to it, as it stands in the file.
    rest: &'a [u8],
}

impl Import<'_> {
    fn is_function(&self) -> bool {
        self.rest.first() == Some(&0)
    }
}

fn imports(body: &[u8]) -> Outcome<Vec<Import<'_>>> {
    let mut reader = Reader { bytes: body };
    let mut imports = Vec::new();
    for _ in 0..reader.number()? {
        let module = reader.text()?;
        let name = reader.text()?;
        let from = reader.bytes;
        match reader.byte()? {
            // A function: its type.
            0 => reader.skip_number()?,
            // A table: type of its elements, limits.
            1 => {
                reader.byte()?;
                reader.skip_limits()?;
            }
            // A memory: limits.
            2 => reader.skip_limits()?,
            // A global: type, mutability.
            3 => {
                reader.take(2)?;
            }
            // An exception tag: attribute, type.
            4 => {
                reader.byte()?;
                reader.skip_number()?;
            }
            _ => return Err(damaged("it imports something of an unknown kind")),
        }
        let rest = &from[..from.len() - reader.bytes.len()];
        imports.push(Import { module, name, rest });
    }
    Ok(imports)
}

fn write_imports(imports: &[Import<'_>], short: &BTreeMap<Vec<u8>, String>) -> Vec<u8> {
    let mut body = Vec::new();
    write_number(&mut body, imports.len());
    for import in imports {
        write_text(&mut body, import.module);
        write_text(
            &mut body,
            short.get(import.name).map_or(import.name, String::as_bytes),
        );
        body.extend(import.rest);
    }
    body
}

struct Export<'a> {
    name: &'a str,
    kind: u8,
    index: usize,
}

fn exports(body: &[u8]) -> Outcome<Vec<Export<'_>>> {
    let mut reader = Reader { bytes: body };
    let mut exports = Vec::new();
    for _ in 0..reader.number()? {
        let name = std::str::from_utf8(reader.text()?)
            .map_err(|_| damaged("an export has a name that is no text"))?;
        exports.push(Export {
            name,
            kind: reader.byte()?,
            index: reader.number()?,
        });
    }
    Ok(exports)
}

fn write_exports(exports: &[Export<'_>], short: &BTreeMap<Vec<u8>, String>) -> Vec<u8> {
    let mut body = Vec::new();
    write_number(&mut body, exports.len());
    for export in exports {
        let name = short
            .get(export.name.as_bytes())
            .map_or(export.name, String::as_str);
        write_text(&mut body, name.as_bytes());
        body.push(export.kind);
        write_number(&mut body, export.index);
    }
    body
}

fn assemble<'a>(sections: impl Iterator<Item = Section<'a>>) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for section in sections {
        module.push(section.id);
        write_text(&mut module, section.body);
    }
    module
}

/// Length, then bytes: names and sections look alike.
fn write_text(out: &mut Vec<u8>, text: &[u8]) {
    write_number(out, text.len());
    out.extend(text);
}

/// LEB128: seven bits in a byte, the eighth says that more follow.
fn write_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(length)
            .ok_or_else(|| damaged("it ends too early"))?;
        self.bytes = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Outcome<usize> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(damaged("a number in it is too long"))
    }

    fn skip_number(&mut self) -> Outcome {
        self.number().map(|_| ())
    }

    fn skip_limits(&mut self) -> Outcome {
        let has_maximum = self.byte()? & 1 == 1;
        self.skip_number()?;
        if has_maximum {
            self.skip_number()
        } else {
            Ok(())
        }
    }

    fn text(&mut self) -> Outcome<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }
}

fn damaged(how: &str) -> Failure {
    Failure::new(
        format!("the compiled app cannot be read: {how}"),
        "run `cargo xtask build` again; if it stays, wasm.rs does not know this compiler's output",
    )
}

#[cfg(test)]
mod tests {
    use super::{
        CODE, CUSTOM, EXPORT, IMPORT, LENT, Reader, Section, assemble, base36, export_names,
        exports, functions, import_names, imports, lender, lent_again, sections, shorten_names,
        without_custom_sections, without_unused_exports, write_number, write_text,
    };
    use std::collections::BTreeSet;

    /// Two imported functions and a memory, two functions of its own, two exports, a name section.
    fn module() -> Vec<u8> {
        let mut import = vec![3];
        for (name, rest) in [
            ("__wbg_now_0123456789abcdef", &[0, 0][..]),
            ("memory", &[2, 1, 1, 2]),
            ("odd", &[0, 0]),
        ] {
            write_text(&mut import, b"./app_bg.js");
            write_text(&mut import, name.as_bytes());
            import.extend(rest);
        }
        let mut export = vec![2];
        for (name, index) in [("__wbindgen_start", 2), ("never__used", 3)] {
            write_text(&mut export, name.as_bytes());
            export.extend([0, index]);
        }
        let code = [2, 2, 0, 0x0b, 3, 0, 1, 0x0b];
        let mut names = Vec::new();
        write_text(&mut names, b"name");
        let mut part = vec![2, 2];
        write_text(&mut part, b"linli::a");
        part.push(3);
        write_text(&mut part, "linli::二".as_bytes());
        names.push(1);
        write_text(&mut names, &part);
        assemble(
            [
                (IMPORT, &import),
                (EXPORT, &export),
                (CODE, &code.to_vec()),
                (CUSTOM, &names),
            ]
            .into_iter()
            .map(|(id, body)| Section { id, body }),
        )
    }

    const GLUE: &str = "const import0 = {\n__wbg_now_0123456789abcdef: function() {},\n};\nwasm.__wbindgen_start();\n";

    #[test]
    fn functions_have_their_names_and_bytes() {
        let module = module();
        let found = functions(&module).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|function| (function.name.as_deref().unwrap(), function.body.len()))
            .collect();
        assert_eq!(found, [("linli::a", 2), ("linli::二", 3)]);
    }

    #[test]
    fn names_and_notes_are_stripped_and_nothing_else() {
        let stripped = without_custom_sections(&module()).unwrap();
        let kinds: Vec<u8> = sections(&stripped).unwrap().iter().map(|s| s.id).collect();
        assert_eq!(kinds, [IMPORT, EXPORT, CODE]);
        assert!(
            functions(&stripped)
                .unwrap()
                .iter()
                .all(|function| function.name.is_none())
        );
    }

    #[test]
    fn exports_that_the_script_does_not_name_go() {
        let lean = without_unused_exports(&module(), GLUE).unwrap();
        let lean = sections(&lean).unwrap();
        let kept = exports(lean[1].body).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].name, "__wbindgen_start");
    }

    #[test]
    fn both_sides_agree_on_the_short_names() {
        let (module, glue) = shorten_names(&module(), GLUE, &BTreeSet::new()).unwrap();
        let sections = sections(&module).unwrap();
        let names: Vec<_> = imports(sections[0].body)
            .unwrap()
            .iter()
            .map(|import| String::from_utf8(import.name.to_vec()).unwrap())
            .collect();
        // What the script does not have as a key keeps its name.
        assert_eq!(names, ["$a", "memory", "odd"]);
        assert_eq!(exports(sections[1].body).unwrap()[0].name, "$b");
        assert_eq!(
            glue,
            "const import0 = {\n$a: function() {},\n};\nwasm.$b();\n"
        );
    }

    #[test]
    fn what_other_modules_import_keeps_its_name() {
        let lent = BTreeSet::from(["__wbindgen_start".to_owned()]);
        let (module, glue) = shorten_names(&module(), GLUE, &lent).unwrap();
        assert!(export_names(&module).unwrap().is_superset(&lent));
        assert!(glue.contains("wasm.__wbindgen_start()"));
        assert_eq!(import_names(&module).unwrap(), ["$a", "memory", "odd"]);
    }

    #[test]
    fn what_chunks_are_lent_is_lent_on_and_taken_back() {
        let chunk = |imported: &[(&[u8], &[u8])]| {
            let mut body = Vec::new();
            write_number(&mut body, imported.len());
            for (name, rest) in imported {
                write_text(&mut body, LENT.as_bytes());
                write_text(&mut body, name);
                body.extend(*rest);
            }
            assemble(
                [(IMPORT, &body)]
                    .into_iter()
                    .map(|(id, body)| Section { id, body }),
            )
        };
        let memory: (&[u8], &[u8]) = (b"memory", &[2, 0, 1]);
        let stack: (&[u8], &[u8]) = (b"stack", &[3, 0x7f, 1]);
        let (one, two) = (chunk(&[memory]), chunk(&[stack, memory]));
        let lender = lender(&[&one, &two]).unwrap();
        assert_eq!(import_names(&lender).unwrap(), ["memory", "stack"]);
        let names = ["memory", "stack"].map(str::to_owned);
        assert_eq!(export_names(&lender).unwrap(), BTreeSet::from(names));
        assert_eq!(lent_again(&lender).unwrap(), chunk(&[memory, stack]));
        assert!(super::lender(&[&module()]).is_err());
    }

    #[test]
    fn a_damaged_module_is_an_error_and_no_panic() {
        let module = module();
        assert!(sections(b"\0asm").is_err());
        for end in 9..module.len() {
            let cut = &module[..end];
            if sections(cut).is_ok() {
                let _ = functions(cut);
                let _ = shorten_names(cut, GLUE, &BTreeSet::new());
            }
        }
        assert!(Reader { bytes: &[0xff; 9] }.number().is_err());
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 1, 127, 128, 300, 65_535, 4_000_000] {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            assert_eq!(Reader { bytes: &bytes }.number().unwrap(), number);
        }
        assert_eq!([base36(0), base36(35), base36(36)], ["a", "9", "ba"]);
    }
}

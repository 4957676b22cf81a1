//! Brotli and gzip copies beside every file that compresses.

use crate::shell::{self, Outcome};
use std::io::Write as _;
use std::path::Path;

/// The kinds of files that shrink; pictures and fonts are compressed already.
const SHRINKS: [&str; 9] = [
    "html",
    "js",
    "css",
    "wasm",
    "svg",
    "json",
    "webmanifest",
    "txt",
    "xml",
];

/// Writes `x.br` and `x.gz` beside every `x` that gets smaller by it.
pub(crate) fn beside_every_file(folder: &Path) -> Outcome {
    for file in shell::files_under(folder)? {
        let shrinks = file
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| SHRINKS.contains(&extension));
        if !shrinks {
            continue;
        }
        let bytes = shell::read(&file)?;
        for (extension, compressed) in [("br", brotli(&bytes)), ("gz", gzip(&bytes))] {
            if compressed.len() < bytes.len() {
                let mut name = file.clone().into_os_string();
                name.push(".");
                name.push(extension);
                shell::write(Path::new(&name), compressed)?;
            }
        }
    }
    Ok(())
}

/// Brotli at its strongest (11); it happens once here and never on the server.
pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    match brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters) {
        Ok(_) => compressed,
        // Memory is the only thing that can fail here; the file is then served as it is.
        Err(_) => bytes.to_vec(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed,
        Err(_) => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip};

    #[test]
    fn text_gets_smaller_and_comes_back() {
        let text = "邻里 ".repeat(500);
        let small = brotli(text.as_bytes());
        assert!(small.len() < 60);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(gzip(text.as_bytes()).len() < 100);
    }
}

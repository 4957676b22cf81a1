//! Photos are made small and plain before they leave the phone.

use linli::platform::photo::{self, PhotoError};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::{run, text};

/// A file field in which a file was chosen; the script makes its content.
async fn field(content: &str, name: &str, media_type: &str) -> HtmlInputElement {
    run(&format!(
        "(async () => {{
          const content = await ({content});
          const chosen = new DataTransfer();
          chosen.items.add(new File([content], '{name}', {{ type: '{media_type}' }}));
          const field = document.createElement('input');
          field.type = 'file';
          field.files = chosen.files;
          return field;
        }})()"
    ))
    .await
    .unchecked_into()
}

/// A picture of noise, which no format makes small by itself.
fn picture(width: u32, height: u32, media_type: &str) -> String {
    format!(
        "new Promise((resolve) => {{
          const canvas = document.createElement('canvas');
          canvas.width = {width};
          canvas.height = {height};
          const context = canvas.getContext('2d');
          const image = context.createImageData({width}, {height});
          for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i * 7919) >> 5 & 255;
          context.putImageData(image, 0, 0);
          canvas.toBlob(resolve, '{media_type}');
        }})"
    )
}

/// Width and height of what was made, as the browser reads it.
async fn size(jpeg: &[u8]) -> String {
    let preview = photo::preview(jpeg).expect("a preview");
    let script = format!(
        "fetch('{}').then((answer) => answer.blob()).then(createImageBitmap).then((image) => `${{image.width}}x${{image.height}}`)",
        preview.url()
    );
    text(&script).await
}

#[wasm_bindgen_test]
async fn a_large_photo_becomes_a_small_jpeg() {
    let field = field(&picture(2400, 1200, "image/png"), "a.png", "image/png").await;
    let photo = photo::chosen(&field).await.unwrap().unwrap();
    assert_eq!(photo.jpeg[..3], [0xff, 0xd8, 0xff]);
    assert_eq!(size(&photo.jpeg).await, "1600x800");
    assert!(photo.jpeg.len() < 3_000_000, "{}", photo.jpeg.len());
    // The field is empty again, so that the same photo can be chosen once more.
    assert!(photo::chosen(&field).await.is_none());
}

#[wasm_bindgen_test]
async fn a_portrait_is_measured_by_its_height_and_a_small_photo_stays_small() {
    let tall = field(&picture(300, 3200, "image/png"), "a.png", "image/png").await;
    let photo = photo::chosen(&tall).await.unwrap().unwrap();
    assert_eq!(size(&photo.jpeg).await, "150x1600");
    let small = field(&picture(40, 30, "image/webp"), "a.webp", "image/webp").await;
    let photo = photo::chosen(&small).await.unwrap().unwrap();
    assert_eq!(size(&photo.jpeg).await, "40x30");
    let line = field(&picture(4000, 1, "image/png"), "a.png", "image/png").await;
    let photo = photo::chosen(&line).await.unwrap().unwrap();
    assert_eq!(size(&photo.jpeg).await, "1600x1");
}

#[wasm_bindgen_test]
async fn what_the_camera_wrote_into_the_file_is_gone() {
    // A JPEG with an Exif part, as phones write the place into it.
    let with_place = format!(
        "{}.then((blob) => blob.arrayBuffer()).then((plain) => {{
          const bytes = new Uint8Array(plain);
          const place = new TextEncoder().encode('Exif\\0\\0MM\\0*\\0\\0\\0\\x08\\0\\0 30.2741N 120.1551E');
          const length = place.length + 2;
          return new Blob([bytes.slice(0, 2), new Uint8Array([255, 225, length >> 8, length & 255]), place, bytes.slice(2)]);
        }})",
        picture(64, 64, "image/jpeg")
    );
    let field = field(&with_place, "a.jpg", "image/jpeg").await;
    let photo = photo::chosen(&field).await.unwrap().unwrap();
    let has = |wanted: &[u8]| photo.jpeg.windows(wanted.len()).any(|part| part == wanted);
    assert!(!has(b"Exif") && !has(b"30.2741N"));
    assert_eq!(size(&photo.jpeg).await, "64x64");
}

#[wasm_bindgen_test]
async fn what_is_no_photo_is_refused() {
    for (content, name, media_type) in [
        ("'just words'", "a.txt", "text/plain"),
        ("'just words'", "a.jpg", "image/jpeg"),
        ("''", "empty.png", "image/png"),
        (
            "new Uint8Array([255, 216, 255, 224, 0, 16])",
            "half.jpg",
            "image/jpeg",
        ),
    ] {
        let field = field(content, name, media_type).await;
        let refused = photo::chosen(&field).await.unwrap();
        assert_eq!(refused, Err(PhotoError::NotAPhoto), "{name}");
    }
    let huge = field("new Uint8Array(60000001)", "huge.jpg", "image/jpeg").await;
    let refused = photo::chosen(&huge).await.unwrap();
    assert_eq!(refused, Err(PhotoError::TooLarge));
}

#[wasm_bindgen_test]
async fn the_address_of_a_preview_ends_with_it() {
    let preview = photo::preview(&[1, 2, 3]).unwrap();
    let ask = format!(
        "fetch('{}').then((answer) => answer.headers.get('content-type'), () => 'gone')",
        preview.url()
    );
    assert_eq!(text(&ask).await, "image/jpeg");
    drop(preview);
    assert_eq!(text(&ask).await, "gone");
}

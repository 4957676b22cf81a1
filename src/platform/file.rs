//! Files that somebody chooses or drops on the page, read in pieces. They stay on this device.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// A file of this device.
pub struct Picked(web_sys::File);

impl Picked {
    /// Its name, without its folder.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number that is not negative"
        )]
        let size = self.0.size() as u64;
        size
    }

    /// The bytes from a place on, `length` or as many as there are; `None` when the file cannot be read,
    /// for instance because it was moved or changed meanwhile.
    pub async fn piece(&self, from: u64, length: u64) -> Option<Vec<u8>> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "no file has as many bytes as a float is exact for"
        )]
        let (from, to) = (from as f64, from.saturating_add(length) as f64);
        let piece = self.0.slice_with_f64_and_f64(from, to).ok()?;
        let buffer = JsFuture::from(piece.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

/// The file chosen in a file field; `None` when nothing was chosen. The field is emptied, so that the
/// same file can be chosen again.
pub fn chosen(field: &web_sys::HtmlInputElement) -> Option<Picked> {
    let file = field.files()?.get(0)?;
    field.set_value("");
    Some(Picked(file))
}

/// The file that was dropped; `None` when it was something else, such as a text.
pub fn dropped(event: &web_sys::DragEvent) -> Option<Picked> {
    let file = event.data_transfer()?.files()?.get(0)?;
    Some(Picked(file))
}

/// Whether what is dragged over the page is a file.
pub fn is_dragged(event: &web_sys::DragEvent) -> bool {
    let Some(carried) = event.data_transfer() else {
        return false;
    };
    let types: js_sys::Array = carried.types().unchecked_into();
    types.iter().any(|kind| kind == "Files")
}

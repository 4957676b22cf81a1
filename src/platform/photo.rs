//! Photos: read, made small, and freed of what the camera wrote into them (place, time, phone).

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// The longest side of a photo that is sent, in pixels.
const LONGEST_SIDE: f64 = 1600.0;
/// A file above this is not even opened: the phone would run out of memory.
const LARGEST_FILE: f64 = 60_000_000.0;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoError {
    /// It is not a picture that this browser can read.
    NotAPhoto,
    /// It is too large to open.
    TooLarge,
}

/// A photo ready to send, as JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The file's bytes.
    pub jpeg: Vec<u8>,
}

/// The photo chosen in a file field, made small; `None` when nothing was chosen. The field is
/// emptied, so that the same file can be chosen again.
pub async fn chosen(field: &web_sys::HtmlInputElement) -> Option<Result<Photo, PhotoError>> {
    let file = field.files()?.get(0)?;
    let photo = shrink(&file).await;
    field.set_value("");
    Some(photo)
}

async fn shrink(file: &web_sys::File) -> Result<Photo, PhotoError> {
    if file.size() > LARGEST_FILE {
        return Err(PhotoError::TooLarge);
    }
    let promise = window()
        .create_image_bitmap_with_blob(file)
        .map_err(|_| PhotoError::NotAPhoto)?;
    let bitmap: web_sys::ImageBitmap = JsFuture::from(promise)
        .await
        .map_err(|_| PhotoError::NotAPhoto)?
        .unchecked_into();
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let jpeg = draw(&bitmap, (width * scale).max(1.0), (height * scale).max(1.0)).await;
    bitmap.close();
    jpeg.map(|jpeg| Photo { jpeg }).ok_or(PhotoError::NotAPhoto)
}

async fn draw(bitmap: &web_sys::ImageBitmap, width: f64, height: f64) -> Option<Vec<u8>> {
    let canvas: web_sys::HtmlCanvasElement = window()
        .document()?
        .create_element("canvas")
        .ok()?
        .unchecked_into();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and the longest side"
    )]
    {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let context: web_sys::CanvasRenderingContext2d =
        canvas.get_context("2d").ok()??.unchecked_into();
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)
        .ok()?;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let taken = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
        });
        let _ = canvas.to_blob_with_type_and_encoder_options(
            taken.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(0.8),
        );
    });
    let blob: web_sys::Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// An address under which the page can show bytes that are not uploaded yet.
pub struct Preview(String);

impl Preview {
    /// The address for `<img src>`.
    pub fn url(&self) -> &str {
        &self.0
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// Makes a preview of JPEG bytes.
pub fn preview(jpeg: &[u8]) -> Option<Preview> {
    let parts = js_sys::Array::of1(&Uint8Array::from(jpeg));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob)
        .ok()
        .map(Preview)
}

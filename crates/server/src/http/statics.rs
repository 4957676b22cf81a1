//! The built app: files with their precompressed twins, and `index.html` for every page.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, IF_MODIFIED_SINCE};
use axum::http::{HeaderValue, Method, Uri};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::App;
use crate::error::{Code, Error, Result};

/// Everything that is not an operation of `/v1`.
pub(super) async fn serve(State(app): State<App>, mut request: Request) -> Result<Response> {
    let path = request.uri().path().to_owned();
    if path == "/v1" || path.starts_with("/v1/") {
        return Err(Code::NotFound.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Code::MethodNotAllowed.into());
    }
    let folder = app.config.static_dir.as_deref().ok_or(Code::NotFound)?;
    // A page of the app has no dot in its name; a file that is missing must not become a page,
    // or the browser would take HTML for a script.
    let last = path.rsplit('/').next().unwrap_or_default();
    let page = !last.contains('.');
    if page {
        *request.uri_mut() = Uri::from_static("/index.html");
    }
    let keep = if !page && is_hashed(last) {
        "public, max-age=31536000, immutable"
    } else if !page && is_picture(last) {
        // Icons are asked for again and again, and must not vanish without a network.
        "public, max-age=3600, stale-while-revalidate=604800"
    } else {
        // After going back to an older release its files are older than the browser's copies, and
        // would pass for unchanged. They are small.
        request.headers_mut().remove(IF_MODIFIED_SINCE);
        "no-cache"
    };
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip();
    let mut response = files
        .oneshot(request)
        .await
        .map_err(Error::internal)?
        .into_response();
    if response.status().is_success() || response.status().is_redirection() {
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    }
    Ok(response)
}

/// Whether a name carries the hash of its content: `-` and 16 hexadecimal digits before a dot or an
/// underscore (`app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`).
fn is_hashed(name: &str) -> bool {
    name.split('-').skip(1).any(|part| {
        let hash = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        hash == 16 && matches!(part.as_bytes().get(16), Some(b'.' | b'_'))
    })
}

fn is_picture(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("svg" | "png"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("linli-0123456789abcdef.js"));
        assert!(is_hashed("linli-app-0123456789abcdef_bg.wasm"));
        for name in [
            "index.html",
            "config.json",
            "a-0123.js",
            "a-0123456789abcdef0.js",
            "b.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}

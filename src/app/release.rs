//! Whether the server has a newer release than the one that runs here. Its files have other names, and
//! those of ours may be gone.

use crate::platform::document;
use crate::platform::http::{self, Outgoing, Payload};

/// Whether loading the page again would bring another program, as far as the server can be asked.
pub(super) async fn is_outdated() -> bool {
    let Some(program) = document::program() else {
        return false;
    };
    let outgoing = Outgoing {
        method: "GET",
        url: "/",
        headers: &[],
        body: Payload::Empty,
        timeout_ms: 5_000,
        credentials: false,
    };
    match http::exchange(outgoing).await {
        Ok(incoming) => incoming.status == 200 && names_another(&incoming.body, &program),
        Err(_) => false,
    }
}

/// Whether a page starts a program like this one, `/linli-app-` with a hash, and not this one.
/// Another page, such as a hotel's, starts none.
fn names_another(page: &str, program: &str) -> bool {
    let Some((name, _hash)) = program.rsplit_once('-') else {
        return false;
    };
    page.contains(&format!("{name}-")) && !page.contains(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_known_by_the_name_of_its_program() {
        let program = "/linli-app-0123456789abcdef.js";
        let page = |name: &str| format!(r#"<script type="module" src="{name}"></script>"#);
        assert!(!names_another(&page(program), program));
        assert!(names_another(
            &page("/linli-app-fedcba9876543210.js"),
            program
        ));
        assert!(!names_another("<h1>Sign in to the hotel</h1>", program));
        assert!(!names_another(&page("/linli-app.js"), "/linli-app.js"));
    }
}

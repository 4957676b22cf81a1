//! What a scanned text is. Only what this machine can do something with is taken; it is never shown, kept or sent
//! as it came.

use crate::domain::route::Route;

/// What was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::kiosk) enum Scanned {
    /// A household card: eight digits.
    Card(String),
    /// One of our own pages.
    Page(Box<Route>),
    /// Nothing of ours.
    Unknown,
}

/// Reads a scan. `origin` is where this app lives.
pub(in crate::features::kiosk) fn read(text: &str, origin: &str) -> Scanned {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Scanned::Card(text.to_owned());
    }
    let path = text.strip_prefix(origin).filter(|_| !origin.is_empty());
    match path.filter(|path| path.starts_with('/')).map(Route::parse) {
        Some(route) if is_for_everybody(&route) => Scanned::Page(Box::new(route)),
        _ => Scanned::Unknown,
    }
}

/// A code must not lead to what is not done at a kiosk.
fn is_for_everybody(route: &Route) -> bool {
    !(route.is_desk()
        || matches!(
            route,
            Route::NotFound | Route::Home | Route::HandOff | Route::Kiosk | Route::SignIn(_)
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://linli.example";

    #[test]
    fn a_card_is_eight_digits() {
        assert_eq!(
            read(" 20081103 ", ORIGIN),
            Scanned::Card("20081103".to_owned())
        );
        for text in ["2008110", "200811031", "2008110x", "２００８１１０３", ""] {
            assert_eq!(read(text, ORIGIN), Scanned::Unknown, "{text}");
        }
    }

    #[test]
    fn our_own_addresses_lead_to_their_pages() {
        for path in ["/projects/p1", "/receipt/4821903355127704", "/ballots/b1"] {
            let expected = Scanned::Page(Box::new(Route::parse(path)));
            assert_eq!(read(&[ORIGIN, path].concat(), ORIGIN), expected, "{path}");
        }
    }

    #[test]
    fn nothing_else_leads_anywhere() {
        for text in [
            "https://elsewhere.example/projects/p1",
            "https://linli.example.elsewhere.example/projects/p1",
            "https://linli.example@elsewhere.example/projects/p1",
            "https://linli.example/desk",
            "https://linli.example/provider/key",
            "https://linli.example/hand-off#token",
            "https://linli.example/kiosk",
            "https://linli.example/sign-in?next=/desk",
            "https://linli.example/",
            "https://linli.example",
            "javascript:alert(1)",
            "/projects/p1",
            "110101199003078515",
        ] {
            assert_eq!(read(text, ORIGIN), Scanned::Unknown, "{text}");
        }
        assert_eq!(read("/projects/p1", ""), Scanned::Unknown);
    }
}

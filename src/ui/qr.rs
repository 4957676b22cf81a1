//! A QR code as one SVG path: sharp on every screen and on paper, at any size.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;
use std::fmt::Write as _;

use crate::domain::text::encoded;
use crate::ui::view;

/// White around the code, in modules; scanners need it.
const QUIET: usize = 4;

/// The code of a text, such as an address. `label` says in words what it leads to. A text that is too
/// long for a code has none.
pub fn qr(text: &str, label: String) -> Option<AnyView> {
    let (size, path) = drawn(text)?;
    let view_box = format!("0 0 {size} {size}");
    Some(
        view! {
            <svg class="qr" viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges">
                <rect width=size height=size fill="#fff" />
                <path d=path fill="#000" />
            </svg>
        }
        .into_any(),
    )
}

/// A picture of the code with lines of text under it, as the address of a link that saves it.
pub fn qr_file(text: &str, lines: &[&str]) -> Option<String> {
    let (size, path) = drawn(text)?;
    let below = lines.len() * 3 + 1;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size} {height}' width='{width}'>\
         <rect width='{size}' height='{height}' fill='white'/><path d='{path}'/>\
         <g font-family='sans-serif' font-size='2' text-anchor='middle'>",
        height = size + below,
        width = size * 16,
    );
    for (line, place) in lines.iter().zip(0..) {
        let (x, y) = (size / 2, size + place * 3 + 1);
        let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(svg, "<text x='{x}' y='{y}'>{escaped}</text>");
    }
    svg.push_str("</g></svg>");
    Some("data:image/svg+xml,".to_owned() + &encoded(&svg))
}

/// The side of the code with its quiet zone, in modules, and the path of its dark ones. Medium error
/// correction: a fold or a coffee stain does not matter.
fn drawn(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    Some((code.size + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints a path as [`drawn`] writes it.
    fn painted(size: usize, path: &str) -> Option<Vec<Vec<bool>>> {
        let mut dots = vec![vec![false; size]; size];
        for run in path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ')?;
            let (y, rest) = rest.split_once('h')?;
            let (length, _) = rest.split_once('v')?;
            let (x, y, length): (usize, usize, usize) =
                (x.parse().ok()?, y.parse().ok()?, length.parse().ok()?);
            for dot in &mut dots[y][x..x + length] {
                *dot = true;
            }
        }
        Some(dots)
    }

    #[test]
    fn the_drawing_has_the_three_eyes_and_its_quiet_zone() -> Result<(), &'static str> {
        let (size, path) = drawn("https://linli.example/receipt/4821930577160294").ok_or("fits")?;
        let dots = painted(size, &path).ok_or("is read back")?;
        let end = size - QUIET - 7;
        for (top, left) in [(QUIET, QUIET), (QUIET, end), (end, QUIET)] {
            for (y, row) in dots[top..top + 7].iter().enumerate() {
                for (x, dark) in row[left..left + 7].iter().enumerate() {
                    let ring = x == 0 || y == 0 || x == 6 || y == 6;
                    let heart = (2..5).contains(&x) && (2..5).contains(&y);
                    assert_eq!(*dark, ring || heart, "eye at {top} {left}, {x} {y}");
                }
            }
        }
        for near in 0..QUIET {
            assert!(dots[near].iter().all(|dark| !dark));
            assert!(dots.iter().all(|row| !row[near] && !row[size - 1 - near]));
        }
        Ok(())
    }

    #[test]
    fn the_picture_to_save_holds_its_lines_and_nothing_breaks_out_of_it() {
        let file = qr_file("https://linli.example", &["充电车棚 <b>&", "4821"]).unwrap_or_default();
        assert!(file.starts_with("data:image/svg+xml,%3Csvg"));
        assert!(file.contains(&encoded("充电车棚 &lt;b>&amp;</text>")));
        assert!(file.bytes().all(|byte| byte.is_ascii_graphic()));
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert!(drawn(&"x".repeat(5000)).is_none());
    }
}

//! A QR code as one SVG path: sharp on every screen and on paper, at any size.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;
use std::fmt::Write as _;

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
    fn what_no_code_can_hold_has_none() {
        assert!(drawn(&"x".repeat(5000)).is_none());
    }
}

//! Starts the app in the browser; nothing else.

fn main() {
    linli::app::start();
}

//! Work that is awaited before there is anything on the screen.

/// Runs work now. Views and stores use Leptos' own `spawn_local`, whose executor exists only once
/// something is mounted; this one is for the start of the app.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

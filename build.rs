//! What the linker is told for the release build of the app, whose groups of pages are split off.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let split = std::env::var_os("CARGO_FEATURE_SPLIT").is_some();
    let wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if split && wasm {
        // The splitter reads the relocations.
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
        // Half of the usual stack: the deepest recursions (JSON, views in views) take a tenth of it. Data
        // begins where the stack ends, and below a megabyte every address is a byte shorter in the code.
        println!("cargo:rustc-link-arg-bins=-zstack-size=524288");
    }
}

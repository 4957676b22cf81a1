//! The seed is compiled into the program; a file that is added to it must be noticed.

fn main() {
    println!("cargo::rerun-if-changed=seed");
    println!("cargo::rerun-if-changed=build.rs");
}

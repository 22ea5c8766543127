//! Takes the runtime's folder; returns nothing, but has Cargo build xtask anew when a file appears there or vanishes.

fn main() {
    println!("cargo::rerun-if-changed=../codegen/runtime");
    println!("cargo::rerun-if-changed=../Cargo.toml");
}

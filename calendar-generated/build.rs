//! A package with a build script has an `OUT_DIR`, in which the macro writes the generated code.

fn main() {
    // In the repository. The compiler watches these files where it read them last, which may be another checkout.
    let spec = std::path::Path::new("../calendar-spec/spec");
    println!("cargo::rerun-if-changed={}", if spec.is_dir() { "../calendar-spec/spec" } else { "build.rs" });
}

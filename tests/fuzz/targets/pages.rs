//! Any text as a reference page: what is imported from it can be loaded, and generates code.

#![no_main]

use calendar_spec::docs;
use calendar_spec::docs::import::Import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let page = docs::read(text);
    let mut import = Import::new("fuzz", None);
    import.add("page.md", &page);
    let imported = import.finish();
    let directory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    for (name, text) in &imported.files {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let loaded = calendar_spec::load_as(directory.path(), "spec");
    for finding in loaded.report.findings() {
        finding.render(false);
    }
});

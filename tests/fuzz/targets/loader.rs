//! Any bytes as a file of a spec: findings, or a spec that the generator and the exports accept.

#![no_main]

use calendar_spec::rust::{self, Examples, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let directory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    std::fs::write(directory.path().join("spec.yaml"), "spec: fuzz\ndoc: Any.\ninclude: [a.yaml]\n").unwrap();
    std::fs::write(directory.path().join("a.yaml"), file).unwrap();
    let loaded = calendar_spec::load_as(directory.path(), "spec");
    for finding in loaded.report.findings() {
        finding.render(false);
    }
    let name = || "api".to_owned();
    let options = Options {
        encode_responses: true,
        examples: Some(Examples { modules: name(), runtime: name() }),
        ..Options::new("::api".parse().unwrap())
    };
    // What is sound in a broken spec is generated, too.
    rust::generate(&loaded.spec, &options);
    rust::errors(&loaded.report, proc_macro2::Span::call_site());
});

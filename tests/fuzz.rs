//! The targets of `tests/scripts/fuzz.sh` take the inputs of their corpus, with the usual compiler.

extern crate self as libfuzzer_sys;

use std::fs;
use std::path::Path;

/// Takes the place of the macro that makes a program for the fuzzer.
mod shim {
    macro_rules! fuzz_target {
        (|$input:ident: &[u8]| $body:block) => {
            pub(crate) fn run($input: &[u8]) $body
        };
        (|$input:ident: &str| $body:block) => {
            pub(crate) fn run(input: &[u8]) {
                let Ok($input) = std::str::from_utf8(input) else { return };
                $body
            }
        };
    }
    pub(crate) use fuzz_target;
}
pub(crate) use shim::fuzz_target;

#[path = "fuzz/targets/decoder.rs"]
#[allow(unused_attributes, reason = "`no_main` is for the program")]
mod decoder;
#[path = "fuzz/targets/loader.rs"]
#[allow(unused_attributes, reason = "`no_main` is for the program")]
mod loader;
#[path = "fuzz/targets/pages.rs"]
#[allow(unused_attributes, reason = "`no_main` is for the program")]
mod pages;
#[path = "fuzz/targets/webhook.rs"]
#[allow(unused_attributes, reason = "`no_main` is for the program")]
mod webhook;

/// A target.
type Run = fn(&[u8]);

#[test]
fn every_target_takes_the_inputs_of_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let runs: [(&str, Run); 4] =
        [("decoder", decoder::run), ("loader", loader::run), ("pages", pages::run), ("webhook", webhook::run)];
    for (name, run) in runs {
        let inputs: Vec<_> = fs::read_dir(root.join("corpus").join(name)).unwrap().collect();
        assert!(!inputs.is_empty(), "{name}");
        for input in inputs {
            run(&fs::read(input.unwrap().path()).unwrap());
        }
    }
    assert_eq!(fs::read_dir(root.join("targets")).unwrap().count(), runs.len(), "each target has a line above");
}

//! The compile time of the generated code, as ratios to alternatives.
//!
//! `cargo bench -p calendar-tests --bench compile` makes small crates in a temporary folder and compiles them: medians
//! of the last crate alone, then with one field changed, then from nothing. It takes a quarter of an hour; run nothing
//! beside it. Arguments after `--` select measurements by words of their headings.
//!
//! | crate | what |
//! | --- | --- |
//! | generated | everything that the macro generates for the shipped spec, in a separate crate; the HTTP client is not in it |
//! | in-files | the same with a build script, so that the macro writes files and includes them |
//! | pasted | the same, written out as a file, without the macro |
//! | floor | structs and enums with serde's derives for the same types, one direction each, nothing else |
//! | progenitor | progenitor's client for our OpenAPI 3.0 document; needs the registry |
//! | calendar-generated | this crate with its runtime |

mod crates;
mod floor;
mod measure;
mod report;

use std::error::Error;

use crates::Crates;
use measure::{Mode, Tree};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // `cargo test --benches` only asks whether this compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |heading: &str| wanted.is_empty() || wanted.iter().any(|word| heading.contains(word.as_str()));
    let crates = Crates::write()?;
    let tree = Tree::new(crates.path());
    // Always, since the expansion is what is pasted.
    report::expansion(&tree)?;
    for mode in Mode::ALL.into_iter().filter(|mode| is_wanted(mode.heading())) {
        report::last_crate(&tree, &crates.names(), mode)?;
    }
    if is_wanted("one resource") {
        report::one_resource(&tree)?;
    }
    if is_wanted("one field") {
        report::one_field(&tree)?;
    }
    if is_wanted("from nothing") {
        report::from_nothing(&crates, &tree)?;
    }
    if is_wanted("sizes") {
        report::sizes(&crates, &tree)?;
    }
    Ok(())
}

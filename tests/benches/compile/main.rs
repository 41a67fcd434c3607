//! What the generated code costs the compiler, as ratios to other ways of having it.
//!
//! `cargo bench -p calendar-tests --bench compile` makes small crates in a temporary folder and compiles them: medians of
//! the last crate alone, then with one field changed, then from nothing. It takes some minutes; run nothing beside it.
//!
//! | crate | what |
//! | --- | --- |
//! | generated | everything that the macro generates for the shipped spec, in a crate of its own |
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
    let crates = Crates::write()?;
    let tree = Tree::new(crates.path());
    let names = crates.names();
    report::expansion(&tree)?;
    let mut all = Vec::new();
    for mode in Mode::ALL {
        all.push(report::last_crate(&tree, &names, mode)?);
    }
    report::one_resource(&tree, all[0])?;
    report::one_field(&tree)?;
    report::from_nothing(&crates, &tree)?;
    report::sizes(&crates, &tree)?;
    Ok(())
}

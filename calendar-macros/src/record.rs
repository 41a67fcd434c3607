//! A record of an expansion, for benchmarks and for people who want to read what is generated.
//!
//! With `CALENDAR_MACROS_RECORD=DIR` in the environment an expansion leaves `expansion.rs`, its text, and
//! `timings.txt`, a line for each stage with its microseconds, in that directory. Without it nothing is done.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use calendar_spec::Timings;
use proc_macro2::{TokenStream, TokenTree};

const VARIABLE: &str = "CALENDAR_MACROS_RECORD";

/// The stages so far and what they took.
pub(crate) struct Record {
    directory: Option<PathBuf>,
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Record {
    pub(crate) fn start() -> Self {
        let directory = std::env::var_os(VARIABLE).map(PathBuf::from);
        Self { directory, last: Instant::now(), stages: Vec::new() }
    }

    /// A stage is over.
    pub(crate) fn stage(&mut self, name: &'static str) {
        self.stages.push((name, self.last.elapsed()));
        self.last = Instant::now();
    }

    /// Loading is over, which knows its own stages.
    pub(crate) fn loaded(&mut self, timings: Timings) {
        let Timings { source, raw, resolve, check, report } = timings;
        let stages = [("source", source), ("raw", raw), ("resolve", resolve), ("check", check), ("report", report)];
        let load = stages.iter().map(|(_, time)| *time).sum();
        self.stages.extend(stages);
        // Not the time since the start: the shipped spec is loaded before its record begins.
        self.stages.push(("load", load));
        self.last = Instant::now();
    }

    /// Writes the record, if one is asked for. A directory that cannot be written to breaks no build.
    pub(crate) fn finish(self, expansion: &TokenStream) {
        let Some(directory) = self.directory else { return };
        let stages = self.stages.iter().map(|(name, time)| format!("{name} {}\n", time.as_micros()));
        let text: String = stages.chain([format!("tokens {}\n", count(expansion.clone()))]).collect();
        for (name, text) in [("timings.txt", text), ("expansion.rs", expansion.to_string())] {
            if let Err(error) = std::fs::write(directory.join(name), text) {
                eprintln!("{VARIABLE}: {}: {error}", directory.join(name).display());
            }
        }
    }
}

fn count(tokens: TokenStream) -> usize {
    let one = |token| match token {
        TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(one).sum()
}

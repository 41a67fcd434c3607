//! The commands.
//!
//! In: their arguments. Out: text on standard output or in a file, and the exit status. If a spec has findings,
//! commands other than `check` print them on standard error and stop.

mod check;
mod diff;
mod docs;
mod expand;
mod export;
mod list;
#[cfg(feature = "mock")]
mod mock;
mod new;
mod scopes;
pub(crate) mod shipped;
mod show;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::Report;
use calendar_spec::model::Spec;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

pub(crate) use check::Check;
pub(crate) use diff::Diff;
pub(crate) use docs::Docs;
pub(crate) use expand::Expand;
pub(crate) use export::Export;
pub(crate) use list::List;
#[cfg(feature = "mock")]
pub(crate) use mock::Mock;
pub(crate) use new::New;
pub(crate) use scopes::Scopes;
pub(crate) use show::Show;

/// Output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON value, for programs
    Json,
    /// Markdown, for a review or a changelog
    Markdown,
}

impl Format {
    /// The formats of commands that write no Markdown.
    fn without_markdown() -> impl TypedValueParser<Value = Self> {
        let names = [Self::Human, Self::Json].iter().filter_map(ValueEnum::to_possible_value);
        PossibleValuesParser::new(names).map(|name| if name == "json" { Self::Json } else { Self::Human })
    }

    /// Prints a JSON value for programs, and the text otherwise.
    fn print(self, text: impl FnOnce() -> String, json: impl FnOnce() -> serde_json::Value) -> io::Result<()> {
        let text = if self == Self::Json { format!("{:#}\n", json()) } else { text() };
        write(None, &text)
    }
}

/// `1 file`, `2 files`
fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Prints on standard error why the command could not run.
fn cannot_run(error: impl std::fmt::Display) -> io::Result<ExitCode> {
    writeln!(anstream::stderr(), "calendar-spec: {error}")?;
    Ok(ExitCode::from(2))
}

/// Loads the spec in a directory, or the shipped one, and passes it on if it has no findings.
fn with_spec(directory: Option<&Path>, run: impl FnOnce(&Spec) -> io::Result<ExitCode>) -> io::Result<ExitCode> {
    let (loaded, _) = shipped::load(directory);
    if loaded.report.is_empty() { run(&loaded.spec) } else { refuse(&loaded.report) }
}

fn refuse(report: &Report) -> io::Result<ExitCode> {
    let mut out = anstream::stderr();
    writeln!(out, "{}", report.render(io::stderr().is_terminal()))?;
    Ok(ExitCode::FAILURE)
}

/// Writes to a file, or to standard output without one.
fn write(file: Option<&PathBuf>, text: &str) -> io::Result<()> {
    match file {
        Some(file) => std::fs::write(file, text)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display()))),
        None => anstream::stdout().write_all(text.as_bytes()),
    }
}

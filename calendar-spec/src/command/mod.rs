//! The commands other than `check`: `list`, `show`, `export`, `docs`, `diff`, `mock`, and `new`, which starts an
//! endpoint.
//!
//! In: their arguments. Out: text on standard output or in a file, and the exit status. A spec with findings is not
//! exported; its findings are printed instead.

mod diff;
mod docs;
mod export;
mod list;
#[cfg(feature = "mock")]
mod mock;
mod new;
mod show;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::Report;
use calendar_spec::model::Spec;

pub(crate) use diff::Diff;
pub(crate) use docs::Docs;
pub(crate) use export::Export;
pub(crate) use list::List;
#[cfg(feature = "mock")]
pub(crate) use mock::Mock;
pub(crate) use new::New;
pub(crate) use show::Show;

/// Form of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading
    Human,
    /// One JSON value, for programs
    Json,
}

/// Loads the spec in a directory, the shipped one without any, and hands it on if nothing is wrong with it.
fn with_spec(directory: Option<&Path>, run: impl FnOnce(&Spec) -> io::Result<ExitCode>) -> io::Result<ExitCode> {
    let loaded = calendar_spec::load(directory.unwrap_or(Path::new(calendar_spec::DIR)));
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

//! `calendar-spec docs`.

#[cfg(feature = "fetch")]
mod fetch;
mod import;
mod update;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::docs::drift::{Accepted, Comparison, Drift};
use calendar_spec::docs::{self, Page};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Format, cannot_run, with_spec, write};

/// Read the vendor's reference pages.
#[derive(Debug, clap::Args)]
pub(crate) struct Docs {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    #[cfg(feature = "fetch")]
    Fetch(fetch::Fetch),
    Drift(DriftArguments),
    Import(import::Import),
    Update(update::Update),
}

/// Report where pages and spec differ.
#[derive(Debug, clap::Args)]
struct DriftArguments {
    #[command(flatten)]
    sides: Sides,
    /// Format of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Docs {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        match &self.task {
            #[cfg(feature = "fetch")]
            Task::Fetch(arguments) => arguments.run(),
            Task::Drift(arguments) => arguments.run(),
            Task::Import(arguments) => arguments.run(),
            Task::Update(arguments) => arguments.run(),
        }
    }
}

impl DriftArguments {
    fn run(&self) -> io::Result<ExitCode> {
        let (directory, accepted) = match self.sides.open() {
            Ok(opened) => opened,
            Err(error) => return cannot_run(error),
        };
        with_spec(Some(&directory), |spec| {
            let comparison = Comparison::new(spec, &directory, accepted);
            let drift = match compare(&self.sides.pages, comparison) {
                Ok(drift) => drift,
                Err(error) => return cannot_run(error),
            };
            match self.format {
                Format::Markdown => write(None, &drift.to_markdown())?,
                format => format.print(|| drift.to_text(), || drift.to_json())?,
            }
            if drift.compared() + drift.total() == 0 {
                return cannot_run(NOTHING_COMPARED);
            }
            Ok(if drift.total() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        })
    }
}

const NOWHERE: &str = "pages are compared with the files of a spec: name its directory with `--spec`, or run the command \
                       in the repository of the shipped spec";

const NOTHING_COMPARED: &str = "nothing was compared: no page is about an endpoint or event of the spec";

/// Pages, and the spec to compare them with.
#[derive(Debug, clap::Args)]
struct Sides {
    /// Pages, or folders of pages
    #[arg(value_name = "PAGES", required = true)]
    pages: Vec<PathBuf>,
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Intended differences [default: `drift.yaml` beside the directory of the spec]
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
}

impl Sides {
    /// The named directory, or that of the shipped spec in the repository around the current directory; and the
    /// intended differences.
    fn open(&self) -> Result<(PathBuf, Accepted), String> {
        let directory = self.spec.clone().or_else(super::shipped::checkout).ok_or(NOWHERE)?;
        let accepted = Accepted::read_beside(&directory, self.accepted.as_deref());
        accepted.map(|accepted| (directory, accepted)).map_err(|error| error.to_string())
    }
}

fn compare(paths: &[PathBuf], mut comparison: Comparison<'_>) -> io::Result<Drift> {
    read(paths, |file, page| comparison.add(file, &page))?;
    Ok(comparison.finish())
}

/// Reads pages, and all pages below folders, with a bar on standard error if that is a terminal.
fn read(paths: &[PathBuf], mut take: impl FnMut(&str, Page)) -> io::Result<()> {
    let pages = files(paths)?;
    let progress = progress(pages.len());
    for path in &pages {
        let file = path.display().to_string();
        progress.inc(1);
        progress.set_message(file.clone());
        take(&file, docs::read_file(path).map_err(|error| in_file(path, &error))?);
    }
    progress.finish_and_clear();
    Ok(())
}

fn progress(pages: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The files themselves, and all `.md` files below folders.
fn files(paths: &[PathBuf]) -> io::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            collect(path, &mut files).map_err(|error| in_file(path, &error))?;
        } else {
            files.insert(path.clone());
        }
    }
    Ok(files)
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        // Links to folders are not followed: they can form cycles.
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "md") {
            files.insert(entry.path());
        }
    }
    Ok(())
}

fn in_file(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Replaces or creates a file. Links that lead out of the directory are findings when a spec is loaded; one that was
/// created in the meantime is not followed.
fn overwrite(file: &Path, text: &str) -> io::Result<()> {
    if file.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
        let message = "symbolic links are not written to; edit the file itself";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    std::fs::write(file, text)
}

//! `calendar-spec docs update`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::docs::update::{self, Updated};
use similar::TextDiff;

use super::{in_file, read};
use crate::command::{cannot_run, count, refuse, write};

/// Apply the mechanical differences between pages and a spec to the spec.
///
/// These are limits, values of enums, rows of error tables, scopes, rate limits, dates of pages, and new optional
/// fields. Comments, order and layout of the YAML stay. The patch goes to standard output, for `git apply` in the root of
/// the repository; the rest is listed on standard error as `docs drift` lists it.
#[derive(Debug, clap::Args)]
pub(super) struct Update {
    #[command(flatten)]
    sides: super::Sides,
    /// Write the files; without it, only the patch is shown
    #[arg(long)]
    write: bool,
    /// Record that the prose of the pages was read, so that their dates move
    #[arg(long, requires = "write")]
    accept_prose: bool,
}

impl Update {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let (directory, accepted) = match self.sides.open() {
            Ok(opened) => opened,
            Err(error) => return cannot_run(error),
        };
        let directory = &*directory;
        let loaded = calendar_spec::load(directory);
        if !loaded.report.is_empty() {
            return refuse(&loaded.report);
        }
        let mut update = update::Update::new(directory, accepted);
        if let Err(error) = read(&self.sides.pages, |file, page| update.add(file, page)) {
            return cannot_run(error);
        }
        let prose = self.accept_prose.then(|| update.accept_prose(&loaded));
        match update.run(&loaded) {
            Ok(updated) => {
                if let Some((file, text)) = prose {
                    std::fs::write(&file, text).map_err(|error| in_file(&file, &error))?;
                }
                self.finish(directory, &update, &updated)
            }
            Err(error) => cannot_run(error),
        }
    }

    fn finish(&self, directory: &Path, update: &update::Update, updated: &Updated) -> io::Result<ExitCode> {
        let root = root_of(directory);
        for changed in &updated.files {
            let file = std::path::absolute(directory.join(&changed.name))?;
            let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let patch = TextDiff::from_lines(&changed.before, &changed.after);
            let mut patch = patch.unified_diff();
            let names = (format!("a/{name}"), format!("b/{name}"));
            write(None, &patch.header(&names.0, &names.1).to_string())?;
            if self.write {
                super::overwrite(&file, &changed.after).map_err(|error| in_file(&file, &error))?;
                writeln!(anstream::stderr(), "written: {}", file.display())?;
            }
        }
        let left = update.left(updated);
        write!(anstream::stderr(), "{}{}", self.summary(updated), left.to_text())?;
        if left.compared() + left.total() == 0 {
            return cannot_run(super::NOTHING_COMPARED);
        }
        let is_done = left.total() == 0 && (self.write || updated.files.is_empty());
        Ok(if is_done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn summary(&self, updated: &Updated) -> String {
        if updated.files.is_empty() {
            return "nothing to settle\n\n".to_owned();
        }
        let (settled, files) = (count(updated.settled.len(), "difference"), count(updated.files.len(), "file"));
        let done = if self.write { "written" } else { "--write writes it" };
        format!("{settled} settled in {files}; {done}\n\n")
    }
}

/// The repository around a directory, from which `git apply` takes a patch; the current directory if there is none.
fn root_of(directory: &Path) -> PathBuf {
    let directory = std::path::absolute(directory).unwrap_or_default();
    let root = directory.ancestors().find(|ancestor| ancestor.join(".git").exists());
    root.map(Path::to_path_buf).or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

//! `calendar-spec docs import`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::docs::import::{self, Imported};
use calendar_spec::model::Spec;

use super::{in_file, read};
use crate::command::{cannot_run, refuse, with_spec};

/// Write a first spec from pages.
///
/// The spec passes `check`, which lists the texts that a person has to write. What only the prose of a page says
/// becomes a comment with the line of the page.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// Pages, or folders of pages
    #[arg(value_name = "PAGES", required = true)]
    pages: Vec<PathBuf>,
    /// Directory of the new spec; what is there is left as it is
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Extend the spec that comes with this command, and import what it does not have
    #[arg(long, value_name = "SPEC", value_parser = ["calendar"])]
    extends: Option<String>,
}

impl Import {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        match self.extends {
            Some(_) => with_spec(None, |base| self.import(Some(base))),
            None => self.import(None),
        }
    }

    fn import(&self, base: Option<&Spec>) -> io::Result<ExitCode> {
        let name = std::path::absolute(&self.output).unwrap_or_else(|_| self.output.clone());
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut import = import::Import::new(&name, base);
        if let Err(error) = read(&self.pages, |file, page| import.add(file, &page)) {
            return cannot_run(error);
        }
        let imported = import.finish();
        if imported.findings.is_empty() {
            if let Err(error) = write(&self.output, &imported) {
                return cannot_run(error);
            }
            return self.report(&imported);
        }
        writeln!(
            anstream::stderr(),
            "{}: nothing is written, since the pages make a spec that is not valid",
            self.output.display()
        )?;
        refuse(&imported.findings)
    }

    fn report(&self, imported: &Imported) -> io::Result<ExitCode> {
        let mut out = anstream::stderr();
        for note in &imported.notes {
            writeln!(out, "{note}")?;
        }
        let Imported { files, endpoints, events, .. } = imported;
        let directory = self.output.display();
        writeln!(out, "{directory}: {endpoints} endpoints and {events} events in {} files", files.len())?;
        writeln!(out, "what is left to do: calendar-spec check {directory}; grep -rn '# TODO' {directory}")?;
        Ok(if endpoints + events == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

/// Writes the files; none if one of them exists.
fn write(directory: &Path, imported: &Imported) -> io::Result<()> {
    let paths: Vec<PathBuf> = imported.files.iter().map(|(name, _)| directory.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        let message = "it exists, and an import overwrites nothing; choose another directory";
        return Err(in_file(there, &io::Error::new(io::ErrorKind::AlreadyExists, message)));
    }
    fs::create_dir_all(directory).map_err(|error| in_file(directory, &error))?;
    for (path, (_, text)) in paths.iter().zip(&imported.files) {
        // A link that appeared in the meantime is not followed.
        let file = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
        file.map_err(|error| in_file(path, &error))?;
    }
    Ok(())
}

//! `calendar-spec docs import`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use calendar_spec::docs::Page;
use calendar_spec::docs::import::{self, Imported};
use calendar_spec::model::Spec;

use super::{in_file, read};
use crate::command::{cannot_run, refuse, with_spec};

/// Write a first spec from pages, or add pages to a spec.
///
/// The spec passes `check`, which lists the texts that a person has to write, and in what the spec differs from the pages.
/// What only the prose of a page says becomes a comment with the line of the page.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// Pages, or folders of pages
    #[arg(value_name = "PAGES", required = true)]
    pages: Vec<PathBuf>,
    /// Directory of the spec; what is new is added to a spec that is there, and nothing else is touched
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// One spec for each service, in directories of its name
    #[arg(long)]
    all: bool,
    /// Extend the spec that comes with this command, and import what it does not have
    #[arg(long, value_name = "SPEC", value_parser = ["calendar"])]
    extends: Option<String>,
}

/// Pages with their names.
type Pages = Vec<(String, Page)>;

impl Import {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let mut services: BTreeMap<Option<String>, Pages> = BTreeMap::new();
        let read = read(&self.pages, |file, page| {
            let service = if self.all { import::service_of(&page) } else { Some(String::new()) };
            services.entry(service).or_default().push((file.to_owned(), page));
        });
        if let Err(error) = read {
            return cannot_run(error);
        }
        share(services.remove(&None).unwrap_or_default(), &mut services)?;
        let mut code = if services.is_empty() { self.nothing()? } else { ExitCode::SUCCESS };
        for (service, pages) in services {
            let directory = match service.filter(|service| !service.is_empty()) {
                Some(service) => self.output.join(service),
                None => self.output.clone(),
            };
            let done = match self.extends {
                Some(_) => with_spec(None, |base| self.import(&directory, &pages, Some(base)))?,
                None => self.import(&directory, &pages, None)?,
            };
            if done != ExitCode::SUCCESS {
                code = done;
            }
        }
        Ok(code)
    }

    fn import(&self, directory: &Path, pages: &Pages, base: Option<&Spec>) -> io::Result<ExitCode> {
        if directory.join("spec.yaml").is_file() && base.is_none() {
            return self.add(directory, pages);
        }
        let name = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut import = import::Import::new(&name, base);
        for (file, page) in pages {
            import.add(file, page);
        }
        self.finish(directory, &import.finish(), write)
    }

    /// Adds to the spec in a directory.
    fn add(&self, directory: &Path, pages: &Pages) -> io::Result<ExitCode> {
        let loaded = calendar_spec::load(directory);
        if !loaded.report.is_empty() {
            return refuse(&loaded.report);
        }
        let mut import = match import::Import::into(directory, &loaded) {
            Ok(import) => import,
            Err(error) => return cannot_run(error),
        };
        for (file, page) in pages {
            import.add(file, page);
        }
        self.finish(directory, &import.finish(), overwrite)
    }

    fn finish(
        &self,
        directory: &Path,
        imported: &Imported,
        write: impl Fn(&Path, &Imported) -> io::Result<()>,
    ) -> io::Result<ExitCode> {
        let mut out = anstream::stderr();
        imported.notes.iter().try_for_each(|note| writeln!(out, "{note}"))?;
        let shown = directory.display();
        let Imported { files, endpoints, events, findings, .. } = imported;
        if !findings.is_empty() {
            writeln!(out, "{shown}: nothing is written, since the pages make a spec that is not valid")?;
            return refuse(findings);
        }
        if endpoints + events == 0 {
            return self.nothing();
        }
        if let Err(error) = write(directory, imported) {
            return cannot_run(error);
        }
        writeln!(out, "{shown}: {endpoints} endpoints and {events} events in {} files", files.len())?;
        writeln!(out, "what is left to do: calendar-spec check {shown}; grep -rn '# TODO' {shown}")?;
        Ok(ExitCode::SUCCESS)
    }

    fn nothing(&self) -> io::Result<ExitCode> {
        writeln!(anstream::stderr(), "{}: nothing was imported, and nothing is written", self.output.display())?;
        Ok(ExitCode::FAILURE)
    }
}

/// Gives pages about no endpoint and no event to the services that they introduce; says which are left over, and why.
fn share(others: Pages, services: &mut BTreeMap<Option<String>, Pages>) -> io::Result<()> {
    for (file, page) in others {
        let mut is_shared = false;
        for pages in services.values_mut() {
            if pages.iter().any(|(_, beside)| import::introduces(&page, beside)) {
                pages.push((file.clone(), page.clone()));
                is_shared = true;
            }
        }
        if let Some(why) = import::lack(&page).filter(|_| !is_shared) {
            writeln!(anstream::stderr(), "{file}: not imported: {why}")?;
        }
    }
    Ok(())
}

/// Writes the files of an existing spec.
fn overwrite(directory: &Path, imported: &Imported) -> io::Result<()> {
    for (name, text) in &imported.files {
        let path = directory.join(name);
        super::overwrite(&path, text).map_err(|error| in_file(&path, &error))?;
    }
    Ok(())
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

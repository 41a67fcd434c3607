//! `calendar-spec scopes`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use calendar_spec::model::Spec;
use calendar_spec::scopes::{Need, Needs};
use calendar_spec::show::{self, Subject};

use super::{Format, cannot_run, with_spec};

/// Print the scopes that endpoints need, and the smallest set that allows all of them.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Scopes {
    /// Resource and endpoint, such as `calendar_event.create`, or a resource, for all its endpoints
    #[arg(required = true)]
    names: Vec<String>,
    /// Field that the application reads and that needs a scope of its own, as the table names it; can be given more than
    /// once
    #[arg(long, value_name = "PATH")]
    field: Vec<String>,
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Format of the output; `json` is what the developer console imports
    #[arg(long, value_parser = Format::without_markdown(), default_value = "human")]
    format: Format,
}

const AFTER_HELP: &str = "\
Of all sets of scopes that allow these endpoints, it is the one that allows the fewest others.

Examples:
  calendar-spec scopes calendar_event.create freebusy.list
  calendar-spec scopes exchange_binding --field admin_account --format json";

impl Scopes {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        with_spec(self.spec.as_deref(), |spec| {
            let mut needs = Vec::new();
            for name in &self.names {
                match named(spec, name) {
                    Ok(found) => needs.extend(found),
                    Err(unknown) => return cannot_run(unknown),
                }
            }
            match Needs::of(spec, &needs, &self.field) {
                Ok(needs) => self.format.print(|| needs.to_table(), || needs.to_json())?,
                Err(unknown) => return cannot_run(unknown),
            }
            Ok(ExitCode::SUCCESS)
        })
    }
}

/// The endpoint of that name, or all of the resource.
fn named<'s>(spec: &'s Spec, name: &str) -> Result<Vec<Need<'s>>, String> {
    let resource = spec.resources.iter().find(|resource| resource.name == name);
    if let Some(resource) = resource.filter(|resource| !resource.endpoints.is_empty()) {
        let endpoints = resource.endpoints.iter();
        return Ok(endpoints.map(|endpoint| Need { name: format!("{name}.{}", endpoint.name), endpoint }).collect());
    }
    match show::find(spec, name) {
        Ok(Subject::Endpoint(_, endpoint)) => Ok(vec![Need { name: name.to_owned(), endpoint }]),
        Ok(Subject::Event(..)) => Err(format!("`{name}` is an event; `calendar-spec show {name}` lists its scopes")),
        Err(unknown) => Err(unknown.to_string()),
    }
}

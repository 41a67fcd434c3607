//! `calendar-spec show`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use calendar_spec::show;

use super::{Format, cannot_run, with_spec};

/// Columns of the text.
const WIDTH: usize = 80;

/// Show everything about one endpoint or event.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Resource and endpoint, such as `calendar_event.create`; `calendar-spec list` names all of them
    name: String,
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Format of the text
    #[arg(long, value_parser = Format::without_markdown(), default_value = "human")]
    format: Format,
}

impl Show {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        with_spec(self.spec.as_deref(), |spec| {
            let subject = match show::find(spec, &self.name) {
                Ok(subject) => subject,
                Err(unknown) => return cannot_run(unknown),
            };
            self.format.print(|| show::text(spec, subject, WIDTH), || show::to_json(spec, subject))?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

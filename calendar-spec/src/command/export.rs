//! `calendar-spec export`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use calendar_spec::{openapi, schema};

use super::{with_spec, write};

/// Export the spec to another format.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    target: Target,
}

#[derive(Debug, clap::Subcommand)]
enum Target {
    /// Write an `OpenAPI` document.
    Openapi(Openapi),
    /// Write the JSON Schema of spec files, for editors.
    Schema(Schema),
}

#[derive(Debug, clap::Args)]
struct Openapi {
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Version of the `OpenAPI` specification
    #[arg(long, value_enum, default_value_t = Version::V3_1)]
    version: Version,
    /// Write YAML instead of JSON
    #[arg(long)]
    yaml: bool,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Schema {
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Version {
    /// For tools that do not support 3.1
    #[value(name = "3.0")]
    V3_0,
    /// With webhooks
    #[value(name = "3.1")]
    V3_1,
}

impl Export {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        match &self.target {
            Target::Openapi(arguments) => arguments.run(),
            Target::Schema(arguments) => {
                write(arguments.output.as_ref(), &schema::text())?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

impl Openapi {
    fn run(&self) -> io::Result<ExitCode> {
        let version = match self.version {
            Version::V3_0 => openapi::Version::V3_0,
            Version::V3_1 => openapi::Version::V3_1,
        };
        with_spec(self.directory.as_deref(), |spec| {
            let document = openapi::document(spec, version);
            let text = if self.yaml { openapi::to_yaml(&document) } else { format!("{document:#}\n") };
            write(self.output.as_ref(), &text)?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

//! `calendar-spec new`.

use std::io;
use std::process::ExitCode;

use super::write;

/// Print a commented template.
#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// What to start
    #[arg(value_enum)]
    what: What,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    /// The root file of a spec, `spec.yaml`
    Spec,
    /// A file with a resource and one endpoint
    Endpoint,
    /// A file that amends the shipped spec
    Overlay,
    /// A workflow for GitHub that compares the reference pages with the spec once a week
    Workflow,
}

impl New {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        let text = match self.what {
            What::Spec => include_str!("../../templates/spec.yaml"),
            What::Endpoint => include_str!("../../templates/endpoint.yaml"),
            What::Overlay => include_str!("../../templates/overlay.yaml"),
            What::Workflow => include_str!("../../templates/workflow.yml"),
        };
        write(None, text)?;
        Ok(ExitCode::SUCCESS)
    }
}

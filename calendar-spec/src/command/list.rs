//! `calendar-spec list`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use calendar_spec::list::Listing;

use super::{Format, with_spec};

/// List all endpoints and events, with the number of their fields, rules and errors.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Format of the list
    #[arg(long, value_parser = Format::without_markdown(), default_value = "human")]
    format: Format,
}

impl List {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        with_spec(self.directory.as_deref(), |spec| {
            let listing = Listing::of(spec);
            let width = terminal_width();
            let beside = self.directory.is_none().then(|| textwrap::fill(BESIDE, width.unwrap_or(usize::MAX)));
            let text = || listing.to_table(width) + &beside.map(|beside| format!("\n{beside}\n")).unwrap_or_default();
            self.format.print(text, || listing.to_json())?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

/// What else is shipped.
const BESIDE: &str = "Rooms by name, users by e-mail address, the bot and messages: `calendar-spec list \
                      calendar-spec/neighbours`; `calendar-generated` has them behind the feature `neighbours`.";

/// How many columns the terminal has; nothing when the output goes elsewhere.
fn terminal_width() -> Option<usize> {
    console::Term::stdout().size_checked().map(|(_, columns)| columns.into())
}

//! `calendar-spec expand`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use calendar_spec::Parts;
use calendar_spec::rust::{self, Options};

use super::shipped;
use super::{refuse, write};

/// Print the Rust code that the macro generates.
#[derive(Debug, clap::Args)]
pub(crate) struct Expand {
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Only the code of one endpoint, such as `calendar_acl.create`
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,
    /// Types that are only received encode too, as with the feature `serde`
    #[arg(long)]
    encode_responses: bool,
    /// Endpoints and fields that no page describes too, as with the feature `undocumented`
    #[arg(long)]
    undocumented: bool,
}

impl Expand {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        let parts = if self.undocumented { Parts::All } else { Parts::Documented };
        let (mut loaded, _) = shipped::load_parts(self.directory.as_deref(), parts);
        if !loaded.report.is_empty() {
            return refuse(&loaded.report);
        }
        let spec = calendar_spec::own(std::mem::take(&mut loaded.spec));
        let lines = Some(loaded.lines(&spec));
        let runtime = "::calendar_generated".parse().unwrap_or_default();
        let options = Options { encode_responses: self.encode_responses, lines, ..Options::new(runtime) };
        let text = match &self.endpoint {
            None => Some(rust::generate(&spec, &options).text()),
            Some(name) => rust::endpoint(&spec, &options, name),
        };
        let Some(text) = text else {
            let name = self.endpoint.as_deref().unwrap_or_default();
            let advice = "`calendar-spec list` names all, and those without a page need `--undocumented`";
            writeln!(anstream::stderr(), "calendar-spec: there is no endpoint `{name}`; {advice}")?;
            return Ok(ExitCode::from(2));
        };
        write(None, &colored(&text))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Colors comments and the keywords that begin items. `anstream` removes the colors where the output is not a terminal.
fn colored(text: &str) -> String {
    text.lines().flat_map(|line| [colored_line(line), "\n".to_owned()]).collect()
}

fn colored_line(line: &str) -> String {
    const ITEMS: [&str; 9] = ["const", "enum", "fn", "impl", "mod", "pub", "static", "struct", "trait"];
    let start = line.trim_start();
    let word = start.split([' ', '<']).next().unwrap_or_default();
    let painted = |color: AnsiColor, piece: &str| {
        let style = Style::new().fg_color(Some(color.into()));
        format!("{style}{piece}{style:#}")
    };
    let indent = &line[..line.len() - start.len()];
    if start.starts_with("//") || start.starts_with("#[") {
        format!("{indent}{}", painted(if start.starts_with('#') { AnsiColor::Yellow } else { AnsiColor::Green }, start))
    } else if ITEMS.contains(&word) {
        format!("{indent}{}{}", painted(AnsiColor::Magenta, word), &start[word.len()..])
    } else {
        line.to_owned()
    }
}

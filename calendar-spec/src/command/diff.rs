//! `calendar-spec diff`.

use std::io;
use std::process::ExitCode;

use calendar_spec::diff::{Input, Verdict, Version};

use super::{Format, cannot_run, refuse, write};

/// Compare two specs and report what each change breaks.
///
/// OLD and NEW are directories, or revisions of the current git repository: `v0.1.0`, `HEAD~3`, or `HEAD~3:path/to/spec`
/// if the spec is neither in `calendar-spec/spec` nor the only one. A directory takes precedence over a revision.
///
/// Each change is rated for Rust programs that depend on the crate (`major`, `minor`, `patch`), and for deployed programs
/// that call a server that follows the new spec (`request` and `response`: `compatible`, `breaking`). The version in the
/// nearest `Cargo.toml` above each spec is checked by the rules of cargo.
#[derive(Debug, clap::Args)]
#[command(after_long_help = STATUS)]
pub(crate) struct Diff {
    /// Spec before the changes
    old: String,
    /// Spec with the changes [default: the spec that comes with this command]
    new: Option<String>,
    /// Format of the changes
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Version of OLD, instead of the one in its `Cargo.toml`
    #[arg(long, value_name = "VERSION")]
    old_version: Option<Version>,
    /// Version of NEW, instead of the one in its `Cargo.toml`
    #[arg(long, value_name = "VERSION")]
    new_version: Option<Version>,
    /// Exit with 0 if the version of NEW allows for the changes and with 1 if not, whatever the changes are
    #[arg(long)]
    check_version: bool,
}

const STATUS: &str = "\
Exit status:
  0  the specs were compared (with --check-version: the version is enough)
  1  a spec has findings (with --check-version: or the version is not enough)
  2  a spec could not be read, or --check-version needs a version that is not known";

impl Diff {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        let new = self.new.as_deref().map_or_else(|| Ok(shipped()), Input::open);
        let (old, new) = match (Input::open(&self.old), new) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                let reasons = [old.err(), new.err()].into_iter().flatten();
                return reasons.map(cannot_run).fold(Ok(ExitCode::from(2)), Result::and);
            }
        };
        let broken = [&old, &new].into_iter().map(|input| &input.loaded.report).filter(|report| !report.is_empty());
        let broken: Vec<_> = broken.collect();
        if !broken.is_empty() {
            return broken.into_iter().try_fold(ExitCode::FAILURE, |_, report| refuse(report));
        }
        let mut verdict = Verdict::of(&old, &new);
        let versions = &mut verdict.versions;
        versions.old = self.old_version.clone().or_else(|| versions.old.take());
        versions.new = self.new_version.clone().or_else(|| versions.new.take());
        self.print(&verdict)?;
        self.status(&verdict)
    }

    fn print(&self, verdict: &Verdict) -> io::Result<()> {
        match self.format {
            Format::Markdown => write(None, &verdict.to_markdown()),
            format => format.print(|| verdict.to_text(), || verdict.to_json()),
        }
    }

    fn status(&self, verdict: &Verdict) -> io::Result<ExitCode> {
        match verdict.is_version_enough() {
            _ if !self.check_version => Ok(ExitCode::SUCCESS),
            Some(true) => Ok(ExitCode::SUCCESS),
            Some(false) => Ok(ExitCode::FAILURE),
            None => cannot_run("the versions are not known; name them with `--old-version` and `--new-version`"),
        }
    }
}

/// The shipped spec, in the repository around the current directory or inside of this command.
fn shipped() -> Input {
    super::shipped::checkout().map_or_else(Input::shipped, |directory| Input::directory(&directory.to_string_lossy()))
}

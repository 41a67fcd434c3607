//! `calendar-spec docs fetch`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use calendar_spec::docs::fetch::{self, FEISHU, LARK, Options, Outcome, State, Wanted};
use calendar_spec::model::Spec;

use super::progress;
use crate::command::{cannot_run, count, with_spec};

/// Fetch pages from the vendor's site.
///
/// Without WHAT, these are the pages that the spec names. The second time only what has changed is fetched, and an
/// interrupted run goes on where it stopped; the state that a page had before stays beside it as `NAME.DAY.before`.
#[derive(Debug, clap::Args)]
pub(super) struct Fetch {
    /// A page by its path or URL, a resource, endpoint or event of the spec, or a folder of the site such as `mail-v1`
    #[arg(value_name = "WHAT", conflicts_with = "all")]
    what: Vec<String>,
    /// Every page of the server API, about two thousand
    #[arg(long)]
    all: bool,
    /// Directory of the pages
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The site: `feishu`, `lark`, or the URL of a copy
    #[arg(long, value_name = "SITE", env = "CALENDAR_SPEC_SITE", default_value = "feishu")]
    site: String,
    /// Language of the pages [default: zh-CN, and en-US at lark]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How many requests run at once
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=8))]
    connections: u8,
    /// Milliseconds between two requests; a repetition waits four times as long, and twice that each time
    #[arg(long, value_name = "MILLISECONDS", env = "CALENDAR_SPEC_DELAY", default_value_t = 250)]
    delay: u64,
}

/// How often a request is sent before it has failed.
const ATTEMPTS: u32 = 5;

impl Fetch {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        if self.all {
            return self.fetch(&[Wanted::All]);
        }
        with_spec(self.spec.as_deref(), |spec| match self.wanted(spec) {
            Ok(wanted) => self.fetch(&wanted),
            Err(error) => cannot_run(error),
        })
    }

    fn wanted(&self, spec: &Spec) -> Result<Vec<Wanted>, fetch::UnknownPage> {
        if self.what.is_empty() {
            return Ok(Wanted::of_spec(spec));
        }
        let wanted: Result<Vec<_>, _> = self.what.iter().map(|word| Wanted::of_word(word, spec)).collect();
        wanted.map(|wanted| wanted.concat())
    }

    fn options(&self) -> Options {
        let (site, language) = match &*self.site {
            "feishu" => (FEISHU, "zh-CN"),
            "lark" => (LARK, "en-US"),
            url => (url, "zh-CN"),
        };
        Options {
            site: site.to_owned(),
            language: self.language.clone().unwrap_or_else(|| language.to_owned()),
            output: self.output.clone(),
            connections: self.connections.into(),
            delay: Duration::from_millis(self.delay),
            attempts: ATTEMPTS,
        }
    }

    fn fetch(&self, wanted: &[Wanted]) -> io::Result<ExitCode> {
        let bar = progress(wanted.len());
        let fetched = fetch::fetch(&self.options(), wanted, &|outcome, pages| {
            bar.set_length(pages as u64);
            bar.inc(1);
            bar.set_message(outcome.path.clone());
        });
        bar.finish_and_clear();
        match fetched {
            Ok(outcomes) => self.report(&outcomes),
            Err(error) => cannot_run(error),
        }
    }

    /// One line for each page that is not as it was, and the totals.
    fn report(&self, outcomes: &[Outcome]) -> io::Result<ExitCode> {
        let mut outcomes: Vec<&Outcome> = outcomes.iter().collect();
        outcomes.sort_by(|one, other| one.path.cmp(&other.path));
        let mut out = anstream::stderr();
        for outcome in &outcomes {
            let file =
                outcome.file.as_ref().map(|file| self.output.join(file).display().to_string()).unwrap_or_default();
            match &outcome.state {
                State::Unchanged | State::Skipped => {}
                State::New => writeln!(out, "new      {file}")?,
                State::Changed => writeln!(out, "changed  {file}")?,
                State::Failed(why) => writeln!(out, "failed   {}: {why}", outcome.path)?,
            }
        }
        let number = |state: fn(&State) -> bool| outcomes.iter().filter(|outcome| state(&outcome.state)).count();
        let (new, changed) = (number(|state| *state == State::New), number(|state| *state == State::Changed));
        let (same, failed) =
            (number(|state| *state == State::Unchanged), number(|state| matches!(state, State::Failed(_))));
        let skipped = number(|state| *state == State::Skipped);
        if skipped > 0 {
            let pages = count(skipped, "page");
            writeln!(out, "{pages} not asked for, since too many in a row failed; the same command goes on from here")?;
        }
        let pages = count(outcomes.len() - skipped, "page");
        writeln!(
            out,
            "{}: {pages}: {new} new, {changed} changed, {same} unchanged, {failed} failed",
            self.output.display()
        )?;
        Ok(if failed + skipped == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

//! Fetches the vendor's pages from its site.
//!
//! In: which pages, and where they go. Out: files that [`read_file`](super::read_file) takes, and the outcome of each
//! page. The site's tree says which pages there are; a page comes with its schema. Few connections share one pace; temporary
//! failures are retried; files are replaced whole, and nothing is written outside of the directory.

mod client;
mod file;
mod journal;
mod options;
mod tree;
mod wanted;

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::detail::Detail;
use client::{Answer, Client};
use file::{Known, Stored};
use journal::Journal;
pub use options::{FEISHU, LARK, Options};
use tree::Listed;
pub use wanted::{UnknownPage, Wanted};

/// The route of the tree of pages.
const TREE: &str = "/api/tools/docment/directory_list";

/// The route of a page.
const PAGE: &str = "/document_portal/v1/document/get_detail";

/// How large a response may be, in bytes. The tree has about one megabyte, a page with its schema a tenth of that.
const LARGEST_TREE: u64 = 64 << 20;
const LARGEST_PAGE: u64 = 16 << 20;

/// The number of pages from which on the tree is requested for their dates: it is as large as that many pages.
const MANY: usize = 20;

/// After how many failed pages in a row the rest is not tried.
const MOST_FAILURES: usize = 10;

/// The outcome of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its path on the site.
    pub path: String,
    /// Its file, from the directory of the pages.
    pub file: Option<PathBuf>,
    /// What was done.
    pub state: State,
}

/// What was done about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It was not there before.
    New,
    /// It replaces an older state.
    Changed,
    /// It is as it was.
    Unchanged,
    /// It was not fetched, and why.
    Failed(String),
    /// It was not asked for, since ten pages in a row had failed.
    Skipped,
}

/// Fetches pages. `report` is called for each one, with how many there are.
///
/// An interrupted run is continued by the next one within twelve hours.
pub fn fetch(
    options: &Options,
    wanted: &[Wanted],
    report: &(dyn Fn(&Outcome, usize) + Sync),
) -> Result<Vec<Outcome>, String> {
    let client = Client::new(options)?;
    let tree = if wanted::needs_tree(wanted, MANY) {
        Some(client.get(TREE, None, None, LARGEST_TREE, tree::read)?)
    } else {
        None
    };
    let tree = match tree {
        Some(Answer::Data(tree, _)) => tree,
        _ => Vec::new(),
    };
    let pages = wanted::pages(wanted, &tree)?;
    let in_output = |error: io::Error| format!("{}: {error}", options.output.display());
    let journal = Journal::open(options).map_err(in_output)?;
    let run = Run { options, client, journal, queue: Mutex::new(pages.clone().into()), done: Mutex::default() };
    std::thread::scope(|scope| {
        for _ in 0..options.connections.clamp(1, 16) {
            scope.spawn(|| run.work(&|outcome| report(outcome, pages.len())));
        }
    });
    let outcomes = run.done.into_inner().unwrap_or_else(PoisonError::into_inner).outcomes;
    if outcomes.iter().all(|outcome| outcome.state != State::Skipped) {
        run.journal.close();
    }
    Ok(outcomes)
}

/// What the workers share.
struct Run<'o> {
    options: &'o Options,
    client: Client<'o>,
    journal: Journal,
    queue: Mutex<VecDeque<Listed>>,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    outcomes: Vec<Outcome>,
    failed_in_a_row: usize,
}

impl Run<'_> {
    fn work(&self, report: &dyn Fn(&Outcome)) {
        while let Some(page) = self.queue.lock().ok().and_then(|mut queue| queue.pop_front()) {
            let (file, state) = match self.page(&page) {
                Ok((file, state)) => (Some(file), state),
                Err(why) => (None, State::Failed(why)),
            };
            let outcome = Outcome { path: page.path, file, state };
            report(&outcome);
            self.add(outcome);
        }
    }

    /// Keeps an outcome. When the site is down or refuses, the remaining thousands of pages are not requested.
    fn add(&self, outcome: Outcome) {
        let (Ok(mut done), Ok(mut queue)) = (self.done.lock(), self.queue.lock()) else { return };
        let has_failed = matches!(outcome.state, State::Failed(_));
        done.failed_in_a_row = if has_failed { done.failed_in_a_row + 1 } else { 0 };
        done.outcomes.push(outcome);
        if done.failed_in_a_row >= MOST_FAILURES {
            let skipped = queue.drain(..).map(|page| Outcome { path: page.path, file: None, state: State::Skipped });
            done.outcomes.extend(skipped);
        }
    }

    fn page(&self, listed: &Listed) -> Result<(PathBuf, State), String> {
        let file = file::of_path(&listed.path)?;
        let known = Known::read(&self.options.output.join(&file)).filter(|known| known.is_of(self.options));
        let is_known = known.as_ref().is_some_and(|known| listed.updated.is_some() && known.updated == listed.updated);
        if is_known || (known.is_some() && self.journal.has(&listed.path)) {
            return Ok((file, State::Unchanged));
        }
        let etag = known.as_ref().and_then(|known| known.etag.as_deref());
        let read = |data: &Value| Detail::new(data).map_err(str::to_owned);
        let (detail, etag) = match self.client.get(PAGE, Some(&listed.path), etag, LARGEST_PAGE, read)? {
            Answer::Data(detail, etag) => (detail, etag),
            Answer::NotModified => return self.finish(&listed.path, file, State::Unchanged),
        };
        // The site knows pages by several paths; the file is named after the one in the response.
        let file = if detail.path.is_empty() { file } else { file::of_path(&detail.path)? };
        let stored = file::store(self.options, &file, &detail, etag.as_deref().unwrap_or_default());
        let state = match stored.map_err(|error| format!("{}: {error}", file.display()))? {
            Stored::New => State::New,
            Stored::Changed => State::Changed,
            Stored::Same => State::Unchanged,
        };
        self.finish(&listed.path, file, state)
    }

    fn finish(&self, path: &str, file: PathBuf, state: State) -> Result<(PathBuf, State), String> {
        self.journal.add(path).map_err(|error| format!("{}: {error}", self.journal.path().display()))?;
        Ok((file, state))
    }
}

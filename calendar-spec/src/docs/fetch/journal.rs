//! The pages that an unfinished run has fetched, so that the next one continues where it stopped.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::options::Options;

/// The name of the file.
const NAME: &str = ".unfinished";

/// How long a run can be continued, in seconds; later the pages may have changed.
const LIFE: i64 = 12 * 60 * 60;

/// The pages that are done.
pub(super) struct Journal {
    path: PathBuf,
    before: HashSet<String>,
    file: Mutex<File>,
}

impl Journal {
    /// Continues the journal of the last run with the same site and language, or starts one.
    pub(super) fn open(options: &Options) -> io::Result<Self> {
        fs::create_dir_all(&options.output)?;
        let path = options.output.join(NAME);
        let now = Timestamp::now().as_second();
        if let Some(before) = fs::read_to_string(&path).ok().and_then(|text| continued(&text, options, now)) {
            let file = OpenOptions::new().append(true).open(&path)?;
            return Ok(Self { path, before, file: Mutex::new(file) });
        }
        let mut file = File::create(&path)?;
        writeln!(file, "{now} {} {}", options.language, options.site)?;
        Ok(Self { path, before: HashSet::new(), file: Mutex::new(file) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the run before has fetched a page.
    pub(super) fn has(&self, page: &str) -> bool {
        self.before.contains(page)
    }

    /// Adds a page.
    pub(super) fn add(&self, page: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // In one call, so that an interrupted run leaves whole lines.
        file.write_all(format!("{page}\n").as_bytes())
    }

    /// Ends a completed run.
    pub(super) fn close(&self) {
        // A journal that stays costs at most some requests.
        let _ = fs::remove_file(&self.path);
    }
}

/// The pages of a journal, if it can be continued.
fn continued(text: &str, options: &Options, now: i64) -> Option<HashSet<String>> {
    let (first, rest) = text.split_once('\n')?;
    let (start, of) = first.split_once(' ')?;
    let age = now - start.parse::<i64>().ok()?;
    let is_same = of == format!("{} {}", options.language, options.site);
    ((0..LIFE).contains(&age) && is_same).then(|| rest.lines().map(str::to_owned).collect())
}

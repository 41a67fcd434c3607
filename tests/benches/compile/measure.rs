//! Running cargo and timing it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use super::Outcome;

/// How often each measurement is made; the median counts.
const ROUNDS: usize = 5;

/// A command of cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Check,
    Build,
    Release,
}

impl Mode {
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Build, Self::Release];

    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "debug build",
            Self::Release => "release build",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// A replacement in a file.
pub(crate) struct Change {
    pub(crate) file: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// The crates and where their artefacts go.
pub(crate) struct Tree {
    root: PathBuf,
}

impl Tree {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The median time of compiling each crate alone, all that it depends on being there, without incremental
    /// compilation, minus the time that cargo takes when there is nothing to do. The crates take turns, so that a
    /// machine that becomes slower does so for all.
    pub(crate) fn last_crate(&self, names: &[&'static str], mode: Mode) -> Outcome<Vec<(&'static str, Duration)>> {
        for name in names {
            self.cargo(mode, name, "0", &[])?;
        }
        let mut rounds = vec![Vec::new(); names.len()];
        for _ in 0..ROUNDS {
            for (package, measured) in names.iter().zip(&mut rounds) {
                // One of the crates before may be what this one depends on, and was touched.
                self.cargo(mode, package, "0", &[])?;
                measured.push(self.alone(mode, package, &[])?);
            }
        }
        Ok(names.iter().copied().zip(rounds.into_iter().map(median)).collect())
    }

    /// The median time of compiling a package after a change; the change is undone each time.
    pub(crate) fn after_change(&self, mode: Mode, package: &str, change: &Change) -> Outcome<Duration> {
        let Change { file, from, to } = change;
        let path = self.root.join(file);
        let before = fs::read_to_string(&path)?;
        let after = before.replacen(from, to, 1);
        if before == after {
            return Err(format!("`{from}` does not stand in {file}").into());
        }
        self.cargo(mode, package, "1", &[])?;
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            for text in [&after, &before] {
                fs::write(&path, text)?;
                times.push(self.cargo(mode, package, "1", &[])?);
            }
        }
        Ok(median(times))
    }

    /// The median time of checking a package alone, with some features.
    pub(crate) fn with_features(&self, package: &str, features: &[&str]) -> Outcome<Duration> {
        self.cargo(Mode::Check, package, "0", features)?;
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(self.alone(Mode::Check, package, features)?);
        }
        Ok(median(times))
    }

    /// One compilation of a package that is up to date.
    fn alone(&self, mode: Mode, package: &str, arguments: &[&str]) -> Outcome<Duration> {
        let nothing = self.cargo(mode, package, "0", arguments)?;
        self.touch(&format!("{package}/src/lib.rs"))?;
        Ok(self.cargo(mode, package, "0", arguments)?.saturating_sub(nothing))
    }

    /// The time of checking a package with nothing compiled yet.
    pub(crate) fn with_nothing_there(&self, package: &str) -> Outcome<Duration> {
        let target = self.root.join("nothing");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let target = target.display().to_string();
        self.cargo(Mode::Check, package, "0", &["--target-dir", &target])
    }

    pub(crate) fn cargo(&self, mode: Mode, package: &str, incremental: &str, arguments: &[&str]) -> Outcome<Duration> {
        let start = Instant::now();
        let output = self.command(mode, package, incremental).args(arguments).output()?;
        let time = start.elapsed();
        if output.status.success() { Ok(time) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
    }

    fn command(&self, mode: Mode, package: &str, incremental: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.args(mode.arguments()).args(["--quiet", "--offline", "--package", package]);
        command.env("CARGO_INCREMENTAL", incremental).env("CARGO_TARGET_DIR", self.root.join("target"));
        command.current_dir(&self.root);
        command
    }

    /// Makes a file newer than what was compiled from it.
    fn touch(&self, file: &str) -> Outcome<()> {
        File::options().append(true).open(self.root.join(file))?.set_modified(SystemTime::now())?;
        Ok(())
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

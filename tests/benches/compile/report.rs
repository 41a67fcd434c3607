//! The tables that are printed, each ratio beside its goal.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::Outcome;
use super::crates::Crates;
use super::measure::{Mode, Tree};

const PROGENITOR: &str = "progenitor-client-of-calendar";

/// What was measured so far.
#[derive(Default)]
pub(crate) struct Report {
    all_resources: Option<Duration>,
}

impl Report {
    /// The macro's own times, and its expansion as the file of the crate `pasted`.
    pub(crate) fn expansion(&mut self, crates: &Crates, tree: &Tree) -> Outcome<()> {
        let _ = (crates, tree);
        println!("## Expansion\n");
        Ok(())
    }

    pub(crate) fn last_crate(&mut self, mode: Mode, medians: &[(&str, Duration)]) {
        println!("## cargo {}, the last crate alone\n", mode.arguments().join(" "));
        let time = |name: &str| medians.iter().find(|(known, _)| *known == name).map(|(_, time)| *time);
        for (name, time) in medians {
            println!("{name:<32} {:>8} ms", time.as_millis());
        }
        println!();
        let rows = [
            ("generated", "floor", 0.6),
            ("generated", "pasted", 1.1),
            ("generated", PROGENITOR, 0.12),
            ("calendar-generated", PROGENITOR, 0.3),
        ];
        for (one, other, goal) in rows {
            if let (Some(one_time), Some(other_time)) = (time(one), time(other)) {
                ratio(one, other, (one_time, other_time), goal);
            }
        }
        println!();
        if mode == Mode::Check {
            self.all_resources = time("calendar-generated");
        }
    }

    pub(crate) fn one_resource(&mut self, tree: &Tree) -> Outcome<()> {
        println!("## One resource alone, cargo check\n");
        let features = ["--no-default-features", "--features", "client,freebusy"];
        tree.cargo(Mode::Check, "calendar-generated", "0", &features)?;
        let mut times = Vec::new();
        for _ in 0..5 {
            tree.touch("calendar-generated/src/lib.rs")?;
            times.push(tree.cargo(Mode::Check, "calendar-generated", "0", &features)?);
        }
        let one = super::measure::median(times);
        println!("{:<32} {:>8} ms", "freebusy", one.as_millis());
        if let Some(all) = self.all_resources {
            ratio("freebusy", "all resources", (one, all), 0.5);
        }
        println!();
        Ok(())
    }

    /// From a changed field to a finished check of an application that depends on it.
    pub(crate) fn one_field(&mut self, _: &Crates, tree: &Tree) -> Outcome<()> {
        println!("## One field changes, incremental cargo check of an application\n");
        let yaml = "calendar-spec/spec/calendar.yaml";
        let ours = tree.after_change("application", yaml, ("summary_alias:", "summary_alias2:"))?;
        let change = ("pub r#summary_alias:", "pub r#summary_alias2:");
        let by_hand = tree.after_change("application-by-hand", "floor/src/lib.rs", change)?;
        println!("{:<32} {:>8} ms", "in YAML", ours.as_millis());
        println!("{:<32} {:>8} ms", "in structs written by hand", by_hand.as_millis());
        ratio("in YAML", "by hand", (ours, by_hand), 1.5);
        println!();
        Ok(())
    }

    pub(crate) fn from_nothing(&mut self, crates: &Crates, tree: &Tree) -> Outcome<()> {
        println!("## From nothing, cargo check\n");
        let ours = tree.from_nothing("calendar-generated")?;
        println!("{:<32} {:>8} ms", "calendar-generated", ours.as_millis());
        if crates.has_progenitor() {
            let theirs = tree.from_nothing(PROGENITOR)?;
            println!("{PROGENITOR:<32} {:>8} ms", theirs.as_millis());
            ratio("calendar-generated", PROGENITOR, (ours, theirs), 0.7);
        }
        println!();
        Ok(())
    }

    /// Crates in the tree, and the size of what the release build leaves.
    pub(crate) fn sizes(&mut self, crates: &Crates, tree: &Tree) -> Outcome<()> {
        println!("## Sizes\n");
        for name in crates.names() {
            let crates = packages(tree, name)?;
            let file = format!("target/release/lib{}.rlib", name.replace('-', "_"));
            let bytes = fs::metadata(tree.root().join(file))?.len();
            println!("{name:<32} {:>8} KiB rlib, {crates:>4} crates in the tree", bytes / 1024);
        }
        Ok(())
    }
}

/// The packages that a crate needs to be used, itself included.
fn packages(tree: &Tree, name: &str) -> Outcome<usize> {
    let arguments = ["tree", "--offline", "--edges", "normal", "--prefix", "none", "--package", name];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(tree.root()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut packages: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    packages.sort_unstable();
    packages.dedup();
    Ok(packages.len())
}

fn ratio(one: &str, other: &str, (one_time, other_time): (Duration, Duration), goal: f64) {
    let ratio = one_time.as_secs_f64() / other_time.as_secs_f64();
    let verdict = if ratio <= goal { "reached" } else { "missed" };
    println!("{one} / {other}: {ratio:.2} (goal {goal:.2}, {verdict})");
}

//! The tables that are printed, each ratio beside its goal.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use calendar_spec::Timings;
use calendar_spec::rust::Options;

use super::Outcome;
use super::crates::Crates;
use super::measure::{Change, Mode, Tree};

const PROGENITOR: &str = "progenitor-client-of-calendar";

/// Does what the macro does; the code becomes the source of the package `pasted`.
pub(crate) fn expansion(tree: &Tree) -> Outcome<()> {
    let loaded = calendar_spec::load(Path::new(calendar_spec::DIR));
    let Timings { source, raw, resolve, check, report } = loaded.timings;
    let options = Options::new("::calendar_generated".parse()?);
    let start = Instant::now();
    let code = calendar_spec::rust::generate(&loaded.spec, &options);
    let generate = start.elapsed();
    let start = Instant::now();
    let text = code.text();
    let write = start.elapsed();
    println!("## Expansion\n");
    let load = source + raw + resolve + check + report;
    for (name, time) in [("load", load), ("generate", generate), ("write as text", write)] {
        row(name, time);
    }
    let total = load + generate + write;
    let verdict = if total.as_millis() <= 100 { "reached" } else { "missed" };
    println!("expansion: {total:.1?} (goal 100 ms, {verdict}), {} lines\n", text.lines().count());
    Ok(fs::write(tree.root().join("pasted/src/all.rs"), text)?)
}

/// The crates alone.
pub(crate) fn last_crate(tree: &Tree, names: &[&'static str], mode: Mode) -> Outcome<()> {
    let medians = tree.last_crate(names, mode)?;
    println!("## The last crate alone, {}\n", mode.heading());
    let time = |name: &str| medians.iter().find(|(known, _)| *known == name).map(|(_, time)| *time);
    for (name, time) in &medians {
        row(name, *time);
    }
    println!();
    let goals = [
        ("generated", "floor", 0.6),
        ("generated", "pasted", 1.1),
        ("generated", PROGENITOR, 0.12),
        ("calendar-generated", PROGENITOR, 0.3),
    ];
    for (one, other, goal) in goals {
        if let (Some(one_time), Some(other_time)) = (time(one), time(other)) {
            ratio(one, other, (one_time, other_time), goal);
        }
    }
    println!();
    Ok(())
}

pub(crate) fn one_resource(tree: &Tree) -> Outcome<()> {
    println!("## One resource alone, check\n");
    let all = tree.with_features("calendar-generated", &[])?;
    let one = tree.with_features("calendar-generated", &["--no-default-features", "--features", "client,freebusy"])?;
    row("all resources", all);
    row("freebusy", one);
    ratio("freebusy", "all resources", (one, all), 0.5);
    println!();
    Ok(())
}

const IN_YAML: Change =
    Change { file: "calendar-spec/spec/calendar.yaml", from: "summary_alias:", to: "summary_alias2:" };
const BY_HAND: Change = Change { file: "floor/src/lib.rs", from: "pub r#summary_alias:", to: "pub r#summary_alias2:" };

/// From a changed field to a finished compilation: of the crate that has it, and of an application that depends on it.
pub(crate) fn one_field(tree: &Tree) -> Outcome<()> {
    println!("## One field changes, incrementally\n");
    for mode in Mode::ALL {
        row(
            &format!("calendar-generated, {}", mode.heading()),
            tree.after_change(mode, "calendar-generated", &IN_YAML)?,
        );
        row(&format!("floor, {}", mode.heading()), tree.after_change(mode, "floor", &BY_HAND)?);
    }
    let ours = tree.after_change(Mode::Check, "application", &IN_YAML)?;
    let by_hand = tree.after_change(Mode::Check, "application-by-hand", &BY_HAND)?;
    row("an application, in YAML", ours);
    row("an application, by hand", by_hand);
    ratio("in YAML", "by hand", (ours, by_hand), 1.5);
    println!();
    Ok(())
}

pub(crate) fn from_nothing(crates: &Crates, tree: &Tree) -> Outcome<()> {
    println!("## From nothing, check\n");
    let ours = tree.with_nothing_there("calendar-generated")?;
    row("calendar-generated", ours);
    if crates.has_progenitor() {
        let theirs = tree.with_nothing_there(PROGENITOR)?;
        row(PROGENITOR, theirs);
        ratio("calendar-generated", PROGENITOR, (ours, theirs), 0.7);
    }
    println!();
    Ok(())
}

/// The number of crates in the tree, and the size of the release build.
pub(crate) fn sizes(crates: &Crates, tree: &Tree) -> Outcome<()> {
    println!("## Sizes\n");
    for name in crates.names() {
        tree.cargo(Mode::Release, name, "0", &[])?;
        let packages = packages(tree, name)?;
        let file = format!("target/release/lib{}.rlib", name.replace('-', "_"));
        let bytes = fs::metadata(tree.root().join(file))?.len();
        println!("{name:<32} {:>8} KiB rlib, {packages:>4} crates in the tree", bytes / 1024);
    }
    Ok(())
}

fn row(name: &str, time: Duration) {
    println!("{name:<32} {:>8} ms", time.as_millis());
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

//! The verdict of `calendar-spec diff` on Rust source, compared with the compiler: a program that was written with the
//! old spec compiles with the new one unless the verdict is `major`.

mod cases;
#[path = "../../../calendar-spec/tests/diff/edit.rs"]
mod edit;

use std::collections::BTreeMap;
use std::path::Path;

use calendar_spec::diff::{Diff, Level};
use calendar_spec::model::Spec;

use crate::support::package::{Package, messages};

/// An edit of the spec, and a program for each direction.
struct Case {
    name: &'static str,
    edits: &'static [edit::Edit],
    /// Written with the spec, and compiled with the edited one too.
    there: Option<&'static str>,
    /// Written with the edited spec, and compiled with the spec too.
    back: Option<&'static str>,
}

/// A program, a spec to compile it with, and whether that works.
struct Trial {
    what: String,
    spec: usize,
    program: &'static str,
    compiles: bool,
}

fn load(package: &Package, spec: usize) -> Spec {
    let loaded = calendar_spec::load(&package.path(&directory(spec)));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

fn directory(spec: usize) -> String {
    format!("specs/{spec}")
}

fn trials(package: &Package) -> Vec<Trial> {
    let old = load(package, 0);
    let numbered = cases::CASES.iter().enumerate().map(|(index, case)| (index + 1, case));
    let of_case = numbered.flat_map(|(spec, case)| {
        let new = load(package, spec);
        let there = [Some((0, true)), Some((spec, still_compiles(&old, &new)))];
        let back = [Some((spec, true)), Some((0, still_compiles(&new, &old)))];
        let trial = |way: &str, program: Option<&'static str>, (spec, compiles): (usize, bool)| {
            let what = format!("{}, {way}, with the spec {spec}", case.name);
            program.map(|program| Trial { what, spec, program, compiles })
        };
        let there = there.into_iter().flatten().filter_map(move |with| trial("there", case.there, with));
        let back = back.into_iter().flatten().filter_map(move |with| trial("back", case.back, with));
        there.chain(back).collect::<Vec<_>>()
    });
    of_case.collect()
}

/// The verdict.
fn still_compiles(old: &Spec, new: &Spec) -> bool {
    Diff::of(old, new).rust() < Some(Level::Major)
}

fn write_spec(package: &Package, spec: usize, edits: &[edit::Edit], name: &str) {
    for (file, text) in edit::files(edits, name) {
        package.write(&format!("{}/{file}", directory(spec)), &text);
    }
}

/// For each target, the messages of its errors; none for one that compiles.
fn check(package: &Package) -> BTreeMap<String, Vec<String>> {
    let output = package.cargo(&["check", "--bins", "--keep-going"]);
    let mut targets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for message in messages(&output) {
        let name = message["target"]["name"].as_str().unwrap_or_default().to_owned();
        if message["reason"] == "compiler-artifact" {
            targets.entry(name).or_default();
        } else if message["message"]["level"] == "error" {
            let error = message["message"]["message"].as_str().unwrap_or_default().to_owned();
            targets.entry(name).or_default().push(error);
        }
    }
    targets
}

#[test]
fn a_program_compiles_with_the_new_spec_unless_the_verdict_is_major() {
    let package = Package::new("semver");
    write_spec(&package, 0, &[], "the spec");
    for (index, case) in cases::CASES.iter().enumerate() {
        write_spec(&package, index + 1, case.edits, case.name);
    }
    let trials = trials(&package);
    for (index, trial) in trials.iter().enumerate() {
        let spec = Path::new("../..").join(directory(trial.spec));
        let program = cases::PROGRAM.replace("SPEC", &spec.display().to_string()).replace("BODY", trial.program);
        package.write(&format!("src/bin/trial_{index}.rs"), &program);
    }
    let targets = check(&package);
    let mut wrong = Vec::new();
    for (index, trial) in trials.iter().enumerate() {
        let errors = targets.get(&format!("trial_{index}")).expect("cargo says of each target how it went");
        if errors.is_empty() != trial.compiles {
            let expected = if trial.compiles { "compiles" } else { "does not compile" };
            wrong.push(format!("{} {expected}, by the verdict, but: {errors:#?}", trial.what));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

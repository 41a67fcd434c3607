//! `calendar-spec check`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::ColorChoice;
use calendar_spec::Loaded;
use calendar_spec::model::{Origin, Resource, Spec};
use clap::ValueEnum;
use serde_json::json;

use super::{Format, count, shipped};

/// Report everything that is wrong with a spec.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Directory of the spec, the one with `spec.yaml` in it [default: the spec that comes with this command]
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Format of the findings
    #[arg(long, value_parser = Format::without_markdown(), default_value = "human")]
    format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Print to standard error how long each stage took
    #[arg(long)]
    timings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Check {
    pub(crate) fn run(&self) -> io::Result<ExitCode> {
        let (loaded, directory) = shipped::load(self.directory.as_deref());
        if self.format == Format::Json {
            writeln!(io::stdout(), "{:#}", to_json(&loaded))?;
        } else {
            print_human(&loaded, &directory, self.color)?;
        }
        if self.timings {
            print_timings(&loaded)?;
        }
        Ok(if loaded.report.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print_human(loaded: &Loaded, directory: &str, color: Color) -> io::Result<()> {
    let choice = match color {
        Color::Auto => anstream::AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut out = anstream::AutoStream::new(io::stdout(), choice);
    let files = count(loaded.spec.files.len(), "file");
    let color = choice != ColorChoice::Never;
    if !loaded.warnings.is_empty() {
        writeln!(out, "{}\n", loaded.warnings.render(color))?;
    }
    if loaded.report.is_empty() {
        writeln!(out, "{directory}: no findings in {files} ({})", contents(&loaded.spec))?;
        return match loaded.warnings.total() {
            0 => Ok(()),
            total => writeln!(out, "{directory}: {} still to be written", count(total, "text")),
        };
    }
    let findings = count(loaded.report.total(), "finding");
    writeln!(out, "{}\n\n{directory}: {findings} in {files}", loaded.report.render(color))
}

fn print_timings(loaded: &Loaded) -> io::Result<()> {
    let timings = loaded.timings;
    let stages = [
        ("source", timings.source),
        ("raw", timings.raw),
        ("resolve", timings.resolve),
        ("check", timings.check),
        ("report", timings.report),
    ];
    for (stage, duration) in stages {
        writeln!(io::stderr(), "{stage:<8} {:>9.3} ms", duration.as_secs_f64() * 1000.0)?;
    }
    Ok(())
}

fn to_json(loaded: &Loaded) -> serde_json::Value {
    json!({
        "findings": loaded.report.to_json(),
        "total": loaded.report.total(),
        "warnings": loaded.warnings.to_json(),
        "files": loaded.spec.files.len(),
        "extends": loaded.spec.extends,
        "resources": resources(&loaded.spec),
        "endpoints": endpoints(&loaded.spec, Origin::Own),
        "events": events(&loaded.spec),
    })
}

/// The spec's own declarations; an extended spec is only named.
fn contents(spec: &Spec) -> String {
    let is_own = |origin: &&Origin| **origin == Origin::Own;
    let ids = spec.ids.iter().map(|id| &id.origin);
    let types =
        ids.chain(spec.enums.iter().map(|item| &item.origin)).chain(spec.objects.iter().map(|item| &item.origin));
    let counts = [
        (resources(spec), "resource"),
        (endpoints(spec, Origin::Own), "endpoint"),
        (events(spec), "event"),
        (types.filter(is_own).count(), "type"),
        (spec.errors.iter().map(|error| &error.origin).filter(is_own).count(), "error code"),
    ];
    let own = counts.map(|(number, what)| count(number, what)).join(", ");
    match &spec.extends {
        Some(base) => {
            format!("{own}; extends `{base}` and amends {} of it", count(endpoints(spec, Origin::Amended), "endpoint"))
        }
        None => own,
    }
}

fn resources(spec: &Spec) -> usize {
    let is_own = |resource: &&Resource| {
        let endpoints = resource.endpoints.iter().map(|endpoint| endpoint.origin);
        let mut origins = endpoints.chain(resource.events.iter().map(|event| event.origin));
        spec.extends.is_none() || origins.any(|origin| origin == Origin::Own)
    };
    spec.resources.iter().filter(is_own).count()
}

fn endpoints(spec: &Spec, origin: Origin) -> usize {
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    endpoints.filter(|endpoint| endpoint.origin == origin).count()
}

fn events(spec: &Spec) -> usize {
    let events = spec.resources.iter().flat_map(|resource| &resource.events);
    events.filter(|event| event.origin == Origin::Own).count()
}

//! The commands `list` and `show`: counts are compared with the model, texts with the width of a terminal.

#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calendar_spec::list::Listing;
use calendar_spec::model::{ConstraintKind, Field, Reference, Spec};
use calendar_spec::show;
use textwrap::core::display_width;

/// The shipped spec, and two that use every part of the language.
fn specs() -> [Spec; 3] {
    let every_part = ["tests/full", "tests/things"].map(|part| Path::new(env!("CARGO_MANIFEST_DIR")).join(part));
    let [full, things] = every_part;
    [PathBuf::from(calendar_spec::DIR), full, things].map(|directory| load(&directory))
}

fn load(directory: &Path) -> Spec {
    let loaded = calendar_spec::load(directory);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

/// A directory with a spec of one file besides the root.
fn directory_of(yaml: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("spec.yaml"), "spec: a\ndoc: b\ninclude: [a.yaml]\n").expect("a file");
    std::fs::write(directory.path().join("a.yaml"), yaml).expect("a file");
    directory
}

fn names(spec: &Spec) -> Vec<String> {
    let resources = spec.resources.iter();
    let of_resource = resources.flat_map(|resource| {
        let endpoints = resource.endpoints.iter().map(|endpoint| &endpoint.name);
        endpoints
            .chain(resource.events.iter().map(|event| &event.name))
            .map(move |name| format!("{}.{name}", resource.name))
    });
    of_resource.collect()
}

/// The output of `show` for an endpoint or event, without colours.
fn shown(spec: &Spec, name: &str) -> String {
    let subject = show::find(spec, name).expect("a known name");
    anstream::adapter::strip_str(&show::text(spec, subject, 80)).to_string()
}

/// A text without its line breaks and indents.
fn unwrapped(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || "│├└─".contains(character))
        .filter(|word| !word.is_empty())
        .collect()
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn totals_are_those_of_the_model() {
    for spec in specs() {
        let totals = Listing::of(&spec).totals;
        let endpoints: Vec<_> = spec.resources.iter().flat_map(|resource| &resource.endpoints).collect();
        let parameters: usize = endpoints.iter().map(|endpoint| endpoint.fields.len()).sum();
        let nested: usize = spec.objects.iter().map(|object| object.fields.len()).sum();
        assert_eq!(totals.endpoints, endpoints.len());
        assert_eq!(totals.events, spec.resources.iter().map(|resource| resource.events.len()).sum::<usize>());
        assert_eq!(totals.fields, parameters + nested);
        assert_eq!(totals.errors, spec.errors.len());
        assert_eq!((totals.resources, totals.objects), (spec.resources.len(), spec.objects.len()));
        assert_eq!((totals.enums, totals.ids), (spec.enums.len(), spec.ids.len()));
        assert_eq!(totals.values, spec.enums.iter().map(|item| item.values.len()).sum::<usize>());
    }
}

#[test]
fn every_endpoint_and_event_has_a_row() {
    for spec in specs() {
        let listing = Listing::of(&spec);
        let rows = listing.endpoints.iter().map(|row| &row.name).chain(listing.events.iter().map(|row| &row.name));
        let mut wanted = names(&spec);
        let mut rows: Vec<String> = rows.cloned().collect();
        wanted.sort();
        rows.sort();
        assert_eq!(rows, wanted);
        let table = listing.to_table(None);
        for name in &wanted {
            assert!(table.lines().any(|line| line.starts_with(name.as_str())), "{name} has no line");
        }
    }
}

const COUNTED: &str = "
resource: things
doc: a
ids: { ThingId: { doc: a } }
objects:
  Span:
    doc: a
    fields:
      from: { type: timestamp, required: true, doc: a }
      to: { type: timestamp, doc: a }
      seen: { type: bool, read_only: true, doc: a }
    rules: [ order: { before: from, after: to } ]
errors:
  1: { name: one, status: 400, message: a, advice: a, retry: never }
  2: { name: two, message: a, advice: a, retry: never }
endpoints:
  create:
    doc: a
    page: { path: /a, updated: 2024-01-01 }
    http: POST /things/:id
    tokens: [tenant]
    apps: [custom]
    path: { id: { type: ThingId, doc: a } }
    body:
      a: { type: Span, doc: a }
      b: { type: list<Span>, items: ..=3, doc: a }
      c: { type: string, length: 1..=5, required: true, doc: a }
    rules: [ at_least_one: [a, b] ]
    response: Span
    errors: [1, 2]
";

#[test]
fn a_row_counts_the_fields_of_request_and_response() {
    let listing = Listing::of(&load(directory_of(COUNTED).path()));
    let row = &listing.endpoints[0];
    assert_eq!((row.name.as_str(), row.method, row.path.as_str()), ("things.create", "POST", "/things/:id"));
    assert_eq!(row.tokens, ["tenant"]);
    // Four fields of the endpoint and two of the object, which counts once; its third field cannot be sent.
    assert_eq!(row.sent, 6);
    assert_eq!(row.received, 3);
    // id required, items, length, c required, at_least_one; from required, two forms, order.
    assert_eq!(row.rules, 9);
    assert_eq!(row.errors, 2);
    assert_eq!((listing.totals.fields, listing.totals.rules), (7, 9));
}

#[test]
fn nothing_shown_is_wider_than_80_columns() {
    for spec in specs() {
        for name in names(&spec) {
            for line in shown(&spec, &name).lines() {
                assert!(display_width(line) <= 80, "{name}: {} columns: {line}", display_width(line));
            }
        }
    }
}

#[test]
fn everything_about_an_endpoint_is_shown() {
    for spec in specs() {
        for resource in &spec.resources {
            for endpoint in &resource.endpoints {
                let name = format!("{}.{}", resource.name, endpoint.name);
                let shown = unwrapped(&shown(&spec, &name));
                let assert_shown =
                    |text: &str| assert!(shown.contains(&unwrapped(text)), "{name} does not show {text:?}");
                assert_shown(&endpoint.path_template());
                assert_shown(&endpoint.doc);
                match &endpoint.reference {
                    Reference::Page(page) => assert_shown(&format!("https://open.feishu.cn/document{}", page.path)),
                    Reference::Undocumented(mark) => assert_shown(&mark.source),
                }
                endpoint.scopes.iter().for_each(|scope| assert_shown(scope));
                for error in endpoint.error_codes(&spec) {
                    assert_shown(&format!(
                        "{}{}",
                        error.number,
                        error.status.map_or(String::new(), |status| status.to_string())
                    ));
                    assert_shown(&error.message);
                    assert_shown(&error.advice);
                }
                let response = endpoint.response.map(|object| &spec.objects[object.0].fields);
                let own = endpoint.fields.iter().map(|parameter| &parameter.field);
                for field in own.chain(response.into_iter().flatten()) {
                    assert_field_shown(field, &assert_shown);
                }
            }
        }
    }
}

fn assert_field_shown(field: &Field, assert_shown: &impl Fn(&str)) {
    assert_shown(&field.wire);
    assert_shown(&field.doc);
    if let Some(max) = field.limit(ConstraintKind::Length).and_then(|limit| limit.max) {
        assert_shown(&format!("{max} characters"));
    }
    if let Some(min) = field.limit(ConstraintKind::Range).and_then(|limit| limit.min) {
        assert_shown(&min.to_string());
    }
}

#[test]
fn nested_objects_are_shown_once_below_their_field() {
    let spec = specs().into_iter().next().expect("the shipped spec");
    let shown = shown(&spec, "calendar_event.create");
    let lines: Vec<&str> = shown.lines().collect();
    let start =
        lines.iter().position(|line| line.starts_with("├─ start_time  TimeInfo, required")).expect("start_time");
    assert!(lines[start..].iter().any(|line| line.starts_with("│  ├─ timestamp  timestamp")));
    // Those of `TimeInfo` in the request, and those of `EndTime` in the response.
    assert_eq!(shown.matches("├─ timestamp  timestamp").count(), 2);
    assert!(shown.contains("Fields as in `start_time`."));
    assert!(shown.contains("At most one of `date` and `timestamp` may be set."));
}

#[test]
fn json_holds_the_fields_objects_enums_and_errors() {
    let output = run(&["show", "calendar_acl.create", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(shown["method"], "POST");
    let names: Vec<_> = shown["fields"].as_array().expect("a list").iter().map(|field| &field["name"]).collect();
    assert_eq!(names, ["calendar_id", "user_id_type", "role", "scope"]);
    assert_eq!(shown["objects"]["AclScope"]["fields"][1]["required_when"]["type"][0], "user");
    assert_eq!(shown["enums"]["CalendarRole"]["values"][0]["read_only"], true);
    assert!(shown["errors"].as_array().expect("a list").iter().any(|error| error["code"] == 192_000));
    let output = run(&["list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(listed["totals"]["endpoints"], listed["endpoints"].as_array().expect("a list").len());
}

#[test]
fn an_unknown_name_is_an_error_that_suggests_the_nearest() {
    let output = run(&["show", "calendar_event.creat"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    let said = text(&output.stderr);
    assert!(said.contains("no endpoint or event `calendar_event.creat`"), "{said}");
    assert!(said.contains("calendar_event.create"), "{said}");
    assert!(!said.contains("calendar_event.reply"), "only what is near: {said}");
    let said = run(&["show", "freebusy"]);
    let said = text(&said.stderr);
    assert!(said.contains("freebusy.list") && said.contains("freebusy.batch"), "{said}");
    assert_eq!(run(&["show", "\u{1b}[31m"]).status.code(), Some(2));
}

#[test]
fn output_to_a_pipe_has_no_colours_and_unwrapped_lines() {
    for arguments in [&["list"][..], &["show", "freebusy.list"], &["export", "openapi"]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""), "{arguments:?}");
        assert!(!text(&output.stdout).contains('\u{1b}'), "{arguments:?}");
        assert!(text(&output.stdout).ends_with('\n'), "{arguments:?}");
    }
}

#[test]
fn colours_can_be_requested() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").args(["show", "freebusy.list"]);
    let output = command.output().expect("the command runs");
    assert!(text(&output.stdout).contains('\u{1b}'));
    let output = command.env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1").output().expect("the command runs");
    assert!(!text(&output.stdout).contains('\u{1b}'));
}

#[test]
fn a_spec_with_findings_is_neither_listed_nor_shown_nor_exported() {
    let directory = directory_of("ids:\n  Id: { dock: b }\n");
    let path = directory.path().to_str().expect("a path");
    for arguments in [&["list", path][..], &["show", "a.b", "--spec", path], &["export", "openapi", path]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""), "{arguments:?}");
        assert!(text(&output.stderr).contains("unknown-key"), "{arguments:?}");
    }
}

#[test]
fn an_export_goes_to_a_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("openapi.yaml");
    let path = file.to_str().expect("a path");
    let output = run(&["export", "openapi", "--version", "3.0", "--yaml", "-o", path]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), ""));
    assert!(std::fs::read_to_string(&file).expect("the file").starts_with("openapi: \"3.0.3\"\n"));
    let output = run(&["export", "openapi", "-o", &format!("{path}/no")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("openapi.yaml/no"), "{}", text(&output.stderr));
}

#[test]
fn hostile_specs_end_soon() {
    let mut objects = String::new();
    for object in 0..20 {
        let _ = write!(objects, "  A{object}: {{ doc: a, fields: {{ ");
        for other in 0..20 {
            let _ = write!(objects, "f{other}: {{ type: list<A{other}>, doc: a }}, ");
        }
        objects.push_str("} }\n");
    }
    for object in 20..3_000 {
        let _ = writeln!(objects, "  A{object}: {{ doc: a, fields: {{ a: {{ type: A{}, doc: a }} }} }}", object + 1);
    }
    let yaml = format!(
        "resource: things\ndoc: a\nobjects:\n{objects}  A3000: {{ doc: a, fields: {{}} }}\nendpoints:\n  create:\n    doc: a\n    \
         page: {{ path: /a, updated: 2024-01-01 }}\n    http: POST /things\n    tokens: [user]\n    apps: [custom]\n    \
         body: {{ a: {{ type: A0, doc: a }}, b: {{ type: A20, doc: a }} }}\n    response: A0\n    errors: []\n"
    );
    let spec = load(directory_of(&yaml).path());
    assert_eq!(Listing::of(&spec).endpoints[0].sent, 2 + 400 + 2980);
    assert!(shown(&spec, "things.create").len() < 1_000_000);
    let subject = show::find(&spec, "things.create").expect("it is there");
    assert!(show::to_json(&spec, subject)["objects"].as_object().is_some_and(|objects| objects.len() == 3_001));
    let nothing = load(directory_of("resource: things\ndoc: a\n").path());
    assert!(Listing::of(&nothing).to_table(None).starts_with("0 endpoints and 0 events in 1 resource\n"));
    assert_eq!(show::find(&nothing, "a.b").map(|_| ()).expect_err("nothing").nearest, [] as [&str; 0]);
}

#[test]
fn a_list_fits_the_terminal_with_one_line_for_each_row() {
    for spec in specs() {
        let listing = Listing::of(&spec);
        let whole = listing.to_table(None);
        let widest = |table: &str| table.lines().map(display_width).max().unwrap();
        assert_eq!(listing.to_table(Some(widest(&whole))), whole);
        for width in [120, 100, 80] {
            let table = listing.to_table(Some(width));
            assert!(widest(&table) <= width, "{width}: {}\n{table}", widest(&table));
            assert!(names(&spec).iter().all(|name| table.contains(name.as_str())), "{table}");
            let rows = table.lines().filter(|line| line.contains(" GET ") || line.contains(" POST ")).count();
            let all = whole.lines().filter(|line| line.contains(" GET ") || line.contains(" POST ")).count();
            assert_eq!(rows, all);
            assert_eq!(table.contains("left out in"), widest(&whole) > width);
        }
    }
}

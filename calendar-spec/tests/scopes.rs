//! The command `scopes`: the printed set allows every endpoint, and the JSON has the format of the console.

#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calendar_spec::model::Spec;
use calendar_spec::scopes::{Need, Needs, field_scopes};
use serde_json::{Value, json};

fn load(directory: &Path) -> Spec {
    let loaded = calendar_spec::load(directory);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_calendar-spec")).arg("scopes").args(arguments).output().expect("the command runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_table_marks_the_smallest_set() {
    let table = printed(&["calendar_event.create", "freebusy.list", "timeoff_event.create"]);
    for line in [
        "calendar_event.create   tenant, user  calendar:calendar, calendar:calendar.event:create*",
        "  user_id_type=user_id                contact:user.employee_id:readonly",
        "tenant token (*): calendar:calendar.event:create calendar:calendar.free_busy:read calendar:time_off:create",
        "user token (*): calendar:calendar.event:create calendar:calendar.free_busy:read offline_access",
    ] {
        assert!(table.lines().any(|found| found.trim_end() == line), "{line}\n{table}");
    }
}

#[test]
fn the_json_has_the_format_of_the_console() {
    let json = printed(&["exchange_binding", "--field", "admin_account", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let user = [
        "calendar:exchange.bindings:create",
        "calendar:exchange.bindings:delete",
        "calendar:exchange.bindings:read",
        "contact:user.email:readonly",
        "offline_access",
    ];
    assert_eq!(json, json!({ "scopes": { "tenant": [], "user": user } }));
    let both: Value = serde_json::from_str(&printed(&["freebusy.list", "--format=json"])).expect("JSON");
    assert_eq!(both["scopes"]["tenant"], json!(["calendar:calendar.free_busy:read"]));
}

#[test]
fn misspelt_names_are_reported_with_suggestions() {
    for (arguments, words) in [
        (&["calendar_event.creat"][..], "did you mean one of these?\n    calendar_event.create\n"),
        (&["calendar.events.changed"], "is an event"),
        (&["exchange_binding.get", "--field", "status"], "these do: `admin_account`, `exchange_account`"),
        (&["timeoff_event.delete", "--field", "x"], "none does"),
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(words), "{arguments:?}\n{said}");
    }
}

#[test]
fn the_sets_allow_every_endpoint_of_every_spec() {
    let every_part = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/full");
    for spec in [PathBuf::from(calendar_spec::DIR), every_part].map(|directory| load(&directory)) {
        let endpoints: Vec<_> = spec.resources.iter().flat_map(|resource| &resource.endpoints).collect();
        // Each one, each with the next, and all of them.
        let groups = endpoints.windows(1).chain(endpoints.windows(2)).chain([&*endpoints]);
        for group in groups {
            let needs: Vec<Need<'_>> =
                group.iter().map(|endpoint| Need { name: endpoint.name.clone(), endpoint }).collect();
            let found = Needs::of(&spec, &needs, &[]).expect("no field is named");
            for endpoint in group {
                for (is_meant, set) in [(endpoint.tokens.tenant, &found.tenant), (endpoint.tokens.user, &found.user)] {
                    let is_allowed =
                        endpoint.scopes.is_empty() || endpoint.scopes.iter().any(|scope| set.contains(scope));
                    assert!(!is_meant || is_allowed, "{}: {set:?}", endpoint.name);
                }
            }
        }
    }
}

#[test]
fn every_scope_of_a_field_is_found_under_a_path() {
    let spec = load(Path::new(calendar_spec::DIR));
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    let mut paths: Vec<String> = endpoints
        .flat_map(|endpoint| field_scopes(&spec, endpoint))
        .map(|field| format!("{} {}", field.path, field.scopes.join(" ")))
        .collect();
    paths.sort();
    paths.dedup();
    assert!(paths.contains(&"admin_account contact:user.email:readonly".to_owned()), "{paths:#?}");
    assert!(paths.contains(&"user_id_type=user_id contact:user.employee_id:readonly".to_owned()), "{paths:#?}");
}

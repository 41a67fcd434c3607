//! A spec of a thousand endpoints can be checked and compiled. What it takes is printed:
//! `cargo test -p calendar-tests --test api thousand -- --nocapture`.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use calendar_spec::model::Origin;
use nix::sys::resource::{UsageWho, getrusage};

use crate::support::package::Package;

const RESOURCES: usize = 25;
const ENDPOINTS: usize = 40;

const PROGRAM: &str = r#"
lark::api!("spec");

fn main() {
    print!("{}", <r24::Create39 as lark::Endpoint>::META.name);
}
"#;

/// The resource with this number; each endpoint takes and returns an object of its own.
fn resource(number: usize) -> String {
    let mut objects = String::new();
    let mut endpoints = String::new();
    for endpoint in 0..ENDPOINTS {
        let name = format!("Thing{number}x{endpoint}");
        let _ = write!(
            objects,
            "
  {name}:
    doc: A thing.
    fields:
      id: {{ type: CalendarId, read_only: true, doc: What identifies it. }}
      name: {{ type: string, required: true, length: 1..=100, doc: What it is called., example: a }}
      from: {{ type: TimeInfo, doc: From when on it is there. }}
      count: {{ type: int32, range: 0..=10, doc: How many there are., default: 1 }}
      tags: {{ type: list<string>, items: ..=10, doc: Words about it. }}
      link: {{ type: url, doc: Where to read on. }}
    rules:
      - together: [count, link]"
        );
        let _ = write!(
            endpoints,
            "
  create_{endpoint}:
    doc: Make a thing.
    page: {{ path: /things/{number}/{endpoint}, updated: 2026-01-01 }}
    http: POST /open-apis/things/v1/kinds_{number}/:calendar_id/things_{endpoint}
    tokens: [tenant, user]
    scopes: [thing:thing]
    rate_limit: {{ per_minute: 1000 }}
    path:
      calendar_id: {{ type: CalendarId, doc: The calendar. }}
    query:
      user_id_type: {{ type: UserIdType, doc: The form of users. }}
      token: {{ type: string, doc: A token. }}
    body:
      thing: {{ type: {name}, required: true, doc: The thing. }}
      others: {{ type: list<{name}>, items: ..=5, doc: More of them. }}
    response: {{ fields: {{ thing: {{ type: {name}, doc: The thing. }}, at: {{ type: timestamp, doc: When. }} }} }}
    errors: [common]"
        );
    }
    format!("resource: r{number}\ndoc: Things.\nobjects:{objects}\nendpoints:{endpoints}\n")
}

#[test]
fn a_spec_of_a_thousand_endpoints_is_checked_and_compiled() {
    let things = Package::with_features("things", "\"calendar_event\"");
    things.write("src/main.rs", PROGRAM);
    let names: Vec<String> = (0..RESOURCES).map(|number| format!("r{number}.yaml")).collect();
    things.write("spec/spec.yaml", &format!("spec: things\ndoc: Things.\nextends: calendar\ninclude: {names:?}\n"));
    for (number, name) in names.iter().enumerate() {
        things.write(&format!("spec/{name}"), &resource(number));
    }

    let (loaded, took) = timed(|| calendar_spec::load(&things.path("spec")));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let own = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    assert_eq!(own.filter(|endpoint| endpoint.origin == Origin::Own).count(), RESOURCES * ENDPOINTS);
    println!("the check of 1000 endpoints: {took:.1?}; this process held {} MB at most", peak(UsageWho::RUSAGE_SELF));

    assert_eq!(things.build().output, "r24.create_39", "dependencies are built by now");
    things.write("spec/r0.yaml", &resource(0).replace("A thing.", "Some thing."));
    let (output, took) = timed(|| things.cargo(&["check"]));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!(
        "`cargo check` of their crate: {took:.1?}; no process held more than {} MB",
        peak(UsageWho::RUSAGE_CHILDREN)
    );
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (run(), started.elapsed())
}

/// The most memory that this process, or any that it waited for, has held.
fn peak(who: UsageWho) -> i64 {
    getrusage(who).map_or(0, |usage| usage.max_rss() / 1024)
}

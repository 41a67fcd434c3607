//! A package of a thousand endpoints.

use std::fmt::Write as _;

use super::package::Package;

pub(crate) const RESOURCES: usize = 25;
pub(crate) const ENDPOINTS: usize = 40;

/// The package, whose program is still to be written.
pub(crate) fn package(name: &'static str) -> Package {
    let things = Package::with_features(name, "\"calendar_event\"");
    let names: Vec<String> = (0..RESOURCES).map(|number| format!("r{number}.yaml")).collect();
    things.write("spec/spec.yaml", &format!("spec: things\ndoc: Things.\nextends: calendar\ninclude: {names:?}\n"));
    for (number, name) in names.iter().enumerate() {
        things.write(&format!("spec/{name}"), &resource(number));
    }
    things
}

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

//! Names of resources, endpoints, events and error codes, from the path of a page.
//!
//! In: the path of a page, else the route of its endpoint. Out: names that Rust accepts, each once.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::docs::call::route;
use crate::docs::facts::Facts;
use crate::resolve::is_free_name;

/// The maximum length of the name of an error code, in characters.
const LONGEST_ERROR: usize = 40;

/// The names of the resource and of the endpoint or event that a page is about.
pub(super) fn of_page(facts: &Facts) -> (String, String) {
    let path = facts.path.as_ref().map(|path| path.value.as_str()).and_then(of_path);
    let (resource, name) = path.unwrap_or_else(|| of_route(facts));
    (usable(&resource, "resource"), usable(&name, "endpoint"))
}

/// "…/reference/calendar-v4/calendar-acl/create": the words after the service.
fn of_path(path: &str) -> Option<(String, String)> {
    let (_, after) = path.split_once("/reference/")?;
    let mut words: Vec<&str> = after.split('/').filter(|word| !word.is_empty()).skip(1).collect();
    let name = words.pop()?;
    let resource = words.iter().rfind(|word| **word != "events").or(words.last())?;
    Some(((*resource).to_owned(), name.to_owned()))
}

/// Older pages have meaningless paths: the words of the route, and the method where there are none.
fn of_route(facts: &Facts) -> (String, String) {
    if let Some(event_type) = &facts.event_type {
        let (resource, name) = event_type.value.rsplit_once('.').unwrap_or(("", &event_type.value));
        return (resource.rsplit('.').next().unwrap_or_default().to_owned(), name.to_owned());
    }
    let url = facts.url.as_ref().map_or("", |url| route(&url.value));
    let is_version = |word: &str| word.strip_prefix('v').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let words: Vec<&str> = url.split('/').filter(|word| !word.is_empty() && *word != "open-apis").collect();
    let service = words.iter().position(|word| is_version(word)).map_or(0, |version| version + 1);
    let mut plain = words[service..].iter().filter(|word| !word.starts_with(':'));
    let resource = plain.next().map_or_else(String::new, |word| (*word).to_owned());
    let mut name: Vec<&str> = plain.copied().collect();
    let is_whole = words.last().is_none_or(|word| !word.starts_with(':'));
    let method = facts.method.as_ref().map_or("", |method| &*method.value);
    match (method, is_whole) {
        _ if is_whole && !name.is_empty() => {}
        ("GET", true) => name.push("list"),
        ("POST", _) => name.push("create"),
        ("PATCH" | "PUT", _) => name.push("update"),
        ("DELETE", _) => name.push("delete"),
        _ => name.push("get"),
    }
    (resource, name.join("_"))
}

/// The name in snake case, changed so that Rust accepts it.
fn usable(name: &str, what: &str) -> String {
    let name = of_ascii(name);
    let longer = format!("{what}_{name}").to_snake_case();
    if is_free_name(&name) && !["types", "events"].contains(&&*name) { name } else { longer }
}

/// The characters of a text that a name can have, in snake case.
fn of_ascii(words: &str) -> String {
    words.replace(|letter: char| !letter.is_ascii_alphanumeric(), " ").to_snake_case()
}

/// A name for an error code, from its message.
pub(super) fn of_error(message: &str, code: i64) -> String {
    let mut name = String::new();
    for word in of_ascii(message).split('_') {
        let longer = format!("{name}_{word}");
        let longer = longer.trim_matches('_');
        if longer.len() > LONGEST_ERROR {
            break;
        }
        longer.clone_into(&mut name);
    }
    if is_free_name(&name) && name != "other" { name } else { format!("error_{code}") }
}

/// Upper camel case that does not change when it is converted again: `a_b` is `Ab`, since `AB` would be one word.
pub(super) fn of_type(words: &str) -> String {
    words.to_upper_camel_case().to_upper_camel_case()
}

/// The first of the names that is free, or the last one with a number.
pub(super) fn free(candidates: &[String], is_taken: impl Fn(&str) -> bool) -> String {
    if let Some(free) = candidates.iter().find(|name| is_free_name(name) && !is_taken(name)) {
        return free.clone();
    }
    let last = candidates.iter().rfind(|name| is_free_name(name)).map_or("Unnamed", String::as_str);
    let is_type = last.starts_with(|first: char| first.is_ascii_uppercase());
    numbered(
        2,
        |name| is_taken(name),
        |number| {
            let name = format!("{last}{number}");
            if is_type { of_type(&name) } else { name }
        },
    )
}

/// A name with a number from `first` on that is free, the smallest one if all below it are taken. Counting up
/// to each of thousands of equal names would take quadratic time.
pub(super) fn numbered(first: u32, is_taken: impl Fn(&str) -> bool, name: impl Fn(u32) -> String) -> String {
    let is_free = |number: u32| !is_taken(&name(number));
    let (mut taken, mut free) = (first, first);
    while !is_free(free) && free < u32::MAX {
        (taken, free) = (free, free.saturating_mul(2));
    }
    while free - taken > 1 {
        let middle = taken.midpoint(free);
        *(if is_free(middle) { &mut free } else { &mut taken }) = middle;
    }
    name(free)
}

/// The service that a page belongs to: the first word of the route after `open-apis`, or of the type of an event.
pub(super) fn of_service(facts: &Facts) -> String {
    let route = facts.url.as_ref().map_or("", |url| route(&url.value));
    let of_route = route.split('/').find(|word| !word.is_empty() && *word != "open-apis");
    let of_event = facts.event_type.as_ref().and_then(|ty| ty.value.split_once('.')).map(|(service, _)| service);
    let path = facts.path.as_ref().map_or("", |path| &path.value);
    let of_path = path.split('/').find_map(|word| {
        let (service, version) = word.rsplit_once("-v")?;
        version.parse::<u8>().is_ok().then_some(service)
    });
    usable(of_route.or(of_event).or(of_path).unwrap_or("other"), "service")
}

/// The name of a spec, from that of its directory.
pub(super) fn of_spec(directory: &str) -> String {
    usable(directory, "spec")
}

//! Finds an endpoint or event by name, or the most similar names.

use std::fmt;

use super::Subject;
use crate::describe::full_name;
use crate::model::Spec;

/// How many names are offered instead of an unknown one.
const OFFERED: usize = 20;

/// The longest name that is compared with others, in bytes.
const LONGEST: usize = 200;

/// A name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// Similar names, the most similar first.
    pub nearest: Vec<String>,
}

impl std::error::Error for Unknown {}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "there is no endpoint or event `{}`", self.name.escape_debug())?;
        match &*self.nearest {
            [] => {}
            [only] => writeln!(f, "did you mean `{only}`?")?,
            names => writeln!(f, "did you mean one of these?\n    {}", names.join("\n    "))?,
        }
        write!(f, "`calendar-spec list` names all of them")
    }
}

/// The endpoint or event of that name.
pub fn find<'s>(spec: &'s Spec, name: &str) -> Result<Subject<'s>, Unknown> {
    let mut subjects = subjects(spec);
    match subjects.find(|(known, _)| known == name) {
        Some((_, subject)) => Ok(subject),
        None => Err(Unknown { name: name.to_owned(), nearest: nearest(spec, name) }),
    }
}

/// All endpoints, then all events; if an event has the name of an endpoint, `resource.events.name` is the event.
fn subjects(spec: &Spec) -> impl Iterator<Item = (String, Subject<'_>)> {
    let endpoints = spec.resources.iter().flat_map(|resource| {
        let name = |endpoint| full_name(resource, endpoint);
        resource.endpoints.iter().map(move |endpoint| (name(&endpoint.name), Subject::Endpoint(resource, endpoint)))
    });
    let events = |prefix: &'static str| {
        spec.resources.iter().flat_map(move |resource| {
            let name = move |event: &str| full_name(resource, &format!("{prefix}{event}"));
            resource.events.iter().map(move |event| (name(&event.name), Subject::Event(resource, event)))
        })
    };
    endpoints.chain(events("")).chain(events("events."))
}

/// Everything in a resource, or with that name in any resource; otherwise similar names.
fn nearest(spec: &Spec, name: &str) -> Vec<String> {
    let known = || subjects(spec).map(|(name, _)| name).filter(|name| !name.contains(".events."));
    let is_part = |known: &String| known.split('.').any(|part| part == name);
    let parts: Vec<String> = known().filter(is_part).take(OFFERED).collect();
    if !parts.is_empty() || name.len() > LONGEST {
        return parts;
    }
    let allowed = (name.chars().count() / 6).clamp(1, 3);
    let distance = |known: String| (strsim::damerau_levenshtein(name, &known), known);
    let mut near: Vec<(usize, String)> = known().map(distance).filter(|(distance, _)| *distance <= allowed).collect();
    near.sort();
    near.into_iter().map(|(_, name)| name).take(5).collect()
}

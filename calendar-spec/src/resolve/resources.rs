//! Resources: the endpoints and events of a file.
//!
//! In: all files. Out: resources with endpoints and events, and their inline objects.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;

use super::declared::Declared;
use super::errors::Errors;
use super::fields::Fields;
use super::names::{Case, check_name};
use super::{Places, Resolved};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Location;
use crate::model::{Resource, Spec};
use crate::raw::{Document, Text};

/// The context in which the endpoints and events of a spec are resolved.
pub(super) struct Resources<'r> {
    pub(super) declared: &'r Declared<'r>,
    /// The fields of every object, parallel to the objects of the model.
    pub(super) scopes: Vec<Fields>,
    pub(super) spec: &'r mut Spec,
    pub(super) places: &'r mut Places,
    pub(super) errors: Errors<'r>,
    /// Names of objects made for events.
    pub(super) global_names: HashSet<String>,
    /// The name of the current resource.
    pub(super) resource: String,
    /// Types in the module of that resource, and what they were made for.
    names: HashMap<String, Location>,
}

/// Fills in resources, error codes, and inline objects.
pub(super) fn resolve_resources(
    documents: &[Document],
    (declared, scopes): (&Declared<'_>, Vec<Fields>),
    resolved: &mut Resolved,
    problems: &mut Problems,
) {
    let (errors, codes) = Errors::new(documents, problems);
    resolved.spec.errors = codes;
    let mut resources = Resources {
        declared,
        scopes,
        spec: &mut resolved.spec,
        places: &mut resolved.places,
        errors,
        global_names: HashSet::new(),
        resource: String::new(),
        names: HashMap::new(),
    };
    let mut seen: HashMap<&str, Location> = HashMap::new();
    for document in documents {
        if let Some(name) = document.resource.as_ref().filter(|name| is_new_resource(name, &mut seen, problems)) {
            resources.resource(name, document, problems);
        }
    }
    resources.collections(documents, problems);
}

fn is_new_resource<'r>(name: &'r Text, seen: &mut HashMap<&'r str, Location>, problems: &mut Problems) -> bool {
    let usable = check_name(name, "a resource", Case::Snake, problems);
    if matches!(&*name.value, "types" | "events") {
        let message = format!("a resource cannot be called {}", quoted(&name.value));
        let problem = Problem::new("invalid-name", name.place, message);
        problems.push(problem.help("a module of shared types is called so; choose another name"));
        return false;
    }
    if let Some(first) = seen.insert(&name.value, name.place) {
        let message = format!("two files describe the resource {}", quoted(&name.value));
        let problem = Problem::new("duplicate-name", name.place, message).related("the first one", first);
        problems.push(problem.help("a resource is described in one file"));
        return false;
    }
    usable
}

impl Resources<'_> {
    fn resource(&mut self, name: &Text, document: &Document, problems: &mut Problems) {
        self.resource.clone_from(&name.value);
        self.names.clear();
        let types = document.endpoints.iter().map(|raw| (raw.name.value.to_upper_camel_case(), raw.name.place));
        let types: Vec<_> = types.filter(|(name, place)| self.claim(name, *place, problems)).collect();
        for (name, place) in types {
            self.claim(&format!("{name}Builder"), place, problems);
        }
        let endpoints = document.endpoints.iter().filter_map(|raw| self.endpoint(raw, problems));
        let (endpoints, endpoint_places) = endpoints.collect::<Vec<_>>().into_iter().unzip();
        let events = document.events.iter().filter_map(|raw| self.event(raw, problems));
        let (events, event_places) = events.collect::<Vec<_>>().into_iter().unzip();
        self.places.endpoints.push(endpoint_places);
        self.places.events.push(event_places);
        self.spec.resources.push(Resource {
            name: name.value.clone(),
            doc: document.doc.clone(),
            endpoints,
            events,
            collection: None,
            at: name.place,
        });
    }

    /// Reserves the name of a type in the module of the resource; false if it is already used.
    pub(super) fn claim(&mut self, name: &str, place: Location, problems: &mut Problems) -> bool {
        let first = self.names.get(name).copied();
        if let Some(first) = first {
            let message = format!("two types of this resource are called {}", quoted(name));
            let problem = Problem::new("duplicate-name", place, message).related("the first one", first);
            problems.push(problem.help("rename one of the endpoints"));
        } else {
            self.names.insert(name.to_owned(), place);
        }
        first.is_none()
    }
}

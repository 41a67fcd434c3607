//! [`Lines`]: the lines of the YAML that declare things.

use std::collections::HashMap;

use crate::model::{Location, Origin, Spec};
use crate::source::{self, Starts};

/// A file of a spec.
#[derive(Clone, Debug)]
pub(crate) struct FileText {
    /// Its name in messages.
    pub(crate) shown: String,
    pub(crate) text: String,
    pub(crate) starts: Starts,
}

/// The file and line of each declaration and field of a spec.
#[derive(Clone, Debug, Default)]
pub struct Lines(HashMap<Location, String>);

impl Lines {
    pub(crate) fn new(spec: &Spec, texts: &[FileText]) -> Self {
        let mut wanted = locations(spec);
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = HashMap::with_capacity(wanted.len());
        for of_file in wanted.chunk_by(|one, other| one.file == other.file) {
            let file = of_file[0].file;
            let Some(FileText { shown, text, starts }) = texts.get(file as usize) else { continue };
            let nodes: Vec<u32> = of_file.iter().map(|location| location.node).collect();
            let lines = source::lines(text, starts, &nodes).into_iter();
            found.extend(lines.map(|(node, line)| (Location { file, node }, format!("{shown}:{line}"))));
        }
        Self(found)
    }

    /// File and line, such as `spec/room.yaml:12`.
    pub fn of(&self, location: Location) -> Option<&str> {
        self.0.get(&location).map(String::as_str)
    }
}

/// The places of what is generated from a spec. Types of the base are not.
fn locations(spec: &Spec) -> Vec<Location> {
    let is_here = |origin: Origin| origin != Origin::Base;
    let ids = spec.ids.iter().filter(|id| is_here(id.origin)).map(|id| id.at);
    let enums = spec.enums.iter().filter(|item| is_here(item.origin));
    let enums = enums.flat_map(|item| item.values.iter().map(|value| value.at).chain([item.at]));
    let objects = spec.objects.iter().filter(|object| is_here(object.origin));
    let objects = objects.flat_map(|object| object.fields.iter().map(|field| field.at).chain([object.at]));
    let endpoints = spec.resources.iter().flat_map(|resource| &resource.endpoints);
    let endpoints =
        endpoints.flat_map(|endpoint| endpoint.fields.iter().map(|parameter| parameter.field.at).chain([endpoint.at]));
    let events = spec.resources.iter().flat_map(|resource| &resource.events).map(|event| event.at);
    let resources = spec.resources.iter().map(|resource| resource.at);
    let errors = spec.errors.iter().map(|error| error.at);
    ids.chain(enums).chain(objects).chain(endpoints).chain(events).chain(resources).chain(errors).collect()
}

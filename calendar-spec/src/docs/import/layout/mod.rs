//! The draft as files of YAML.
//!
//! In: a [`Draft`]. Out: a file for each resource, one for what several of them share, one for error codes, and the
//! root that lists them.

mod declaration;
mod entries;
mod subject;

use std::collections::BTreeSet;

use super::draft::Resource;
use crate::docs::yaml::{Entry, Yaml};
pub(in crate::docs) use declaration::error;
pub(in crate::docs) use entries::Layout;
pub(in crate::docs) use subject::rate_limit;

impl Layout<'_> {
    /// Names of files and what they hold, without the root.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let (codes, types): (Vec<Entry>, Vec<Entry>) =
            self.shared().into_iter().partition(|entry| entry.key == "errors");
        for (name, entries) in [("common.yaml", types), ("errors.yaml", codes)] {
            if !entries.is_empty() {
                files.push((name.to_owned(), sections(&entries)));
            }
        }
        for resource in &self.draft.resources {
            files.push((format!("{}.yaml", file_name(&resource.name)), sections(&self.of_resource(resource))));
        }
        files
    }

    /// Types of several resources, and error codes.
    pub(super) fn shared(&self) -> Vec<Entry> {
        let (objects, enums) = self.draft.users();
        let mut shared = self.declarations(|object| objects[object].len() > 1, |item| enums[item].len() > 1);
        if !self.draft.errors.is_empty() {
            let codes = self.draft.errors.iter().map(|(number, code)| error(*number, code));
            shared.push(Entry::new("errors", Yaml::Block(codes.collect())));
        }
        shared
    }

    /// The sections of the file of a resource.
    pub(super) fn of_resource(&self, resource: &Resource) -> Vec<Entry> {
        let (objects, enums) = self.draft.users();
        let is_own = |users: &BTreeSet<&str>| users.len() == 1 && users.contains(&*resource.name);
        let declared = self.declarations(|object| is_own(&objects[object]), |item| is_own(&enums[item]));
        self.resource(resource, declared)
    }

    fn declarations(&self, has_object: impl Fn(usize) -> bool, has_enum: impl Fn(usize) -> bool) -> Vec<Entry> {
        let enums = self.draft.enums.iter().enumerate().filter(|(index, _)| has_enum(*index));
        let enums: Vec<Entry> = enums.map(|(_, item)| Self::enumeration(item)).collect();
        let objects = self.draft.objects.iter().enumerate().filter(|(index, _)| has_object(*index));
        let objects: Vec<Entry> = objects.map(|(_, object)| self.object(object)).collect();
        let sections = [("enums", enums), ("objects", objects)];
        let filled = sections.into_iter().filter(|(_, entries)| !entries.is_empty());
        filled.map(|(key, entries)| Entry::new(key, Yaml::Block(entries))).collect()
    }

    fn resource(&self, resource: &Resource, declared: Vec<Entry>) -> Vec<Entry> {
        let mut entries =
            vec![Entry::new("resource", Yaml::text(&resource.name)), Entry::new("doc", Yaml::text(&resource.doc))];
        entries.extend(declared);
        let endpoints: Vec<Entry> = resource.endpoints.iter().map(|endpoint| self.endpoint(endpoint)).collect();
        let events: Vec<Entry> = resource.events.iter().map(|event| self.event(event)).collect();
        for (key, subjects) in [("endpoints", endpoints), ("events", events)] {
            if !subjects.is_empty() {
                entries.push(Entry::new(key, Yaml::Spaced(subjects)));
            }
        }
        entries
    }
}

/// The sections of a file, with an empty line between them and between endpoints.
pub(super) fn sections(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let is_long = matches!(entry.value, Yaml::Block(_) | Yaml::Spaced(_));
        if is_long && !text.is_empty() {
            text.push('\n');
        }
        entry.write(&mut text, 0);
    }
    text
}

/// The name of the file of a resource, which must differ from those of shared files.
pub(super) fn file_name(resource: &str) -> String {
    if ["common", "errors", "spec"].contains(&resource) { format!("{resource}_resource") } else { resource.to_owned() }
}

//! Additions to an existing spec.
//!
//! In: the files of the spec and a draft of what it lacks. Out: the files with the additions; everything else stays as
//! it is. A resource that the spec has gets its endpoints, events and types in its own file, any other a file of its own.

use super::draft::Draft;
use super::layout::{Layout, file_name, sections};
use crate::docs::difference::Anchor;
use crate::docs::yaml::{Edit, Entry, Texts, Yaml};
use crate::model::Spec;

/// The files with the content of a draft.
pub(super) fn added(mut texts: Texts, draft: &Draft, base: Option<&Spec>) -> Texts {
    let layout = Layout { draft };
    let is_known = |name: &str| base.is_some_and(|base| base.resources.iter().any(|resource| resource.name == name));
    for section in layout.shared() {
        add(&mut texts, &section, |key, name| Anchor::anywhere(&[key, name]));
    }
    for resource in &draft.resources {
        let entries = layout.of_resource(resource);
        if is_known(&resource.name) {
            let sections = entries.iter().filter(|entry| !["resource", "doc"].contains(&&*entry.key));
            for section in sections {
                add(&mut texts, section, |key, name| Anchor::in_resource(&resource.name, &[key, name]));
            }
        } else {
            let taken: Vec<&String> = texts.files.keys().collect();
            let name = file_name(&resource.name);
            let numbers =
                (1..).map(|number| if number == 1 { format!("{name}.yaml") } else { format!("{name}_{number}.yaml") });
            let Some(file) = numbers.into_iter().find(|file| !taken.contains(&file)) else { continue };
            texts.add_file(&file, sections(&entries));
        }
    }
    texts
}

/// Adds each entry of a section. One that has no place is left out, and the comparison with its page says so.
fn add(texts: &mut Texts, section: &Entry, anchor: impl Fn(&str, &str) -> Anchor) {
    let (Yaml::Block(entries) | Yaml::Spaced(entries) | Yaml::Map(entries)) = &section.value else { return };
    for entry in entries {
        let put = Edit::Put(anchor(&section.key, &entry.key), entry.clone().into());
        let _ = texts.edit(&put);
    }
}

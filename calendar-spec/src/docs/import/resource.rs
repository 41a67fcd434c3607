//! The resource of a page.

use super::Import;
use super::draft::Resource;
use super::names;
use crate::docs::facts::Facts;
use crate::model;
use crate::unwritten;

impl<'s> Import<'s> {
    /// The resource of a page: in an existing spec, the one whose pages are in the same folder.
    pub(super) fn resource_name(&self, facts: &Facts, resource: String) -> String {
        let resources = self.base.map_or(&[][..], |base| &base.resources);
        if self.into.is_none() {
            let is_taken = |name: &str| resources.iter().any(|resource| resource.name == name);
            return names::free(&[resource.clone(), format!("{}_{resource}", self.name)], is_taken);
        }
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let own = facts.path.as_ref().and_then(|path| folder(&path.value));
        let is_beside = |known: &&model::Resource| {
            own.is_some()
                && known
                    .endpoints
                    .iter()
                    .filter_map(|endpoint| endpoint.reference.page())
                    .any(|page| folder(&page.path) == own)
        };
        resources.iter().find(is_beside).map_or(resource, |known| known.name.clone())
    }

    /// Names of endpoints or events that a resource of the spec has.
    pub(super) fn in_base(&self, resource: &str, is_event: bool) -> Vec<&'s str> {
        let resources = self.base.map_or(&[][..], |base| &base.resources);
        let known = resources.iter().filter(|known| known.name == resource);
        known
            .flat_map(|known| {
                let endpoints = known.endpoints.iter().filter(|_| !is_event).map(|endpoint| &*endpoint.name);
                endpoints.chain(known.events.iter().filter(|_| is_event).map(|event| &*event.name))
            })
            .collect()
    }

    /// The index of a resource, which is made if there is none.
    pub(super) fn resource(&mut self, name: &str, file: &str) -> usize {
        let known = self.draft.resources.iter().position(|resource| resource.name == name);
        known.unwrap_or_else(|| {
            let doc = format!("{} {file}", unwritten::MARK);
            let resource = Resource { name: name.to_owned(), doc, endpoints: Vec::new(), events: Vec::new() };
            self.draft.resources.push(resource);
            self.draft.resources.len() - 1
        })
    }
}

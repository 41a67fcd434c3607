//! Types that are imported from the crate of the extended spec.
//!
//! Out: their names there, by which the module `types` imports them, so that all other code finds every type in that
//! module; and the error if that crate's features leave some of them out.

use std::collections::BTreeMap;

use crate::model::{Object, ObjectRef, Origin, Usage};
use proc_macro2::Ident;
use quote::format_ident;

use super::Context;
use super::names::ident;
use super::plan::Gated;
use crate::structs::Form;
use crate::words::known_id;

impl Context<'_> {
    /// The names, those of identifiers first.
    pub(crate) fn taken(&self) -> Vec<Ident> {
        let ids = self.spec.ids.iter().filter(|id| is_taken(id.origin, &id.usage)).flat_map(|id| {
            let constants = id.values.iter().map(|value| known_id(id, value));
            [id.name.clone()].into_iter().chain(constants)
        });
        let others = self.taken_names().into_iter().map(|(name, _)| name);
        ids.chain(others).map(|name| ident(&name)).collect()
    }

    /// Enums and forms of objects, each with the resources of the other crate that it comes with.
    fn taken_names(&self) -> Vec<(String, &[String])> {
        let enums = self.spec.enums.iter().filter(|item| is_taken(item.origin, &item.usage));
        let enums = enums.map(|item| (item.name.clone(), &*item.base_usage.resources));
        let objects = self.spec.objects.iter().enumerate();
        let objects = objects.filter(|(_, object)| is_taken(object.origin, &object.usage));
        let objects = objects.flat_map(|(index, object)| {
            let forms = self.taken_forms(ObjectRef(index), object);
            forms.into_iter().map(|name| (name, &*object.base_usage.resources))
        });
        enums.chain(objects).collect()
    }

    /// The forms of an object that are used here.
    fn taken_forms(&self, index: ObjectRef, object: &Object) -> Vec<String> {
        let forms = [(object.usage.request, Form::Request), (object.usage.response, Form::Response)];
        let used = forms.into_iter().filter(|(is_used, _)| *is_used);
        let mut names: Vec<String> = used.map(|(_, form)| self.forms.name(self.spec, index, form)).collect();
        names.dedup();
        names
    }

    /// The error if none of some features is on.
    pub(crate) fn gated(&self) -> Vec<Gated> {
        let mut by_resources: BTreeMap<&[String], Vec<String>> = BTreeMap::new();
        for (name, resources) in self.taken_names() {
            by_resources.entry(resources).or_default().push(format!("`{name}`"));
        }
        let gated = by_resources.into_iter().map(|(resources, names)| {
            let features: Vec<String> = resources.iter().map(|resource| format!("`{resource}`")).collect();
            let which = if features.len() == 1 { "the feature" } else { "one of the features" };
            let message = format!(
                "this spec uses {} of the shipped spec: add {which} {} to the dependency on `calendar-generated`",
                names.join(", "),
                features.join(", ")
            );
            Gated { gates: resources.iter().map(|resource| gate(resource)).collect(), message }
        });
        gated.collect()
    }
}

fn is_taken(origin: Origin, usage: &Usage) -> bool {
    origin == Origin::Base && !usage.resources.is_empty()
}

/// The macro that expands to its input only if a feature is off.
pub(crate) fn gate(resource: &str) -> Ident {
    format_ident!("__without_{resource}")
}

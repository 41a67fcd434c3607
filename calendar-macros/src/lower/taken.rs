//! Types that are taken from the crate of the spec that this one extends.
//!
//! Out: their names there. The module `types` imports them, so that all other code finds every type in that module.

use calendar_spec::model::{Object, ObjectRef, Origin};
use proc_macro2::Ident;

use super::Context;
use super::forms::Form;
use super::names::ident;

impl Context<'_> {
    /// The names, those of identifiers first.
    pub(crate) fn taken(&self) -> Vec<Ident> {
        let is_taken = |origin: Origin, resources: &[String]| origin == Origin::Base && !resources.is_empty();
        let ids = self.spec.ids.iter().filter(|id| is_taken(id.origin, &id.usage.resources));
        let enums = self.spec.enums.iter().filter(|item| is_taken(item.origin, &item.usage.resources));
        let objects = self.spec.objects.iter().enumerate();
        let objects = objects.filter(|(_, object)| is_taken(object.origin, &object.usage.resources));
        let names = ids.map(|id| ident(&id.name)).chain(enums.map(|item| ident(&item.name)));
        names.chain(objects.flat_map(|(index, object)| self.taken_forms(ObjectRef(index), object))).collect()
    }

    /// The forms of an object that are used here.
    fn taken_forms(&self, index: ObjectRef, object: &Object) -> Vec<Ident> {
        let forms = [(object.usage.request, Form::Request), (object.usage.response, Form::Response)];
        let used = forms.into_iter().filter(|(is_used, _)| *is_used);
        let mut names: Vec<String> = used.map(|(_, form)| self.forms.name(self.spec, index, form)).collect();
        names.dedup();
        names.iter().map(|name| ident(name)).collect()
    }
}

//! Endpoints.
//!
//! In: the paired endpoints. Out: changes. An endpoint is taken apart with all that the model knows of it.

use super::change::{Change, Effect, Level, Ways, Wire};
use super::class::Class;
use super::comparison::Comparison;
use super::fields::{Fields, Lists};
use super::pairs::route;
use super::scopes::quoted;
use crate::describe::paging;
use crate::model::{Endpoint, ObjectRef, Page, Paging};

impl Comparison<'_> {
    pub(super) fn endpoints(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        for &(resource, endpoint) in pairs.endpoints.removed.iter().map(|&index| &old.endpoints[index]) {
            let change = Change::new(Class::OperationRemoved, old.name(resource, &endpoint.name)).was(call(endpoint));
            self.push(change.wire(Wire::request(Effect::Breaking)).rust(Level::Major));
        }
        for &(resource, endpoint) in pairs.endpoints.added.iter().map(|&index| &new.endpoints[index]) {
            let change = Change::new(Class::OperationAdded, new.name(resource, &endpoint.name)).is(call(endpoint));
            self.push(change.wire(Wire::request(Effect::Compatible)).rust(Level::Minor));
        }
        for &(was, is) in &pairs.endpoints.both {
            let ((old_resource, old_endpoint), (resource, endpoint)) = (old.endpoints[was], new.endpoints[is]);
            let place = new.name(resource, &endpoint.name);
            let name = self.renamed(old_resource, &old_endpoint.name);
            self.rust_name(&place, &name, &place, Level::Major);
            self.endpoint(place, old_endpoint, endpoint);
        }
        self.order("spec", "endpoints", pairs.endpoints.is_reordered(|_, _| true));
    }

    fn endpoint(&mut self, place: String, old: &Endpoint, new: &Endpoint) {
        #[rustfmt::skip]
        let Endpoint {
            name: _, doc, page, method: _, path: _, tokens, apps, scopes, rate_limit, fields: _, rules: _, response, errors,
            paging, idempotency_key, deprecated,
        } = old;
        self.doc(&place, doc, &new.doc);
        self.page(&place, page, &new.page);
        if route(old) != route(new) {
            let change = Change::new(Class::OperationMoved, &*place).was(call(old)).is(call(new));
            self.push(change.wire(Wire::request(Effect::Breaking)));
        }
        self.tokens(&place, *tokens, new.tokens);
        self.apps(&place, apps, &new.apps, Ways::SENT);
        self.scopes(&place, scopes, &new.scopes, Ways::SENT);
        self.rate_limit(&place, *rate_limit, new.rate_limit);
        self.response(&place, *response, new.response);
        self.listed_errors(&place, errors, &new.errors);
        self.paging(&place, (old, paging.as_ref()), new);
        self.deprecation(&place, deprecated.as_deref(), new.deprecated.as_deref());
        let lists = Lists::pair(place, (self.old, Fields::of_endpoint(old)), (self.new, Fields::of_endpoint(new)));
        self.idempotency(&lists, *idempotency_key, new.idempotency_key);
        self.fields(&lists);
    }

    /// The full name of an old endpoint or event if its resource had its new name.
    pub(super) fn renamed(&self, resource: usize, name: &str) -> String {
        super::pairs::renamed(self.old, self.new, &self.pairs.resources, resource, name)
    }

    pub(super) fn page(&mut self, place: &str, old: &Page, new: &Page) {
        let Page { path, updated } = old;
        self.text(Class::PageChanged, place, Some(path), Some(&new.path));
        self.text(Class::PageChanged, place, Some(updated), Some(&new.updated));
    }

    /// The type of the answer is part of an endpoint in Rust.
    fn response(&mut self, place: &str, old: Option<ObjectRef>, new: Option<ObjectRef>) {
        let words = |spec: &crate::model::Spec, object: ObjectRef| format!("`{}`", spec.objects[object.0].name);
        let change = match (old, new) {
            (None, Some(new)) => {
                let change = Change::new(Class::ResponseAdded, place).is(words(self.new.spec, new));
                change.wire(Wire::response(Effect::Compatible))
            }
            (Some(old), None) => {
                let change = Change::new(Class::ResponseRemoved, place).was(words(self.old.spec, old));
                change.wire(Wire::response(Effect::Breaking))
            }
            (Some(old), Some(new)) if !self.pairs.objects.is_pair(old.0, new.0) => {
                let effect = self.replacement(old, new, Ways::RECEIVED);
                let change = Change::new(Class::ResponseChanged, place).was(words(self.old.spec, old));
                change.is(words(self.new.spec, new)).wire(Wire::response(effect))
            }
            _ => return,
        };
        self.push(change.rust(Level::Major));
    }

    fn paging(&mut self, place: &str, (old, was): (&Endpoint, Option<&Paging>), new: &Endpoint) {
        let parts = |spec, endpoint| {
            let parts = paging(spec, endpoint).into_iter();
            parts.map(|(part, field)| format!("{part}: {field}")).collect::<Vec<_>>()
        };
        let (old_parts, new_parts) = (parts(self.old.spec, old), parts(self.new.spec, new));
        let class = match (was, &new.paging) {
            (None, Some(_)) => Class::PagingAdded,
            (Some(_), None) => Class::PagingRemoved,
            _ if old_parts != new_parts => Class::PagingChanged,
            _ => return,
        };
        let effect = Effect::breaking_if(old_parts.iter().any(|part| !new_parts.contains(part)));
        let mut change = Change::new(class, place).wire(Wire::request(effect));
        change.old = (!old_parts.is_empty()).then(|| quoted(&old_parts));
        change.new = (!new_parts.is_empty()).then(|| quoted(&new_parts));
        self.push(change);
    }

    fn idempotency(&mut self, lists: &Lists<'_>, old: Option<usize>, new: Option<usize>) {
        let (class, effect) = match (old, new) {
            (None, Some(_)) => (Class::IdempotencyAdded, Effect::Compatible),
            (Some(_), None) => (Class::IdempotencyRemoved, Effect::Breaking),
            (Some(old), Some(new)) if !lists.pairing.is_pair(old, new) => (Class::IdempotencyChanged, Effect::Breaking),
            _ => return,
        };
        let words = |fields: &Fields<'_>, index: usize| format!("`{}`", fields.list[index].wire);
        let mut change = Change::new(class, &*lists.place).wire(Wire::request(effect));
        change.old = old.map(|index| words(&lists.old, index));
        change.new = new.map(|index| words(&lists.new, index));
        self.push(change);
    }
}

/// `` `GET /open-apis/…` ``
fn call(endpoint: &Endpoint) -> String {
    format!("`{} {}`", endpoint.method.as_str(), endpoint.path_template())
}

//! The operation of each named endpoint: where its request names the items, and where its response holds them.
//!
//! In: the names of endpoints by operation. Out: [`Operation`]s; the types of request and response tell the rest.

use super::Fit;
use crate::diagnostic::{Problem, all_of, quoted};
use crate::location::Location;
use crate::model::{Endpoint, ObjectRef, Operation, OperationKind, Parameter, Resource, Shown, Spec, Type};
use crate::raw::{Document, Text};

/// The context in which the operations of one collection are resolved.
pub(super) struct Reader<'r> {
    pub(super) spec: &'r Spec,
    pub(super) resource: &'r Resource,
    pub(super) document: &'r Document,
    pub(super) object: ObjectRef,
    /// Index of the field that identifies an item.
    pub(super) id: usize,
}

impl Reader<'_> {
    pub(super) fn operations(&self, raw: &[(OperationKind, Text)], fit: &mut Fit<'_>) -> Vec<Operation> {
        raw.iter().filter_map(|(kind, name)| self.operation(*kind, name, fit)).collect()
    }

    fn operation(&self, kind: OperationKind, name: &Text, fit: &mut Fit<'_>) -> Option<Operation> {
        let index = self.endpoint(name, fit)?;
        let endpoint = &self.resource.endpoints[index];
        let given = match kind {
            OperationKind::Create | OperationKind::List | OperationKind::Search => None,
            _ => Some(self.given(kind, endpoint, name.place, fit)?),
        };
        let shown = self.shown(kind, endpoint);
        let has_to_show = !matches!(kind, OperationKind::Update | OperationKind::Delete | OperationKind::BatchDelete);
        if shown == Shown::Nowhere && has_to_show {
            let message = format!("the response of {} contains no {}", quoted(&name.value), self.what(kind));
            let problem = Problem::new("invalid-collection", name.place, message);
            fit.push(problem.help("its response is the object, or has one field that is the object or lists objects"));
            return None;
        }
        Some(Operation { kind, endpoint: index, given, shown })
    }

    /// The index of an endpoint.
    fn endpoint(&self, name: &Text, fit: &mut Fit<'_>) -> Option<usize> {
        let mut endpoints = self.resource.endpoints.iter();
        let found = endpoints.position(|endpoint| endpoint.name == name.value);
        let is_written = self.document.endpoints.iter().any(|endpoint| endpoint.name.value == name.value);
        if found.is_none() && !is_written && !self.document.endpoints.is_empty() {
            let known = self.document.endpoints.iter().map(|endpoint| &*endpoint.name.value);
            let nearest = fit.problems.nearest().of(&name.value, known);
            let message = format!("this resource has no endpoint {}", quoted(&name.value));
            fit.push(Problem::new("unknown-endpoint", name.place, message).did_you_mean(nearest));
        }
        found
    }

    /// The request field with the ID, the IDs or the new items.
    fn given(&self, kind: OperationKind, endpoint: &Endpoint, place: Location, fit: &mut Fit<'_>) -> Option<usize> {
        let id = &self.spec.objects[self.object.0].fields[self.id];
        let fields = &endpoint.fields;
        let lists = |parameter: &Parameter| matches!(&parameter.field.ty, Type::List(inner) if **inner == id.ty);
        let holds = |parameter: &Parameter| matches!(&parameter.field.ty, Type::List(inner) if matches!(**inner, Type::Object(_)));
        let (found, wanted) = match kind {
            OperationKind::BatchCreate => (fields.iter().position(holds), "a list of objects".to_owned()),
            OperationKind::BatchGet | OperationKind::BatchDelete => {
                (fields.iter().position(lists), format!("a list of what `{}` is", id.wire))
            }
            _ => {
                let is_id = |parameter: &Parameter| parameter.field.wire == id.wire && parameter.field.ty == id.ty;
                (fields.iter().position(is_id), format!("`{}`", id.wire))
            }
        };
        if found.is_none() {
            let message = format!("the request of {} does not hold {wanted}", quoted(&endpoint.name));
            let problem = Problem::new("invalid-collection", place, message);
            fit.push(problem.help("name another endpoint, or add the field"));
        }
        found
    }

    fn shown(&self, kind: OperationKind, endpoint: &Endpoint) -> Shown {
        let Some(response) = endpoint.response else { return Shown::Nowhere };
        let fields = &self.spec.objects[response.0].fields;
        if is_plural(kind) {
            let paged = endpoint.paging.as_ref().map(|paging| paging.items);
            let is_list = |ty: &Type| matches!(ty, Type::List(inner) if matches!(**inner, Type::Object(_)));
            let found = paged.or_else(|| fields.iter().position(|field| is_list(&field.ty)));
            return found.map_or(Shown::Nowhere, Shown::Field);
        }
        if response == self.object {
            return Shown::Whole;
        }
        let is_item = |ty: &Type| *ty == Type::Object(self.object);
        fields.iter().position(|field| is_item(&field.ty)).map_or(Shown::Nowhere, Shown::Field)
    }

    fn what(&self, kind: OperationKind) -> String {
        let name = &self.spec.objects[self.object.0].name;
        if is_plural(kind) { "list of objects".to_owned() } else { quoted(name) }
    }
}

fn is_plural(kind: OperationKind) -> bool {
    use OperationKind::{BatchCreate, BatchGet, List, Search};
    matches!(kind, BatchCreate | BatchGet | List | Search)
}

/// The index of a request field with a name and a type.
pub(super) fn named(
    endpoint: &Endpoint,
    name: &Text,
    fits: impl Fn(&Type) -> bool,
    wanted: &str,
    fit: &mut Fit<'_>,
) -> Option<usize> {
    let found = endpoint.fields.iter().position(|parameter| parameter.field.wire == name.value);
    let Some(index) = found else {
        let known = || endpoint.fields.iter().map(|parameter| &*parameter.field.wire);
        let nearest = fit.problems.nearest().of(&name.value, known());
        let message = format!("{} has no field {}", quoted(&endpoint.name), quoted(&name.value));
        let problem = Problem::new("unknown-field", name.place, message).did_you_mean(nearest);
        let help = format!("the fields of the request are {}", all_of(known()));
        fit.push(problem.help(help));
        return None;
    };
    if fits(&endpoint.fields[index].field.ty) {
        return Some(index);
    }
    let message = format!("{} is not {wanted}", quoted(&name.value));
    fit.push(Problem::new("invalid-collection", name.place, message));
    None
}

//! Leaves out what no page describes, for programs that do not want it.
//!
//! In: the documents of a spec. Out: the same without the marked endpoints and fields, and without the declarations that
//! nothing else needs. References to what is gone are not findings: a rule about a field disappears with the field.

use std::collections::HashSet;

use super::{Document, Endpoint, ErrorEntry, Field, Payload, TypeName};

/// What of a spec is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    /// Everything.
    #[default]
    All,
    /// Everything but what no page describes, and what only that needs.
    Documented,
}

/// The name of a type or of an error group, or the number of an error.
pub(crate) type Needed = HashSet<String>;

/// Removes marked endpoints, fields and values. Returns what only they needed, which [`prune`] removes unless something
/// else needs it.
pub(crate) fn leave_out(documents: &mut [Document]) -> Needed {
    let before = needed(documents);
    for document in documents.iter_mut() {
        for id in &mut document.ids {
            id.values.retain(|value| value.undocumented.is_none());
        }
        for object in &mut document.objects {
            object.is_whole &= !leave_out_fields(&mut object.fields);
        }
        leave_out_endpoints(document);
        for event in &mut document.events {
            event.payload.iter_mut().for_each(leave_out_of);
        }
    }
    let after = needed(documents);
    before.difference(&after).cloned().collect()
}

fn leave_out_endpoints(document: &mut Document) {
    let is_documented = |endpoint: &Endpoint| endpoint.reference.undocumented().is_none();
    let gone = document.endpoints.iter().filter(|endpoint| !is_documented(endpoint));
    let gone: HashSet<String> = gone.map(|endpoint| endpoint.name.value.clone()).collect();
    document.endpoints.retain(is_documented);
    if let Some(collection) = &mut document.collection {
        collection.operations.retain(|(_, endpoint)| !gone.contains(&endpoint.value));
    }
    for endpoint in &mut document.endpoints {
        for fields in [&mut endpoint.path, &mut endpoint.query, &mut endpoint.header, &mut endpoint.body] {
            endpoint.is_whole &= !leave_out_fields(fields);
        }
        endpoint.response.iter_mut().for_each(leave_out_of);
    }
}

fn leave_out_of(payload: &mut Payload) {
    if let Payload::Fields(fields) = payload {
        fields.is_whole &= !leave_out_fields(&mut fields.fields);
    }
}

/// Whether there were any.
fn leave_out_fields(fields: &mut Vec<Field>) -> bool {
    let before = fields.len();
    fields.retain(|field| field.undocumented.is_none());
    fields.len() < before
}

/// Removes declarations that nothing needs any more.
pub(crate) fn prune(documents: &mut [Document], mut gone: Needed) {
    for still in needed(documents) {
        gone.remove(&still);
    }
    for document in documents {
        document.ids.retain(|id| !gone.contains(&id.name.value));
        document.enums.retain(|item| !gone.contains(&item.name.value));
        document.objects.retain(|object| !gone.contains(&object.name.value));
        document.errors.retain(|error| !gone.contains(&error.number.value.to_string()));
        document.error_groups.retain(|group| !gone.contains(&group.name.value));
    }
}

/// Everything that endpoints and events refer to, directly or through objects and error groups.
fn needed(documents: &[Document]) -> Needed {
    let mut open = Vec::new();
    for endpoint in documents.iter().flat_map(|document| &document.endpoints) {
        let fields = [&endpoint.path, &endpoint.query, &endpoint.header, &endpoint.body];
        for fields in fields {
            of_fields(fields, &mut open);
        }
        endpoint.response.iter().for_each(|payload| of_payload(payload, &mut open));
        of_errors(&endpoint.errors, &mut open);
    }
    for event in documents.iter().flat_map(|document| &document.events) {
        event.payload.iter().for_each(|payload| of_payload(payload, &mut open));
    }
    let mut found = Needed::new();
    while let Some(name) = open.pop() {
        if found.contains(&name) {
            continue;
        }
        for document in documents {
            let objects = document.objects.iter().filter(|object| object.name.value == name);
            objects.for_each(|object| of_fields(&object.fields, &mut open));
            let groups = document.error_groups.iter().filter(|group| group.name.value == name);
            groups.for_each(|group| of_errors(&group.entries, &mut open));
        }
        found.insert(name);
    }
    found
}

fn of_payload(payload: &Payload, names: &mut Vec<String>) {
    match payload {
        Payload::Name(name) => names.push(name.value.clone()),
        Payload::Fields(fields) => of_fields(&fields.fields, names),
    }
}

fn of_fields(fields: &[Field], names: &mut Vec<String>) {
    for ty in fields.iter().filter_map(|field| field.ty.as_ref()) {
        of_type(&ty.value, names);
    }
}

fn of_type(ty: &TypeName, names: &mut Vec<String>) {
    match ty {
        TypeName::Name(name) => names.push(name.clone()),
        TypeName::List(item) => of_type(item, names),
        TypeName::Map(key, value) => {
            of_type(key, names);
            of_type(value, names);
        }
    }
}

fn of_errors(entries: &[ErrorEntry], names: &mut Vec<String>) {
    names.extend(entries.iter().map(|entry| match entry {
        ErrorEntry::Code(number) => number.value.to_string(),
        ErrorEntry::Group(name) => name.value.clone(),
        ErrorEntry::Own(own) => own.number.value.to_string(),
    }));
}

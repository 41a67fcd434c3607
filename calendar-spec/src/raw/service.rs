//! Services: a level of names above those of files.
//!
//! In: the documents of a spec. Out: the same, with the name of its service before every name that a document with one
//! declares, and wherever a document of this service refers to it. After that no two services share a name, and nothing
//! else knows of services.

use std::collections::{HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{Document, ErrorEntry, Field, Payload, Text, TypeName};

/// What the files of one service declare.
#[derive(Default)]
struct Declared {
    types: HashSet<String>,
    resources: HashSet<String>,
    groups: HashSet<String>,
}

/// Puts services before the names that belong to them.
pub(crate) fn apply_services(documents: &mut [Document]) {
    let mut services: HashMap<String, Declared> = HashMap::new();
    for document in documents.iter() {
        let Some(service) = &document.service else { continue };
        let declared = services.entry(service.value.clone()).or_default();
        let names = document.ids.iter().map(|id| &id.name).chain(document.enums.iter().map(|item| &item.name));
        let names = names.chain(document.objects.iter().map(|object| &object.name));
        declared.types.extend(names.map(|name| name.value.clone()));
        declared.resources.extend(document.resource.iter().map(|name| name.value.clone()));
        declared.groups.extend(document.error_groups.iter().map(|group| group.name.value.clone()));
    }
    for document in documents {
        let Some(service) = document.service.as_ref().map(|service| service.value.clone()) else { continue };
        if let Some(declared) = services.get(&service) {
            Names { service: &service, declared }.document(document);
        }
    }
}

/// The names of one service.
struct Names<'s> {
    service: &'s str,
    declared: &'s Declared,
}

impl Names<'_> {
    fn document(&self, document: &mut Document) {
        document.ids.iter_mut().for_each(|id| self.ty(&mut id.name.value));
        document.enums.iter_mut().for_each(|item| self.ty(&mut item.name.value));
        for object in &mut document.objects {
            self.ty(&mut object.name.value);
            self.fields(&mut object.fields);
        }
        self.resource(document.resource.as_mut());
        for error in &mut document.errors {
            self.snake(error.name.as_mut());
        }
        for group in &mut document.error_groups {
            self.snake(Some(&mut group.name));
            self.errors(&mut group.entries);
        }
        if let Some(collection) = &mut document.collection {
            collection.object.iter_mut().for_each(|object| self.ty(&mut object.value));
            self.resource(collection.parent.as_mut());
        }
        for endpoint in &mut document.endpoints {
            for fields in [&mut endpoint.path, &mut endpoint.query, &mut endpoint.header, &mut endpoint.body] {
                self.fields(fields);
            }
            endpoint.response.iter_mut().for_each(|response| self.payload(response));
            self.errors(&mut endpoint.errors);
        }
        for event in &mut document.events {
            event.payload.iter_mut().for_each(|payload| self.payload(payload));
        }
    }

    /// The name of a type, if this service declares it.
    fn ty(&self, name: &mut String) {
        if self.declared.types.contains(name) {
            *name = format!("{}{name}", self.service.to_upper_camel_case());
        }
    }

    fn snake(&self, name: Option<&mut Text>) {
        if let Some(name) = name {
            name.value = format!("{}_{}", self.service.to_snake_case(), name.value);
        }
    }

    fn resource(&self, name: Option<&mut Text>) {
        self.snake(name.filter(|name| self.declared.resources.contains(&name.value)));
    }

    fn fields(&self, fields: &mut [Field]) {
        for written in fields.iter_mut().filter_map(|field| field.ty.as_mut()) {
            self.type_name(&mut written.value);
        }
    }

    fn type_name(&self, name: &mut TypeName) {
        match name {
            TypeName::Name(name) => self.ty(name),
            TypeName::List(inner) => self.type_name(inner),
            TypeName::Map(key, value) => {
                self.type_name(key);
                self.type_name(value);
            }
        }
    }

    fn payload(&self, payload: &mut Payload) {
        match payload {
            Payload::Name(name) => self.ty(&mut name.value),
            Payload::Fields(fields) => self.fields(&mut fields.fields),
        }
    }

    fn errors(&self, entries: &mut [ErrorEntry]) {
        for entry in entries {
            match entry {
                ErrorEntry::Group(group) if self.declared.groups.contains(&group.value) => self.snake(Some(group)),
                ErrorEntry::Group(_) | ErrorEntry::Code(_) | ErrorEntry::Own(_) => {}
            }
        }
    }
}

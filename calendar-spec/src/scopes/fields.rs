//! The scopes that unlock single fields and values of an endpoint, by their paths.

use std::collections::BTreeMap;

use crate::model::{Endpoint, Field, ObjectRef, Spec, Type};

/// A field or a value that needs a scope of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldScopes {
    /// The path: `admin_account`, `items[].user_id`; a value of an enum follows `=`.
    pub path: String,
    /// Scopes, any of them.
    pub scopes: Vec<String>,
}

/// The fields and values of an endpoint that need scopes of their own, of the request and of the response, sorted.
pub fn field_scopes(spec: &Spec, endpoint: &Endpoint) -> Vec<FieldScopes> {
    let mut found = Found { spec, paths: BTreeMap::new(), open: Vec::new() };
    for parameter in &endpoint.fields {
        found.field("", &parameter.field);
    }
    if let Some(object) = endpoint.response {
        found.object("", object);
    }
    found.paths.into_iter().map(|(path, scopes)| FieldScopes { path, scopes }).collect()
}

struct Found<'s> {
    spec: &'s Spec,
    paths: BTreeMap<String, Vec<String>>,
    /// The objects around the field, since one may hold itself.
    open: Vec<ObjectRef>,
}

impl Found<'_> {
    fn field(&mut self, before: &str, field: &Field) {
        let path = format!("{before}{}", field.wire);
        self.add(&path, &field.scopes);
        self.ty(&path, &field.ty);
    }

    fn ty(&mut self, path: &str, ty: &Type) {
        match ty {
            Type::List(item) | Type::Map(_, item) => self.ty(&format!("{path}[]"), item),
            Type::Object(object) => self.object(&format!("{path}."), *object),
            Type::Enum(item) => {
                for value in &self.spec.enums[item.0].values {
                    self.add(&format!("{path}={}", value.wire), &value.scopes);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, before: &str, object: ObjectRef) {
        if self.open.contains(&object) {
            return;
        }
        self.open.push(object);
        for field in &self.spec.objects[object.0].fields {
            self.field(before, field);
        }
        self.open.pop();
    }

    fn add(&mut self, path: &str, scopes: &[String]) {
        if !scopes.is_empty() {
            self.paths.insert(path.to_owned(), scopes.to_vec());
        }
    }
}

//! The Rust structs of an object: one for requests, one for responses, one for both, or two.
//!
//! For an object of another spec's crate, that crate has decided, by its own use of the object.
//!
//! In: a model. Out: [`Forms`], which the generator and the comparison of two specs use.

use std::collections::HashSet;

use crate::model::{Object, ObjectRef, Origin, Spec, Type, Usage};

/// Direction in which a struct is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// It is sent.
    Request,
    /// It is received.
    Response,
}

/// A Rust struct of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Whether it can be sent: it has a builder and checks.
    pub request: bool,
    /// Whether it can be received: it decodes and has a default.
    pub response: bool,
}

/// The structs of each object of the spec.
#[derive(Clone, Debug)]
pub struct Forms {
    split: Vec<bool>,
}

impl Forms {
    /// Determines the structs of a spec's objects.
    pub fn of(spec: &Spec) -> Self {
        let split = (0..spec.objects.len()).map(|index| differs(spec, ObjectRef(index), &mut HashSet::new())).collect();
        Self { split }
    }

    /// Whether each direction has a struct of its own.
    pub fn is_split(&self, object: ObjectRef) -> bool {
        self.split[object.0]
    }

    /// The structs of an object.
    pub fn structs(&self, spec: &Spec, object: ObjectRef) -> Vec<Struct> {
        let Usage { request, response, .. } = spec.objects[object.0].usage;
        let directions = match (request, response) {
            (true, true) if self.is_split(object) => vec![(true, false), (false, true)],
            (false, false) => Vec::new(),
            both => vec![both],
        };
        let named = directions.into_iter().map(|(request, response)| {
            let form = if request { Form::Request } else { Form::Response };
            Struct { name: self.name(spec, object, form), request, response }
        });
        named.collect()
    }

    /// The name of the struct for a direction.
    pub fn name(&self, spec: &Spec, object: ObjectRef, form: Form) -> String {
        let name = &spec.objects[object.0].name;
        if form == Form::Response && self.is_split(object) { format!("{name}Output") } else { name.clone() }
    }
}

/// How the type's crate uses it.
pub fn usage(object: &Object) -> &Usage {
    if object.origin == Origin::Base { &object.base_usage } else { &object.usage }
}

/// Whether the field is the boolean that says that there are more pages: plain in the response. One that is also sent
/// distinguishes unset from false.
pub fn is_paging_flag(object: &Object, field: usize) -> bool {
    let usage = usage(object);
    !usage.request && usage.flags.contains(&field)
}

/// Whether requests and responses need different structs: a response promises no field, has fields that cannot be sent,
/// and holds an absent list as an empty one, while a request distinguishes these.
fn differs(spec: &Spec, object: ObjectRef, seen: &mut HashSet<ObjectRef>) -> bool {
    let Object { fields, constructors, .. } = &spec.objects[object.0];
    let usage = usage(&spec.objects[object.0]);
    let both = usage.request && usage.response;
    if !both || !seen.insert(object) {
        return false;
    }
    !constructors.is_empty()
        || fields.iter().any(|field| {
            let many = matches!(field.ty, Type::List(_) | Type::Map(..));
            many || field.required
                || field.read_only
                || leaf_object(&field.ty).is_some_and(|leaf| differs(spec, leaf, seen))
        })
}

/// The innermost object of a type.
pub fn leaf_object(ty: &Type) -> Option<ObjectRef> {
    match ty {
        Type::Object(object) => Some(*object),
        Type::List(item) | Type::Map(_, item) => leaf_object(item),
        _ => None,
    }
}

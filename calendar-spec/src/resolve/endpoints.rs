//! Endpoints: fields by place, path, response, paging.
//!
//! In: a raw endpoint. Out: an [`Endpoint`] with its errors and rules, unless its path or tokens are broken.

use super::fields::{Context, Fields};
use super::names::{Case, check_name};
use super::objects::resolve_fields;
use super::paging::Listing;
use super::path::resolve_path;
use super::resources::Resources;
use super::rules::Rules;
use super::values::Enums;
use super::{EndpointPlaces, ObjectPlaces};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::model::{Endpoint, Method, Object, ObjectRef, Origin, Parameter, Place, Type};
use crate::raw::{self, InPlace, Payload};
use heck::ToUpperCamelCase;

impl Resources<'_> {
    /// The endpoint, unless it cannot be called.
    pub(super) fn endpoint(
        &mut self,
        raw: &raw::Endpoint,
        problems: &mut Problems,
    ) -> Option<(Endpoint, EndpointPlaces)> {
        let is_named = check_name(&raw.name, "an endpoint", Case::Snake, problems);
        let (fields, where_sent) = self.endpoint_fields(raw, problems);
        let path = resolve_path(raw, &fields, problems);
        let response = raw.response.as_ref().and_then(|response| self.response(raw, response, problems));
        let mut context = Context { declared: self.declared, enums: self.enums(), problems: &mut *problems };
        let received = response.map(|index| &self.scopes[index.0]);
        let listing = Listing { fields: &fields, where_sent: &where_sent, response: received };
        let is_response_broken = !raw.is_whole || raw.response.is_some() != response.is_some();
        let paging = raw.paging.as_ref().filter(|_| received.is_some() || !is_response_broken);
        let paging = paging.and_then(|paging| listing.resolve(paging, &mut context));
        let idempotency_key = idempotency_key(raw, (&fields, &where_sent), &mut context);
        let is_repeatable = is_repeatable(raw, context.problems);
        let rules = Rules { fields: &fields, objects: &self.scopes, context }.read(&raw.rules);
        let (errors, own_errors) = self.errors.of_endpoint(raw, problems);
        let places = EndpointPlaces { http: raw.http.as_ref()?.place, fields: fields.places };
        let endpoint = Endpoint {
            name: raw.name.value.clone(),
            doc: raw.doc.clone(),
            reference: raw.reference.clone(),
            method: raw.http.as_ref()?.value.method,
            host: raw.http.as_ref()?.value.host.clone(),
            path: path?,
            tokens: raw.tokens?,
            apps: raw.apps.clone(),
            scopes: raw.scopes.clone(),
            rate_limit: raw.rate_limit,
            fields: where_sent.into_iter().zip(fields.list).map(|(place, field)| Parameter { place, field }).collect(),
            rules,
            response,
            response_at: raw.response_at,
            response_scopes: raw.response_scopes.clone(),
            errors,
            own_errors,
            paging,
            idempotency_key,
            is_repeatable,
            deprecated: raw.deprecated.clone(),
            origin: Origin::Own,
            at: raw.name.place,
        };
        is_named.then_some((endpoint, places))
    }

    fn enums(&self) -> Enums<'_> {
        Enums { list: &self.spec.enums, holes: &self.places.holes }
    }

    /// The fields and their places.
    fn endpoint_fields(&mut self, raw: &raw::Endpoint, problems: &mut Problems) -> (Fields, Vec<Place>) {
        let mut context = Context { declared: self.declared, enums: self.enums(), problems };
        let parts = [
            (Place::Path, &raw.path[..]),
            (Place::Query, &raw.query),
            (Place::Header, &raw.header),
            (Place::Body, &raw.body),
        ];
        let mut fields = Fields::new(!raw.is_whole);
        let mut where_sent = Vec::new();
        for (place, field) in parts.iter().flat_map(|(place, fields)| fields.iter().map(move |field| (*place, field))) {
            let check = |ty: &Type, raw: &raw::Field, problems: &mut Problems| fits_place(place, ty, raw, problems);
            let added = fields.add_at(Some(place), field, &mut context, check);
            let Some(index) = added else { continue };
            where_sent.push(place);
            settle_parameter(place, field, context.problems);
            let field = &mut fields.list[index];
            field.read_only = false;
            if place == Place::Path {
                field.required = true;
                field.default = None;
            }
        }
        let raw: Vec<&raw::Field> = parts.iter().flat_map(|(_, fields)| fields.iter()).collect();
        fields.settle_conditions(&raw, &mut context);
        (fields, where_sent)
    }

    /// The object under `data`: a declared one, or one made of the inline fields.
    fn response(&mut self, endpoint: &raw::Endpoint, response: &Payload, problems: &mut Problems) -> Option<ObjectRef> {
        let fields = match response {
            Payload::Name(name) => return self.declared.object(name, problems),
            Payload::Fields(fields) => fields,
        };
        let name = format!("{}Response", endpoint.name.value.to_upper_camel_case());
        let doc = format!("What `{}.{}` returns.", self.resource, endpoint.name.value);
        let object =
            Object { name, doc, resource: Some(self.resource.clone()), at: endpoint.name.place, ..Object::default() };
        let is_free = self.claim(&object.name, fields.place, problems);
        is_free.then(|| self.object_in_place(object, fields, problems))
    }

    /// Adds an object for inline fields.
    pub(super) fn object_in_place(&mut self, object: Object, raw: &InPlace, problems: &mut Problems) -> ObjectRef {
        let mut context = Context { declared: self.declared, enums: self.enums(), problems };
        let fields = resolve_fields(&raw.fields, !raw.is_whole, &mut context);
        self.places.objects.push(ObjectPlaces { name: raw.place, fields: fields.places.clone() });
        self.spec.objects.push(Object { fields: fields.list.clone(), ..object });
        self.scopes.push(fields);
        ObjectRef(self.spec.objects.len() - 1)
    }
}

/// Whether a string can be a header name.
pub(crate) fn is_header(name: &str) -> bool {
    name.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character))
}

/// Path, query and headers consist of strings, so not every type can be used there.
fn fits_place(place: Place, ty: &Type, raw: &raw::Field, problems: &mut Problems) -> bool {
    let is_scalar =
        |ty: &Type| !matches!(ty, Type::Object(_) | Type::List(_) | Type::Map(..) | Type::Json | Type::File);
    let (fits, what) = match (place, ty) {
        (Place::Body, Type::File) => (true, ""),
        (Place::Body, _) => (*ty.leaf() != Type::File, "each file of a body is a field of its own"),
        (Place::Query, Type::List(inner)) => (is_scalar(inner), "the query string has scalars and lists of scalars"),
        (Place::Query, _) => (is_scalar(ty), "the query string has scalars and lists of scalars"),
        (Place::Path, _) => (is_scalar(ty), "a segment of a path is a scalar"),
        (Place::Header, _) => (is_scalar(ty), "a header is a scalar"),
    };
    if !fits {
        let kind = match ty.leaf() {
            Type::Object(_) => "an object",
            Type::Json => "any JSON value",
            Type::File => "a file",
            _ => "a list or map",
        };
        let message = format!("{} cannot go here: it is {kind}", quoted(&raw.name.value));
        let at = raw.ty.as_ref().map_or(raw.name.place, |ty| ty.place);
        problems.push(Problem::new("misplaced-type", at, message).help(what));
    }
    let is_header_name = is_header(&raw.name.value);
    if place == Place::Header && !is_header_name {
        let message = format!("{} is not a header name", quoted(&raw.name.value));
        problems.push(Problem::new("invalid-name", raw.name.place, message).help("write letters, digits and hyphens"));
    }
    fits && (place != Place::Header || is_header_name)
}

/// Options for fields of objects only, or for optional ones only.
fn settle_parameter(place: Place, raw: &raw::Field, problems: &mut Problems) {
    if let Some(place) = raw.read_only {
        let problem =
            Problem::new("contradiction", place, "a parameter is what a request sets, so it cannot be read-only");
        problems.push(problem.help("remove the field, or `read_only`"));
    }
    let default = raw.default.as_ref().map(|default| default.place);
    let condition = raw.required_when.as_ref().map(|condition| condition.field.place);
    for at in [default, condition].into_iter().flatten().filter(|_| place == Place::Path && raw.required.is_none()) {
        let problem = Problem::new("contradiction", at, "a path field is always required");
        problems.push(problem.help("remove this key"));
    }
}

/// Whether a repeated call is harmless. Endpoints say so only if neither method nor key does.
fn is_repeatable(raw: &raw::Endpoint, problems: &mut Problems) -> bool {
    let is_get = raw.http.as_ref().is_some_and(|http| http.value.method == Method::Get);
    let Some(place) = raw.repeatable else { return is_get };
    let reason = match &raw.idempotency_key {
        _ if is_get => "a GET only reads, so that every one is repeatable",
        Some(_) => "the idempotency key makes a repeated call harmless",
        None => return true,
    };
    problems.push(Problem::new("contradiction", place, reason).help("remove `repeatable`"));
    true
}

/// The field with the idempotency key: the client fills it with a random string.
fn idempotency_key(
    raw: &raw::Endpoint,
    (fields, where_sent): (&Fields, &[Place]),
    context: &mut Context<'_>,
) -> Option<usize> {
    let name = raw.idempotency_key.as_ref()?;
    let index = fields.find(name, context.problems)?;
    if where_sent[index] != Place::Path && fields.list[index].ty == Type::String {
        return Some(index);
    }
    let message = format!("{} cannot be an idempotency key", quoted(&name.value));
    let problem = Problem::new("invalid-idempotency-key", name.place, message);
    context.problems.push(problem.help("it is a query, header or body field of type `string`"));
    None
}

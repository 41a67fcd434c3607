//! Identifiers, enums and objects.

use std::collections::{BTreeSet, HashSet};

use crate::constraint::first_broken;
use crate::model::{Constructor, Enum, ErrorCode, Field, IdType, Object, ObjectRef, Rule, Type};
use crate::structs::{Form, Struct, is_paging_flag, leaf_object};
use proc_macro2::Ident;
use quote::format_ident;

use super::names::{Home, camel, ident, string};
use super::prose::prose;
use super::{
    CodePlan, ConstructorPlan, Context, EnumPlan, FieldPlan, IdPlan, Item, KnownIdPlan, Reading, RequestPlan, Resend,
    ResendField, ResendPlan, StructPlan, VariantPlan, docs,
};
use crate::rust::piece::piece;
use crate::validate::Json;
use crate::words::known_id;

/// The source of a struct: the fields of an object or of an endpoint, and their module.
pub(crate) struct Source<'a> {
    pub(crate) name: String,
    pub(crate) fields: Vec<(usize, &'a Field, Option<crate::model::Place>)>,
    pub(crate) rules: &'a [Rule],
    pub(crate) constructors: &'a [Constructor],
    pub(crate) object: Option<ObjectRef>,
    pub(crate) deprecated: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub(crate) fn id(&self, id: &'a IdType) -> IdPlan<'a> {
        let values = id.values.iter().map(|value| {
            let docs = docs::known_id(value);
            let name = known_id(id, value);
            let item = self.item((&name, id.at), &docs, &[]);
            KnownIdPlan { item: self.labelled(item, value.undocumented.is_some()), wire: &value.wire }
        });
        IdPlan { item: self.item((&id.name, id.at), &docs::id(id), &[]), id, values: values.collect() }
    }

    pub(crate) fn open_enums(&self) -> Vec<EnumPlan<'a>> {
        let enums = self.spec.enums.iter().filter(|item| self.is_here(item.origin, &item.usage));
        enums.map(|item| self.open_enum(item)).collect()
    }

    fn open_enum(&self, item: &'a Enum) -> EnumPlan<'a> {
        let variants = item.values.iter().map(|value| VariantPlan {
            ident: ident(&value.rust),
            docs: string(&docs::value(value)),
            wire: &value.wire,
            read_only: value.read_only,
            line: self.line(value.at),
        });
        EnumPlan {
            item: self.item((&item.name, item.at), &prose(&item.doc), &item.usage.resources),
            name: &item.name,
            is_number: item.is_number,
            variants: variants.collect(),
        }
    }

    pub(crate) fn code(&self, code: &'a ErrorCode) -> CodePlan<'a> {
        CodePlan { ident: ident(&code.rust), docs: string(&docs::error(code)), line: self.line(code.at), code }
    }

    /// The structs of the module `types`.
    pub(crate) fn shared_structs(&self) -> Vec<StructPlan<'a>> {
        let is_shared = |object: &Object| object.resource.is_none() && self.is_here(object.origin, &object.usage);
        let objects = self.spec.objects.iter().enumerate().filter(|(_, object)| is_shared(object));
        objects.flat_map(|(index, object)| self.object(ObjectRef(index), object, Home::Types)).collect()
    }

    /// The structs of an object: none, one or two.
    pub(crate) fn object(&self, index: ObjectRef, object: &'a Object, home: Home) -> Vec<StructPlan<'a>> {
        let structs = self.forms.structs(self.spec, index);
        structs.into_iter().map(|form| self.object_form(index, object, form, home)).collect()
    }

    fn object_form(
        &self,
        index: ObjectRef,
        object: &'a Object,
        Struct { name, request, response }: Struct,
        home: Home,
    ) -> StructPlan<'a> {
        let form = if request { Form::Request } else { Form::Response };
        let fields = object.fields.iter().enumerate();
        let source = Source {
            name,
            fields: fields
                .filter(|(_, field)| !(request && field.read_only))
                .map(|(index, field)| (index, field, None))
                .collect(),
            rules: &object.rules,
            constructors: &object.constructors,
            object: Some(index),
            deprecated: None,
        };
        // Items in the module of a resource have its label from there.
        let resources = if object.resource.is_none() { &*object.usage.resources } else { &[] };
        let item =
            self.item((&source.name, object.at), &docs::object(object, form, self.forms.is_split(index)), resources);
        let mut plan = self.structure(item, &source, form, home);
        plan.response = response;
        if !request {
            plan.resend = self.resend(index, object, home);
        }
        plan
    }

    /// A struct with its fields.
    pub(crate) fn structure(&self, item: Item, source: &Source<'a>, form: Form, home: Home) -> StructPlan<'a> {
        let builder = format_ident!("{}Builder", source.name);
        let constructed: HashSet<usize> = source.constructors.iter().map(|constructor| constructor.field).collect();
        // The names of the struct and its builder are reserved, since a type parameter would hide them; `M` is a setter's.
        let mut states = BTreeSet::from([source.name.clone(), builder.to_string(), "M".to_owned()]);
        let fields = source.fields.iter().map(|&(index, field, place)| {
            let mut plan = self.field(field, form, home);
            plan.index = index;
            plan.place = place;
            plan.constructed = constructed.contains(&index);
            let object = source.object.map(|object| &self.spec.objects[object.0]);
            if form == Form::Response && object.is_some_and(|object| is_paging_flag(object, index)) {
                plan.ty = piece!(bool);
                plan.reading = Reading::Plain;
            }
            plan.state = plan.required.then(|| state(&field.rust, &mut states));
            plan
        });
        let fields: Vec<_> = fields.collect();
        let request = (form == Form::Request).then(|| RequestPlan {
            builder,
            rules: source.rules,
            constructors: constructors(source.constructors, &fields),
            times: if source.object.is_some() { times(&fields) } else { Vec::new() },
        });
        StructPlan {
            item,
            fields,
            request,
            response: form == Form::Response,
            encode: form == Form::Request || self.options.encode_responses,
            resend: None,
            deprecated: source.deprecated,
        }
    }

    fn field(&self, field: &'a Field, form: Form, home: Home) -> FieldPlan<'a> {
        let whole = self.field_type(field, form, home);
        let many = matches!(field.ty, Type::List(_) | Type::Map(..));
        let plain = if form == Form::Request { field.required } else { many };
        let (shape, leaf) = self.shape(field, form, home);
        FieldPlan {
            field,
            index: 0,
            ident: ident(&field.rust),
            docs: string(&docs::field(field, form)),
            line: self.line(field.at),
            ty: if plain { whole } else { piece!(__rt::Option<#whole>) },
            leaf,
            shape,
            required: form == Form::Request && field.required,
            constructed: false,
            reading: reading(field),
            check: super::types::check_kind(&field.ty),
            place: None,
            item_fields: leaf_object(&field.ty).map_or(&[], |leaf| &self.spec.objects[leaf.0].fields),
            state: None,
        }
    }

    /// How the received form of a split object converts to the sent one.
    fn resend(&self, index: ObjectRef, object: &'a Object, home: Home) -> Option<ResendPlan> {
        if !self.forms.is_split(index) {
            return None;
        }
        let target = home.shared(&self.forms.name(self.spec, index, Form::Request));
        let sent = object.fields.iter().enumerate().filter(|(_, field)| !field.read_only);
        let fields = sent.map(|(position, field)| ResendField {
            ident: ident(&field.rust),
            how: self.resend_field(field),
            unless: self.earlier(object, position),
        });
        Some(ResendPlan { target, fields: fields.collect() })
    }

    fn resend_field(&self, field: &Field) -> Resend {
        Resend {
            required: field.required,
            list: matches!(field.ty, Type::List(_) | Type::Map(..)),
            convert: leaf_object(&field.ty).is_some_and(|leaf| self.forms.is_split(leaf)),
        }
    }

    /// For a field that a constructor sets, the fields of the constructors before it.
    fn earlier(&self, object: &Object, position: usize) -> Vec<(Ident, Resend)> {
        let constructors = &object.constructors;
        let rank = constructors.iter().position(|constructor| constructor.field == position).unwrap_or(0);
        let fields = constructors[..rank].iter().map(|constructor| &object.fields[constructor.field]);
        fields.map(|field| (ident(&field.rust), self.resend_field(field))).collect()
    }

    /// The names of all required fields, each once: one marker serves all fields of a name.
    pub(crate) fn required_fields(&self) -> Vec<Ident> {
        let is_built = |object: &&Object| object.usage.request && self.is_here(object.origin, &object.usage);
        let objects = self.spec.objects.iter().filter(is_built).flat_map(|object| &object.fields);
        let endpoints = self.resources().flat_map(|resource| &resource.endpoints);
        let parameters = endpoints.flat_map(|endpoint| &endpoint.fields).map(|parameter| &parameter.field);
        let required = objects.chain(parameters).filter(|field| field.required);
        required.map(|field| field.rust.as_str()).collect::<BTreeSet<_>>().into_iter().map(ident).collect()
    }
}

/// A type parameter named after the field, unique within the builder.
fn state(name: &str, taken: &mut BTreeSet<String>) -> Ident {
    let mut name = camel(name);
    // `_` and `_1` have no letter to start with.
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name.insert_str(0, "Field");
    }
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    ident(&name)
}

fn constructors(constructors: &[Constructor], fields: &[FieldPlan<'_>]) -> Vec<ConstructorPlan> {
    let plans = constructors.iter().filter_map(|constructor| {
        let field = fields.iter().position(|field| field.index == constructor.field)?;
        Some(ConstructorPlan { ident: ident(&constructor.name), docs: string(&prose(&constructor.doc)), field })
    });
    plans.collect()
}

fn times(fields: &[FieldPlan<'_>]) -> Vec<Ident> {
    fields.iter().filter(|plan| plan.field.ty.is_time()).map(|plan| plan.ident.clone()).collect()
}

/// How a response decodes the field.
fn reading(field: &Field) -> Reading {
    match &field.ty {
        _ if field.secret => Reading::Plain,
        Type::String if first_broken(&field.constraints, &Json::Text("")).is_some() => Reading::Scalar,
        Type::Format(_) => Reading::Scalar,
        ty if is_number(ty) => Reading::Scalar,
        Type::Enum(_) => Reading::Enum,
        Type::List(item) | Type::Map(_, item) if is_number(item) || matches!(**item, Type::List(_) | Type::Map(..)) => {
            Reading::Seed
        }
        _ => Reading::Plain,
    }
}

/// A type of the standard library, which would be decoded from its documented form alone.
pub(crate) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Int32 | Type::Int64 | Type::Float)
}

//! The floor: the types of the spec as one would write them with serde's derives, and nothing else. Objects that both
//! directions share are written once for each, as the generated code needs them; types of equal shape are merged, as
//! the spec has merged them.

use std::fmt::Write;

use calendar_spec::model::{Endpoint, Field, Object, Place, Spec, Type};
use heck::ToUpperCamelCase;

pub(crate) fn write(spec: &Spec) -> String {
    let mut out = String::from("#![allow(missing_docs)]\nuse serde::{Deserialize, Serialize};\n");
    for item in &spec.enums {
        let derives = derives(item.usage.request, item.usage.response);
        let _ = writeln!(out, "#[derive(Clone, Debug, PartialEq{derives})]\npub enum {} {{", item.name);
        for value in &item.values {
            let _ = writeln!(out, "    #[serde(rename = {:?})]\n    {},", value.wire, value.rust);
        }
        out.push_str("}\n");
    }
    for object in &spec.objects {
        for (is_used, is_request) in [(object.usage.request, true), (object.usage.response, false)] {
            if is_used {
                let fields = object.fields.iter().filter(|field| !(is_request && field.read_only));
                structure(&mut out, spec, &object_name(object, is_request), fields, is_request);
            }
        }
    }
    for resource in &spec.resources {
        for endpoint in &resource.endpoints {
            request(&mut out, spec, &resource.name, endpoint);
        }
    }
    out
}

/// The body, and the query.
fn request(out: &mut String, spec: &Spec, resource: &str, endpoint: &Endpoint) {
    for place in [Place::Body, Place::Query] {
        let fields: Vec<&Field> =
            endpoint.fields.iter().filter(|field| field.place == place).map(|field| &field.field).collect();
        if !fields.is_empty() {
            let name = format!("{resource}_{}_{place:?}", endpoint.name).to_upper_camel_case();
            structure(out, spec, &name, fields.into_iter(), true);
        }
    }
}

fn structure<'f>(out: &mut String, spec: &Spec, name: &str, fields: impl Iterator<Item = &'f Field>, is_request: bool) {
    let derives = derives(is_request, !is_request);
    let _ = writeln!(out, "#[derive(Clone, Debug, PartialEq{derives})]\npub struct {name} {{");
    for field in fields {
        let ty = name_of(spec, &field.ty, is_request);
        let is_optional = !(is_request && field.required);
        if is_request && is_optional {
            out.push_str("    #[serde(skip_serializing_if = \"Option::is_none\")]\n");
        }
        let ty = if is_optional { format!("Option<{ty}>") } else { ty };
        let _ = writeln!(out, "    #[serde(rename = {:?})]\n    pub r#{}: {ty},", field.wire, field.rust);
    }
    out.push_str("}\n");
}

fn derives(is_request: bool, is_response: bool) -> &'static str {
    match (is_request, is_response) {
        (true, true) => ", Serialize, Deserialize",
        (true, false) => ", Serialize",
        (false, true) => ", Deserialize",
        (false, false) => "",
    }
}

/// Responses of endpoints have the same names in several resources.
fn object_name(object: &Object, is_request: bool) -> String {
    let resource = object.resource.as_deref().unwrap_or_default().to_upper_camel_case();
    format!("{resource}{}{}", object.name, if is_request { "Input" } else { "Output" })
}

fn name_of(spec: &Spec, ty: &Type, is_request: bool) -> String {
    match ty {
        Type::String | Type::Format(_) | Type::Id(_) | Type::File => "String".to_owned(),
        Type::Scalar | Type::Json => "serde_json::Value".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int32 => "i32".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Enum(index) => spec.enums[index.0].name.clone(),
        Type::Object(index) => object_name(&spec.objects[index.0], is_request),
        Type::List(item) => format!("Vec<{}>", name_of(spec, item, is_request)),
        Type::Map(key, value) => format!(
            "std::collections::BTreeMap<{}, {}>",
            name_of(spec, key, is_request),
            name_of(spec, value, is_request)
        ),
    }
}

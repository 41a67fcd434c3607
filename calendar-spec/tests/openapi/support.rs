//! Specs, documents, and ways into both.

use std::path::{Path, PathBuf};

use calendar_spec::model::{Endpoint, PathPart, Resource, Spec};
use calendar_spec::openapi::{Options, Version, document};
use serde_json::{Value, json};

/// The shipped spec, and one that uses every part of the language.
pub(crate) fn specs() -> [Spec; 2] {
    let every_part = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/full");
    [PathBuf::from(calendar_spec::DIR), every_part].map(|directory| load(&directory))
}

pub(crate) fn load(directory: &Path) -> Spec {
    let loaded = calendar_spec::load(directory);
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    loaded.spec
}

/// A spec of one file besides the root.
pub(crate) fn spec_of(yaml: &str) -> Spec {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("spec.yaml"), "spec: a\ndoc: b\ninclude: [a.yaml]\n").expect("a file");
    std::fs::write(directory.path().join("a.yaml"), yaml).expect("a file");
    load(directory.path())
}

pub(crate) fn export(spec: &Spec, version: Version) -> Value {
    document(spec, Options { version, one_error_type: false })
}

/// Both specs in both versions.
pub(crate) fn exports() -> Vec<(Spec, Version, Value)> {
    let versions = [Version::V3_0, Version::V3_1];
    let with_versions = specs().into_iter().flat_map(|spec| versions.map(|version| (spec.clone(), version)));
    let with_document = with_versions.map(|(spec, version)| {
        let document = export(&spec, version);
        (spec, version, document)
    });
    with_document.collect()
}

pub(crate) fn endpoints(spec: &Spec) -> Vec<(&Resource, &Endpoint)> {
    let resources = spec.resources.iter();
    resources.flat_map(|resource| resource.endpoints.iter().map(move |endpoint| (resource, endpoint))).collect()
}

/// The operation of an endpoint, by its path and method.
pub(crate) fn operation<'d>(document: &'d Value, endpoint: &Endpoint) -> &'d Value {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(index) => format!("{{{}}}", endpoint.fields[*index].field.wire),
    };
    let path: String = endpoint.path.iter().map(part).collect();
    &document["paths"][path][endpoint.method.as_str().to_lowercase()]
}

pub(crate) fn body(operation: &Value) -> &Value {
    &operation["requestBody"]["content"]["application/json"]
}

/// A schema on its own, with everything that it may refer to.
pub(crate) fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let whole = json!({ "allOf": [schema], "components": { "schemas": document["components"]["schemas"] } });
    jsonschema::options().should_validate_formats(true).build(&whole).expect("a schema")
}

/// A component schema on its own.
pub(crate) fn component(document: &Value, name: &str) -> jsonschema::Validator {
    validator(document, &json!({ "$ref": format!("#/components/schemas/{name}") }))
}

/// Calls `visit` with every JSON object in a value and where it stands.
pub(crate) fn walk<'v>(value: &'v Value, path: &str, visit: &mut impl FnMut(&str, &'v Value)) {
    match value {
        Value::Object(entries) => {
            visit(path, value);
            entries.iter().for_each(|(key, value)| walk(value, &format!("{path}/{key}"), visit));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{path}/{index}"), visit));
        }
        _ => {}
    }
}

//! Specs, documents, and access to both.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calendar_spec::model::{Endpoint, PathPart, Resource, Spec};
use calendar_spec::openapi::{Version, document};
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// The shipped spec, and two that use every part of the language.
pub(crate) fn specs() -> &'static [Spec; 3] {
    static SPECS: LazyLock<[Spec; 3]> = LazyLock::new(|| {
        let every_part = ["tests/full", "tests/things"].map(|part| Path::new(env!("CARGO_MANIFEST_DIR")).join(part));
        let [full, things] = every_part;
        [PathBuf::from(calendar_spec::DIR), full, things].map(|directory| load(&directory))
    });
    &SPECS
}

/// A spec, the version of a document, and the document.
pub(crate) type Exported = (&'static Spec, Version, Value);

/// All specs in both versions.
pub(crate) fn exports() -> &'static [Exported] {
    static EXPORTS: LazyLock<Vec<Exported>> = LazyLock::new(|| {
        let versions = [Version::V3_0, Version::V3_1];
        let pairs = specs().iter().flat_map(|spec| versions.map(|version| (spec, version)));
        pairs.map(|(spec, version)| (spec, version, export(spec, version))).collect()
    });
    &EXPORTS
}

/// The shipped spec and its document.
pub(crate) fn shipped(version: Version) -> (&'static Spec, &'static Value) {
    let (spec, _, document) = exports().iter().find(|(_, found, _)| *found == version).expect("an export");
    (spec, document)
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
    document(spec, version)
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
    let content = &operation["requestBody"]["content"];
    content.get("multipart/form-data").unwrap_or(&content["application/json"])
}

/// The schemas of a document.
pub(crate) struct Schemas(Registry<'static>);

impl Schemas {
    pub(crate) fn of(document: &Value) -> Self {
        let registry = Registry::new().add(DOCUMENT, document.clone()).and_then(jsonschema::RegistryBuilder::prepare);
        Self(registry.expect("a document"))
    }

    /// The schema at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Validator {
        let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
        let schema = json!({ "$ref": format!("{DOCUMENT}#{fragment}") });
        let options = jsonschema::options().with_registry(&self.0).should_validate_formats(true);
        options.build(&schema).expect("a schema")
    }

    /// A component schema.
    pub(crate) fn component(&self, name: &str) -> Validator {
        self.at(&format!("/components/schemas/{name}"))
    }
}

const DOCUMENT: &str = "urn:document";

/// Calls `visit` with every JSON object in a value and the JSON pointer to it.
pub(crate) fn walk<'v>(value: &'v Value, path: &str, visit: &mut impl FnMut(&str, &'v Value)) {
    match value {
        Value::Object(entries) => {
            visit(path, value);
            for (key, value) in entries {
                let key = key.replace('~', "~0").replace('/', "~1");
                walk(value, &format!("{path}/{key}"), visit);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{path}/{index}"), visit));
        }
        _ => {}
    }
}

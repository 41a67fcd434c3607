//! Fields as a tree: each with its type, its limits and its description, followed by the fields of its object.

use std::collections::HashMap;

use super::page::{FAINT, Page, STRONG, styled};
use crate::constraint;
use crate::describe::{condition, sentences, type_name, undocumented, value};
use crate::model::{Enum, EnumRef, EnumValue, Field, ObjectRef, Spec, Type, Value};
use crate::words;

/// The deepest level that is indented further than the one above.
const DEEPEST_INDENT: usize = 8;

/// The deepest level that is drawn.
const DEEPEST: usize = 32;

/// Draws the fields of one endpoint or event. An object or enum is drawn at its first use; later fields refer to that
/// place, which also ends recursive objects.
pub(super) struct Tree<'s, 'p> {
    spec: &'s Spec,
    page: &'p mut Page,
    objects: HashMap<ObjectRef, String>,
    enums: HashMap<EnumRef, String>,
}

impl<'s, 'p> Tree<'s, 'p> {
    pub(super) fn new(spec: &'s Spec, page: &'p mut Page) -> Self {
        Self { spec, page, objects: HashMap::new(), enums: HashMap::new() }
    }

    /// A heading and the fields, if there are any.
    pub(super) fn section(&mut self, title: &str, siblings: &[&'s Field], fields: &[&'s Field]) {
        if fields.is_empty() {
            return;
        }
        self.page.heading(title);
        self.fields(siblings, fields, &Branch::default());
    }

    /// The content of a message, under the name of its object.
    pub(super) fn object(&mut self, title: &str, object: ObjectRef) {
        let declared = &self.spec.objects[object.0];
        self.objects.insert(object, title.to_lowercase());
        let fields: Vec<&Field> = declared.fields.iter().collect();
        self.section(title, &fields, &fields);
    }

    /// A sentence by itself.
    pub(super) fn note(&mut self, sentence: &str) {
        self.page.blank();
        self.page.wrapped("", "", sentence);
    }

    /// A heading and sentences, if there are any.
    pub(super) fn rules(&mut self, rules: &[String]) {
        if !rules.is_empty() {
            self.page.heading("Rules");
        }
        for rule in rules {
            self.page.wrapped("- ", "  ", rule);
        }
    }

    fn fields(&mut self, siblings: &[&'s Field], fields: &[&'s Field], branch: &Branch) {
        for (index, field) in fields.iter().enumerate() {
            let is_last = index + 1 == fields.len();
            self.field(siblings, field, &branch.inside(is_last, &field.wire));
        }
    }

    fn field(&mut self, siblings: &[&'s Field], field: &'s Field, branch: &Branch) {
        let name = styled(STRONG, &field.wire);
        let facts = facts(self.spec, siblings, field).join(", ");
        self.page.wrapped(&branch.first, &branch.text(), &format!("{name}  {facts}"));
        for line in lines(field) {
            self.page.wrapped(&branch.text(), &branch.text(), &line);
        }
        match field.ty.leaf() {
            Type::Enum(item) => self.values(*item, branch),
            Type::Object(object) => self.nested(*object, branch),
            _ => {}
        }
    }

    fn values(&mut self, item: EnumRef, branch: &Branch) {
        if let Some(place) = self.enums.get(&item) {
            let text = format!("Values as in {place}.");
            return self.page.wrapped(&branch.text(), &branch.text(), &text);
        }
        self.enums.insert(item, branch.place());
        let Enum { values, .. } = &self.spec.enums[item.0];
        for value in values {
            let first = format!("{}- ", branch.text());
            self.page.wrapped(&first, &format!("{}  ", branch.text()), &in_words(value));
        }
    }

    fn nested(&mut self, object: ObjectRef, branch: &Branch) {
        if let Some(place) = self.objects.get(&object) {
            let text = format!("Fields as in {place}.");
            return self.page.wrapped(&branch.text(), &branch.text(), &text);
        }
        if branch.depth == DEEPEST {
            return self.page.wrapped(&branch.text(), &branch.text(), "Its fields are left out, so deep down.");
        }
        self.objects.insert(object, branch.place());
        let object = &self.spec.objects[object.0];
        let fields: Vec<&Field> = object.fields.iter().collect();
        for rule in sentences(self.spec, &fields, &object.rules) {
            self.page.wrapped(&branch.text(), &branch.text(), &rule);
        }
        self.fields(&fields, &fields, branch);
    }
}

/// The position of a field in the tree.
#[derive(Default)]
struct Branch {
    /// The prefix of the name.
    first: String,
    /// The prefix of the lines below it.
    rest: String,
    /// Names from the top, `vchat.meeting_settings`.
    path: String,
    depth: usize,
}

impl Branch {
    fn inside(&self, is_last: bool, name: &str) -> Self {
        let (corner, line) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        // A tree that is deeper than the page is wide is not indented further.
        let rest = if self.depth < DEEPEST_INDENT { &*self.rest } else { "" };
        let dot = if self.path.is_empty() { "" } else { "." };
        Self {
            first: format!("{rest}{}", styled(FAINT, corner)),
            rest: format!("{rest}{}", styled(FAINT, line)),
            path: format!("{}{dot}{name}", self.path),
            depth: self.depth + 1,
        }
    }

    /// The prefix of a field's description.
    fn text(&self) -> String {
        format!("{}  ", self.rest)
    }

    fn place(&self) -> String {
        format!("`{}`", self.path)
    }
}

/// Type, requirement and limits.
fn facts(spec: &Spec, siblings: &[&Field], field: &Field) -> Vec<String> {
    let mut facts = vec![type_name(spec, &field.ty)];
    let mut add = |holds: bool, fact: String| {
        if holds {
            facts.push(fact);
        }
    };
    add(field.required, "required".to_owned());
    if let Some(when) = &field.required_when {
        add(true, format!("required when {}", condition(siblings, when)));
    }
    add(field.read_only, "read-only".to_owned());
    add(field.secret, "secret".to_owned());
    add(field.beta, "rolled out gradually".to_owned());
    add(field.undocumented.is_some(), "undocumented".to_owned());
    for allowed in &field.constraints {
        add(true, constraint::in_words(allowed));
    }
    if let Some(default) = &field.default {
        add(true, format!("default {}", written(default)));
    }
    facts
}

/// Description, format, scopes and example.
fn lines(field: &Field) -> Vec<String> {
    let scopes = Some(&field.scopes).filter(|scopes| !scopes.is_empty());
    let lines = [
        Some(field.doc.clone()),
        field.deprecated.as_ref().map(|instead| format!("Deprecated: {instead}")),
        field.undocumented.as_ref().map(undocumented),
        form(&field.ty).map(str::to_owned),
        scopes.map(|scopes| format!("Needs the scope {}.", scopes.join(" or "))),
        field.example.as_ref().map(|example| format!("Example: {}", written(example))),
    ];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

/// The syntax of a string's format.
fn form(ty: &Type) -> Option<&'static str> {
    if let Type::Format(format) = ty.leaf() { Some(words::format(*format)) } else { None }
}

fn in_words(value: &EnumValue) -> String {
    let read_only = if value.read_only { " Only the server sends it." } else { "" };
    let scopes = if value.scopes.is_empty() {
        String::new()
    } else {
        format!(" Needs the scope {}.", value.scopes.join(" or "))
    };
    format!("{}: {}{read_only}{scopes}", value.wire, value.doc)
}

/// A string as it is, other values as JSON.
fn written(shown: &Value) -> String {
    match shown {
        Value::String(text) if !text.is_empty() => text.clone(),
        other => value(other).to_string(),
    }
}

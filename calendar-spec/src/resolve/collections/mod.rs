//! Collections: the items of a resource, and the operations of its endpoints on them.
//!
//! In: the values of `collection`, and the resources of the model. Out: a [`Collection`] on each resource that has one,
//! with everything that is sound. References are not checked while there are other findings, since what they refer to
//! may be broken.

mod operations;
mod parents;

use super::fields::report_misfit;
use super::resources::Resources;
use super::values::{Enums, fit};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::location::Located;
use crate::model::{Collection, ObjectRef, Resource, TextSearch, Type};
use crate::raw::{self, Document, Text};

/// The default form of new IDs.
const NEW_ID: &str = "{number}";

/// The allowed parts of a form of IDs.
const PLACEHOLDERS: [&str; 2] = ["{number}", "{uuid}"];

/// Whether findings about references are reported.
struct Fit<'p> {
    problems: &'p mut Problems,
    is_asked: bool,
}

impl Fit<'_> {
    /// Reports that something does not fit.
    fn push(&mut self, problem: Problem) {
        if self.is_asked {
            self.problems.push(problem);
        }
    }
}

impl Resources<'_> {
    /// Fills in the collections.
    pub(super) fn collections(&mut self, documents: &[Document], problems: &mut Problems) {
        let is_asked = problems.is_empty();
        let mut fit = Fit { problems, is_asked };
        for document in documents {
            let (Some(name), Some(raw)) = (&document.resource, &document.collection) else { continue };
            let index = self.spec.resources.iter().position(|resource| resource.name == name.value);
            let Some(index) = index else { continue };
            let collection = self.collection(index, document, raw, &mut fit);
            self.spec.resources[index].collection = collection;
        }
        parents::check(self.spec, documents, &mut fit);
    }

    fn collection(
        &self,
        resource: usize,
        document: &Document,
        raw: &raw::Collection,
        fit: &mut Fit<'_>,
    ) -> Option<Collection> {
        let object = self.declared.object(raw.object.as_ref()?, fit.problems)?;
        let id = self.scopes[object.0].find(raw.id.as_ref()?, fit.problems)?;
        if !identifies(&self.spec.objects[object.0].fields[id].ty, raw, fit) {
            return None;
        }
        let resource = &self.spec.resources[resource];
        let reader = operations::Reader { spec: self.spec, resource, document, object, id };
        let operations = reader.operations(&raw.operations, fit);
        let search = raw.search.as_ref().and_then(|search| self.search(search, resource, &operations, object, fit));
        Some(Collection {
            object,
            id,
            new_id: new_id(raw, fit),
            parent: raw.parent.as_ref().map(|parent| parent.value.clone()),
            operations,
            search,
            missing: self.code(raw.missing.as_ref(), fit),
            deleted: self.code(raw.deleted.as_ref(), fit),
            expired: self.code(raw.expired.as_ref(), fit),
            deleted_as: self.deleted_as(raw, object, fit),
            sync_seconds: raw.sync_seconds,
        })
    }

    fn code(&self, code: Option<&Located<i64>>, fit: &mut Fit<'_>) -> Option<i64> {
        self.errors.number(code?, fit.problems)
    }

    fn deleted_as(
        &self,
        raw: &raw::Collection,
        object: ObjectRef,
        fit_check: &mut Fit<'_>,
    ) -> Option<(usize, crate::model::Value)> {
        let (name, value) = raw.deleted_as.as_ref()?;
        let field = self.scopes[object.0].find(name, fit_check.problems)?;
        let enums = Enums { list: &self.spec.enums, holes: &self.places.holes };
        let fitted = fit(&value.value, &self.spec.objects[object.0].fields[field].ty, enums);
        let value = report_misfit("invalid-value", value.place, fitted, fit_check.problems)?;
        Some((field, value))
    }

    fn search(
        &self,
        raw: &raw::TextSearch,
        resource: &Resource,
        operations: &[crate::model::Operation],
        object: ObjectRef,
        fit: &mut Fit<'_>,
    ) -> Option<TextSearch> {
        let search = operations.iter().find(|known| known.kind == crate::model::OperationKind::Search)?;
        let endpoint = resource.endpoints.get(search.endpoint)?;
        let text = operations::named(endpoint, raw.text.as_ref()?, |ty| *ty == Type::String, "of type `string`", fit);
        let scope = &self.scopes[object.0];
        let is_text = |index: &usize| self.spec.objects[object.0].fields[*index].ty == Type::String;
        let fields = raw.fields.iter().filter_map(|name| {
            let index = scope.find(name, fit.problems)?;
            if !is_text(&index) {
                let message = format!("{} is not a string that can be searched", quoted(&name.value));
                fit.push(Problem::new("invalid-collection", name.place, message).help("name a field of type `string`"));
            }
            Some(index)
        });
        let fields = fields.collect();
        Some(TextSearch { text: text?, fields })
    }
}

fn identifies(ty: &Type, raw: &raw::Collection, fit: &mut Fit<'_>) -> bool {
    let wrong = raw.id.as_ref().filter(|_| !matches!(ty, Type::Id(_) | Type::String));
    if let Some(id) = wrong {
        let message = format!("{} cannot identify an item", quoted(&id.value));
        fit.push(Problem::new("invalid-collection", id.place, message).help("name an identifier, or a `string`"));
    }
    wrong.is_none()
}

fn new_id(raw: &raw::Collection, fit: &mut Fit<'_>) -> String {
    let Some(Text { value, place }) = &raw.new_id else { return NEW_ID.to_owned() };
    let count: usize = PLACEHOLDERS.iter().map(|placeholder| value.matches(placeholder).count()).sum();
    if count != 1 {
        let message = format!("{} makes no new IDs", quoted(value));
        let problem = Problem::new("invalid-collection", *place, message);
        fit.push(problem.help("write `{number}` or `{uuid}` once where each ID differs, such as `note_{number}`"));
        return NEW_ID.to_owned();
    }
    value.clone()
}

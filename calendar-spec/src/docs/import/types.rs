//! Objects and enums: one of each for all pages that mean the same.
//!
//! In: what one page shows of a type. Out: its index. What is sent must agree in every field, since requests are held
//! against it; what is received may leave fields out, since a response promises none.

use super::draft::{Draft, Enum, EnumValue, Field, Object, Type, Ways};
use super::names;
use crate::model::Spec;

/// What one page shows of a type, and what it may be called.
pub(super) struct Shown<T> {
    /// The name that it would have if nothing else had it.
    pub(super) wanted: String,
    /// What stands around it, outermost last: names to tell it from others.
    pub(super) around: Vec<String>,
    pub(super) doc: String,
    pub(super) parts: Vec<T>,
    pub(super) ways: Ways,
}

impl<T> Shown<T> {
    /// Names to choose from.
    fn candidates(&self) -> Vec<String> {
        let qualified = self.around.iter().map(|around| names::of_type(&format!("{around}_{}", self.wanted)));
        let all = std::iter::once(self.wanted.clone()).chain(qualified);
        all.filter(|name| !name.ends_with("Output") && !name.ends_with("Builder")).collect()
    }
}

impl Draft {
    /// The object of all pages that show the same.
    pub(super) fn object(&mut self, shown: Shown<Field>, base: Option<&Spec>) -> usize {
        let known = self
            .objects
            .iter()
            .position(|object| object.wanted == shown.wanted && is_same_object(object, &shown.parts, shown.ways));
        if let Some(known) = known {
            merge_object(&mut self.objects[known], shown);
            return known;
        }
        let name = names::free(&shown.candidates(), |name| self.is_taken(name, base));
        let Shown { wanted, doc, parts: fields, ways, .. } = shown;
        self.objects.push(Object { wanted, name, doc, fields, ways });
        self.objects.len() - 1
    }

    /// The enum of all pages that list the same values.
    pub(super) fn enumeration(&mut self, field: &str, shown: Shown<EnumValue>, base: Option<&Spec>) -> Type {
        if let Some(name) = in_base(&shown, base) {
            return Type::Named(name);
        }
        let known = self.enums.iter().position(|item| {
            let is_called_so =
                item.wanted == shown.wanted || item.field == field && has_same_values(item, &shown.parts);
            is_called_so && is_same_enum(item, &shown.parts, shown.ways)
        });
        if let Some(known) = known {
            merge_enum(&mut self.enums[known], shown);
            return Type::Enum(known);
        }
        let name = names::free(&shown.candidates(), |name| self.is_taken(name, base));
        let Shown { wanted, doc, parts: values, ways, .. } = shown;
        self.enums.push(Enum { wanted, field: field.to_owned(), name, doc, values, ways });
        Type::Enum(self.enums.len() - 1)
    }

    fn is_taken(&self, name: &str, base: Option<&Spec>) -> bool {
        let mut own = self.objects.iter().map(|object| &object.name).chain(self.enums.iter().map(|item| &item.name));
        let mut of_base = base.into_iter().flat_map(|base| {
            let ids = base.ids.iter().map(|id| &id.name);
            ids.chain(base.enums.iter().map(|item| &item.name)).chain(base.objects.iter().map(|object| &object.name))
        });
        own.any(|own| own == name) || of_base.any(|own| own == name)
    }
}

/// The enum of the extended spec with this name and these values.
fn in_base(shown: &Shown<EnumValue>, base: Option<&Spec>) -> Option<String> {
    let item = base?.enums.iter().find(|item| item.name == shown.wanted)?;
    let is_listed = |wire: &str| shown.parts.iter().any(|value| value.wire == wire);
    let is_same = item.values.len() == shown.parts.len() && item.values.iter().all(|value| is_listed(&value.wire));
    is_same.then(|| item.name.clone())
}

fn is_same_object(object: &Object, fields: &[Field], ways: Ways) -> bool {
    let find = |wire: &str| object.fields.iter().find(|field| field.wire == wire);
    let agree = fields.iter().all(|field| find(&field.wire).is_none_or(|known| do_agree(known, field)));
    let is_shown = |known: &Field| fields.iter().any(|field| field.wire == known.wire);
    agree
        && match (object.ways.sent, ways.sent) {
            // Both are held against requests: the same fields, all of them.
            (true, true) => {
                let is_sent = |field: &Field| find(&field.wire).is_some_and(|known| known.ways.sent);
                fields.iter().all(is_sent) && object.fields.iter().all(|known| !known.ways.sent || is_shown(known))
            }
            _ => object.fields.iter().any(is_shown),
        }
}

/// Whether two pages say the same of a field.
fn do_agree(known: &Field, field: &Field) -> bool {
    let is_open = |field: &Field| !field.ways.sent && field.ty.leaf().is("string");
    let is_number = |field: &Field| field.ty.is("int32") || field.ty.is("int64");
    let same_type = known.ty == field.ty
        || is_number(known) && is_number(field)
        // What is received need not list its values.
        || is_open(field) && matches!(known.ty, Type::Enum(_))
        || is_open(known) && matches!(field.ty, Type::Enum(_));
    let rules = |field: &Field| (field.required, field.constraints.clone());
    same_type && (!(known.ways.sent && field.ways.sent) || rules(known) == rules(field))
}

fn merge_object(object: &mut Object, shown: Shown<Field>) {
    object.ways.add(shown.ways);
    for field in shown.parts {
        match object.fields.iter_mut().find(|known| known.wire == field.wire) {
            Some(known) => merge_field(known, field),
            None => object.fields.push(field),
        }
    }
}

/// What a request must keep is what counts.
fn merge_field(known: &mut Field, field: Field) {
    let (first, second) =
        if field.ways.sent && !known.ways.sent { (field, known.clone()) } else { (known.clone(), field) };
    let is_open = first.ty.leaf().is("string") && matches!(second.ty, Type::Enum(_));
    let mut merged = Field { ty: if is_open { second.ty } else { first.ty.clone() }, ..first };
    let other = second.default.filter(|_| merged.ways.sent && second.ways.sent);
    if other.is_some() && merged.default.is_some() && merged.default != other {
        merged.default = None;
        merged.todos.push(format!("{}: another default than at {}", second.doc, place(&merged.doc)));
    } else {
        merged.default = merged.default.or(other);
    }
    merged.ways.add(second.ways);
    merged.example = merged.example.or(second.example);
    let more = second.scopes.into_iter().filter(|scope| !merged.scopes.contains(scope)).collect::<Vec<_>>();
    merged.scopes.extend(more);
    *known = merged;
}

fn place(doc: &str) -> &str {
    doc.trim_start_matches(crate::unwritten::MARK).trim_start()
}

fn has_same_values(item: &Enum, values: &[EnumValue]) -> bool {
    let is_known = |value: &EnumValue| item.values.iter().any(|known| known.wire == value.wire);
    item.values.len() == values.len() && values.iter().all(is_known)
}

fn is_same_enum(item: &Enum, values: &[EnumValue], ways: Ways) -> bool {
    let is_known = |value: &EnumValue| item.values.iter().any(|known| known.wire == value.wire);
    let is_listed = |known: &EnumValue| values.iter().any(|value| value.wire == known.wire);
    let all_sent_are_listed = || item.values.iter().all(|known| !known.ways.sent || is_listed(known));
    match (item.ways.sent, ways.sent) {
        (true, true) => all_sent_are_listed() && values.iter().all(is_known),
        (true, false) => all_sent_are_listed(),
        (false, true) => values.iter().all(is_known),
        (false, false) => values.iter().any(is_known),
    }
}

fn merge_enum(item: &mut Enum, shown: Shown<EnumValue>) {
    item.ways.add(shown.ways);
    for value in shown.parts {
        match item.values.iter_mut().find(|known| known.wire == value.wire) {
            Some(known) => known.ways.add(value.ways),
            None => item.values.push(value),
        }
    }
}

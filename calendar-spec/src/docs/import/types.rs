//! Objects and enums: one of each for all pages that mean the same.
//!
//! In: what one page shows of a type. Out: its index. A type serves several pages only if it says what each of them says,
//! no more and no less; so nothing of a page is lost, and `drift` finds none of it. An object that is sent and received
//! may hold more when it is received: the server sets the rest.

use std::collections::HashMap;

use super::draft::{Draft, Enum, EnumValue, Field, Object, Type, Ways};
use super::names;
use crate::model::Spec;

/// What one page shows of a type, and its possible names.
pub(super) struct Shown<T> {
    /// Its preferred name.
    pub(super) wanted: String,
    /// The names around it, outermost last, which can qualify its name.
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

/// The maximum number of types with the same preferred name that are compared: a service has a handful.
const MOST_ALIKE: usize = 64;

impl Draft {
    /// The object of all pages that show the same.
    pub(super) fn object(&mut self, shown: Shown<Field>, base: Option<&Spec>) -> usize {
        let alike = self.types.objects.get(&shown.wanted).map_or(&[][..], Vec::as_slice);
        let is_same = |index: &&usize| is_same_object(&self.objects[**index], &shown.parts, shown.ways);
        if let Some(known) = alike.iter().take(MOST_ALIKE).find(is_same).copied() {
            merge_object(&mut self.objects[known], shown);
            return known;
        }
        let name = self.name(&shown.candidates(), base);
        let Shown { wanted, doc, parts: fields, ways, .. } = shown;
        let new = self.objects.len();
        self.types.objects.entry(wanted).or_default().push(new);
        let index = index_of(fields.iter().map(|field| &field.wire));
        self.objects.push(Object { name, doc, fields, index, ways });
        new
    }

    /// The enum of all pages that list the same values.
    pub(super) fn enumeration(
        &mut self,
        field: &str,
        shown: Shown<EnumValue>,
        is_number: bool,
        base: Option<&Spec>,
    ) -> Type {
        if let Some(name) = in_base(&shown, is_number, base) {
            return Type::Named(name);
        }
        let of = |names: &HashMap<String, Vec<usize>>, name: &str| {
            names.get(name).into_iter().flatten().take(MOST_ALIKE).copied().collect::<Vec<_>>()
        };
        let is_same = |index: &usize| {
            let known = &self.enums[*index];
            known.is_number == is_number && is_same_enum(known, &shown.parts, shown.ways)
        };
        let named_so = of(&self.types.enums, &shown.wanted).into_iter().find(&is_same);
        let of_field = of(&self.types.enums_by_field, field).into_iter();
        let of_field = of_field.filter(|index| has_same_values(&self.enums[*index], &shown.parts)).find(&is_same);
        if let Some(known) = named_so.into_iter().chain(of_field).min() {
            merge_enum(&mut self.enums[known], shown);
            return Type::Enum(known);
        }
        let name = self.name(&shown.candidates(), base);
        let Shown { wanted, doc, parts: values, ways, .. } = shown;
        let new = self.enums.len();
        self.types.enums.entry(wanted).or_default().push(new);
        self.types.enums_by_field.entry(field.to_owned()).or_default().push(new);
        let index = index_of(values.iter().map(|value| &value.wire));
        self.enums.push(Enum { name, doc, is_number, values, index, ways });
        Type::Enum(new)
    }

    /// A name that no other type has.
    fn name(&mut self, candidates: &[String], base: Option<&Spec>) -> String {
        let name = names::free(candidates, |name| self.types.names.contains(name) || is_in_base(name, base));
        self.types.names.insert(name.clone());
        name
    }
}

fn is_in_base(name: &str, base: Option<&Spec>) -> bool {
    let mut of_base = base.into_iter().flat_map(|base| {
        let ids = base.ids.iter().map(|id| &id.name);
        ids.chain(base.enums.iter().map(|item| &item.name)).chain(base.objects.iter().map(|object| &object.name))
    });
    of_base.any(|own| own == name)
}

fn index_of<'n>(names: impl Iterator<Item = &'n String>) -> HashMap<String, usize> {
    names.enumerate().map(|(index, name)| (name.clone(), index)).collect()
}

/// The enum of the extended spec with this name and these values.
fn in_base(shown: &Shown<EnumValue>, is_number: bool, base: Option<&Spec>) -> Option<String> {
    let item = base?.enums.iter().find(|item| item.name == shown.wanted && item.is_number == is_number)?;
    let is_listed = |wire: &str| shown.parts.iter().any(|value| value.wire == wire);
    let is_same = item.values.len() == shown.parts.len() && item.values.iter().all(|value| is_listed(&value.wire));
    is_same.then(|| item.name.clone())
}

fn is_same_object(object: &Object, fields: &[Field], ways: Ways) -> bool {
    let find = |field: &Field| object.index.get(&field.wire).map(|index| &object.fields[*index]);
    let agree = fields.iter().all(|field| find(field).is_none_or(|known| do_agree(known, field)));
    let known = |is_it: fn(Ways) -> bool| {
        let all = object.fields.iter().filter(|known| is_it(known.ways)).count();
        let shown = fields.iter().filter(|field| find(field).is_some_and(|known| is_it(known.ways))).count();
        (all, shown)
    };
    agree && is_same_set(object.ways, ways, fields.len(), known)
}

/// Whether what a page shows is the known set; what is sent only may be a part of what is received. `known` counts the
/// known members of a way, and those of them that the page shows.
fn is_same_set(before: Ways, ways: Ways, shown: usize, known: impl Fn(fn(Ways) -> bool) -> (usize, usize)) -> bool {
    let (sent, received) = (known(|ways| ways.sent), known(|ways| ways.received));
    let is_whole = |(all, met): (usize, usize)| all == shown && met == shown;
    match (ways.sent, before.sent, before.received) {
        (true, true, _) => is_whole(sent),
        (true, false, _) => received.1 == shown,
        (false, _, true) => is_whole(received),
        (false, _, false) => sent.0 == sent.1,
    }
}

/// Whether two pages say the same of a field. A page that receives need not repeat limits, defaults and examples.
fn do_agree(known: &Field, field: &Field) -> bool {
    let is_number = |field: &Field| field.ty.is("int32") || field.ty.is("int64");
    let same_type = known.ty == field.ty || is_number(known) && is_number(field);
    let (known_only_received, only_received) = (!known.ways.sent, !field.ways.sent);
    let may_miss = |is_there: bool, is_known: bool| only_received && !is_there || known_only_received && !is_known;
    let stated = |field: &Field| field.example.clone().filter(|_| field.states_example);
    let (example, other) = (stated(known), stated(field));
    let constraints = known.constraints == field.constraints
        || may_miss(!field.constraints.is_empty(), !known.constraints.is_empty());
    same_type
        && constraints
        && (only_received || known_only_received || known.required == field.required)
        && (known.default == field.default || may_miss(field.default.is_some(), known.default.is_some()))
        && (example == other || may_miss(other.is_some(), example.is_some()))
        && known.deprecated.is_some() == field.deprecated.is_some()
        && is_same_list(&known.scopes, &field.scopes)
}

fn is_same_list(known: &[String], other: &[String]) -> bool {
    known.len() == other.len() && other.iter().all(|scope| known.contains(scope))
}

fn merge_object(object: &mut Object, shown: Shown<Field>) {
    object.ways.add(shown.ways);
    for field in shown.parts {
        if let Some(index) = object.index.get(&field.wire) {
            merge_field(&mut object.fields[*index], field);
        } else {
            object.index.insert(field.wire.clone(), object.fields.len());
            object.fields.push(field);
        }
    }
}

/// What requests have to follow takes precedence.
fn merge_field(known: &mut Field, field: Field) {
    let (first, second) =
        if field.ways.sent && !known.ways.sent { (field, known.clone()) } else { (known.clone(), field) };
    let mut merged = first;
    merged.ways.add(second.ways);
    if merged.ty != second.ty {
        // An `int64` need not fit into an `int32`.
        *known = merged;
        return;
    }
    merged.default = merged.default.or(second.default);
    if merged.constraints.is_empty() && !merged.ways.sent {
        merged.constraints = second.constraints;
    }
    // An example that a page states takes precedence over one that was found in its JSON; two different ones of the latter
    // are dropped.
    if second.states_example && !merged.states_example {
        (merged.example, merged.states_example) = (second.example, true);
    } else if !merged.states_example && merged.example != second.example {
        merged.example = None;
    }
    *known = merged;
}

fn has_same_values(item: &Enum, values: &[EnumValue]) -> bool {
    item.values.len() == values.len() && values.iter().all(|value| item.index.contains_key(&value.wire))
}

fn is_same_enum(item: &Enum, values: &[EnumValue], ways: Ways) -> bool {
    let find = |value: &EnumValue| item.index.get(&value.wire).map(|index| &item.values[*index]);
    let agree = values.iter().all(|value| find(value).is_none_or(|known| is_same_list(&known.scopes, &value.scopes)));
    let known = |is_it: fn(Ways) -> bool| {
        let all = item.values.iter().filter(|known| is_it(known.ways)).count();
        let shown = values.iter().filter(|value| find(value).is_some_and(|known| is_it(known.ways))).count();
        (all, shown)
    };
    agree && is_same_set(item.ways, ways, values.len(), known)
}

fn merge_enum(item: &mut Enum, shown: Shown<EnumValue>) {
    item.ways.add(shown.ways);
    for value in shown.parts {
        if let Some(index) = item.index.get(&value.wire) {
            let known = &mut item.values[*index];
            known.ways.add(value.ways);
            known.name = known.name.take().or(value.name);
        } else {
            item.index.insert(value.wire.clone(), item.values.len());
            item.values.push(value);
        }
    }
}

//! Lists of fields: the parameters of an endpoint, or the fields of an object.
//!
//! In: the lists of both sides. Out: changes for what is new or gone; what is in both goes on to `field` and `rules`.

use super::change::{Change, Effect, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::pairing::{Keys, Pairing};
use super::pairs::{Side, route};
use crate::describe::{place, type_name};
use crate::model::{Endpoint, Field, Object, ObjectRef, Parameter, PathPart, Place, Rule};

/// A list of fields on one side.
#[derive(Debug)]
pub(super) struct Fields<'s> {
    pub(super) list: Vec<&'s Field>,
    /// Where each goes; nothing for the fields of an object.
    pub(super) places: Vec<Place>,
    pub(super) rules: &'s [Rule],
    pub(super) ways: Ways,
    /// The object that they belong to.
    pub(super) object: Option<ObjectRef>,
    /// For each field of a path, what it is known by.
    in_path: Vec<Option<String>>,
}

/// The lists of both sides, paired.
#[derive(Debug)]
pub(super) struct Lists<'s> {
    /// What they belong to.
    pub(super) place: String,
    pub(super) old: Fields<'s>,
    pub(super) new: Fields<'s>,
    pub(super) pairing: Pairing,
}

impl<'s> Fields<'s> {
    /// The parameters of an endpoint.
    pub(super) fn of_endpoint(endpoint: &'s Endpoint) -> Self {
        let list: Vec<&Field> = endpoint.fields.iter().map(|Parameter { place: _, field }| field).collect();
        let mut in_path = vec![None; list.len()];
        let placeholders = endpoint.path.iter().filter_map(|part| match part {
            PathPart::Parameter(field) => Some(*field),
            PathPart::Literal(_) => None,
        });
        for (position, field) in placeholders.enumerate() {
            in_path[field] = Some(format!("{} {position}", route(endpoint)));
        }
        let places = endpoint.fields.iter().map(|parameter| parameter.place).collect();
        Self { list, places, rules: &endpoint.rules, ways: Ways::SENT, object: None, in_path }
    }

    /// The fields of an object, as far as it goes some way.
    pub(super) fn of_object(side: &Side<'s>, object: ObjectRef) -> Self {
        let Object { fields, rules, usage, .. } = &side.spec.objects[object.0];
        let list: Vec<&Field> = fields.iter().collect();
        let in_path = vec![None; list.len()];
        Self { list, places: Vec::new(), rules, ways: Ways::from(usage), object: Some(object), in_path }
    }

    /// `` `string`, required, in the body ``
    fn summary(&self, side: &Side<'_>, index: usize) -> String {
        let field = self.list[index];
        let required = if field.required { ", required" } else { "" };
        let place = self.places.get(index).map(|place| format!(", {}", words(*place))).unwrap_or_default();
        format!("`{}`{required}{place}", type_name(side.spec, &field.ty))
    }
}

impl<'s> Lists<'s> {
    pub(super) fn pair(
        place: String,
        (old_side, old): (&Side<'_>, Fields<'s>),
        (new_side, new): (&Side<'_>, Fields<'s>),
    ) -> Self {
        let description =
            |side: &Side<'_>, field: &&Field| Some(format!("{} {}", type_name(side.spec, &field.ty), field.doc));
        let descriptions = Keys::lists(
            old.list.iter().map(|field| description(old_side, field)).collect(),
            new.list.iter().map(|field| description(new_side, field)).collect(),
        );
        let passes = [
            // A placeholder has no name on the wire.
            Keys::lists(old.in_path.clone(), new.in_path.clone()),
            Keys::of(&old.list, &new.list, |field: &&Field| Some(field.wire.clone())),
            Keys::of(&old.list, &new.list, |field: &&Field| Some(field.rust.clone())),
            descriptions,
        ];
        Self { place, pairing: Pairing::by(&passes), old, new }
    }

    /// The directions that both lists go.
    pub(super) fn ways(&self) -> Ways {
        self.old.ways.and(self.new.ways)
    }
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, lists: &Lists<'_>) {
        for &removed in &lists.pairing.removed {
            self.field_removed(lists, removed);
        }
        for &added in &lists.pairing.added {
            self.field_added(lists, added);
        }
        for &indices in &lists.pairing.both {
            self.field(lists, indices);
        }
        self.field_order(lists);
        self.rules(lists);
    }

    fn field_removed(&mut self, lists: &Lists<'_>, index: usize) {
        let field = lists.old.list[index];
        let ways = lists.ways().sent_if(!field.read_only);
        let change = Change::new(Class::FieldRemoved, format!("{}.{}", lists.place, field.wire));
        let change = change.was(lists.old.summary(self.old, index)).rust(ways.level(Level::Major));
        self.push(change.wire(ways.wire(Effect::Breaking, Effect::Breaking)));
    }

    fn field_added(&mut self, lists: &Lists<'_>, index: usize) {
        let field = lists.new.list[index];
        let ways = lists.ways().sent_if(!field.read_only);
        // A condition on another new field holds for no program that knows neither.
        let is_old = |sibling: usize| lists.pairing.old_of(sibling).is_some();
        let needed = field.required || field.required_when.as_ref().is_some_and(|when| is_old(when.field));
        let rust = if ways.sent && field.required { Level::Major } else { Level::Minor };
        let change = Change::new(Class::FieldAdded, format!("{}.{}", lists.place, field.wire));
        let change = change.is(lists.new.summary(self.new, index)).rust(ways.level(rust));
        self.push(change.wire(ways.wire(Effect::breaking_if(needed), Effect::Compatible)));
    }

    /// A builder has a type parameter for each required field, in their order.
    fn field_order(&mut self, lists: &Lists<'_>) {
        let both_required = |was: usize, is: usize| lists.old.list[was].required && lists.new.list[is].required;
        if lists.ways().sent && lists.pairing.is_reordered(both_required) {
            let names = |fields: &Fields<'_>| {
                let required = fields.list.iter().filter(|field| field.required && !field.read_only);
                super::scopes::quoted(&required.map(|field| &field.wire).collect::<Vec<_>>())
            };
            let change = Change::new(Class::OrderChanged, &*lists.place).was(names(&lists.old)).is(names(&lists.new));
            self.push(change.rust(Level::Major));
        } else {
            self.order(&lists.place, "fields", lists.pairing.is_reordered(|_, _| true));
        }
    }
}

/// Where a parameter goes, in words.
pub(super) fn words(to: Place) -> String {
    format!("in the {}", place(to))
}

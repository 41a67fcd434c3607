//! Objects: the structs that come of them, and how they are made.
//!
//! In: the paired objects. Out: changes. Their fields and rules are compared like those of an endpoint.

use super::change::{Change, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::fields::{Fields, Lists};
use super::pairing::{Keys, Pairing};
use super::pairs::Side;
use crate::model::{Constructor, Object, ObjectRef};
use crate::structs::Struct;

impl Comparison<'_> {
    pub(super) fn objects(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        for &removed in &pairs.objects.removed {
            self.push(Change::new(Class::TypeRemoved, path(&old.spec.objects[removed])).rust(Level::Major));
        }
        for &added in &pairs.objects.added {
            self.push(Change::new(Class::TypeAdded, path(&new.spec.objects[added])).rust(Level::Minor));
        }
        for &(was, is) in &pairs.objects.both {
            self.object(ObjectRef(was), ObjectRef(is));
        }
        self.order("types", "objects", pairs.objects.is_reordered(|_, _| true));
    }

    fn object(&mut self, was: ObjectRef, is: ObjectRef) {
        let (old, new) = (&self.old.spec.objects[was.0], &self.new.spec.objects[is.0]);
        let Object { name: _, doc, fields: _, rules: _, constructors, usage, resource: _ } = old;
        let place = path(new);
        self.rust_name(&place, &self.old_path(old), &place, Level::Major);
        // What belongs to one endpoint is described by its name alone.
        if new.resource.is_none() {
            self.doc(&place, doc, &new.doc);
        }
        self.features(&place, usage, &new.usage);
        self.structs(&place, was, is);
        let old = (self.old, Fields::of_object(self.old, was));
        let lists = Lists::pair(place, old, (self.new, Fields::of_object(self.new, is)));
        self.constructors(&lists, constructors, &new.constructors);
        self.fields(&lists);
    }

    /// Where an old object would stand if its resource had its new name.
    fn old_path(&self, object: &Object) -> String {
        let resource = object.resource.as_ref().and_then(|name| {
            let index = self.old.spec.resources.iter().position(|resource| resource.name == *name)?;
            Some(&self.new.spec.resources[self.pairs.resources.new_of(index)?].name)
        });
        resource.map_or_else(|| path(object), |resource| format!("{resource}.{}", object.name))
    }

    /// The structs that come of an object: which there are, and which way each of them goes.
    fn structs(&mut self, place: &str, was: ObjectRef, is: ObjectRef) {
        let structs = |side: &Side<'_>, object: ObjectRef| side.forms.structs(side.spec, object);
        let (old, new) = (structs(self.old, was), structs(self.new, is));
        // A new name of the object itself is a change of its own.
        let (old_name, new_name) = (&self.old.spec.objects[was.0].name, &self.new.spec.objects[is.0].name);
        let suffix = |form: &Struct, name: &str| form.name.strip_prefix(name).map(str::to_owned);
        let of = |list: &[Struct], name: &str| -> Vec<(Option<String>, bool, bool)> {
            list.iter().map(|form| (suffix(form, name), form.request, form.response)).collect()
        };
        let (was, is) = (of(&old, old_name), of(&new, new_name));
        if was != is {
            let goes_on = |(suffix, request, response): &(Option<String>, bool, bool)| {
                is.iter().any(|new| new.0 == *suffix && new.1 >= *request && new.2 >= *response)
            };
            let rust = if was.iter().all(goes_on) { Level::Minor } else { Level::Major };
            self.push(Change::new(Class::StructsChanged, place).was(words(&old)).is(words(&new)).rust(rust));
        }
    }

    /// Ways to make an object. The first one takes the place of `builder()`, and each takes the setter of its field.
    fn constructors(&mut self, lists: &Lists<'_>, old: &[Constructor], new: &[Constructor]) {
        let name = |constructor: &Constructor| Some(constructor.name.clone());
        let field = |fields: &Fields<'_>, constructor: &Constructor| Some(fields.list[constructor.field].wire.clone());
        let fields = Keys::lists(
            old.iter().map(|constructor| field(&lists.old, constructor)).collect(),
            new.iter().map(|constructor| field(&lists.new, constructor)).collect(),
        );
        let pairing = Pairing::by(&[Keys::of(old, new, name), fields]);
        let ways = lists.ways().and(Ways::SENT);
        let place = |constructor: &Constructor| format!("{}::{}", lists.place, constructor.name);
        for constructor in pairing.removed.iter().map(|&index| &old[index]) {
            self.push(Change::new(Class::ConstructorRemoved, place(constructor)).rust(ways.level(Level::Major)));
        }
        for constructor in pairing.added.iter().map(|&index| &new[index]) {
            let had_setter = |field| !old.iter().any(|constructor| constructor.field == field);
            let takes_setter = lists.pairing.old_of(constructor.field).is_some_and(had_setter);
            let rust = if old.is_empty() || takes_setter { Level::Major } else { Level::Minor };
            self.push(Change::new(Class::ConstructorAdded, place(constructor)).rust(ways.level(rust)));
        }
        for &(was, is) in &pairing.both {
            self.constructor(&place(&new[is]), &old[was], &new[is], lists);
        }
        self.order(&lists.place, "constructors", pairing.is_reordered(|_, _| true));
    }

    fn constructor(&mut self, place: &str, old: &Constructor, new: &Constructor, lists: &Lists<'_>) {
        let Constructor { name, field, doc } = old;
        let level = lists.ways().and(Ways::SENT).level(Level::Major);
        self.rust_name(place, name, &new.name, level);
        self.doc(place, doc, &new.doc);
        if !lists.pairing.is_pair(*field, new.field) {
            let words = |fields: &Fields<'_>, field: usize| format!("`{}`", fields.list[field].wire);
            let change = Change::new(Class::ConstructorChanged, place).was(words(&lists.old, *field));
            self.push(change.is(words(&lists.new, new.field)).rust(level));
        }
    }
}

/// `types.TimeInfo`; what belongs to one endpoint stands beside it.
fn path(object: &Object) -> String {
    format!("{}.{}", object.resource.as_deref().unwrap_or("types"), object.name)
}

/// `` `AclScope` is sent, `AclScopeOutput` is received ``
fn words(structs: &[Struct]) -> String {
    let sentence = |Struct { name, request, response }: &Struct| {
        let goes = match (request, response) {
            (true, true) => "is sent and received",
            (true, false) => "is sent",
            _ => "is received",
        };
        format!("`{name}` {goes}")
    };
    structs.iter().map(sentence).collect::<Vec<_>>().join(", ")
}

//! The comparison of two whole specs.
//!
//! In: two models. Out: every change. What a spec declares is paired first; each kind of declaration is compared by the
//! module of its name.

use std::collections::HashMap;

use super::change::{Change, Level};
use super::collections::words;
use super::pairing::Pairing;
use super::pairs::{Pairs, Side};
use super::{Class, Effect};
use crate::model::{IdType, Resource, Spec, Usage};

/// Two specs, what is paired in them, and the changes found so far.
#[derive(Debug)]
pub(super) struct Comparison<'s> {
    pub(super) old: &'s Side<'s>,
    pub(super) new: &'s Side<'s>,
    pub(super) pairs: &'s Pairs,
    pub(super) changes: Vec<Change>,
    /// Effects of replacing one object with another in a request (`true`) or response; see `types`.
    pub(super) replaced: HashMap<(usize, usize, bool), Effect>,
    /// How deep such objects are nested at the moment.
    pub(super) depth: usize,
}

pub(super) fn compare(old: &Spec, new: &Spec) -> Vec<Change> {
    let (old, new) = (Side::of(old), Side::of(new));
    let pairs = Pairs::of(&old, &new);
    let mut comparison =
        Comparison { old: &old, new: &new, pairs: &pairs, changes: Vec::new(), replaced: HashMap::new(), depth: 0 };
    comparison.spec();
    comparison.changes
}

impl Comparison<'_> {
    pub(super) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    fn spec(&mut self) {
        // The files are how a spec is written, not what it says.
        let Spec { name, doc, ids: _, enums: _, objects: _, resources: _, errors: _, files: _, extends: _ } =
            self.old.spec;
        self.doc("spec", name, &self.new.spec.name);
        self.doc("spec", doc, &self.new.spec.doc);
        self.ids();
        self.enums();
        self.objects();
        self.resources();
        self.endpoints();
        self.events();
        self.errors();
    }

    fn ids(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        self.declarations("identifiers", &pairs.ids, |id| &old.spec.ids[id].name, |id| &new.spec.ids[id].name);
        for &(was, is) in &pairs.ids.both {
            let IdType { name: _, doc, example, origin: _, usage: _ } = &old.spec.ids[was];
            let is = &new.spec.ids[is];
            let place = format!("types.{}", is.name);
            self.doc(&place, doc, &is.doc);
            self.text(Class::ExampleChanged, &place, example.as_deref(), is.example.as_deref());
        }
    }

    /// Types that are new, gone or renamed.
    pub(super) fn declarations<'n>(
        &mut self,
        what: &str,
        pairing: &Pairing,
        old: impl Fn(usize) -> &'n str,
        new: impl Fn(usize) -> &'n str,
    ) {
        let module = "types";
        for &removed in &pairing.removed {
            self.push(Change::new(Class::TypeRemoved, format!("{module}.{}", old(removed))).rust(Level::Major));
        }
        for &added in &pairing.added {
            self.push(Change::new(Class::TypeAdded, format!("{module}.{}", new(added))).rust(Level::Minor));
        }
        for &(was, is) in &pairing.both {
            self.rust_name(&format!("{module}.{}", new(is)), old(was), new(is), Level::Major);
        }
        self.order(module, what, pairing.is_reordered(|_, _| true));
    }

    fn resources(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        for &removed in &pairs.resources.removed {
            let change = Change::new(Class::ResourceRemoved, &*old.spec.resources[removed].name);
            self.push(change.rust(Level::Major));
        }
        for &added in &pairs.resources.added {
            self.push(Change::new(Class::ResourceAdded, &*new.spec.resources[added].name).rust(Level::Minor));
        }
        for &(was, is) in &pairs.resources.both {
            let was = &old.spec.resources[was];
            let Resource { name, doc, endpoints: _, events: _, collection: _ } = was;
            let is = &new.spec.resources[is];
            self.rust_name(&is.name, name, &is.name, Level::Major);
            self.doc(&is.name, doc, &is.doc);
            let (held, holds) = (words(old.spec, was), words(new.spec, is));
            self.text(Class::CollectionChanged, &is.name, held.as_deref(), holds.as_deref());
        }
        self.order("spec", "resources", pairs.resources.is_reordered(|_, _| true));
    }

    /// The cargo features that a type comes with: those of the resources that use it. Resources that are new or gone as
    /// a whole are left out, since each of them has a change of its own.
    pub(super) fn features(&mut self, place: &str, old: &Usage, new: &Usage) {
        // Which way a type goes is judged with what comes of it.
        let (Usage { request: _, response: _, resources: was, flags: _ }, is) = (old, &new.resources);
        let names = |side: &Side<'_>, index: usize| side.spec.resources[index].name.clone();
        for &(old_index, new_index) in &self.pairs.resources.both {
            let (old_name, new_name) = (names(self.old, old_index), names(self.new, new_index));
            match (was.contains(&old_name), is.contains(&new_name)) {
                (true, false) => {
                    let change = Change::new(Class::FeatureRemoved, place).was(format!("`{old_name}`"));
                    self.push(change.rust(Level::Major));
                }
                (false, true) => {
                    self.push(Change::new(Class::FeatureAdded, place).is(format!("`{new_name}`")).rust(Level::Minor));
                }
                _ => {}
            }
        }
    }

    /// A change of nothing but a name in Rust.
    pub(super) fn rust_name(&mut self, place: &str, old: &str, new: &str, level: Level) {
        if old != new {
            let change = Change::new(Class::RustNameChanged, place);
            self.push(change.was(format!("`{old}`")).is(format!("`{new}`")).rust(level));
        }
    }

    pub(super) fn doc(&mut self, place: &str, old: &str, new: &str) {
        self.text(Class::DocChanged, place, Some(old), Some(new));
    }

    /// A text without meaning for programs.
    pub(super) fn text(&mut self, class: Class, place: &str, old: Option<&str>, new: Option<&str>) {
        if old != new {
            let mut change = Change::new(class, place);
            (change.old, change.new) = (old.map(str::to_owned), new.map(str::to_owned));
            self.push(change);
        }
    }

    /// An order without meaning for programs.
    pub(super) fn order(&mut self, place: &str, what: &str, is_reordered: bool) {
        if is_reordered {
            self.push(Change::new(Class::OrderChanged, place).is(what));
        }
    }

    /// Since when something should not be used any more, or that it may be used again.
    pub(super) fn deprecation(&mut self, place: &str, old: Option<&str>, new: Option<&str>) {
        match (old, new) {
            (None, Some(note)) => {
                self.push(Change::new(Class::Deprecated, place).is(note).rust(Level::Minor));
            }
            (Some(note), None) => self.push(Change::new(Class::Undeprecated, place).was(note)),
            (Some(old), Some(new)) => self.doc(place, old, new),
            (None, None) => {}
        }
    }
}

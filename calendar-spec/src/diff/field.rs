//! One field on both sides.
//!
//! In: a pair of fields. Out: changes. The field is taken apart with all that the model knows of it.

use super::change::{Change, Effect, Level, Ways, Wire};
use super::class::Class;
use super::comparison::Comparison;
use super::fields::{Lists, words};
use crate::describe;
use crate::model::{Field, Place, Value};
use crate::structs::is_paging_flag;

/// A field on both sides.
#[derive(Debug)]
pub(super) struct Pair<'l> {
    pub(super) place: String,
    pub(super) new: &'l Field,
    /// The directions that it goes on both sides.
    pub(super) ways: Ways,
    /// The lists that it stands in.
    pub(super) lists: &'l Lists<'l>,
    /// Where it stands in them.
    pub(super) indices: (usize, usize),
}

impl Comparison<'_> {
    pub(super) fn field(&mut self, lists: &Lists<'_>, indices: (usize, usize)) {
        let (old, new) = (lists.old.list[indices.0], lists.new.list[indices.1]);
        #[rustfmt::skip]
        let Field {
            wire, rust, doc, ty, required, required_when, constraints, read_only, secret, default, example, scopes,
            deprecated, beta,
        } = old;
        let place = format!("{}.{}", lists.place, new.wire);
        let ways = lists.ways().sent_if(!read_only && !new.read_only);
        let pair = Pair { place, new, ways, lists, indices };
        self.wire_name(&pair, wire);
        self.rust_name(&pair.place, rust, &new.rust, ways.level(Level::Major));
        self.doc(&pair.place, doc, &new.doc);
        self.field_type(&pair, ty);
        self.need(&pair, *required, required_when.as_ref());
        self.constraints(&pair, constraints);
        self.read_only(&pair, *read_only);
        self.secret(&pair, *secret);
        self.default(&pair, default.as_ref());
        self.text(
            Class::ExampleChanged,
            &pair.place,
            plain(example.as_ref()).as_deref(),
            plain(new.example.as_ref()).as_deref(),
        );
        self.scopes(&pair.place, scopes, &new.scopes, ways);
        self.deprecation(&pair.place, deprecated.as_deref(), new.deprecated.as_deref());
        if *beta != new.beta {
            self.push(Change::new(Class::BetaChanged, &*pair.place).was(rollout(*beta)).is(rollout(new.beta)));
        }
        self.destination(&pair);
        self.paging_flag(&pair);
    }

    /// A placeholder has no name on the wire, but the documented path has.
    fn wire_name(&mut self, pair: &Pair<'_>, old: &str) {
        let new = &pair.new.wire;
        if pair.places() == Some((Place::Path, Place::Path)) {
            self.doc(&pair.place, old, new);
        } else if old != new {
            let change = Change::new(Class::FieldRenamed, &*pair.place).was(format!("`{old}`")).is(format!("`{new}`"));
            self.push(change.wire(pair.ways.wire(Effect::Breaking, Effect::Breaking)));
        }
    }

    /// What only the server sets has no setter.
    fn read_only(&mut self, pair: &Pair<'_>, old: bool) {
        let Pair { new, lists, .. } = pair;
        let ways = lists.ways().and(Ways::SENT);
        match (old, new.read_only) {
            (false, true) => {
                let change = Change::new(Class::FieldReadOnly, &*pair.place).rust(ways.level(Level::Major));
                self.push(change.wire(ways.wire(Effect::Breaking, Effect::Compatible)));
            }
            (true, false) => {
                let rust = if new.required { Level::Major } else { Level::Minor };
                let change = Change::new(Class::FieldWritable, &*pair.place).rust(ways.level(rust));
                let effect = Effect::breaking_if(new.required);
                self.push(change.wire(ways.wire(effect, Effect::Compatible)));
            }
            _ => {}
        }
    }

    /// A secret has a type of its own.
    fn secret(&mut self, pair: &Pair<'_>, old: bool) {
        if old != pair.new.secret {
            let class = if old { Class::FieldShown } else { Class::FieldSecret };
            self.push(Change::new(class, &*pair.place).rust(pair.ways.level(Level::Major)));
        }
    }

    /// Path, query, header or body.
    fn destination(&mut self, pair: &Pair<'_>) {
        if let Some((old, new)) = pair.places().filter(|(old, new)| old != new) {
            let change = Change::new(Class::FieldMoved, &*pair.place).was(words(old)).is(words(new));
            self.push(change.wire(Wire::request(Effect::Breaking)));
        }
    }

    /// A flag that a listing pages by is plain in a response, any other may be absent.
    fn paging_flag(&mut self, pair: &Pair<'_>) {
        let Lists { old, new, .. } = pair.lists;
        let (Some(old), Some(new), true) = (old.object, new.object, pair.ways.received) else {
            return;
        };
        let (was, is) = pair.indices;
        let words = |plain: bool| if plain { "`bool`" } else { "`Option<bool>`" };
        let (old, new) = (&self.old.spec.objects[old.0], &self.new.spec.objects[new.0]);
        let (was, is) = (is_paging_flag(old, was), is_paging_flag(new, is));
        if was != is {
            let change = Change::new(Class::PagingChanged, &*pair.place).was(words(was)).is(words(is));
            self.push(change.rust(Level::Major));
        }
    }
}

impl Pair<'_> {
    /// Where it goes on both sides, for parameters.
    fn places(&self) -> Option<(Place, Place)> {
        let (was, is) = self.indices;
        Some((*self.lists.old.places.get(was)?, *self.lists.new.places.get(is)?))
    }
}

fn rollout(beta: bool) -> &'static str {
    if beta { "rolled out gradually" } else { "for everybody" }
}

/// A value in backticks.
pub(super) fn plain(value: Option<&Value>) -> Option<String> {
    value.map(describe::quoted)
}

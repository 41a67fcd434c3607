//! Enums and their values.
//!
//! In: the paired enums. Out: changes. Enums are open, so a value that a program does not know arrives all the same.

use super::change::{Change, Effect, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use super::pairing::{Keys, Pairing};
use crate::model::{Enum, EnumValue};

impl Comparison<'_> {
    pub(super) fn enums(&mut self) {
        let (old, new, pairs) = (self.old, self.new, self.pairs);
        self.declarations("enums", &pairs.enums, |item| &old.spec.enums[item].name, |item| &new.spec.enums[item].name);
        for &(was, is) in &pairs.enums.both {
            self.open_enum(&old.spec.enums[was], &new.spec.enums[is]);
        }
    }

    fn open_enum(&mut self, old: &Enum, new: &Enum) {
        let Enum { name: _, doc, values, usage } = old;
        let place = format!("types.{}", new.name);
        self.doc(&place, doc, &new.doc);
        self.features(&place, usage, &new.usage);
        let ways = Ways::from(usage).and(Ways::from(&new.usage));
        let (by_wire, by_rust) =
            (|value: &EnumValue| Some(value.wire.clone()), |value: &EnumValue| Some(value.rust.clone()));
        let pairing = Pairing::by(&[Keys::of(values, &new.values, by_wire), Keys::of(values, &new.values, by_rust)]);
        for value in pairing.removed.iter().map(|&index| &values[index]) {
            let wire = ways.sent_if(!value.read_only).wire(Effect::Breaking, Effect::Compatible);
            self.push(Change::new(Class::ValueRemoved, of(&place, value)).wire(wire).rust(Level::Major));
        }
        for value in pairing.added.iter().map(|&index| &new.values[index]) {
            let wire = ways.sent_if(!value.read_only).wire(Effect::Compatible, Effect::Compatible);
            self.push(Change::new(Class::ValueAdded, of(&place, value)).wire(wire).rust(Level::Minor));
        }
        for &(was, is) in &pairing.both {
            self.value(&of(&place, &new.values[is]), &values[was], &new.values[is], ways);
        }
        self.order(&place, "values", pairing.is_reordered(|_, _| true));
    }

    fn value(&mut self, place: &str, old: &EnumValue, new: &EnumValue, ways: Ways) {
        let EnumValue { wire, rust, doc, read_only, scopes } = old;
        if *wire != new.wire {
            let change = Change::new(Class::ValueRenamed, place).was(format!("`{wire}`")).is(format!("`{}`", new.wire));
            self.push(change.wire(ways.wire(Effect::Breaking, Effect::Breaking)));
        }
        self.rust_name(place, rust, &new.rust, Level::Major);
        self.doc(place, doc, &new.doc);
        match (read_only, new.read_only) {
            (false, true) => {
                let wire = ways.and(Ways::SENT).wire(Effect::Breaking, Effect::Compatible);
                let rust = if ways.sent { Level::Minor } else { Level::Patch };
                self.push(Change::new(Class::ValueReadOnly, place).wire(wire).rust(rust));
            }
            (true, false) => {
                let wire = ways.and(Ways::SENT).wire(Effect::Compatible, Effect::Compatible);
                self.push(Change::new(Class::ValueWritable, place).wire(wire));
            }
            _ => {}
        }
        self.scopes(place, scopes, &new.scopes, ways);
    }
}

fn of(place: &str, value: &EnumValue) -> String {
    format!("{place}.{}", value.wire)
}

//! The rule `offset_order`: two amounts, each measured from the base that an anchor names.
//!
//! In: the names in such a rule. Out: the rule with indices into the endpoint and into the object with anchor and amount.

use std::collections::HashSet;

use super::{Rules, object_of};
use crate::diagnostic::{all_of, quoted};
use crate::model::{OffsetBase, Rule, Type, Value};
use crate::raw::Text;
use crate::resolve::fields::report_misfit;
use crate::resolve::values::fit;

impl Rules<'_, '_> {
    /// Both fields are objects of one type, which has the anchor and the amount.
    pub(super) fn offset_order(
        &mut self,
        (before, after): (usize, usize),
        names: (&Text, &Text),
        bases: &[(Text, Text)],
    ) -> Option<Rule> {
        let (anchor, amount) = names;
        let same = self.fields.list[before].ty == self.fields.list[after].ty;
        let Some(object) = object_of(&self.fields.list[before].ty, self.objects).filter(|_| same) else {
            let help = "`before` and `after` name fields of one object type, which has the anchor and the amount";
            self.invalid(anchor.place, "the two fields are not objects of one type", help);
            return None;
        };
        let anchor_index = object.find(anchor, self.context.problems);
        let amount_index = object.find(amount, self.context.problems);
        let (anchor_index, amount_index) = anchor_index.zip(amount_index)?;
        if !matches!(object.list[amount_index].ty, Type::Int32 | Type::Int64) {
            self.invalid(
                amount.place,
                format!("{} is not a whole number", quoted(&amount.value)),
                "an amount is an `int32` or `int64`",
            );
            return None;
        }
        if !matches!(object.list[anchor_index].ty, Type::Enum(_)) {
            self.invalid(
                anchor.place,
                format!("{} is not an enum", quoted(&anchor.value)),
                "an anchor is a field of an enum type",
            );
            return None;
        }
        let bases = self.bases(&object.list[anchor_index].ty, anchor, bases)?;
        Some(Rule::OffsetOrder { before, after, anchor: anchor_index, amount: amount_index, bases })
    }

    /// Every value of the anchor with its base.
    fn bases(&mut self, ty: &Type, anchor: &Text, bases: &[(Text, Text)]) -> Option<Vec<OffsetBase>> {
        let Type::Enum(index) = ty else { return None };
        let mut are_sound = true;
        for (value, base) in bases {
            let wire = Value::String(value.value.clone());
            let fitted = fit(&wire, ty, self.context.enums);
            let fitted = report_misfit("invalid-value", value.place, fitted, self.context.problems);
            are_sound &= fitted.is_some();
            if base.value.trim_start_matches('-').is_empty() {
                let help = "write a name such as `start`, or `-start` to count backwards";
                self.invalid(base.place, "this base has no name", help);
                are_sound = false;
            }
        }
        let given: HashSet<&str> = bases.iter().map(|(value, _)| &*value.value).collect();
        let wires = self.context.enums.list[index.0].values.iter().map(|value| &*value.wire);
        let missing: Vec<&str> = wires.filter(|wire| !given.contains(wire)).collect();
        if !missing.is_empty() {
            let message = format!("nothing says what {} counts from", all_of(missing));
            self.invalid(anchor.place, message, "give every value of the anchor a base");
            return None;
        }
        are_sound.then(|| bases.iter().map(|(value, base)| offset_base(value, base)).collect())
    }
}

fn offset_base(value: &Text, base: &Text) -> OffsetBase {
    let name = base.value.strip_prefix('-');
    OffsetBase { value: value.value.clone(), base: name.unwrap_or(&base.value).to_owned(), backwards: name.is_some() }
}

//! The fields of an object or endpoint as items, with all facts of the model, and the rules across them.

use super::change::Directions;
use super::fact::Fact;
use super::item::{Item, Sense, Stated, Value};
use super::rules::Shape;
use crate::constraint::in_words;
use crate::describe::{condition, place, quoted, type_name};
use crate::model::{Field, Place, Rule, Spec, Type};

/// A field of an object or endpoint.
pub(super) struct Member<'s> {
    /// As in its spec.
    pub(super) written: &'s Field,
    /// With the names of the new spec.
    pub(super) field: &'s Field,
    /// Where a parameter goes.
    pub(super) location: Option<Place>,
    /// Whether it is an argument of a constructor, in place of a setter.
    pub(super) is_constructed: bool,
    /// Whether it is the boolean that says that a listing has more pages.
    pub(super) is_paging_flag: bool,
}

impl Item {
    /// An item with fields, and rules across them.
    pub(super) fn with(mut self, spec: &Spec, members: &[Member<'_>], rules: &[Rule]) -> Self {
        let fields: Vec<&Field> = members.iter().map(|member| member.field).collect();
        self.parts = members.iter().map(|member| member.item(spec, &self, &fields)).collect();
        self.rules = rules.iter().map(|rule| Shape::of(spec, &fields, rule)).collect();
        self
    }
}

impl Member<'_> {
    fn item(&self, spec: &Spec, owner: &Item, siblings: &[&Field]) -> Item {
        #[rustfmt::skip]
        let Field {
            wire, rust, doc, ty, required, required_when: _, constraints, read_only, secret, default,
            example, scopes, deprecated, beta, undocumented, at: _,
        } = self.field;
        let directions = owner.directions.unless_read_only(*read_only);
        let (sent, sent_with_owner) = (directions.and(Directions::SENT), owner.directions.and(Directions::SENT));
        // A placeholder has no name on the wire, but the documented path has one.
        let on_wire = if self.location == Some(Place::Path) { Directions::NONE } else { directions };
        let location = self.location.map(|location| format!("in the {}", place(location)));
        let summary =
            [Some(format!("`{}`", type_name(spec, ty))), required.then(|| "required".to_owned()), location.clone()];
        // Fields with one name in two places of a request differ in their names in Rust.
        let is_twice = siblings.iter().filter(|sibling| sibling.wire == *wire).count() > 1;
        let name = if is_twice { rust } else { wire };
        let constraints = constraints.iter().map(|constraint| {
            let value = Value { shown: in_words(constraint), sense: Sense::Constraint(constraint.clone()) };
            ((Fact::Constraint, constraint.kind().key()), Stated { value, directions: sent })
        });
        let this = Item {
            facts: constraints.collect(),
            has_position: *required && sent.sent,
            ..Item::part(Fact::Field, (&owner.place, "."), name, directions)
        };
        this.summary(summary.into_iter().flatten().collect::<Vec<_>>().join(", "))
            .states_where(on_wire, Fact::WireName, Value::name(&self.written.wire))
            .states(Fact::RustName, Value::name(&self.written.rust))
            .states(Fact::Doc, Value::exact(doc))
            .states(Fact::FieldType, Value::of_type(spec, ty))
            .states_where(sent_with_owner, Fact::Requirement, self.requirement(siblings))
            .states_where(sent_with_owner, Fact::FieldAccess, Value::access(*read_only))
            .states_where(sent, Fact::Setter, (!self.is_constructed).then(|| Value::name(rust)))
            .states(Fact::Secrecy, Value::exact(if *secret { "secret" } else { "not secret" }))
            .states_where(sent, Fact::Default, default.as_ref().map(|value| Value::exact(quoted(value))))
            .states(Fact::Example, example.as_ref().map(|value| Value::exact(quoted(value))))
            .states(Fact::Scopes, Value::any_scope(scopes))
            .states(Fact::Deprecation, deprecated.as_ref().map(Value::exact))
            .states(Fact::Rollout, Value::exact(if *beta { "gradual" } else { "complete" }))
            .states(Fact::Documentation, Value::undocumented(undocumented.as_ref()))
            .states(Fact::Location, location.map(Value::exact))
            .states_where(
                directions.and(Directions::RECEIVED),
                Fact::PagingFlag,
                self.is_paging_flag.then(|| Value::exact("`bool` instead of `Option<bool>`")),
            )
    }

    /// When a request has to set the field.
    fn requirement(&self, siblings: &[&Field]) -> Value {
        let Field { required, required_when, read_only, .. } = self.field;
        let (shown, needs) = match required_when {
            _ if *read_only => ("optional".to_owned(), Some(Vec::new())),
            _ if *required => ("required".to_owned(), None),
            None => ("optional".to_owned(), Some(Vec::new())),
            Some(when) => {
                let sibling = &siblings[when.field].wire;
                let values = when.values.iter().map(|value| (sibling.clone(), quoted(value)));
                (format!("required when {}", condition(siblings, when)), Some(values.collect()))
            }
        };
        Value { shown, sense: Sense::Needs(needs.map(|needs: Vec<_>| needs.into_iter().collect())) }
    }
}

impl Value {
    pub(super) fn of_type(spec: &Spec, ty: &Type) -> Self {
        Self { shown: format!("`{}`", type_name(spec, ty)), sense: Sense::Type(ty.clone()) }
    }
}

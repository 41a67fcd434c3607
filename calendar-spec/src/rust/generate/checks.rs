//! The checks of a struct: one call for each rule, in the order of the spec.

use crate::model::{Condition, Constraint, Format, Limit, OffsetBase, Place, Rule, Value};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::lower::{CheckKind, FieldPlan, RequestPlan, StructPlan};
use crate::words::plain;

/// ```ignore
/// impl Validate for AclScope { fn check(&self, validator: &mut Validator<'_>) { validator.value("type", &self.r#type); … } }
/// ```
pub(super) fn validate(plan: &StructPlan<'_>, request: &RequestPlan<'_>) -> TokenStream {
    let ident = &plan.item.ident;
    let checks = Checks { fields: &plan.fields };
    let fields: Vec<TokenStream> = plan.fields.iter().flat_map(|field| checks.field(field)).collect();
    let rules: Vec<TokenStream> = request.rules.iter().map(|rule| checks.rule(rule)).collect();
    let validator = if fields.is_empty() && rules.is_empty() { quote!(_) } else { quote!(validator) };
    quote! {
        impl __rt::Validate for #ident {
            #[inline]
            fn check(&self, #validator: &mut __rt::Validator<'_>) {
                #(#fields)*
                #(#rules)*
            }
        }
    }
}

struct Checks<'p> {
    fields: &'p [FieldPlan<'p>],
}

impl Checks<'_> {
    /// The checks of one field.
    fn field(&self, plan: &FieldPlan<'_>) -> Vec<TokenStream> {
        let (field, ident, wire) = (plan.field, &plan.ident, &plan.field.wire);
        let mut calls = Vec::new();
        if plan.place == Some(Place::Path) {
            calls.push(quote!(validator.segment(#wire, &self.#ident);));
        }
        calls.extend(field.constraints.iter().map(|allowed| constraint(allowed, wire, ident)));
        match plan.check {
            CheckKind::None => {}
            CheckKind::Finite => calls.push(quote!(validator.finite(#wire, &self.#ident);)),
            CheckKind::Value => calls.push(quote!(validator.value(#wire, &self.#ident);)),
            CheckKind::Nested => calls.push(quote!(validator.nested(#wire, &self.#ident);)),
            CheckKind::Format(format) => {
                let format = format_name(format);
                calls.push(quote!(validator.format(#wire, &self.#ident, __rt::Format::#format);));
            }
        }
        if let Some(when) = &field.required_when {
            let (set, holds, words) = (self.is_set(plan.index), self.holds(when), self.words(when));
            calls.push(quote!(validator.required_when(#wire, #set, #holds, #words);));
        }
        calls
    }

    /// The check of a rule across fields.
    fn rule(&self, rule: &Rule) -> TokenStream {
        match rule {
            Rule::Exclusive(fields) => self.over("exclusive", fields),
            Rule::AtLeastOne(fields) => self.over("at_least_one", fields),
            Rule::Together(fields) => self.over("together", fields),
            Rule::Conflict { fields, with } => {
                let (fields, with) = (self.sets(fields), self.sets(with));
                quote!(validator.conflict(&[#(#fields),*], &[#(#with),*]);)
            }
            Rule::SameForm(fields) => self.same_form(fields),
            Rule::Order { before, after, or_equal, span_seconds } => {
                let span = span_seconds.unwrap_or(i64::MAX);
                self.pair(*before, *after, |a, b| {
                    let ((a_wire, a), (b_wire, b)) = (a, b);
                    quote!(validator.order(#a_wire, &self.#a, #b_wire, &self.#b, #or_equal, #span);)
                })
            }
            Rule::ItemsTogether { fields, max } => self.items_together(fields, *max),
            Rule::ItemsWhere { .. } => self.items_where(rule),
            Rule::Forbidden { field, value, when } => self.forbidden(*field, value, when),
            Rule::OffsetOrder { before, after, .. } => self.pair(*before, *after, |a, b| self.offset_order(rule, a, b)),
        }
    }

    /// The name on the wire and the identifier of a field; `None` for one that cannot be sent.
    fn named(&self, index: usize) -> Option<(&str, &Ident)> {
        self.fields.iter().find(|plan| plan.index == index).map(|plan| (plan.field.wire.as_str(), &plan.ident))
    }

    fn pair(
        &self,
        before: usize,
        after: usize,
        call: impl FnOnce((&str, &Ident), (&str, &Ident)) -> TokenStream,
    ) -> TokenStream {
        self.named(before).zip(self.named(after)).map(|(before, after)| call(before, after)).unwrap_or_default()
    }

    fn is_set(&self, index: usize) -> TokenStream {
        self.named(index).map_or(quote!(false), |(_, ident)| quote!(__rt::is_set(&self.#ident)))
    }

    /// `("date", is_set(&self.date))` for each field.
    fn sets(&self, fields: &[usize]) -> Vec<TokenStream> {
        let named = fields.iter().filter_map(|&index| Some((self.named(index)?.0, self.is_set(index))));
        named.map(|(wire, set)| quote!((#wire, #set))).collect()
    }

    fn over(&self, rule: &str, fields: &[usize]) -> TokenStream {
        let (rule, fields) = (crate::rust::lower::ident(rule), self.sets(fields));
        quote!(validator.#rule(&[#(#fields),*]);)
    }

    fn same_form(&self, fields: &[usize]) -> TokenStream {
        let named = fields.iter().filter_map(|&index| self.named(index));
        let forms = named.map(|(wire, ident)| quote!((#wire, __rt::form(&self.#ident))));
        quote!(validator.same_form(&[#(#forms),*]);)
    }

    fn items_together(&self, fields: &[usize], max: i64) -> TokenStream {
        let max = size(max);
        let named = fields.iter().filter_map(|&index| self.named(index));
        let counts = named.map(|(wire, ident)| quote!((#wire, __rt::count(&self.#ident))));
        quote!(validator.items_together(&[#(#counts),*], #max);)
    }

    fn items_where(&self, rule: &Rule) -> TokenStream {
        let Rule::ItemsWhere { list, field, value, max } = rule else {
            return TokenStream::new();
        };
        let Some(plan) = self.fields.iter().find(|plan| plan.index == *list) else {
            return TokenStream::new();
        };
        let Some(sibling) = plan.item_fields.get(*field) else {
            return TokenStream::new();
        };
        let (ident, wire, max) = (&plan.ident, &plan.field.wire, size(*max));
        let item = crate::rust::lower::ident(&sibling.rust);
        let test = is(&quote!(item.#item), value);
        let words = format!("`{}` is `{}`", sibling.wire, plain(value));
        quote!(validator.items_where(#wire, __rt::count_where(&self.#ident, |item| #test), #max, #words);)
    }

    fn forbidden(&self, field: usize, value: &Value, when: &Condition) -> TokenStream {
        let Some((wire, ident)) = self.named(field) else {
            return TokenStream::new();
        };
        let (is_value, holds, words) = (is(&quote!(self.#ident), value), self.holds(when), self.words(when));
        let value = plain(value);
        quote!(validator.forbidden(#wire, #is_value && #holds, #value, #words);)
    }

    fn offset_order(&self, rule: &Rule, a: (&str, &Ident), b: (&str, &Ident)) -> TokenStream {
        let Rule::OffsetOrder { before, anchor, amount, bases, .. } = rule else {
            return TokenStream::new();
        };
        let Some(plan) = self.fields.iter().find(|plan| plan.index == *before) else {
            return TokenStream::new();
        };
        let (Some(anchor), Some(amount)) = (plan.item_fields.get(*anchor), plan.item_fields.get(*amount)) else {
            return TokenStream::new();
        };
        let (anchor, amount) = (crate::rust::lower::ident(&anchor.rust), crate::rust::lower::ident(&amount.rust));
        let arms = bases.iter().map(|OffsetBase { value, base, backwards }| quote!((#value, #base, #backwards)));
        let bases = quote!(&[#(#arms),*]);
        let ((a_wire, a), (b_wire, b)) = (a, b);
        let place = |ident: &Ident| quote!(__rt::offset(&self.#ident, |item| __rt::offset_from(&item.#anchor, &item.#amount, #bases)));
        let (first, second) = (place(a), place(b));
        quote!(validator.offset_order(#a_wire, #first, #b_wire, #second);)
    }

    /// Whether a condition is met, as an expression.
    fn holds(&self, when: &Condition) -> TokenStream {
        let Some((_, ident)) = self.named(when.field) else {
            return quote!(false);
        };
        let tests: Vec<_> = when.values.iter().map(|value| is(&quote!(self.#ident), value)).collect();
        if tests.len() == 1 { quote!(#(#tests)*) } else { quote!((#(#tests)||*)) }
    }

    /// "`type` is `user`"
    fn words(&self, when: &Condition) -> String {
        let name = self.named(when.field).map_or("", |(wire, _)| wire);
        let values: Vec<_> = when.values.iter().map(|value| format!("`{}`", plain(value))).collect();
        format!("`{name}` is {}", values.join(" or "))
    }
}

/// The check of a constraint.
fn constraint(constraint: &Constraint, wire: &str, ident: &Ident) -> TokenStream {
    match constraint {
        Constraint::Length(limit) => {
            let (min, max) = sizes(*limit);
            quote!(validator.length(#wire, &self.#ident, #min, #max);)
        }
        Constraint::Items(limit) => {
            let (min, max) = sizes(*limit);
            quote!(validator.items(#wire, &self.#ident, #min, #max);)
        }
        Constraint::Range(Limit { min, max }) => {
            let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
            quote!(validator.range(#wire, &self.#ident, #min, #max);)
        }
        Constraint::OneOf(allowed) => quote!(validator.one_of(#wire, &self.#ident, &[#(#allowed),*]);),
        Constraint::MultipleOf(step) => quote!(validator.multiple_of(#wire, &self.#ident, #step);),
    }
}

/// Whether a place has a value, as an expression.
fn is(place: &TokenStream, value: &Value) -> TokenStream {
    match value {
        Value::Bool(flag) => quote!(__rt::is_flag(&#place, #flag)),
        Value::Int(number) => quote!(__rt::is_number(&#place, #number)),
        other => {
            let text = plain(other);
            quote!(__rt::is_value(&#place, #text))
        }
    }
}

fn sizes(limit: Limit) -> (usize, usize) {
    (limit.min.map_or(0, size), limit.max.map_or(usize::MAX, size))
}

/// A length as the runtime counts it; the checker has rejected negative ones.
fn size(length: i64) -> usize {
    usize::try_from(length).unwrap_or(0)
}

fn format_name(format: Format) -> Ident {
    crate::rust::lower::ident(match format {
        Format::Email => "Email",
        Format::Url => "Url",
        Format::Timezone => "Timezone",
        Format::Recurrence => "Recurrence",
        Format::Timestamp => "Timestamp",
        Format::TimestampMs => "TimestampMs",
        Format::Date => "Date",
        Format::DateTime => "DateTime",
        Format::TimestampOrDate => "TimestampOrDate",
    })
}

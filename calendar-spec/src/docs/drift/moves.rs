//! A field that stands elsewhere on the page is one difference, not one that is missing and one that is extra.

use super::{Difference, Relation};

/// Joins each missing field with the extra one of the same name.
pub(super) fn join(differences: &mut Vec<Difference>) {
    let mut index = 0;
    while index < differences.len() {
        let partner = partner(differences, index);
        if let Some(partner) = partner {
            let missing = differences[index].clone();
            let extra = &mut differences[partner];
            extra.relation = Relation::Different;
            extra.fact = format!("{}.place", extra.fact);
            extra.line = missing.line;
            extra.spec = Some(parent(&extra.fact.clone()).to_owned());
            extra.page = Some(missing.fact);
            differences.remove(index);
        } else {
            index += 1;
        }
    }
}

/// The extra field that has the name of this missing one, if there is exactly one.
fn partner(differences: &[Difference], index: usize) -> Option<usize> {
    let missing = &differences[index];
    if missing.relation != Relation::Missing || !is_field(&missing.fact) {
        return None;
    }
    let name = last(&missing.fact);
    let mut extras = (0..differences.len()).filter(|other| {
        let other = &differences[*other];
        other.relation == Relation::Extra && is_field(&other.fact) && last(&other.fact) == name
    });
    extras.next().filter(|_| extras.next().is_none())
}

/// Whether a fact is a whole field.
fn is_field(fact: &str) -> bool {
    let place = fact.split('.').next().unwrap_or_default();
    let is_part = [".values.", ".scopes.", ".length", ".items", ".range", ".default", ".example"]
        .iter()
        .any(|part| fact.contains(part));
    matches!(place, "path" | "query" | "header" | "body" | "response" | "event") && !is_part
}

fn last(fact: &str) -> &str {
    fact.rsplit('.').next().unwrap_or_default()
}

fn parent(fact: &str) -> &str {
    fact.rsplit_once('.').map_or("", |(parent, _)| parent)
}

//! A field that stands elsewhere on the page is one difference, not one that is missing and one that is extra.

use std::collections::HashSet;

use super::{Difference, Relation};

/// Joins each missing field with the extra one of the same name, if there is exactly one.
pub(super) fn join(differences: &mut Vec<Difference>) {
    let extras: Vec<usize> =
        (0..differences.len()).filter(|index| is_whole_field(&differences[*index], Relation::Extra)).collect();
    let mut joined = HashSet::new();
    for index in 0..differences.len() {
        if !is_whole_field(&differences[index], Relation::Missing) {
            continue;
        }
        let name = last(&differences[index].fact);
        let mut partners =
            extras.iter().filter(|extra| !joined.contains(*extra) && last(&differences[**extra].fact) == name);
        let (Some(partner), None) = (partners.next(), partners.next()) else { continue };
        differences[index] = moved(&differences[*partner], &differences[index]);
        joined.insert(*partner);
    }
    let mut index = 0;
    differences.retain(|_| {
        index += 1;
        !joined.contains(&(index - 1))
    });
}

/// The field of the spec stands elsewhere on the page.
fn moved(extra: &Difference, missing: &Difference) -> Difference {
    Difference {
        fact: format!("{}:place", extra.fact),
        relation: Relation::Different,
        page: Some(missing.fact.clone()),
        spec: Some(extra.fact.clone()),
        line: missing.line,
        ..extra.clone()
    }
}

fn is_whole_field(difference: &Difference, relation: Relation) -> bool {
    difference.relation == relation && is_field(&difference.fact)
}

/// Whether a fact is a whole field: parts of fields have a colon.
fn is_field(fact: &str) -> bool {
    let place = fact.split('.').next().unwrap_or_default();
    matches!(place, "path" | "query" | "header" | "body" | "response" | "event") && !fact.contains(':')
}

fn last(fact: &str) -> &str {
    fact.rsplit('.').next().unwrap_or_default()
}
